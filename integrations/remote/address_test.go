package remote_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"plotline/integrations/remote"
)

const example = "https://northwind.atlassian.net"

func TestAddress(t *testing.T) {
	for text, want := range map[string]string{
		"https://jira.example.com":         "https://jira.example.com/",
		" https://jira.example.com\n":      "https://jira.example.com/",
		"https://jira.example.com/":        "https://jira.example.com/",
		"https://jira.example.com//":       "https://jira.example.com/",
		"https://example.com/jira":         "https://example.com/jira/",
		"https://example.com/ex/jira/1-2/": "https://example.com/ex/jira/1-2/",
		"https://example.com:8443":         "https://example.com:8443/",
		"http://localhost:8080":            "http://localhost:8080/",
		"http://127.0.0.1:8080/jira":       "http://127.0.0.1:8080/jira/",
		"http://127.8.0.1":                 "http://127.8.0.1/",
		"http://[::1]:8080":                "http://[::1]:8080/",
	} {
		got, err := remote.Address("jira.url", text, example)
		if err != nil || got.String() != want {
			t.Errorf("%q is %v, %v, want %s", text, got, err, want)
		}
	}
}

// TestWhatIsNoAddressIsSaidWithItsSettingAndNoSecret, in the words that a user
// sees.
func TestWhatIsNoAddressIsSaidWithItsSettingAndNoSecret(t *testing.T) {
	const (
		noAddress = "jira.url is not an address such as https://northwind.atlassian.net"
		mayNot    = "jira.url may hold no login, query or fragment"
		plain     = "jira.url must begin with https:// (http:// is for this machine only), not "
	)
	for text, want := range map[string]string{
		"":                                noAddress,
		"jira.example.com":                noAddress,
		"https://":                        noAddress,
		"https:///jira":                   noAddress,
		"https://exa mple.com":            noAddress,
		"https://example.com:port":        noAddress,
		"://secret":                       noAddress,
		"https://ana:secret@example.com":  mayNot,
		"https://secret@example.com":      mayNot,
		"https://example.com/?key=secret": mayNot,
		"https://example.com/#secret":     mayNot,
		"http://jira.example.com":         plain + "http://jira.example.com",
		"http://localhost.example.com":    plain + "http://localhost.example.com",
		"http://10.0.0.1/secret":          plain + "http://10.0.0.1",
		"ftp://localhost":                 plain + "ftp://localhost",
	} {
		_, err := remote.Address("jira.url", text, example)
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v\nwant %s", text, err, want)
		}
	}
}

// FuzzAddress holds that an address is either refused, on one line, or one that a
// login may go to, and reads the same when it is read again.
func FuzzAddress(f *testing.F) {
	for _, text := range []string{
		"https://jira.example.com", "http://localhost:8080/x", "http://[::1]", "https://a:b@c", "https://[fe80::1%25en0]/", "https://example.com/%2e%2e/", "//x", "https://x?",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := remote.Address("jira.url", text, example)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "jira.url ") {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if got.Host == "" || got.User != nil || got.RawQuery != "" || got.Fragment != "" || !strings.HasSuffix(got.Path, "/") {
			t.Fatalf("%q is %#v", text, got)
		}
		if got.Scheme != "https" && got.Scheme != "http" {
			t.Fatalf("%q leads to %s", text, got)
		}
		again, err := remote.Address("jira.url", got.String(), example)
		if err != nil || again.String() != got.String() {
			t.Fatalf("%q is %s, and read again %v, %v", text, got, again, err)
		}
	})
}

// TestAFailureOfTheTransportDoesNotTellTheAddress: it may hold what a proxy or a
// gateway wants kept.
func TestAFailureOfTheTransportDoesNotTellTheAddress(t *testing.T) {
	reset := errors.New("connection reset")
	if got := remote.WithoutAddress(&url.Error{Op: "Get", URL: "https://example.com/secret", Err: reset}); !errors.Is(got, reset) || strings.Contains(got.Error(), "secret") {
		t.Errorf("%v", got)
	}
	if got := remote.WithoutAddress(reset); !errors.Is(got, reset) {
		t.Errorf("%v", got)
	}
	if got := remote.WithoutAddress(nil); got == nil || got.Error() != "the server gave no answer" {
		t.Errorf("%v", got)
	}
}
