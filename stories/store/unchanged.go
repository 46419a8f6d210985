package store

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
func (s *Store) unchanged(changes []*Change) error {
	there := s.presence(changes)
	problems := make([]source.Problems, len(changes))
	err := Each(len(changes), func(i int) error {
		c := changes[i]
		if c.changesFile() {
			problems[i] = append(problems[i], s.compare(c.Was, c.File.Path, there)...)
		}
		if c.Sidecar != nil {
			sidecar := SidecarPath(c.ID)
			problems[i] = append(problems[i], s.compare(File{sidecar, c.SidecarWas}, sidecar, there)...)
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
func (s *Store) presence(changes []*Change) func(file string) bool {
	const many = 100
	if len(changes) < many {
		return func(file string) bool {
			_, err := os.Lstat(s.onDisk(file))
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
		entries, err := os.ReadDir(s.onDisk(folder))
		if err != nil {
			return // a folder that is to be made; else making it says so
		}
		for _, entry := range entries {
			files[path.Join(folder, entry.Name())] = true
		}
	}
	list(SidecarFolder)
	for _, c := range changes {
		list(path.Dir(c.File.Path))
	}
	return func(file string) bool { return files[file] }
}

// compare checks that a file is as it was read; target, where it goes, must
// be free.
func (s *Store) compare(was File, target string, there func(string) bool) source.Problems {
	changed := func(file, what string) source.Problems {
		return source.Problems{{
			Position: source.Position{Path: s.shown(file)},
			Message:  what + " since it was read; nothing was written",
			Hint:     "run the same command again: it will see the change",
		}}
	}
	if (was.Data == nil || was.Path != target) && there(target) {
		return changed(target, "somebody made this file")
	}
	if was.Data == nil {
		return nil
	}
	is, err := os.ReadFile(s.onDisk(was.Path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return changed(was.Path, "somebody removed or moved this file")
	case err != nil:
		return source.Problems{{Position: source.Position{Path: s.shown(was.Path)}, Message: err.Error()}}
	case !bytes.Equal(is, was.Data):
		return changed(was.Path, "somebody changed this file")
	}
	return nil
}
