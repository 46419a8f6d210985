package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// unfinishedFile, in the folder of local state, names the items that a save
// began to add, an ID a line. It is gone once the save came to its end. What a
// killed one left is half a draft, and no wish of a person's: the next draft
// asks for the other half.
const unfinishedFile = "unfinished"

// ReadUnfinished reads which items an earlier save began to add and did not
// finish; none where there is no such file.
func (s *Store) ReadUnfinished() error {
	data, err := os.ReadFile(filepath.Join(s.state, unfinishedFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read what an earlier save left: %w", err)
	}
	for id := range strings.FieldsSeq(string(data)) {
		s.unfinished[id] = true
	}
	return nil
}

// HasUnfinished says whether an earlier save was cut off.
func (s *Store) HasUnfinished() bool { return len(s.unfinished) > 0 }

// IsUnfinished says whether an earlier save that was cut off began to add an item.
func (s *Store) IsUnfinished(id string) bool { return s.unfinished[id] }

// Complete says that the next save brings the rest of what an earlier one left.
func (s *Store) Complete() { s.completed = true }

// begin names the items that a save is about to add.
func (s *Store) begin(changes []*Change) error {
	var ids bytes.Buffer
	for id := range s.unfinished {
		fmt.Fprintln(&ids, id)
	}
	for _, c := range changes {
		isNew := c.Was.Data == nil || c.SidecarWas == nil
		if isNew && c.File.Path != "" && !c.Remove && c.ID != "" && !s.unfinished[c.ID] {
			fmt.Fprintln(&ids, c.ID)
		}
	}
	if ids.Len() == 0 {
		return nil
	}
	return Replace(filepath.Join(s.state, unfinishedFile), ids.Bytes(), 0o644)
}

// Finish forgets them, where no half of a draft is left that nobody completed.
func (s *Store) Finish() error {
	if len(s.unfinished) > 0 && !s.completed {
		return nil
	}
	clear(s.unfinished)
	if err := os.Remove(filepath.Join(s.state, unfinishedFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
