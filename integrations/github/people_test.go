package github_test

import (
	"fmt"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/github/githubtest"
	"plotline/integrations/trackertest"
)

// team is a backlog that was pushed, and what people do on GitHub afterwards.
type team struct {
	*world
	req integrations.Request
}

func newTeam(t *testing.T, config githubtest.Config) *team {
	t.Helper()
	p := &team{newWorld(t, config), integrations.Request{Roadmap: roadmap, Backlog: "b", Items: trackertest.Items(2, 2)}}
	p.again()
	return p
}

// again plans and pushes as the next run of the program.
func (p *team) again() *integrations.Plan {
	p.t.Helper()
	tracker := p.newTracker()
	plan, err := integrations.MakePlan(p.t.Context(), tracker, p.req)
	if err != nil {
		p.t.Fatal(err)
	}
	if result, err := trackertest.Pusher(tracker, trackertest.NewClock(), nil).Apply(p.t.Context(), plan); err != nil || result.Failed > 0 {
		p.t.Fatalf("%+v, %v", result, err)
	}
	return plan
}

// live counts the open issues.
func (p *team) live() int {
	n := 0
	for _, i := range p.server.Issues() {
		if !i.Closed && !i.Deleted && !i.Moved {
			n++
		}
	}
	return n
}

// The web editor ends every line that it saves with a carriage return: that is no
// edit, and what stands around Plotline's part keeps its own.
func TestTheWebEditorsLineEndsAreNoEdit(t *testing.T) {
	editions(t, func(t *testing.T, config githubtest.Config) {
		p := newTeam(t, config)
		for n := 1; n <= 6; n++ {
			p.server.Edit(n, func(i *githubtest.Issue) {
				i.Body = strings.ReplaceAll("Mine  \n\n"+i.Body+"\n\n* mine, too\n", "\n", "\r\n")
			})
		}
		p.server.Forget()
		if plan := p.again(); !plan.Empty() || len(plan.Notices) > 0 || p.server.Writes() > 0 {
			t.Fatalf("%+v, %+v, %d writes", plan.Summary, plan.Notices, p.server.Writes())
		}
		p.req.Items[1].Part.Criteria[0].Text = "Given a shopper, when they ask, then it answers."
		p.again()
		for n := 1; n <= 6; n++ {
			i, _ := p.server.Issue(n)
			if !strings.HasPrefix(i.Body, "Mine  \r\n\r\n") || !strings.HasSuffix(i.Body, "\r\n\r\n* mine, too\r\n") ||
				strings.Count(i.Body, "\n") != strings.Count(i.Body, "\r\n") {
				t.Errorf("#%d: %q", n, i.Body)
			}
		}
		if plan := p.again(); !plan.Empty() {
			t.Errorf("afterwards: %+v", plan.Summary)
		}
	})
}

// Somebody deletes the roadmap's label: no list shows an issue any more, and
// none is made again.
func TestADeletedLabelMakesNoIssueTwice(t *testing.T) {
	editions(t, func(t *testing.T, config githubtest.Config) {
		for _, remembered := range []bool{true, false} {
			p := newTeam(t, config)
			if remembered {
				for _, ticket := range p.marked().Tickets {
					for i := range p.req.Items {
						if p.req.Items[i].ID == ticket.Mark.ID {
							p.req.Items[i].Key = ticket.Key
						}
					}
				}
			}
			p.server.DeleteLabel("plotline-northwind")
			p.again()
			if p.live() != 6 {
				t.Fatalf("remembered=%t: %d issues", remembered, p.live())
			}
			if n := len(p.marked().Tickets); n != 6 {
				t.Errorf("remembered=%t: the label shows %d of 6", remembered, n)
			}
			if plan := p.again(); !plan.Empty() {
				t.Errorf("remembered=%t: %+v", remembered, plan.Summary)
			}
		}
	})
}

// An issue that was transferred or deleted is a person's decision: it is said,
// and not made again unasked.
func TestATransferredOrDeletedIssueIsNotMadeAgain(t *testing.T) {
	editions(t, func(t *testing.T, config githubtest.Config) {
		for _, remove := range []func(*githubtest.Server, int){(*githubtest.Server).Transfer, (*githubtest.Server).Delete} {
			p := newTeam(t, config)
			tickets := p.marked().Tickets
			for i := range p.req.Items {
				for _, ticket := range tickets {
					if p.req.Items[i].ID == ticket.Mark.ID {
						p.req.Items[i].Key = ticket.Key
					}
				}
			}
			remove(p.server, 3)
			plan := p.again()
			if !plan.Empty() || len(plan.Held) != 1 || plan.Held[0].Key != "#3" || p.live() != 5 {
				t.Errorf("%+v, held %+v, %d live", plan.Summary, plan.Held, p.live())
			}
		}
	})
}

// Under an epic that stands as deep as GitHub takes, stories go into its task
// list.
func TestAnEpicThatIsTooDeepListsItsStories(t *testing.T) {
	for _, rest := range []bool{false, true} {
		w := newWorld(t, githubtest.Config{NoGraphQL: rest})
		for n := range 7 {
			w.server.Add(githubtest.Issue{Title: fmt.Sprint("level ", n), Parent: n})
		}
		w.create(draft("e", "a deep epic", nil))
		w.server.Edit(8, func(i *githubtest.Issue) { i.Parent = 7 })
		epic := w.read("#8")[0]
		found, err := w.tracker.Preflight(t.Context(), []integrations.Draft{draft("s", "a story", &epic)}, nil)
		if o, ok := obstacle(found, "#8 stands 8 levels deep"); err != nil || ok == rest || ok && (o.Refuse || len(o.IDs) != 1) {
			t.Errorf("rest=%t: known before: %+v, %v", rest, found, err)
		}
		story := w.create(draft("s", "a story", &epic))[0]
		i, _ := w.server.Issue(8)
		if story.Parent != "#8" || !strings.Contains(i.Body, "- [ ] #9") {
			t.Errorf("rest=%t: under %q, the epic says %q", rest, story.Parent, i.Body)
		}
		if got := w.read("#9")[0].Parent; got != "#8" {
			t.Errorf("rest=%t: read under %q", rest, got)
		}
	}
}
