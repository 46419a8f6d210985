package remote

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// Ways are a tracker's ways out of what goes wrong on any of them.
type Ways struct {
	// Address is the setting that holds the server's address.
	Address string
	// Login and Rights say what a login lacks.
	Login  func() string
	Rights func(err error) string
}

// Failure says what was being done, which of the engine's failures it is, and the
// way out; status is what the server refused with, 0 for none. It gives false for
// no error, and for one that says all that already.
func (w Ways) Failure(doing string, err error, status int) (*integrations.Failure, bool) {
	var known *integrations.Failure
	if err == nil || errors.As(err, &known) {
		return nil, false
	}
	f := &integrations.Failure{Doing: doing, Err: err}
	switch status {
	case http.StatusUnauthorized:
		f.Err = fmt.Errorf("%w: %w", integrations.ErrLogin, err)
		f.Hint = w.Login()
	case http.StatusForbidden:
		f.Err = fmt.Errorf("%w: %w", integrations.ErrRights, err)
		f.Hint = w.Rights(err)
	case http.StatusNotFound:
		f.Hint = "it may have been deleted, or this login may not see it"
	case 0:
		f.Hint = w.transport(err)
	}
	return f, true
}

func (w Ways) transport(err error) string {
	var unreachable *pace.Unreachable
	var limited *pace.Limited
	switch {
	case errors.As(err, &unreachable):
		return "check " + w.Address + " in the settings, the network and the proxy"
	case errors.As(err, &limited):
		return "wait until then; nothing is half done, and plotline push goes on from here"
	}
	return ""
}

// Clip keeps a server's words on one line and short.
func Clip(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 300 {
		return string(runes[:300]) + "…"
	}
	return text
}
