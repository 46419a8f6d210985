package remote_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"plotline/integrations"
	"plotline/integrations/pace"
	"plotline/integrations/remote"
)

var ways = remote.Ways{
	Address: "jira.url",
	Login:   func() string { return "set JIRA_API_TOKEN" },
	Rights:  func(err error) string { return "ask an administrator: " + err.Error() },
}

// TestAFailureSaysWhatItIsAndTheWayOut, in the words that a user sees.
func TestAFailureSaysWhatItIsAndTheWayOut(t *testing.T) {
	cause := errors.New("said the server")
	for name, c := range map[string]struct {
		err    error
		status int
		is     error
		words  string
		hint   string
	}{
		"a login":       {cause, 401, integrations.ErrLogin, "said the server", "set JIRA_API_TOKEN"},
		"a right":       {cause, 403, integrations.ErrRights, "said the server", "ask an administrator: said the server"},
		"a thing":       {cause, 404, cause, "said the server", "it may have been deleted, or this login may not see it"},
		"a refusal":     {cause, 400, cause, "said the server", ""},
		"a breakdown":   {cause, 500, cause, "said the server", ""},
		"no way there":  {&pace.Unreachable{Err: cause}, 0, cause, "said the server", "check jira.url in the settings, the network and the proxy"},
		"a limit":       {&pace.Limited{}, 0, nil, "", "wait until then; nothing is half done, and plotline push goes on from here"},
		"anything else": {cause, 0, cause, "said the server", ""},
	} {
		t.Run(name, func(t *testing.T) {
			f, ok := ways.Failure("read SHOP-1", c.err, c.status)
			if !ok || f.Doing != "read SHOP-1" || f.Hint != c.hint {
				t.Fatalf("%+v, %v", f, ok)
			}
			if c.is != nil && !errors.Is(f, c.is) || !errors.Is(f, c.err) || !strings.Contains(f.Error(), c.words) {
				t.Errorf("%v", f)
			}
			if !strings.HasPrefix(f.Error(), "read SHOP-1: ") {
				t.Errorf("it does not say what was being done: %v", f)
			}
		})
	}
}

// TestAFailureThatSaysAllIsLeftAlone, and so is none.
func TestAFailureThatSaysAllIsLeftAlone(t *testing.T) {
	known := fmt.Errorf("wrapped: %w", &integrations.Failure{Doing: "read", Err: integrations.ErrGone})
	for _, err := range []error{nil, known} {
		if f, ok := ways.Failure("push", err, 401); ok {
			t.Errorf("%v became %v", err, f)
		}
	}
}

func TestClip(t *testing.T) {
	long := strings.Repeat("ä", 301)
	for text, want := range map[string]string{
		"":                    "",
		" one\n\ttwo  three ": "one two three",
		long:                  long[:600] + "…",
		long[:600]:            long[:600],
	} {
		if got := remote.Clip(text); got != want {
			t.Errorf("%.40q is %q", text, got)
		}
	}
}

// FuzzClip holds that a server's words, whatever they are, stay short and on one
// line.
func FuzzClip(f *testing.F) {
	f.Add("Field 'x' cannot be set.\n\n<html>")
	f.Add(strings.Repeat("\xff\u2028 ", 400))
	f.Fuzz(func(t *testing.T, text string) {
		got := remote.Clip(text)
		if n := utf8.RuneCountInString(got); n > 301 {
			t.Fatalf("%d characters", n)
		}
		if strings.ContainsAny(got, "\n\r\t\v\f") || got != strings.TrimSpace(got) && !strings.HasSuffix(got, "…") {
			t.Fatalf("%q is not on one line", got)
		}
		if again := remote.Clip(got); utf8.RuneCountInString(got) <= 300 && again != got {
			t.Fatalf("%q becomes %q", got, again)
		}
	})
}
