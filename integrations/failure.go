package integrations

import "errors"

// The failures that the engine decides by; trackers wrap them.
var (
	// ErrStale: the ticket changed since it was read.
	ErrStale = errors.New("the ticket changed since it was read")
	// ErrGone: the Key answers no more.
	ErrGone = errors.New("the ticket is gone")
	// ErrLost: the answer never came; the write may have happened.
	ErrLost = errors.New("the answer was lost")
	// ErrLogin: the server does not accept the credentials.
	ErrLogin = errors.New("the login was refused")
	// ErrRights: the login lacks a right.
	ErrRights = errors.New("the login lacks a right")
	// ErrNoWay: the ticket's workflow has no way from where it stands to closed.
	ErrNoWay = errors.New("the workflow has no way from there to done")
	// ErrMissing: the project or repository does not exist for this login.
	ErrMissing = errors.New("the project does not exist")
)

// Failure is an error from a tracker with the way out.
type Failure struct {
	// Err is the cause; [errors.Is] sees the sentinels above through it.
	Err error
	// Doing is what was being done: "create 20 issues in northwind/shop".
	Doing string
	Hint  string
}

func (f *Failure) Error() string { return f.Doing + ": " + f.Err.Error() }

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.Err }
