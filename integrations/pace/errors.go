package pace

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"plotline/integrations"
)

// Lost says that a request was sent and its answer never came whole: what it
// was to do may have happened. It is [integrations.ErrLost], and its cause.
type Lost struct {
	Err error
}

func (l *Lost) Error() string { return "the answer was lost: " + l.Err.Error() }

// Unwrap gives the sentinel and the cause.
func (l *Lost) Unwrap() []error { return []error{integrations.ErrLost, l.Err} }

// Unreachable says that no connection came about: certainly nothing was done.
type Unreachable struct {
	Host string
	Err  error
}

func (u *Unreachable) Error() string {
	return "no connection to " + u.Host + ": " + u.Err.Error()
}

// Unwrap gives the cause.
func (u *Unreachable) Unwrap() error { return u.Err }

// Limited says that the server kept refusing for a limit, longer than is worth
// waiting. Certainly nothing was done.
type Limited struct {
	Reason string
	Until  time.Time
}

func (l *Limited) Error() string {
	return fmt.Sprintf("%s; it may be tried again after %s", l.Reason, l.Until.UTC().Format(time.RFC3339))
}

// Redirected says that a write was answered with another place. It is not
// followed: the followed request would be a read that looks like success.
type Redirected struct {
	Status int
}

func (r *Redirected) Error() string {
	return fmt.Sprintf("the server answered %d: what was to be written has moved elsewhere", r.Status)
}

// TooLarge says that an answer was longer than any honest one.
type TooLarge struct {
	Limit int64
}

func (t *TooLarge) Error() string {
	return fmt.Sprintf("the answer is longer than %d bytes", t.Limit)
}

// unsent says that an error came before any byte of a request could be sent.
func unsent(err error) bool {
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "dial" {
		return true
	}
	var dns *net.DNSError
	return errors.As(err, &dns)
}

// Redact gives the error without the queries and logins that URLs in it carry.
func Redact(err error) error {
	var u *url.Error
	if !errors.As(err, &u) {
		return err
	}
	return &url.Error{Op: u.Op, URL: redactURL(u.URL), Err: u.Err}
}

func redactURL(text string) string {
	parsed, err := url.Parse(text)
	if err != nil {
		return "(an address that cannot be read)"
	}
	parsed.User, parsed.RawQuery, parsed.Fragment = nil, "", ""
	return parsed.String()
}

// Stopped says that a wait was cut short by its context, and what was waited
// for. Certainly nothing was done.
type Stopped struct {
	Reason string
	Err    error
}

func (s *Stopped) Error() string { return "stopped while waiting: " + s.Reason }

// Unwrap gives the context's error.
func (s *Stopped) Unwrap() error { return s.Err }
