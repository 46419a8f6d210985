package local

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// SQLite reads a database only with two files beside it, which a folder that
// nobody may write to, or a full disk, does not take. What no process has left
// in them stands whole in the database, and can be read without them.

// errReading ends a write there.
var errReading = errors.New("the local tickets can only be read: look whether their folder may be written to and the disk has room")

// onlyReadable says whether a database that could not be opened for that reason
// can be read as it is.
func onlyReadable(path string, err error) bool {
	if _, missing := os.Stat(path); missing != nil || !unwritable(err) {
		return false
	}
	beside, err := os.Stat(path + "-wal")
	return err != nil || beside.Size() == 0
}

// unwritable says whether an error is that of a place that takes no writing.
func unwritable(err error) bool {
	switch codeOf(err) {
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_PERM:
		return true
	}
	return false
}

// forReading names the database as a file that stays as it is.
func forReading(path string) string {
	return address(path, url.Values{"mode": {"ro"}, "immutable": {"1"}})
}

func address(path string, query url.Values) string {
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: query.Encode()}).String()
}

// codeOf is SQLite's primary code of an error, 0 for an error of another kind.
func codeOf(err error) int {
	var refused *sqlite.Error
	if !errors.As(err, &refused) {
		return 0
	}
	return refused.Code() & 0xff
}

// wayOut says what a person can do about an error of SQLite's. Only of a file
// that SQLite calls damaged it says to move it away.
func wayOut(err error) string {
	switch code := codeOf(err); {
	case code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB:
		return "the file is damaged: put back a copy of it, or move it away; only local tickets are lost"
	case code == sqlite3.SQLITE_BUSY:
		return "another process holds the file; run the same command again"
	case unwritable(err):
		return "look whether the folder may be written to and the disk has room; the tickets are as they were"
	}
	return ""
}
