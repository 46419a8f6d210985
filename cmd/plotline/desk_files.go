package main

import (
	"crypto/sha256"
	"encoding/binary"
	"io/fs"
	"path/filepath"
	"time"
)

// filesSeen tells whether a folder's files are what they were. Where it cannot
// tell for certain they are not: then they are read again.
type filesSeen struct {
	sum [sha256.Size]byte
	// certain says that any later change shows in the sum.
	certain bool
}

// settled is how long a file must have stood for a later change to have another
// time, whatever the storage counts in.
const settled = 2 * time.Second

// seeFiles looks at names, sizes and times, not into the files.
func seeFiles(folder string, now time.Time) filesSeen {
	seen, last := sumOfFiles(folder)
	seen.certain = seen.certain && last.Before(now.Add(-settled))
	return seen
}

// stand says for certain that no file changed, came or went since.
func (f filesSeen) stand(folder string) bool {
	if !f.certain {
		return false
	}
	is, _ := sumOfFiles(folder)
	return is.certain && is.sum == f.sum
}

// sumOfFiles sums up a folder's files, and gives the time of their last change.
func sumOfFiles(folder string) (filesSeen, time.Time) {
	var last time.Time
	sum := sha256.New()
	err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		state, changed, err := stateOf(path)
		if err != nil {
			return err
		}
		if changed.After(last) {
			last = changed
		}
		sum.Write([]byte(path))
		sum.Write([]byte{0})
		return binary.Write(sum, binary.LittleEndian, state)
	})
	seen := filesSeen{certain: err == nil}
	sum.Sum(seen.sum[:0])
	return seen, last
}

// fileState changes with whatever happens to a file.
type fileState struct {
	Inode uint64
	Mode  uint32
	Size  int64
	// Written and Changed are times; the second is also of the name and rights.
	Written, Changed int64
}
