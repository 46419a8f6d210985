// Package store keeps a backlog's files on disk. Each is written whole or not at
// all, none is written over what somebody changed since it was read, and what a
// save that was cut off left half done is known. What stands in the files is not its
// business.
package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"github.com/gofrs/flock"
)

// SidecarFolder is the folder of the sidecars inside the backlog folder.
const SidecarFolder = ".base"

// SidecarPath is the sidecar of the item with an ID, relative to the backlog folder.
func SidecarPath(id string) string { return SidecarFolder + "/" + id + ".yaml" }

// Store is a backlog folder on disk, with the folder of local state beside it.
type Store struct {
	folder, state string
	// unfinished are the items that an earlier save began to add when it was cut
	// off; completed says that the rest of them has been asked for since.
	unfinished map[string]bool
	completed  bool
}

// New is a store of which nothing is known yet. The folders need not exist.
func New(folder, state string) *Store {
	return &Store{folder: folder, state: state, unfinished: map[string]bool{}}
}

// File is a file as it is on disk, as far as is known; without data it is not
// there.
type File struct {
	Path string // with slashes, relative to the backlog folder
	Data []byte
}

// Change is what is to happen to one item's files, in this order: the sidecar of
// what is removed, the file, its move, the sidecar.
type Change struct {
	ID string
	// Was is the item's file as it stands on disk, File as it shall be.
	Was, File File
	// Sidecar is the sidecar's new bytes, nil when SidecarWas shall stay.
	SidecarWas, Sidecar []byte
	// Remove says that the file shall go.
	Remove bool
}

func (c *Change) changesFile() bool {
	return c.Remove || c.Was.Path != c.File.Path || !bytes.Equal(c.Was.Data, c.File.Data)
}

// IsNone says whether nothing is to happen.
func (c *Change) IsNone() bool { return !c.changesFile() && c.Sidecar == nil }

// Save carries the changes out and gives the paths that it wrote or removed. Where
// a file is not as it was read, nothing is written, and the problems name it. What
// is on disk then stands in the changes' Was and SidecarWas, also after an error.
func (s *Store) Save(ctx context.Context, changes []*Change) ([]string, error) {
	unlock, err := s.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if err := s.unchanged(changes); err != nil {
		return nil, err
	}
	paths, err := s.write(ctx, changes)
	if err != nil {
		return paths, fmt.Errorf("save the backlog: %w", err)
	}
	return paths, nil
}

func (s *Store) write(ctx context.Context, changes []*Change) ([]string, error) {
	if err := s.makeFolders(changes); err != nil {
		return nil, err
	}
	if err := s.begin(changes); err != nil {
		return nil, err
	}
	paths, err := s.writeAll(ctx, changes)
	slices.Sort(paths)
	if err != nil {
		return paths, err
	}
	return paths, s.Finish()
}

// lockWait is how long a second process waits for the first to finish saving.
const lockWait = 20 * time.Second

// lock keeps two processes from saving at once.
func (s *Store) lock(ctx context.Context) (func(), error) {
	if err := makeState(s.state); err != nil {
		return nil, fmt.Errorf("lock the backlog: %w", err)
	}
	lock := flock.New(filepath.Join(s.state, "backlog.lock"))
	waiting, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	locked, err := lock.TryLockContext(waiting, 20*time.Millisecond)
	switch {
	case locked:
		return func() { _ = lock.Close() }, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("lock the backlog: another plotline has been saving for %v; wait for it, or end it", lockWait)
	}
	return nil, fmt.Errorf("lock the backlog: %w", err)
}

// makeState makes the folder of local state, which git is to ignore.
func makeState(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	ignore := filepath.Join(folder, ".gitignore")
	if _, err := os.Lstat(ignore); errors.Is(err, fs.ErrNotExist) {
		return os.WriteFile(ignore, []byte("*\n"), 0o644)
	}
	return nil
}

func (s *Store) onDisk(file string) string {
	return filepath.Join(s.folder, filepath.FromSlash(file))
}

// shown is a file's path as messages name it.
func (s *Store) shown(file string) string { return path.Join(filepath.ToSlash(s.folder), file) }

// makeFolders makes the folders that the changes need, and refuses links in their
// place: they may lead out of the backlog.
func (s *Store) makeFolders(changes []*Change) error {
	if err := os.MkdirAll(s.folder, 0o755); err != nil {
		return err
	}
	made := map[string]bool{".": true}
	for _, c := range changes {
		if err := s.makeFolder(SidecarFolder, made); err != nil {
			return err
		}
		if err := s.makeFolder(path.Dir(c.File.Path), made); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) makeFolder(folder string, made map[string]bool) error {
	if made[folder] {
		return nil
	}
	if err := s.makeFolder(path.Dir(folder), made); err != nil {
		return err
	}
	made[folder] = true
	err := os.Mkdir(s.onDisk(folder), 0o755)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(s.onDisk(folder))
	if err == nil && !info.IsDir() {
		return fmt.Errorf("%s is no folder but a link or file; put a real folder in its place", s.shown(folder))
	}
	return err
}
