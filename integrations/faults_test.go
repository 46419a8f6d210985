package integrations_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/trackertest"
)

// killed ends a process in a test.
type killed struct{}

// backend is one project in memory, and processes that push to it.
type backend struct {
	t       *testing.T
	project *trackertest.Project
	h       trackertest.Harness
	req     integrations.Request
	folder  string
	nonces  int
}

func newBackend(t *testing.T) *backend {
	project := trackertest.NewProject(trackertest.NewClock())
	return &backend{
		t: t, project: project, h: project.Harness(2), folder: t.TempDir(),
		req: integrations.Request{Roadmap: "northwind", Items: trackertest.Items(2, 2)},
	}
}

// push is one process; decide may break its requests or kill it.
func (b *backend) push(ctx context.Context, journal bool, decide func(n int, what string) trackertest.Fault) (result *integrations.Result, err error) {
	b.t.Helper()
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(killed); !ok {
				panic(r)
			}
			err = errors.New("killed")
		}
	}()
	tracker := b.h.Open(&trackertest.Wire{Decide: decide})
	pusher := integrations.Pusher{Tracker: tracker, Clock: b.project.Clock, Nonce: func() string {
		b.nonces++
		return fmt.Sprint("n", b.nonces)
	}}
	req := b.req
	if journal {
		pusher.Journal = b.journal()
		req.Unsettled = pusher.Journal.Unsettled()
	}
	plan, err := integrations.MakePlan(ctx, tracker, req)
	if err != nil {
		return nil, err
	}
	return pusher.Apply(ctx, plan)
}

func (b *backend) journal() *integrations.Journal {
	b.t.Helper()
	journal, err := integrations.OpenJournal(filepath.Join(b.folder, "journal.jsonl"))
	if err != nil {
		b.t.Fatal(err)
	}
	return journal
}

func quiet(int, string) trackertest.Fault { return trackertest.None }

// one fails the test unless every item has one live ticket.
func (b *backend) one(when string) {
	b.t.Helper()
	live := map[string]int{}
	for _, t := range b.project.All() {
		if t.Mark != nil && t.Phase != integrations.Refused {
			live[t.Mark.ID]++
		}
	}
	for _, d := range b.req.Items {
		if live[d.ID] != 1 {
			b.t.Errorf("%s: %s has %d tickets", when, d.ID, live[d.ID])
		}
	}
}

func TestKilledAtAnyRequestAndRunAgainLeavesOneTicketEach(t *testing.T) {
	requests := 0
	if _, err := newBackend(t).push(t.Context(), false, func(n int, _ string) trackertest.Fault {
		requests = n
		return trackertest.None
	}); err != nil || requests < 6 {
		t.Fatalf("%d requests, %v", requests, err)
	}
	for _, journal := range []bool{true, false} {
		for _, fault := range append(trackertest.AllFaults(), "killed before", "killed after") {
			for at := 1; at <= requests; at++ {
				b := newBackend(t)
				_, _ = b.push(t.Context(), journal, func(n int, _ string) trackertest.Fault {
					switch {
					case n == at && fault == "killed before", n == at+1 && fault == "killed after":
						panic(killed{})
					case n == at && fault == "killed after":
						return trackertest.LostReply
					case n == at:
						return fault
					}
					return trackertest.None
				})
				when := fmt.Sprintf("%s at request %d, journal %v", fault, at, journal)
				if _, err := b.push(t.Context(), journal, quiet); err != nil {
					t.Fatalf("%s: %v", when, err)
				}
				if fault == trackertest.LateReply {
					b.project.Clock.Pass(60e9) // what was late has come
					if _, err := b.push(t.Context(), journal, quiet); err != nil {
						t.Fatalf("%s: %v", when, err)
					}
				}
				b.one(when)
				writes := b.project.Writes()
				result, err := b.push(t.Context(), journal, quiet)
				if err != nil || result.Kept != 6 || b.project.Writes() != writes {
					t.Errorf("%s: the push after wrote %d: %+v, %v", when, b.project.Writes()-writes, result, err)
				}
			}
		}
	}
}

