package jira

import (
	"encoding/json"
	"testing"
)

func TestASplitTicketNamesWhereItCameFrom(t *testing.T) {
	const links = `{"key": "SHOP-9", "fields": {"issuelinks": [
		{"id": "1", "type": {"name": "Issue split", "inward": "split from", "outward": "split to"}, "outwardIssue": {"key": "SHOP-3"}},
		{"id": "2", "type": {"name": "Blocks", "inward": "is blocked by", "outward": "blocks"}, "inwardIssue": {"key": "SHOP-4"}},
		{"id": "3", "type": {"name": "Issue split", "inward": "split from", "outward": "split to"}, "inwardIssue": {"key": "SHOP-5"}}]}}`
	var i issue
	if err := json.Unmarshal([]byte(links), &i); err != nil {
		t.Fatal(err)
	}
	if got := splitFrom(i); got != "SHOP-5" {
		t.Errorf("split from %q", got)
	}
	if got := blockedBy(i); len(got) != 1 || got[0] != "SHOP-4" {
		t.Errorf("blocked by %q", got)
	}
}
