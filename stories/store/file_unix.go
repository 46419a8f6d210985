//go:build unix

package store

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// A backlog has tens of thousands of files. Package os offers each that is
// opened to the poller, which takes no plain files, and looks at what a rename
// goes to before it renames: with so many files that is a third of the work.

// createFile writes a file that is not there yet.
func createFile(name string, data []byte, mode fs.FileMode) error {
	fd, err := uninterrupted(func() (int, error) {
		return syscall.Open(name, syscall.O_WRONLY|syscall.O_CREAT|syscall.O_EXCL|syscall.O_CLOEXEC, uint32(mode.Perm()))
	})
	if err != nil {
		return &fs.PathError{Op: "open", Path: name, Err: err}
	}
	for len(data) > 0 && err == nil {
		var n int
		n, err = uninterrupted(func() (int, error) { return syscall.Write(fd, data) })
		data = data[max(n, 0):]
	}
	if closing := syscall.Close(fd); err == nil && !errors.Is(closing, syscall.EINTR) { // it is closed even then
		err = closing
	}
	if err != nil {
		return &fs.PathError{Op: "write", Path: name, Err: err}
	}
	return nil
}

// renameFile gives a file another's name, or a new one.
func renameFile(from, to string) error {
	_, err := uninterrupted(func() (int, error) { return 0, syscall.Rename(from, to) })
	if err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return nil
}

// uninterrupted does something again that a signal cut short.
func uninterrupted(do func() (int, error)) (int, error) {
	for {
		n, err := do()
		if !errors.Is(err, syscall.EINTR) {
			return n, err
		}
	}
}