func TestALostAnswerIsNeverFollowedByAnotherCreateBeforeLooking(t *testing.T) {
	b := newBackend(t)
	var log []string
	result, err := b.push(t.Context(), true, func(n int, what string) trackertest.Fault {
		log = append(log, what)
		if strings.HasPrefix(what, "create") && len(log) < 6 {
			return trackertest.Error500 // never made, and nobody knows
		}
		return trackertest.None
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, what := range log {
		if strings.HasPrefix(what, "create") && i > 0 && strings.HasPrefix(log[i-1], "create") && i < 6 {
			t.Errorf("a create follows a lost one: %v", log)
		}
	}
	if b.project.Clock.Slept() == 0 {
		t.Error("nobody waited for a late commit")
	}
	if n := strings.Count(strings.Join(log, "\n"), "create 2"); n != 1 {
		t.Errorf("both epics were asked for %d times: %v", n, log)
	}
	unclear := 0
	for _, p := range result.Tickets {
		if strings.Contains(p.Error, "it may exist") {
			unclear++
		}
	}
	if left := b.journal().Unsettled(); unclear != 2 || len(left) != 2 {
		t.Errorf("unclear are %d, and the journal holds %+v: %+v", unclear, left, result)
	}
	if _, err := b.push(t.Context(), true, quiet); err != nil {
		t.Fatal(err)
	}
	b.one("after the second push")
	if left := b.journal().Unsettled(); len(left) > 0 {
		t.Errorf("the journal still holds %+v", left)
	}
}

func TestAnIntentIsOnDiskBeforeItsRequest(t *testing.T) {
	b := newBackend(t)
	asked := 0
	if _, err := b.push(t.Context(), true, func(_ int, what string) trackertest.Fault {
		var n int
		if _, err := fmt.Sscanf(what, "create %d", &n); err == nil {
			asked += n
			if got := len(b.journal().Unsettled()); got < asked {
				t.Errorf("%s is sent, and the journal holds %d of %d", what, got, asked)
			}
		}
		return trackertest.None
	}); err != nil || asked != 6 {
		t.Fatalf("%d creates, %v", asked, err)
	}
}

func TestWithoutRoomForItsJournalAPushMakesNothing(t *testing.T) {
	b := newBackend(t)
	b.folder = filepath.Join(b.folder, "gone")
	if _, err := b.push(t.Context(), true, quiet); err == nil || len(b.project.All()) > 0 {
		t.Errorf("%d tickets, %v", len(b.project.All()), err)
	}
}

func TestInterruptedPushSaysWhatIsLeft(t *testing.T) {
	b := newBackend(t)
	ctx, stop := context.WithCancel(t.Context())
	result, err := b.push(ctx, true, func(_ int, what string) trackertest.Fault {
		if strings.HasPrefix(what, "create") {
			stop()
		}
		return trackertest.None
	})
	if !errors.Is(err, context.Canceled) || result.Created != 2 || result.Undone != 4 {
		t.Fatalf("%+v, %v", result, err)
	}
	if result, err := b.push(t.Context(), true, quiet); err != nil || result.Created != 4 || result.Undone != 0 {
		t.Errorf("going on: %+v, %v", result, err)
	}
	b.one("after going on")
}

func TestACopyIsReportedAndNeverClosed(t *testing.T) {
	b := newBackend(t)
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	key := b.h.People.Copy(t, "MEM-5")
	plan, err := integrations.MakePlan(t.Context(), b.h.Open(nil), b.req)
	if err != nil || !plan.Empty() || len(plan.Notices) != 1 || plan.Notices[0].Key != key {
		t.Errorf("plan %+v, %v", plan, err)
	}
}

func TestAnEpicMadeTwiceIsClosedAfterItsChildrenMoved(t *testing.T) {
	b := newBackend(t)
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	all := b.project.All()
	mark := *all[0].Mark
	mark.Nonce = "of another machine"
	twin := b.h.Open(nil).Create(t.Context(), []integrations.Draft{{Mark: mark, Kind: all[0].Kind, Title: all[0].Title, Part: all[0].Part}})[0].Ticket
	b.h.People.Reparent(t, "MEM-3", twin.Key)
	b.h.People.Reparent(t, "MEM-4", twin.Key)
	people := b.h.People.Write(t, "a person's", twin.Key)
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	if got := b.project.All(); got[6].Phase != integrations.Open {
		t.Errorf("closed over a person's ticket: %+v", got[6])
	}
	b.h.People.Reparent(t, people, "MEM-1")
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	got := b.project.All()
	if got[6].Phase != integrations.Refused || got[2].Parent != "MEM-1" || got[3].Parent != "MEM-1" {
		t.Errorf("twin %s, children under %s and %s", got[6].Phase, got[2].Parent, got[3].Parent)
	}
	b.one("at the end")
}

func TestNeedsBecomeLinksOnce(t *testing.T) {
	b := newBackend(t)
	b.req.Items[2].Needs = []string{b.req.Items[1].ID, b.req.Items[3].ID}
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		plan, err := integrations.MakePlan(t.Context(), b.h.Open(nil), b.req)
		if err != nil || !plan.Empty() || len(plan.Notices) > 0 {
			t.Errorf("plan %+v, %v", plan.Changes, err)
		}
	}
	b.req.Items[2].Needs = b.req.Items[2].Needs[:1]
	b.req.Items[3].Needs = []string{b.req.Items[1].ID}
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	if plan, err := integrations.MakePlan(t.Context(), b.h.Open(nil), b.req); err != nil || !plan.Empty() {
		t.Errorf("after a change: %+v, %v", plan.Changes, err)
	}
}

// TestTwoPushesAtOnceEndWithOneTicketEach lets a whole push happen between the
// look and the creates of another.
func TestTwoPushesAtOnceEndWithOneTicketEach(t *testing.T) {
	b := newBackend(t)
	other := false
	result, err := b.push(t.Context(), true, func(_ int, what string) trackertest.Fault {
		if strings.HasPrefix(what, "create") && !other {
			other = true
			if _, err := b.push(t.Context(), false, quiet); err != nil {
				t.Error(err)
			}
		}
		return trackertest.None
	})
	if err != nil || !other {
		t.Fatalf("%+v, %v", result, err)
	}
	b.one("right after both")
	if _, err := b.push(t.Context(), true, quiet); err != nil {
		t.Fatal(err)
	}
	b.one("after the next run")
}
