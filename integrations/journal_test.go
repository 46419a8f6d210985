package integrations_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/trackertest"
)

// watched is a journal's file that says what is done with it.
type watched struct {
	*os.File
	say func(what string)
}

func (w watched) WriteString(text string) (int, error) {
	w.say("write")
	return w.File.WriteString(text)
}

func (w watched) Sync() error {
	w.say("flush")
	return w.File.Sync()
}

// TestIntentsAreOnDiskBeforeTheRequest: a power cut right after a creating
// request left its answer unread and its intent in the system's memory.
func TestIntentsAreOnDiskBeforeTheRequest(t *testing.T) {
	var done []string
	say := func(what string) { done = append(done, what) }
	journal, err := integrations.OpenJournal(filepath.Join(t.TempDir(), "journal"))
	if err != nil {
		t.Fatal(err)
	}
	journal.AppendWith(func(path string) (integrations.JournalFile, error) {
		f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		return watched{f, say}, err
	})
	b := newBackend(t)
	tracker := b.h.Open(&trackertest.Wire{Decide: func(_ int, what string) trackertest.Fault {
		if strings.HasPrefix(what, "create") {
			say("create")
		}
		return trackertest.None
	}})
	plan, err := integrations.MakePlan(t.Context(), tracker, b.req)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := trackertest.Pusher(tracker, b.project.Clock, journal).Apply(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	creates := 0
	for i, what := range done {
		if what != "create" {
			continue
		}
		creates++
		if i < 2 || !slices.Equal(done[i-2:i], []string{"write", "flush"}) {
			t.Fatalf("a create without its intent on disk: %v", done)
		}
	}
	if creates == 0 {
		t.Fatal("nothing was created")
	}
}

// TestATornLineSwallowsNoOther: a crash tore the last line, and a later push
// writes behind it.
func TestATornLineSwallowsNoOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	if err := os.WriteFile(path, []byte(`{"intent":{"id":"e1","nonce":"n`), 0o600); err != nil {
		t.Fatal(err)
	}
	open := func() *integrations.Journal {
		t.Helper()
		journal, err := integrations.OpenJournal(path)
		if err != nil {
			t.Fatal(err)
		}
		return journal
	}
	if err := open().Intend([]integrations.Intent{{ID: "s1", Nonce: "n2"}, {ID: "s2", Nonce: "n3"}}); err != nil {
		t.Fatal(err)
	}
	if left := open().Unsettled(); len(left) != 2 || left[0].ID != "s1" {
		t.Errorf("it holds %+v", left)
	}
}

// TestACreateThatCommitsLateIsWaitedFor: a run died right after it sent one, and
// the next begins before the server came to do it.
func TestACreateThatCommitsLateIsWaitedFor(t *testing.T) {
	b := newBackend(t)
	item := b.req.Items[0]
	intent := integrations.Intent{ID: item.ID, Nonce: "of the run that died", At: b.project.Clock.Now()}
	if err := b.journal().Intend([]integrations.Intent{intent}); err != nil {
		t.Fatal(err)
	}
	b.project.Open(1).MakeLate([]integrations.Draft{{
		Kind: item.Kind, Title: item.Title, Part: integrations.ComposePart(item.Part),
		Mark: integrations.Mark{Version: 1, ID: item.ID, Roadmap: b.req.Roadmap, Nonce: intent.Nonce},
	}}, 5*time.Second)
	result, err := b.push(t.Context(), true, quiet)
	if err != nil || result.Adopted != 1 {
		t.Errorf("%+v, %v", result, err)
	}
	b.project.Clock.Pass(time.Minute)
	b.one("when all has come")
}
