// Package local is the tracker that needs no server: an SQLite file in
// .plotline/. It fulfils the same contract as the remote trackers, with keys
// LOCAL-1 and on, and is safe under two processes at once. Only cmd opens one.
package local

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver, in pure Go
	sqlite3 "modernc.org/sqlite/lib"

	"plotline/integrations"
)

// Name is the tracker's name in settings and sidecars.
const Name = "local"

// File is the database's name in the state folder.
const File = "tickets.db"

const prefix = "LOCAL-"

// The statuses of a local ticket, in the order of the board's columns.
const (
	ToDo       = "To do"
	InProgress = "In progress"
	Done       = "Done"
	// Dropped is where Plotline closes; it is no column.
	Dropped = "Dropped"
)

// Statuses are the columns of a board.
func Statuses() []string { return []string{ToDo, InProgress, Done} }

// Tracker is the embedded tracker.
type Tracker struct {
	db    *sql.DB
	clock integrations.Clock
	path  string
	// reading: nothing can be written where it is.
	reading bool
}

// current is the version of the file, in user_version, so that a later Plotline
// can tell.
const current = 2

// schema makes a new file.
const schema = `
CREATE TABLE IF NOT EXISTS tickets (
	n           INTEGER PRIMARY KEY AUTOINCREMENT,
	kind        TEXT NOT NULL,
	type        TEXT NOT NULL,
	title       TEXT NOT NULL,
	description TEXT NOT NULL,
	labels      TEXT NOT NULL DEFAULT '[]',
	parent      INTEGER NOT NULL DEFAULT 0,
	blocked_by  TEXT NOT NULL DEFAULT '[]',
	release     TEXT NOT NULL DEFAULT '',
	status      TEXT NOT NULL DEFAULT 'To do',
	assignee    TEXT NOT NULL DEFAULT '',
	sprint      TEXT NOT NULL DEFAULT '',
	estimate    TEXT NOT NULL DEFAULT '',
	created     INTEGER NOT NULL,
	updated     INTEGER NOT NULL,
	closed      INTEGER NOT NULL DEFAULT 0,
	version     INTEGER NOT NULL DEFAULT 1,
	roadmap     TEXT NOT NULL DEFAULT '',
	mark        TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS tickets_roadmap ON tickets (roadmap);
CREATE INDEX IF NOT EXISTS tickets_parent ON tickets (parent);
CREATE TABLE IF NOT EXISTS comments (
	n      INTEGER PRIMARY KEY AUTOINCREMENT,
	ticket INTEGER NOT NULL REFERENCES tickets (n),
	author TEXT NOT NULL,
	text   TEXT NOT NULL,
	at     INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS comments_ticket ON comments (ticket);
PRAGMA user_version = 2;
`

// sinceClosed brings a file of version 1 to 2: it did not say when a ticket was
// closed, and of those that were it is not known.
const sinceClosed = `
ALTER TABLE tickets ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;
PRAGMA user_version = 2;
`

// Open opens the tickets in a state folder, and makes both where they are not.
// Tickets that are there can be read also where nothing can be written.
func Open(ctx context.Context, folder string, clock integrations.Clock) (*Tracker, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fail("open the local tickets", err, "make the folder writable, or set tracker in plotline.yaml")
	}
	path := filepath.Join(folder, File)
	t := &Tracker{clock: clock, path: path}
	err := t.connect(ctx, forWriting(path))
	if err != nil && onlyReadable(path, err) {
		t.reading = true
		err = t.connect(ctx, forReading(path))
	}
	if err != nil {
		return nil, fail("open "+path, err, "")
	}
	return t, nil
}

func (t *Tracker) connect(ctx context.Context, address string) (err error) {
	if t.db, err = sql.Open("sqlite", address); err != nil {
		return err
	}
	if err := t.prepare(ctx); err != nil {
		t.db.Close()
		return err
	}
	return nil
}

// forWriting names the database so that writers wait for each other and a
// transaction takes its lock at the beginning, where it can wait.
func forWriting(path string) string {
	return address(path, url.Values{"_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(20000)", "journal_mode(WAL)", "synchronous(NORMAL)", "foreign_keys(1)",
	}})
}

// prepare makes the file what this program expects. SQLite answers busy at once,
// whatever its timeout, to one of two who both open a new file and would deadlock
// otherwise: that one tries again.
func (t *Tracker) prepare(ctx context.Context) error {
	for tries := 1; ; tries++ {
		err := t.prepareOnce(ctx)
		if tries == busyTries || codeOf(err) != sqlite3.SQLITE_BUSY {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(busyPause):
		}
	}
}

// Others hold a new file for milliseconds.
const (
	busyTries = 500
	busyPause = 20 * time.Millisecond
)

func (t *Tracker) prepareOnce(ctx context.Context) error {
	version, err := versionOf(ctx, t.db)
	if err != nil || version == current {
		return err
	}
	return t.write(ctx, func(tx *sql.Tx) error {
		// Another process may have been here while this one waited.
		version, err := versionOf(ctx, tx)
		if err != nil {
			return err
		}
		switch {
		case version > current:
			return errors.New("it was written by a newer Plotline")
		case version == 1:
			_, err = tx.ExecContext(ctx, sinceClosed)
		case version == 0:
			_, err = tx.ExecContext(ctx, schema)
		}
		return err
	})
}

func versionOf(ctx context.Context, db interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}) (version int, err error) {
	err = db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}

// Shut closes the database; Close is the contract's word for ending a ticket.
func (t *Tracker) Shut() error { return t.db.Close() }

// Path is the database file.
func (t *Tracker) Path() string { return t.path }

// write runs one transaction.
func (t *Tracker) write(ctx context.Context, do func(*sql.Tx) error) error {
	if t.reading {
		return errReading
	}
	tx, err := t.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Describe says what the local tracker is.
func (t *Tracker) Describe(context.Context) (integrations.Server, error) {
	return integrations.Server{
		Tracker: Name, Project: Name, Title: "local tickets", Edition: "embedded",
	}, nil
}

func keyOf(n int64) string { return prefix + strconv.FormatInt(n, 10) }

// numberOf is a Key's number, 0 for what is no Key of this tracker.
func numberOf(key string) int64 {
	digits, ok := strings.CutPrefix(strings.ToUpper(key), prefix)
	if !ok {
		return 0
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

func fail(doing string, err error, hint string) error {
	return &integrations.Failure{Doing: doing, Err: err, Hint: cmp.Or(hint, wayOut(err))}
}
