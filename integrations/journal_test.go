package integrations_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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
