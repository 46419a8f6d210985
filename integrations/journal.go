package integrations

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// Intent is a ticket that is about to be made.
type Intent struct {
	ID    string    `json:"id"`
	Nonce string    `json:"nonce"`
	At    time.Time `json:"at"`
	// After is the highest Key that was known before.
	After string `json:"after"`
}

// Journal remembers, through a kill -9, which creates were sent by runs that
// never came to their end. It is a file in .plotline/; a run without one is as
// safe and looks farther back.
type Journal struct {
	path string
	open map[string]Intent // by nonce
	// append opens the file to write behind its end.
	append func(path string) (journalFile, error)
}

// journalFile is what the journal's file has to be able to do.
type journalFile interface {
	io.Seeker
	io.StringWriter
	io.Closer
	Sync() error
}

func appendTo(path string) (journalFile, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
}

// journalLine is one line of the file: an intent, or the nonce of a settled one.
type journalLine struct {
	Intent  *Intent `json:"intent,omitempty"`
	Settled string  `json:"settled,omitempty"`
}

// JournalPath is where the journal of a project stands in a state folder.
func JournalPath(folder, tracker, project string) string {
	return filepath.Join(folder, "journal-"+tracker+"-"+digest(project)+".jsonl")
}

// OpenJournal reads the journal at a path; a missing file is an empty one. A
// line that a crash tore is the last and was never acted upon.
func OpenJournal(path string) (*Journal, error) {
	j := &Journal{path: path, open: map[string]Intent{}, append: appendTo}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return j, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line journalLine
		if json.Unmarshal(lines.Bytes(), &line) != nil {
			continue
		}
		if line.Intent != nil {
			j.open[line.Intent.Nonce] = *line.Intent
		}
		delete(j.open, line.Settled)
	}
	return j, nil
}

// Unsettled are the creates of runs that never came to their end, the first
// first.
func (j *Journal) Unsettled() []Intent {
	return slices.SortedFunc(maps.Values(j.open), func(a, b Intent) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Nonce, b.Nonce))
	})
}

// Intend writes down creates before they are sent, safe from a power cut.
func (j *Journal) Intend(intents []Intent) error {
	lines := make([]journalLine, len(intents))
	for i := range intents {
		lines[i].Intent = &intents[i]
		j.open[intents[i].Nonce] = intents[i]
	}
	return j.write(lines)
}

// Settle writes down that nothing is left to look for of creates. When none is open
// the journal is removed.
func (j *Journal) Settle(nonces ...string) error {
	var lines []journalLine
	for _, n := range nonces {
		if _, ok := j.open[n]; ok {
			delete(j.open, n)
			lines = append(lines, journalLine{Settled: n})
		}
	}
	if len(lines) == 0 {
		return nil
	}
	if len(j.open) == 0 {
		if err := os.Remove(j.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove the settled journal: %w", err)
		}
		return nil
	}
	return j.write(lines)
}

func (j *Journal) write(lines []journalLine) error {
	var out strings.Builder
	encode := json.NewEncoder(&out)
	for _, line := range lines {
		if err := encode.Encode(line); err != nil {
			return fmt.Errorf("write the journal: %w", err)
		}
	}
	f, err := j.append(j.path)
	if err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	defer f.Close()
	before, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	// A line that a crash tore must not swallow the next one.
	if _, err := f.WriteString("\n" + out.String()); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	if before == 0 {
		j.keepName()
	}
	return nil
}

// keepName makes a new file as safe as what stands in it: its name is written
// in the folder. Not every system has a way to ask for that.
func (j *Journal) keepName() {
	folder, err := os.Open(filepath.Dir(j.path))
	if err != nil {
		return
	}
	_ = folder.Sync()
	_ = folder.Close()
}

// Lock keeps two pushes of one folder from running at once. It waits until the
// other ends or ctx does; the returned function lets go.
func Lock(ctx context.Context, folder string) (func(), error) {
	lock := flock.New(filepath.Join(folder, "push.lock"))
	ok, err := lock.TryLockContext(ctx, 100*time.Millisecond)
	if err != nil {
		return nil, fmt.Errorf("wait for another push in %s: %w", folder, err)
	}
	if !ok {
		return nil, fmt.Errorf("another push runs in %s", folder)
	}
	return func() { _ = lock.Unlock() }, nil
}
