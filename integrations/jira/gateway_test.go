package jira_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
)

// TestLinksLeadToTheSiteNotToTheGateway: a scoped token goes through Atlassian's
// gateway, where nobody can browse. Tickets link to the site that stands behind.
func TestLinksLeadToTheSiteNotToTheGateway(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true})
	site, err := url.Parse(w.server.URL())
	if err != nil {
		t.Fatal(err)
	}
	const gateway = "/ex/jira/11111111-2222-3333-4444-555555555555"
	tracker := w.open(func(c *jira.Config) {
		next := c.Transport
		c.URL = "https://api.atlassian.com" + gateway
		c.Transport = transport(func(r *http.Request) (*http.Response, error) {
			path, ok := strings.CutPrefix(r.URL.Path, gateway)
			if r.URL.Host != "api.atlassian.com" || !ok {
				t.Errorf("a request to %s", r.URL)
			}
			r = r.Clone(r.Context())
			r.URL.Scheme, r.URL.Host, r.URL.Path, r.Host = site.Scheme, site.Host, path, site.Host
			return next.RoundTrip(r)
		})
	})
	made := w.create(tracker, draft("e1", "an epic", nil))
	read, err := tracker.Read(t.Context(), []string{made.Key})
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range []string{made.URL, read[0].URL} {
		if want := w.server.URL() + "/browse/" + made.Key; got != want {
			t.Errorf("it links to %s, not to %s", got, want)
		}
	}
	described, err := tracker.Describe(t.Context())
	if err != nil || described.Title != "SHOP on "+site.Host {
		t.Errorf("it is called %q, %v", described.Title, err)
	}
}
