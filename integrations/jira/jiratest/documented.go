package jiratest

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"plotline/integrations/contract"
)

// Documented holds exchanges to Atlassian's documents, where these are at hand
// (see [contract.REST]): v3's for Cloud, and v2's for Data Center, which has no
// document of its own, in what both share.
func Documented(t testing.TB, cloud bool) func(contract.Exchange) error {
	file := "jira-cloud-v2.json"
	if cloud {
		file = "jira-cloud-v3.json"
	}
	document := contract.REST(t, file)
	agile := contract.REST(t, "jira-cloud-agile.json")
	v2 := contract.REST(t, "jira-cloud-v2.json")
	return func(x contract.Exchange) error {
		x = asDocumented(x)
		switch {
		case strings.HasPrefix(x.Path, "/rest/agile/"):
			return agile.Check(x)
		case strings.HasSuffix(x.Path, "/serverInfo"):
			return v2.Check(x)
		case !cloud && (strings.Contains(x.Path, "/createmeta") || x.Status == http.StatusBadRequest):
			return nil // Data Center pages these, and refuses, in its own words
		}
		return document.Check(x)
	}
}

// asDocumented mends what the documents say otherwise than Jira does: answers
// without a body have a body there, fields without a value have one, and times
// a colon in their zone.
func asDocumented(x contract.Exchange) contract.Exchange {
	for _, field := range nullable {
		x.Body = bytes.ReplaceAll(x.Body, []byte(field+"null"), []byte(field+"{}"))
	}
	x.Body = bytes.ReplaceAll(x.Body, []byte(`+0000"`), []byte(`+00:00"`))
	if len(x.Body) == 0 {
		x.Body, x.Header = []byte(`{}`), http.Header{"Content-Type": {"application/json"}}
	}
	return x
}

// nullable are fields that Jira sends as null where they have no value: the
// documents say nothing of their form and yet forbid that.
var nullable = []string{`"description":`, `"resolution":`, `"resolutiondate":`, `"assignee":`}
