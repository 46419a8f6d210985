package stories

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// writeAll carries out the writes, several at once, and stops at the first
// error. What was written is what the backlog then knows to be on disk.
func (b *Backlog) writeAll(ctx context.Context, writes []saving) ([]string, error) {
	done := make([][]string, len(writes))
	err := each(len(writes), func(i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		done[i], err = b.carryOut(&writes[i])
		return err
	})
	for i := range writes {
		b.settle(&writes[i], done[i])
	}
	return slices.Concat(done...), err
}

// settle notes what is on disk now.
func (b *Backlog) settle(w *saving, done []string) {
	for _, file := range done {
		switch {
		case strings.HasPrefix(file, SidecarFolder+"/"):
			b.sidecars[w.id] = w.sidecar
		case w.remove:
			b.gone = slices.DeleteFunc(b.gone, func(f stored) bool { return f.path == file })
		default:
			w.item.disk = stored{w.path, w.data}
		}
	}
}

// carryOut writes one item's files and gives the paths it wrote.
func (b *Backlog) carryOut(w *saving) (done []string, err error) {
	sidecar, old := w.sidecarFile(), b.sidecars[w.id] != nil
	if w.remove { // the sidecar first: it holds the text
		if w.sidecar != nil {
			if err := b.replace(sidecar, w.sidecar, b.mode(sidecar, old)); err != nil {
				return nil, err
			}
			done = append(done, sidecar)
		}
		if err := os.Remove(b.onDisk(w.path)); err != nil {
			return done, err
		}
		b.tidy(w.path)
		return append(done, w.path), nil
	}
	if w.item != nil && w.changesFile() {
		if err := b.writeFile(w); err != nil {
			return nil, err
		}
		done = append(done, w.path)
	}
	if w.sidecar != nil {
		if err := b.replace(sidecar, w.sidecar, b.mode(sidecar, old)); err != nil {
			return done, err
		}
		done = append(done, sidecar)
	}
	return done, nil
}

// writeFile writes an item's file. One that moves is first changed where it
// is, so that no two files ever hold one ID.
func (b *Backlog) writeFile(w *saving) error {
	at := w.path
	if w.was.data != nil {
		at = w.was.path
	}
	if !bytes.Equal(w.was.data, w.data) {
		if err := b.replace(at, w.data, b.mode(at, w.was.data != nil)); err != nil {
			return err
		}
	}
	if at == w.path {
		return nil
	}
	w.item.disk = stored{at, w.data}
	if err := os.Rename(b.onDisk(at), b.onDisk(w.path)); err != nil {
		return err
	}
	b.tidy(at)
	return nil
}

// tidy removes a folder that holds nothing any more.
func (b *Backlog) tidy(file string) {
	if folder := path.Dir(file); folder != "." {
		_ = os.Remove(b.onDisk(folder)) // fails, rightly, while it holds anything
	}
}

// mode is the mode a file has, or shall have when it is new.
func (b *Backlog) mode(file string, old bool) fs.FileMode {
	if old {
		if info, err := os.Lstat(b.onDisk(file)); err == nil && info.Mode().IsRegular() {
			return info.Mode().Perm()
		}
	}
	return 0o644
}

// replace writes a file whole: the bytes go to a file beside it, which then
// takes its name.
func (b *Backlog) replace(file string, data []byte, mode fs.FileMode) error {
	return replaceFile(b.onDisk(file), data, mode)
}

func replaceFile(target string, data []byte, mode fs.FileMode) error {
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
