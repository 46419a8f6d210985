package integrations_test

import (
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/trackertest"
)

// estate are two projects of one server, and the backlog of both.
type estate struct {
	t        *testing.T
	projects []*trackertest.Project
	req      integrations.Request
	keys     []map[string]string
}

func newEstate(t *testing.T) *estate {
	shop, mobile := trackertest.NewProject(trackertest.NewClock()), trackertest.NewProject(nil)
	mobile.Clock, mobile.Name = shop.Clock, "MOB"
	e := &estate{
		t: t, projects: []*trackertest.Project{shop, mobile}, keys: []map[string]string{{}, {}},
		req: integrations.Request{Roadmap: "northwind", Backlog: "b", Items: trackertest.Items(2, 2), Limit: integrations.Limit{Count: 2}},
	}
	e.req.Items[3].Home = "mobile"
	return e
}

// forget is a machine whose files remember no Keys.
func (e *estate) forget() { e.keys = []map[string]string{{}, {}} }

func (e *estate) homes() []integrations.Home {
	homes := make([]integrations.Home, len(e.projects))
	for at, project := range e.projects {
		req := e.req
		req.Items = append([]integrations.Desired(nil), req.Items...)
		for i := range req.Items {
			req.Items[i].Key = e.keys[at][req.Items[i].ID]
		}
		homes[at] = integrations.Home{Place: []string{"", "mobile"}[at], Reader: project.Open(10), Request: req}
	}
	return homes
}

func (e *estate) plan() *integrations.Plan {
	e.t.Helper()
	plan, err := integrations.MakePlans(e.t.Context(), e.homes())
	if err != nil {
		e.t.Fatal(err)
	}
	return plan
}

func (e *estate) push() []*integrations.Result {
	e.t.Helper()
	pushers := make([]integrations.Pusher, len(e.projects))
	for at, project := range e.projects {
		pushers[at] = trackertest.Pusher(project.Open(10), project.Clock, nil)
		pushers[at].Known = func(id, key string) error {
			e.keys[at][id] = key
			return nil
		}
	}
	results, err := integrations.ApplyAll(e.t.Context(), pushers, e.plan())
	if err != nil {
		e.t.Fatal(err)
	}
	return results
}

// live are the tickets that stand, by item.
func (e *estate) live() map[string][]string {
	out := map[string][]string{}
	for _, project := range e.projects {
		for _, t := range project.All() {
			if t.Phase != integrations.Refused {
				out[t.Mark.ID] = append(out[t.Mark.ID], t.Key)
			}
		}
	}
	return out
}

func (e *estate) drop(ids ...string) {
	for _, id := range ids {
		e.req.Dropped = append(e.req.Dropped, integrations.Dropped{ID: id, By: "Pia"})
		e.req.Items = dropItem(e.req.Items, id)
	}
}

func dropItem(items []integrations.Desired, id string) []integrations.Desired {
	var left []integrations.Desired
	for _, d := range items {
		if d.ID != id {
			left = append(left, d)
		}
	}
	return left
}

func TestTheLimitOfClosuresIsThatOfAllProjects(t *testing.T) {
	e := newEstate(t)
	e.push()
	e.drop(e.req.Items[1].ID, e.req.Items[4].ID)
	if plan := e.plan(); plan.Refused != "" || plan.Summary.Close != 2 {
		t.Fatalf("two closures are refused: %q, %+v", plan.Refused, plan.Summary)
	}
	e.drop(e.req.Items[1].ID)
	plan := e.plan()
	if limit := plan.Refusals(); len(limit) != 1 || !strings.HasPrefix(limit[0].Message, "it would close 3 of 6 open tickets") {
		t.Errorf("refused %+v", limit)
	}
	for _, part := range plan.Parts() {
		if part.Refusal() == nil {
			t.Errorf("%s may begin", part.Title)
		}
	}
	e.req.AllowClosures = 3
	if plan := e.plan(); plan.Refused != "" {
		t.Errorf("allowed, and refused: %s", plan.Refused)
	}
}

// A push that died before it saved a Key, and a team that changes before the
// index shows what it made: nothing is made a second time.
func TestNothingIsMadeTwiceInTwoProjects(t *testing.T) {
	e := newEstate(t)
	for _, project := range e.projects {
		project.Lag = 60e9
	}
	e.push()
	e.forget()
	e.req.Items[0].Home, e.req.Items[3].Home = "mobile", ""
	e.push()
	for id, keys := range e.live() {
		if len(keys) != 1 {
			t.Errorf("%s has the tickets %v", id, keys)
		}
	}
}

// What was made twice all the same is closed where nobody touched it.
func TestATwinInAnotherProjectIsClosed(t *testing.T) {
	e := newEstate(t)
	id := e.req.Items[4].ID // a story of the team's
	e.push()
	twin := e.projects[1].All()[1]
	mark := *twin.Mark
	mark.Nonce, mark.Key = "another run", ""
	e.projects[0].Clock.Pass(60e9)
	made := e.projects[0].Open(1).Create(t.Context(), []integrations.Draft{{Mark: mark, Kind: twin.Kind, Title: twin.Title, Part: twin.Part, Labels: []string{"shop"}}})
	if made[0].Outcome != integrations.Created {
		t.Fatal(made[0].Err)
	}
	plan := e.plan()
	if plan.Summary.Close != 1 || plan.Changes[len(plan.Changes)-1].Key == "" {
		t.Fatalf("the plan is %+v", plan.Summary)
	}
	e.push()
	if keys := e.live()[id]; len(keys) != 1 || keys[0] != twin.Key {
		t.Errorf("%s has the tickets %v", id, keys)
	}
	if plan := e.plan(); !plan.Empty() {
		t.Errorf("afterwards the plan is %+v", plan.Changes)
	}
}
