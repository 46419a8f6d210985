//go:build !unix

package store

import (
	"io/fs"
	"os"
)

// createFile writes a file that is not there yet.
func createFile(name string, data []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}

// renameFile gives a file another's name, or a new one.
func renameFile(from, to string) error { return os.Rename(from, to) }
