package stories

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"

	"plotline/roadmap/source"
)

// unchanged compares every file that will be written with what was read.
func (b *Backlog) unchanged(writes []saving) error {
	there := b.presence(writes)
	problems := make([]source.Problems, len(writes))
	err := each(len(writes), func(i int) error {
		w := &writes[i]
		if w.changesFile() && (w.remove || w.item != nil) {
			problems[i] = append(problems[i], b.compare(w.was, w.path, there)...)
		}
		if w.sidecar != nil {
			file := w.sidecarFile()
			problems[i] = append(problems[i], b.compare(stored{path: file, data: b.sidecars[w.id]}, file, there)...)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return slices.Concat(problems...).Err()
}

// presence tells whether a file exists. Where many are new it lists their
// folders instead of asking for each.
func (b *Backlog) presence(writes []saving) func(file string) bool {
	const many = 100
	if len(writes) < many {
		return func(file string) bool {
			_, err := os.Lstat(b.onDisk(file))
			return err == nil
		}
	}
	files := map[string]bool{}
	listed := map[string]bool{}
	list := func(folder string) {
		if listed[folder] {
			return
		}
		listed[folder] = true
		entries, err := os.ReadDir(b.onDisk(folder))
		if err != nil {
			return // a folder that is to be made; else making it says so
		}
		for _, entry := range entries {
			files[path.Join(folder, entry.Name())] = true
		}
	}
	list(SidecarFolder)
	for i := range writes {
		if writes[i].item != nil {
			list(path.Dir(writes[i].path))
		}
	}
	return func(file string) bool { return files[file] }
}

// compare checks that a file is as it was read; target, where it goes, must
// be free.
func (b *Backlog) compare(was stored, target string, there func(string) bool) source.Problems {
	changed := func(file, what string) source.Problems {
		return source.Problems{{
			Position: source.Position{Path: b.shown(file)},
			Message:  what + " since it was read; nothing was written",
			Hint:     "run the same command again: it will see the change",
		}}
	}
	if (was.data == nil || was.path != target) && there(target) {
		return changed(target, "somebody made this file")
	}
	if was.data == nil {
		return nil
	}
	is, err := os.ReadFile(b.onDisk(was.path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return changed(was.path, "somebody removed or moved this file")
	case err != nil:
		return source.Problems{{Position: source.Position{Path: b.shown(was.path)}, Message: err.Error()}}
	case !bytes.Equal(is, was.data):
		return changed(was.path, "somebody changed this file")
	}
	return nil
}
