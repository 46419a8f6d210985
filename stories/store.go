package stories

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
)

// saving is what is to happen to one item's files, in this order: the sidecar
// of what is removed, the file, its move, the sidecar.
type saving struct {
	item *Item // nil for a removal
	// was is the file as it stands on disk, empty for a new one.
	was  stored
	path string
	data []byte
	// sidecar is the sidecar's new bytes, nil when they stay.
	sidecar []byte
	id      string
	remove  bool
}

func (w *saving) sidecarFile() string { return SidecarFolder + "/" + w.id + ".yaml" }

func (w *saving) changesFile() bool {
	return w.remove || w.was.path != w.path || !bytes.Equal(w.was.data, w.data)
}

// Save writes what changed, and only that: each file whole or not at all, an
// item's file before its sidecar. It returns the paths it wrote or removed,
// relative to the backlog folder. A file that somebody changed since it was
// read is not overwritten: then nothing is written, and the problems name the
// files. Saving again after an interruption goes on from there.
func (b *Backlog) Save(ctx context.Context) ([]string, error) {
	b.Sort()
	writes := b.writes()
	if len(writes) == 0 {
		return nil, b.end()
	}
	if err := b.keepLost(writes); err != nil {
		return nil, err
	}
	unlock, err := b.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if err := b.unchanged(writes); err != nil {
		return nil, err
	}
	if err := b.makeFolders(writes); err != nil {
		return nil, fmt.Errorf("save the backlog: %w", err)
	}
	if err := b.begin(writes); err != nil {
		return nil, fmt.Errorf("save the backlog: %w", err)
	}
	paths, err := b.writeAll(ctx, writes)
	slices.Sort(paths)
	if err == nil {
		err = b.end()
	}
	if err != nil {
		return paths, fmt.Errorf("save the backlog: %w", err)
	}
	return paths, nil
}

// writes collects what differs from what is on disk.
func (b *Backlog) writes() []saving {
	of := make([]saving, len(b.Items))
	_ = each(len(b.Items), func(i int) error {
		of[i] = b.writeOf(b.Items[i])
		return nil
	})
	var writes []saving
	for i := range of {
		if of[i].changesFile() || of[i].sidecar != nil {
			writes = append(writes, of[i])
		}
	}
	removed := map[string]stored{}
	for _, file := range b.gone {
		removed[file.path] = file
	}
	for _, sidecar := range slices.Concat(b.Dropped, b.Missing) {
		w := saving{id: sidecar.ID, sidecar: b.sidecarBytes(sidecar, sidecar.Path)}
		if file, ok := removed[sidecar.Path]; ok && sidecar.Dropped != nil {
			w.was, w.path, w.remove = file, file.path, true
		}
		if w.remove || w.sidecar != nil {
			writes = append(writes, w)
		}
	}
	return writes
}

// writeOf is what is to be on disk of one item.
func (b *Backlog) writeOf(item *Item) saving {
	if item.disk.data == nil { // new: what it needs is there by now
		item.Document = item.Document.WithNeedsNote("", b.needsNote(item.Needs))
	}
	w := saving{item: item, was: item.disk, path: item.Path, data: item.Document.Bytes(), id: item.ID}
	if item.Sidecar != nil && item.ID != "" {
		w.sidecar = b.sidecarBytes(item.Sidecar, item.Path)
	}
	return w
}

// sidecarBytes gives a sidecar's bytes where they say something else than those
// on disk. Where the file stands is not enough: who moves one changes nothing.
func (b *Backlog) sidecarBytes(s *Sidecar, file string) []byte {
	data := s.Bytes()
	old := b.sidecars[s.ID]
	if bytes.Equal(data, old) {
		return nil
	}
	if old != nil {
		if is, problems := ParseSidecar("", old); len(problems) == 0 {
			is.Path = s.Path
			if bytes.Equal(data, is.Bytes()) {
				return nil
			}
		}
	}
	if s.Path == file {
		return data
	}
	s.Path = file
	return s.Bytes()
}

// lockWait is how long a second process waits for the first to finish saving.
const lockWait = 20 * time.Second

// lock keeps two processes from saving at once.
func (b *Backlog) lock(ctx context.Context) (func(), error) {
	if err := makeState(b.State); err != nil {
		return nil, fmt.Errorf("lock the backlog: %w", err)
	}
	lock := flock.New(filepath.Join(b.State, "backlog.lock"))
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

func (b *Backlog) onDisk(file string) string {
	return filepath.Join(b.Folder, filepath.FromSlash(file))
}

// makeFolders makes the folders that the writes need, and refuses links in their
// place: they may lead out of the backlog.
func (b *Backlog) makeFolders(writes []saving) error {
	if err := os.MkdirAll(b.Folder, 0o755); err != nil {
		return err
	}
	made := map[string]bool{".": true}
	for i := range writes {
		if err := b.makeFolder(SidecarFolder, made); err != nil {
			return err
		}
		if writes[i].item != nil {
			if err := b.makeFolder(path.Dir(writes[i].path), made); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *Backlog) makeFolder(folder string, made map[string]bool) error {
	if made[folder] {
		return nil
	}
	if err := b.makeFolder(path.Dir(folder), made); err != nil {
		return err
	}
	made[folder] = true
	err := os.Mkdir(b.onDisk(folder), 0o755)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(b.onDisk(folder))
	if err == nil && !info.IsDir() {
		return fmt.Errorf("%s is no folder but a link or file; put a real folder in its place", b.shown(folder))
	}
	return err
}

// each does n things, several at once, and gives the error of the first that
// failed; after an error no new one is begun.
func each(n int, do func(int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var failed atomic.Bool
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), max(1, n/16)) {
		wait.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n || failed.Load() {
					return
				}
				if errs[i] = do(i); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	wait.Wait()
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return errs[i]
	}
	return nil
}
