package store

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// writeAll carries out the changes, several at once, and stops at the first error.
func (s *Store) writeAll(ctx context.Context, changes []*Change) ([]string, error) {
	done := make([][]string, len(changes))
	err := Each(len(changes), func(i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		done[i], err = s.carryOut(changes[i])
		return err
	})
	return slices.Concat(done...), err
}

// carryOut writes one item's files and gives the paths it wrote.
func (s *Store) carryOut(c *Change) (done []string, err error) {
	if c.Remove { // the sidecar first: it holds the text
		if done, err = s.writeSidecar(c, done); err != nil {
			return done, err
		}
		if err := os.Remove(s.onDisk(c.File.Path)); err != nil {
			return done, err
		}
		c.Was = File{}
		s.tidy(c.File.Path)
		return append(done, c.File.Path), nil
	}
	if c.changesFile() {
		if err := s.writeFile(c); err != nil {
			return nil, err
		}
		done = append(done, c.File.Path)
	}
	return s.writeSidecar(c, done)
}

// writeSidecar writes the sidecar, where it changes, and adds its path to those that
// are done.
func (s *Store) writeSidecar(c *Change, done []string) ([]string, error) {
	if c.Sidecar == nil {
		return done, nil
	}
	file := SidecarPath(c.ID)
	if err := Replace(s.onDisk(file), c.Sidecar, s.mode(file, c.SidecarWas != nil)); err != nil {
		return done, err
	}
	c.SidecarWas = c.Sidecar
	return append(done, file), nil
}

// writeFile writes an item's file. One that moves is first changed where it
// is, so that no two files ever hold one ID.
func (s *Store) writeFile(c *Change) error {
	at := c.File.Path
	if c.Was.Data != nil {
		at = c.Was.Path
	}
	if !bytes.Equal(c.Was.Data, c.File.Data) {
		if err := Replace(s.onDisk(at), c.File.Data, s.mode(at, c.Was.Data != nil)); err != nil {
			return err
		}
	}
	c.Was = File{at, c.File.Data}
	if at == c.File.Path {
		return nil
	}
	if err := os.Rename(s.onDisk(at), s.onDisk(c.File.Path)); err != nil {
		return err
	}
	c.Was = c.File
	s.tidy(at)
	return nil
}

// tidy removes a folder that holds nothing any more.
func (s *Store) tidy(file string) {
	if folder := path.Dir(file); folder != "." {
		_ = os.Remove(s.onDisk(folder)) // fails, rightly, while it holds anything
	}
}

// mode is the mode a file has, or shall have when it is new.
func (s *Store) mode(file string, old bool) fs.FileMode {
	if old {
		if info, err := os.Lstat(s.onDisk(file)); err == nil && info.Mode().IsRegular() {
			return info.Mode().Perm()
		}
	}
	return 0o644
}

// Replace writes a file whole: the bytes go to a file beside it, which then
// takes its name.
func Replace(target string, data []byte, mode fs.FileMode) error {
	folder, name := filepath.Split(target)
	beside := folder + "." + name + ".plotline"
	err := createFile(beside, data, mode)
	if errors.Is(err, fs.ErrExist) { // left by a run that was killed
		if err := os.Remove(beside); err != nil {
			return err
		}
		err = createFile(beside, data, mode)
	}
	if err == nil {
		err = renameFile(beside, target)
	}
	if err != nil {
		_ = os.Remove(beside) // the error that matters is the first
	}
	return err
}
