package integrations_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/trackertest"
)

func TestOneStoryAloneIsPutUnderItsEpic(t *testing.T) {
	b := newBench(t)
	all := b.req.Items
	b.req.Items = all[:2]
	b.push()
	b.req.Items, b.req.Only = all, []string{"s2"}
	if got := b.push(); got.Created != 1 || got.Failed > 0 {
		t.Fatalf("push of one story: %+v", got)
	}
	if got := b.ticket("LOCAL-3"); got.Parent != "LOCAL-1" || got.Mark.ID != "s2" {
		t.Errorf("it stands under %q: %+v", got.Parent, got.Mark)
	}
}

// TestATwinThatPeopleWorkedOnStaysInSight: people took the label off a ticket
// made twice and worked on it, so that it is theirs to close; every later plan
// says so, not only the one that came across it.
func TestATwinThatPeopleWorkedOnStaysInSight(t *testing.T) {
	b := newBackend(t)
	all := b.req.Items
	b.req.Items = all[:len(all)-1]
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	first := b.project.All()[0]
	mark := *first.Mark
	mark.Nonce = "of another machine"
	draft := integrations.Draft{Mark: mark, Kind: first.Kind, Title: first.Title, Part: first.Part}
	twin := b.h.Open(nil).Create(t.Context(), []integrations.Draft{draft})[0].Ticket
	b.h.People.Unlabel(t, twin.Key)
	b.h.People.Comment(t, twin.Key, "I began here")
	b.req.Items = all
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	plan, err := integrations.MakePlan(t.Context(), b.h.Open(nil), b.req)
	if err != nil || !plan.Empty() {
		t.Fatalf("plan %+v, %v", plan.Changes, err)
	}
	if !slices.ContainsFunc(plan.Notices, func(n integrations.Notice) bool {
		return n.Key == twin.Key && strings.Contains(n.Message, "made twice")
	}) {
		t.Errorf("nobody speaks of %s: %+v", twin.Key, plan.Notices)
	}
}

// TestAnEpicFarBackIsFoundByItsStories: its label is gone, and so many tickets
// came since that nobody looks at its Key.
func TestAnEpicFarBackIsFoundByItsStories(t *testing.T) {
	b := newBackend(t)
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	b.h.People.Unlabel(t, "MEM-1")
	for range 120 {
		b.h.People.Write(t, "of another team", "")
	}
	if result, err := b.push(t.Context(), false, quiet); err != nil || result.Created > 0 {
		t.Errorf("%+v, %v", result, err)
	}
	b.one("after the label went")
}

// TestATicketWithoutItsMarkIsNotForgottenForAClosedTwin: people took the mark
// off the one that stays; the file remembers it still.
func TestATicketWithoutItsMarkIsNotForgottenForAClosedTwin(t *testing.T) {
	b := newBackend(t)
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	story := b.project.All()[2]
	mark := *story.Mark
	mark.Nonce = "of another machine"
	b.h.Open(nil).Create(t.Context(), []integrations.Draft{{Mark: mark, Kind: story.Kind, Title: story.Title, Part: story.Part, Parent: &integrations.Ticket{Key: story.Parent}}})
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	b.h.People.Unmark(t, story.Key)
	for i := range b.req.Items {
		if b.req.Items[i].ID == mark.ID {
			b.req.Items[i].Key = story.Key
		}
	}
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	b.one("after the mark went")
}

