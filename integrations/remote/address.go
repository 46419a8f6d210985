// Package remote is what the trackers behind HTTP have in common: the server's
// address, the login that goes there and nowhere else, and how a failure is told.
// It knows no vendor; how requests are paced is in package pace.
package remote

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// Address reads a server's address from a setting; the example is one as it
// should be. Logins may travel unencrypted only within this machine.
func Address(setting, text, example string) (*url.URL, error) {
	base, err := url.Parse(strings.TrimSpace(text))
	if err != nil || base.Host == "" {
		return nil, fmt.Errorf("%s is not an address such as %s", setting, example)
	}
	if base.User != nil || base.RawQuery != "" || base.Fragment != "" {
		return nil, errors.New(setting + " may hold no login, query or fragment")
	}
	if base.Scheme != "https" && (base.Scheme != "http" || !loopback(base.Hostname())) {
		return nil, fmt.Errorf("%s must begin with https:// (http:// is for this machine only), not %s://%s", setting, base.Scheme, base.Host)
	}
	base.Path = strings.TrimRight(base.Path, "/") + "/"
	return base, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// WithoutAddress takes the address off an error of the transport: what is being
// done is said elsewhere.
func WithoutAddress(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	if err == nil {
		return errors.New("the server gave no answer")
	}
	return err
}
