package stories

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

// readUnfinished reads which items an earlier save began to add and did not
// finish; none where there is no such file.
func (b *Backlog) readUnfinished() error {
	data, err := os.ReadFile(filepath.Join(b.State, unfinishedFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read what an earlier save left: %w", err)
	}
	for id := range strings.FieldsSeq(string(data)) {
		b.unfinished[id] = true
	}
	return nil
}

// begin names the items that a save is about to add.
func (b *Backlog) begin(writes []saving) error {
	var ids bytes.Buffer
	for id := range b.unfinished {
		fmt.Fprintln(&ids, id)
	}
	for i := range writes {
		if w := &writes[i]; w.item != nil && (w.was.data == nil || b.sidecars[w.id] == nil) && w.id != "" && !b.unfinished[w.id] {
			fmt.Fprintln(&ids, w.id)
		}
	}
	if ids.Len() == 0 {
		return nil
	}
	return replaceFile(filepath.Join(b.State, unfinishedFile), ids.Bytes(), 0o644)
}

// end forgets them, where no half of a draft is left that nobody completed.
func (b *Backlog) end() error {
	if len(b.unfinished) > 0 && !b.completed {
		return nil
	}
	clear(b.unfinished)
	if err := os.Remove(filepath.Join(b.State, unfinishedFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
