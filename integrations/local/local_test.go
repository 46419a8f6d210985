package local_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"plotline/integrations"
	"plotline/integrations/local"
	"plotline/integrations/trackertest"
	"plotline/stories"
)

func TestConformance(t *testing.T) {
	trackertest.Conformance(t, open)
}

func open(t *testing.T) trackertest.Harness {
	folder, clock := t.TempDir(), trackertest.NewClock()
	connect := func() *local.Tracker {
		tracker, err := local.Open(t.Context(), folder, clock)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { tracker.Shut() })
		return tracker
	}
	return trackertest.Harness{
		Clock: clock, People: people{connect()},
		Open: func(*trackertest.Wire) integrations.Tracker { return connect() },
	}
}

// people work on the local tickets as the board lets them.
type people struct{ tracker *local.Tracker }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (p people) edit(t testing.TB, key string, edit func(*integrations.Ticket)) {
	t.Helper()
	must(t, p.tracker.Edit(context.Background(), key, edit))
}

func (p people) Write(t testing.TB, title, parent string) string {
	key, err := p.tracker.Add(context.Background(), integrations.Ticket{Kind: stories.Story, Title: title, Parent: parent})
	must(t, err)
	return key
}

func (p people) Retitle(t testing.TB, key, title string) {
	p.edit(t, key, func(now *integrations.Ticket) { now.Title = title })
}

func (p people) Replace(t testing.TB, key, from, to string) {
	p.edit(t, key, func(now *integrations.Ticket) { now.Description = strings.Replace(now.Description, from, to, 1) })
}

func (p people) Around(t testing.TB, key, before, after string) {
	p.edit(t, key, func(now *integrations.Ticket) {
		now.Description = before + "\n\n" + now.Description + "\n\n" + after
	})
}

func (p people) Description(t testing.TB, key string) string {
	tickets, err := p.tracker.Read(context.Background(), []string{key})
	must(t, err)
	return tickets[0].Description
}

func (p people) BreakFence(t testing.TB, key string) {
	p.edit(t, key, func(now *integrations.Ticket) {
		from, to := strings.Index(now.Description, "<!--"), strings.LastIndex(now.Description, "-->")
		now.Description = now.Description[:from] + now.Description[to+3:]
	})
}

func (p people) Unlabel(t testing.TB, key string) {
	p.edit(t, key, func(now *integrations.Ticket) { now.Labels = nil })
}

func (p people) Unmark(t testing.TB, key string) {
	p.edit(t, key, func(now *integrations.Ticket) { now.Mark = nil })
}

func (p people) Label(t testing.TB, key, label string) {
	p.edit(t, key, func(now *integrations.Ticket) { now.Labels = append(now.Labels, label) })
}

func (p people) Start(t testing.TB, key string) {
	must(t, p.tracker.Move(context.Background(), key, local.InProgress))
}

func (p people) Finish(t testing.TB, key string) {
	must(t, p.tracker.Move(context.Background(), key, local.Done))
}

func (p people) Comment(t testing.TB, key, text string) {
	must(t, p.tracker.Comment(context.Background(), key, "Ana", text))
}

func (p people) Comments(t testing.TB, key string) int {
	said, err := p.tracker.Comments(context.Background(), key)
	must(t, err)
	return len(said)
}

func (p people) Reparent(t testing.TB, key, parent string) {
	p.edit(t, key, func(now *integrations.Ticket) { now.Parent = parent })
}

func (p people) Copy(t testing.TB, key string) string {
	tickets, err := p.tracker.Read(context.Background(), []string{key})
	must(t, err)
	copied := p.Write(t, tickets[0].Title, tickets[0].Parent)
	p.edit(t, copied, func(now *integrations.Ticket) {
		now.Description, now.Labels, now.Mark = tickets[0].Description, tickets[0].Labels, tickets[0].Mark
	})
	return copied
}

func (p people) Delete(t testing.TB, key string) {
	must(t, p.tracker.Delete(context.Background(), key))
}

