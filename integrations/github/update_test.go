package github_test

import (
	"errors"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/github/githubtest"
)

func TestUpdate(t *testing.T) {
	editions(t, func(t *testing.T, config githubtest.Config) {
		w := newWorld(t, config)
		epics := w.create(draft("e1", "one", nil), draft("e2", "two", nil))
		story := w.create(draft("s", "a story", &epics[0]))[0]
		w.server.Edit(3, func(i *githubtest.Issue) { i.Body = "Mine above\r\n\r\n" + i.Body + "\r\nand below  \r\n" })
		story = w.read(story.Key)[0]
		mark := *story.Mark
		mark.Key = story.Key
		edit := integrations.Edit{
			ID: "s", Title: ptr("a better story"), Part: ptr("Another part\n\n- one"), Parent: &epics[1],
			Release: &integrations.Release{Name: "Spring"}, AddLabels: []string{"new"}, RemoveLabels: []string{"search"}, Mark: mark,
		}
		got, err := w.tracker.Update(t.Context(), story, edit)
		if err != nil {
			t.Fatal(err)
		}
		now := w.read(story.Key)[0]
		if got.Version != now.Version || now.Title != "a better story" || now.Part != "Another part\n\n- one" || now.Parent != epics[1].Key ||
			now.Release != "Spring" || strings.Join(now.Labels, " ") != "new plotline-northwind" || now.Mark.Key != "#3" {
			t.Errorf("after: %+v\nreturned %+v", now, got)
		}
		if !strings.HasPrefix(now.Description, "Mine above\r\n\r\n") || !strings.HasSuffix(now.Description, "\r\nand below  \r\n") {
			t.Errorf("text outside changed: %q", now.Description)
		}
		// Once more: nothing to write, although the ticket is no longer what was read.
		w.server.Forget()
		if _, err := w.tracker.Update(t.Context(), story, edit); err != nil || w.server.Writes() != 0 {
			t.Errorf("the second time: %v, %d writes", err, w.server.Writes())
		}
		// No milestone again.
		if _, err := w.tracker.Update(t.Context(), now, integrations.Edit{Release: &integrations.Release{}, Mark: mark}); err != nil {
			t.Fatal(err)
		}
		if now := w.read(story.Key)[0]; now.Release != "" {
			t.Errorf("the release stays: %q", now.Release)
		}
		if children, err := w.tracker.Children(t.Context(), []string{epics[0].Key}); err != nil || len(children) != 0 {
			t.Errorf("the first epic keeps %+v (%v)", children, err)
		}
	})
}

func TestUpdateIsStale(t *testing.T) {
	w := newWorld(t, githubtest.Config{})
	ticket := w.create(draft("e", "an epic", nil))[0]
	w.server.Edit(1, func(i *githubtest.Issue) { i.Title = "changed by hand" })
	_, err := w.tracker.Update(t.Context(), ticket, integrations.Edit{Title: ptr("mine"), Mark: *ticket.Mark})
	if !errors.Is(err, integrations.ErrStale) {
		t.Errorf("got %v", err)
	}
	if i, _ := w.server.Issue(1); i.Title != "changed by hand" {
		t.Errorf("overwritten: %q", i.Title)
	}
}

func TestNoWriteFollowsATransfer(t *testing.T) {
	w := newWorld(t, githubtest.Config{})
	ticket := w.create(draft("e", "an epic", nil))[0]
	w.server.Transfer(1)
	if _, err := w.tracker.Update(t.Context(), ticket, integrations.Edit{Title: ptr("x"), Mark: *ticket.Mark}); !errors.Is(err, integrations.ErrGone) {
		t.Errorf("update: %v", err)
	}
	if err := w.tracker.Close(t.Context(), ticket, integrations.Closing{Comment: "c", Mark: *ticket.Mark}); !errors.Is(err, integrations.ErrGone) {
		t.Errorf("close: %v", err)
	}
}

func TestClose(t *testing.T) {
	editions(t, func(t *testing.T, config githubtest.Config) {
		w := newWorld(t, config)
		tickets := w.create(draft("a", "dropped", nil), draft("b", "made twice", nil))
		mark := *tickets[0].Mark
		mark.Closed = "dropped"
		for range 2 {
			if err := w.tracker.Close(t.Context(), tickets[0], integrations.Closing{Comment: "Dropped by Pia.", Mark: mark}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.tracker.Close(t.Context(), tickets[1], integrations.Closing{Comment: "Twice.", Duplicate: "#1", Mark: *tickets[1].Mark}); err != nil {
			t.Fatal(err)
		}
		i, _ := w.server.Issue(1)
		if !i.Closed || i.Reason != "not_planned" || len(i.Comments) != 1 || !strings.HasPrefix(i.Comments[0], "Dropped by Pia.") {
			t.Errorf("%+v", i)
		}
		now := w.read("#1", "#2")
		if now[0].Phase != integrations.Refused || now[0].Mark.Closed != "dropped" || now[1].Phase != integrations.Refused {
			t.Errorf("%+v", now)
		}
		// Reopened by a person: the comment is not said again.
		w.server.Edit(1, func(i *githubtest.Issue) { i.Closed, i.Reason = false, "" })
		if err := w.tracker.Close(t.Context(), tickets[0], integrations.Closing{Comment: "Dropped by Pia.", Mark: mark}); err != nil {
			t.Fatal(err)
		}
		if i, _ := w.server.Issue(1); len(i.Comments) != 1 || !i.Closed {
			t.Errorf("%+v", i)
		}
	})
}

func TestLink(t *testing.T) {
	editions(t, func(t *testing.T, config githubtest.Config) {
		w := newWorld(t, config)
		w.create(draft("a", "first", nil), draft("b", "second", nil))
		for range 2 {
			edits := []integrations.LinkEdit{{Key: "#2", Add: []string{"#1"}}}
			if err := errors.Join(w.newTracker().Link(t.Context(), edits)...); err != nil {
				t.Fatal(err)
			}
		}
		i, _ := w.server.Issue(2)
		if want := !linkless(config); (len(i.BlockedBy) == 1) != want {
			t.Errorf("blocked by %v", i.BlockedBy)
		}
	})
}

// A GraphQL that does not know enableDuplicate gives no reason for a duplicate.
func TestADuplicateIsEndedAlsoWhereItsReasonIsHidden(t *testing.T) {
	w := newWorld(t, githubtest.Config{NoGraphQLDuplicates: true})
	twin := w.create(draft("a", "made twice", nil))[0]
	mark := *twin.Mark
	mark.Closed = "duplicate"
	if err := w.tracker.Close(t.Context(), twin, integrations.Closing{Duplicate: "#7", Mark: mark}); err != nil {
		t.Fatal(err)
	}
	if now := w.read("#1")[0]; now.Phase != integrations.Refused {
		t.Errorf("%+v", now)
	}
	w.server.Edit(1, func(i *githubtest.Issue) { i.Reason = "completed" })
	if now := w.read("#1")[0]; now.Phase != integrations.Done {
		t.Errorf("finished by a person: %+v", now)
	}
}
