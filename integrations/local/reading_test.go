package local_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/local"
	"plotline/integrations/trackertest"
	"plotline/stories"
)

// written is a state folder with one ticket, and the database's path.
func written(t *testing.T) (folder, path string) {
	t.Helper()
	folder = t.TempDir()
	tracker, err := local.Open(t.Context(), folder, trackertest.NewClock())
	must(t, err)
	_, err = tracker.Add(t.Context(), integrations.Ticket{Kind: stories.Story, Title: "Find it again"})
	must(t, err)
	must(t, tracker.Shut())
	return folder, filepath.Join(folder, local.File)
}

// nothingBeside puts a link where SQLite would make a file beside the database,
// which it does not follow: whoever runs the test, the file cannot be made.
func nothingBeside(t *testing.T, path string) {
	t.Helper()
	must(t, os.Symlink("nowhere", path+"-shm"))
}

// Tickets are read where SQLite cannot make its files beside them, as in a folder
// that nobody may write to or on a full disk, and a write says what to do.
func TestTicketsAreReadWhereNothingCanBeWritten(t *testing.T) {
	folder, path := written(t)
	nothingBeside(t, path)
	tracker, err := local.Open(t.Context(), folder, trackertest.NewClock())
	must(t, err)
	t.Cleanup(func() { _ = tracker.Shut() })
	tickets, err := tracker.All(t.Context())
	must(t, err)
	if len(tickets) != 1 || tickets[0].Title != "Find it again" {
		t.Errorf("read %v", tickets)
	}
	_, err = tracker.Add(t.Context(), integrations.Ticket{Kind: stories.Story, Title: "One more"})
	if err == nil || !strings.Contains(err.Error(), "may be written to") {
		t.Errorf("a write ends with %v", err)
	}
}

// What another process left beside the database is part of the tickets: without
// it nothing is read.
func TestTicketsAreNotReadInPart(t *testing.T) {
	folder, path := written(t)
	nothingBeside(t, path)
	must(t, os.WriteFile(path+"-wal", []byte("what was written last"), 0o644))
	_, err := local.Open(t.Context(), folder, trackertest.NewClock())
	says(t, err, "may be written to")
}

// Only a damaged file is to be moved away.
func TestADamagedFileIsToBeMovedAway(t *testing.T) {
	folder, path := written(t)
	must(t, os.WriteFile(path, []byte(strings.Repeat("no database ", 500)), 0o644))
	_, err := local.Open(t.Context(), folder, trackertest.NewClock())
	says(t, err, "the file is damaged")
}

// says holds that an error's way out has these words.
func says(t *testing.T, err error, words string) {
	t.Helper()
	var failure *integrations.Failure
	if !errors.As(err, &failure) || !strings.Contains(failure.Hint, words) {
		t.Errorf("%v does not say %q", err, words)
	} else if words != "the file is damaged" && strings.Contains(failure.Hint, "move it away") {
		t.Errorf("%v tells to move a sound file away", err)
	}
}