func TestTwoProcessesAtOnce(t *testing.T) {
	folder, clock := t.TempDir(), trackertest.NewClock()
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			tracker, err := local.Open(t.Context(), folder, clock)
			if err != nil {
				t.Error(err)
				return
			}
			defer tracker.Shut()
			for n := range 25 {
				answers := tracker.Create(t.Context(), []integrations.Draft{{
					Kind: stories.Story, Title: "one of many",
					Mark: integrations.Mark{ID: fmt.Sprint(worker, "-", n), Roadmap: "r"},
				}})
				if answers[0].Outcome != integrations.Created {
					t.Error(answers[0].Err)
				}
			}
		})
	}
	wg.Wait()
	tracker, err := local.Open(t.Context(), folder, clock)
	must(t, err)
	defer tracker.Shut()
	all, err := tracker.All(t.Context())
	must(t, err)
	if len(all) != 100 || all[99].Key != "LOCAL-100" {
		t.Errorf("%d tickets", len(all))
	}
}

func TestThousandsAreQuick(t *testing.T) {
	h := open(t)
	req := integrations.Request{Roadmap: "r", Items: trackertest.Items(20, 100)}
	tracker := h.Open(nil)
	plan, err := integrations.MakePlan(t.Context(), tracker, req)
	must(t, err)
	result, err := trackertest.Pusher(tracker, h.Clock, nil).Apply(t.Context(), plan)
	must(t, err)
	if result.Created != 2020 || result.Failed != 0 {
		t.Errorf("%+v", result)
	}
}

// TestStorm kills processes and lets two run at once; the file knows no faults
// on a wire.
func TestStorm(t *testing.T) {
	trackertest.Storms(t, 5, []uint64{2098}, func(t *testing.T, _ uint64) trackertest.Harness {
		h := open(t)
		connect := h.Open
		h.Open = func(wire *trackertest.Wire) integrations.Tracker {
			return trackertest.Shake(connect(nil), wire, h.Clock)
		}
		return h
	})
}

// A file of the version before says when tickets are closed from now on, and
// claims nothing about those closed already.
func TestFileOfVersionOneIsBroughtOver(t *testing.T) {
	folder, clock := t.TempDir(), trackertest.NewClock()
	before, err := sql.Open("sqlite", filepath.Join(folder, local.File))
	must(t, err)
	_, err = before.Exec(`CREATE TABLE tickets (
		n INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, type TEXT NOT NULL, title TEXT NOT NULL,
		description TEXT NOT NULL, labels TEXT NOT NULL DEFAULT '[]', parent INTEGER NOT NULL DEFAULT 0,
		blocked_by TEXT NOT NULL DEFAULT '[]', release TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT 'To do',
		assignee TEXT NOT NULL DEFAULT '', sprint TEXT NOT NULL DEFAULT '', estimate TEXT NOT NULL DEFAULT '',
		created INTEGER NOT NULL, updated INTEGER NOT NULL, version INTEGER NOT NULL DEFAULT 1,
		roadmap TEXT NOT NULL DEFAULT '', mark TEXT NOT NULL DEFAULT '');
	CREATE TABLE comments (n INTEGER PRIMARY KEY AUTOINCREMENT, ticket INTEGER NOT NULL, author TEXT NOT NULL,
		text TEXT NOT NULL, at INTEGER NOT NULL);
	INSERT INTO tickets (kind, type, title, description, status, created, updated) VALUES
		('story', 'feature', 'Old and done', '', 'Done', 1, 2), ('story', 'feature', 'Old and open', '', 'To do', 1, 2);
	PRAGMA user_version = 1;`)
	must(t, err)
	must(t, before.Close())
	for range 2 { // the second time there is nothing to bring over
		tracker, err := local.Open(t.Context(), folder, clock)
		must(t, err)
		must(t, tracker.Move(t.Context(), "LOCAL-2", local.Done))
		tickets, err := tracker.Read(t.Context(), []string{"LOCAL-1", "LOCAL-2"})
		must(t, err)
		if !tickets[0].Closed.IsZero() || !tickets[1].Closed.Equal(clock.Now()) {
			t.Errorf("closed at %s and %s, want unknown and %s", tickets[0].Closed, tickets[1].Closed, clock.Now())
		}
		must(t, tracker.Shut())
	}
}
