//go:build unix

package main

import (
	"io/fs"
	"time"

	"golang.org/x/sys/unix"
)

// stateOf gives the state of a plain file or a folder, and when it changed
// last, by the system's clock: a time that nobody can set. Where a link leads
// is not seen here.
func stateOf(path string) (fileState, time.Time, error) {
	var s unix.Stat_t
	if err := unix.Lstat(path, &s); err != nil {
		return fileState{}, time.Time{}, err
	}
	if s.Mode&unix.S_IFMT == unix.S_IFLNK {
		return fileState{}, time.Time{}, fs.ErrInvalid
	}
	state := fileState{Inode: s.Ino, Mode: uint32(s.Mode), Size: s.Size, Written: unix.TimespecToNsec(s.Mtim), Changed: unix.TimespecToNsec(s.Ctim)} //nolint:unconvert // 16 bits on other systems
	return state, time.Unix(0, state.Changed), nil
}