// TestANeedOutlivesTheTicketItWasLinkedWith: people deleted the ticket that a
// story waited for, its link went with it, and all that is left is a twin that was
// closed. Nobody took the need away.
func TestANeedOutlivesTheTicketItWasLinkedWith(t *testing.T) {
	b := newBackend(t)
	b.req.Items[2].Needs = []string{b.req.Items[1].ID}
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	all := b.project.All()
	needed := all[slices.IndexFunc(all, func(t integrations.Ticket) bool { return t.Mark.ID == b.req.Items[1].ID })]
	mark := *needed.Mark
	mark.Nonce = "of another machine"
	b.h.Open(nil).Create(t.Context(), []integrations.Draft{{Mark: mark, Kind: needed.Kind, Title: needed.Title, Part: needed.Part, Parent: &integrations.Ticket{Key: needed.Parent}}})
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	b.h.People.Delete(t, needed.Key)
	for i, d := range b.req.Items {
		b.req.Items[i].Key = all[slices.IndexFunc(all, func(t integrations.Ticket) bool { return t.Mark.ID == d.ID })].Key
	}
	reading, err := integrations.ReadBack(t.Context(), b.h.Open(nil), integrations.SyncRequest{Request: b.req})
	if err != nil || len(reading.Pulls) > 0 {
		t.Errorf("pulls %+v, %v", reading.Pulls, err)
	}
}

// TestATicketTakenOnGetsItsLabelBack: another run made it after the plan, and
// people took its label off. Without one, no later plan would see it.
func TestATicketTakenOnGetsItsLabelBack(t *testing.T) {
	b := newBackend(t)
	tracker := b.h.Open(nil)
	plan, err := integrations.MakePlan(t.Context(), tracker, b.req)
	if err != nil {
		t.Fatal(err)
	}
	item := b.req.Items[0]
	made := b.h.Open(nil).Create(t.Context(), []integrations.Draft{{
		Kind: item.Kind, Title: item.Title, Part: integrations.ComposePart(item.Part),
		Mark: integrations.Mark{ID: item.ID, Roadmap: b.req.Roadmap, Nonce: "of another machine"},
	}})[0].Ticket
	b.h.People.Unlabel(t, made.Key)
	result, err := trackertest.Pusher(tracker, b.project.Clock, nil).Apply(t.Context(), plan)
	if err != nil || result.Adopted != 1 {
		t.Fatalf("%+v, %v", result, err)
	}
	now, err := tracker.Read(t.Context(), []string{made.Key})
	if err != nil || !slices.Contains(now[0].Labels, integrations.LabelPrefix+b.req.Roadmap) {
		t.Errorf("labels %q, %v", now[0].Labels, err)
	}
}

// twoAtOnce lets a whole push happen between the look and the creates of
// another one with a journal, MEM-1 to MEM-6 beside MEM-7 to MEM-12; then decides
// about the other's requests.
func (b *backend) twoAtOnce(decide func(what string) trackertest.Fault) {
	b.t.Helper()
	other := false
	if _, err := b.push(b.t.Context(), true, func(_ int, what string) trackertest.Fault {
		if strings.HasPrefix(what, "create") && !other {
			other = true
			if _, err := b.push(b.t.Context(), false, quiet); err != nil {
				b.t.Error(err)
			}
		}
		if !other {
			return trackertest.None
		}
		return decide(what)
	}); err != nil {
		b.t.Fatal(err)
	}
}

// TestATwinThatSomebodyWorkedOnIsNotClosed, nor the epic under which it stands:
// somebody was there between its making and the look for others.
func TestATwinThatSomebodyWorkedOnIsNotClosed(t *testing.T) {
	b := newBackend(t)
	story := ""
	b.twoAtOnce(func(what string) trackertest.Fault {
		if strings.HasPrefix(what, "after") && story == "" {
			for _, ticket := range b.project.All() {
				if ticket.Parent == "MEM-7" {
					story = ticket.Key
				}
			}
			b.h.People.Comment(t, story, "I begin here")
		}
		return trackertest.None
	})
	if story == "" {
		t.Fatal("nobody looked for others")
	}
	for _, ticket := range b.project.All() {
		stays := ticket.Key == story || ticket.Key == "MEM-7" || keyNumber(t, ticket.Key) < 7
		if (ticket.Phase == integrations.Open) != stays {
			t.Errorf("%s is %s", ticket.Key, ticket.Phase)
		}
	}
}

