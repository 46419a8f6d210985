package jira_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
)

// answeredWith makes two issues on a server whose answer to that is replaced.
func answeredWith(t *testing.T, status int, body string) []integrations.Creation {
	t.Helper()
	w := newWorld(t, jiratest.Config{Cloud: true})
	tracker := w.open(func(c *jira.Config) {
		next := c.Transport
		c.Transport = transport(func(r *http.Request) (*http.Response, error) {
			resp, err := next.RoundTrip(r)
			if err == nil && strings.HasSuffix(r.URL.Path, "/issue/bulk") {
				_ = resp.Body.Close()
				resp.StatusCode, resp.Body = status, io.NopCloser(strings.NewReader(body))
			}
			return resp, err
		})
	})
	return tracker.Create(t.Context(), []integrations.Draft{draft("e1", "an epic", nil), draft("e2", "another epic", nil)})
}

// TestAnAnswerThatIsNotJirasLeavesOpenWhatWasMade: the issues may be there, and are
// looked for before anything is made again.
func TestAnAnswerThatIsNotJirasLeavesOpenWhatWasMade(t *testing.T) {
	for _, body := range []string{"[1, 2]", "made", `{"issues": "two"}`, "{}", "<html>"} {
		for i, c := range answeredWith(t, http.StatusCreated, body) {
			if c.Outcome != integrations.Unclear || c.Err == nil {
				t.Errorf("%s: number %d is %s, %v", body, i, c.Outcome, c.Err)
			}
		}
	}
}

// TestARefusalOfNoIssueIsOfNone: a number that was not sent names nothing.
func TestARefusalOfNoIssueIsOfNone(t *testing.T) {
	answer := `{"issues": [{"id": "10001", "key": "SHOP-1"}, {"id": "10002", "key": "SHOP-2"}],
		"errors": [{"status": 400, "failedElementNumber": -1}, {"status": 400, "failedElementNumber": 2}]}`
	for i, c := range answeredWith(t, http.StatusCreated, answer) {
		if c.Outcome != integrations.Created {
			t.Errorf("number %d is %s, %v", i, c.Outcome, c.Err)
		}
	}
}