// TestATwinThatCouldNotBeClosedIsRemembered: what its push wrote down stays, so
// that the next one looks as far back, label or none.
func TestATwinThatCouldNotBeClosedIsRemembered(t *testing.T) {
	b := newBackend(t)
	b.twoAtOnce(func(what string) trackertest.Fault {
		if strings.HasPrefix(what, "close") {
			return trackertest.Error502
		}
		return trackertest.None
	})
	if left := b.journal().Unsettled(); len(left) == 0 {
		t.Fatal("the journal forgot that something was made twice")
	}
	for _, ticket := range b.project.All() {
		b.h.People.Unlabel(t, ticket.Key)
	}
	for range 120 {
		b.h.People.Write(t, "of another team", "")
	}
	if _, err := b.push(t.Context(), true, quiet); err != nil {
		t.Fatal(err)
	}
	if _, err := b.push(t.Context(), true, quiet); err != nil {
		t.Fatal(err)
	}
	b.one("after the next runs")
	if left := b.journal().Unsettled(); len(left) > 0 {
		t.Errorf("the journal still holds %+v", left)
	}
}

func keyNumber(t *testing.T, key string) int {
	t.Helper()
	_, number, _ := strings.Cut(key, "-")
	n, err := strconv.Atoi(number)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestACreateThatWasGivenItsNumberBeforeThePlanIsFoundBehindIt: another machine's
// create got its number, others were made after it, and only then did it come to
// show: the look before the first create goes back that far.
func TestACreateThatWasGivenItsNumberBeforeThePlanIsFoundBehindIt(t *testing.T) {
	b := newBackend(t)
	all := b.req.Items
	last := all[len(all)-1]
	b.req.Items = all[:len(all)-1]
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	b.req.Items = all
	b.project.Open(1).MakeLate([]integrations.Draft{{
		Kind: last.Kind, Title: last.Title, Part: integrations.ComposePart(last.Part),
		Mark: integrations.Mark{ID: last.ID, Roadmap: b.req.Roadmap, Nonce: "of another machine"},
	}}, 12*time.Second)
	for range 5 {
		b.h.People.Write(t, "of another team", "")
	}
	tracker := b.h.Open(nil)
	plan, err := integrations.MakePlan(t.Context(), tracker, b.req)
	if err != nil || plan.Summary.Create != 1 {
		t.Fatalf("%+v, %v", plan.Summary, err)
	}
	b.project.Clock.Pass(13 * time.Second)
	result, err := trackertest.Pusher(tracker, b.project.Clock, nil).Apply(t.Context(), plan)
	if err != nil || result.Adopted != 1 {
		t.Errorf("%+v, %v", result, err)
	}
	b.one("after both")
}

// TestATwinOfAnotherRunIsLeftToIt: it may be making stories under its epic at
// this very moment. The plan of a later push ends it.
func TestATwinOfAnotherRunIsLeftToIt(t *testing.T) {
	b := newBackend(t)
	epic := b.req.Items[0]
	twin := ""
	if _, err := b.push(t.Context(), false, func(_ int, what string) trackertest.Fault {
		if first := len(b.project.All()) > 0; first && twin == "" {
			twin = b.h.Open(nil).Create(t.Context(), []integrations.Draft{{
				Kind: epic.Kind, Title: epic.Title, Part: integrations.ComposePart(epic.Part),
				Mark: integrations.Mark{ID: epic.ID, Roadmap: b.req.Roadmap, Nonce: "of another machine"},
			}})[0].Ticket.Key
		}
		return trackertest.None
	}); err != nil || twin == "" {
		t.Fatalf("twin %q, %v", twin, err)
	}
	now, err := b.h.Open(nil).Read(t.Context(), []string{twin})
	if err != nil || now[0].Phase != integrations.Open {
		t.Fatalf("%+v, %v", now, err)
	}
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	b.one("after a later push")
}
