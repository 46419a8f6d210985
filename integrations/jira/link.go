package jira

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"plotline/integrations"
)

// linkType is a way in which issues hang together.
type linkType struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Inward  string `json:"inward"`
	Outward string `json:"outward"`
}

// issueLink is a link as an issue shows it: the inward issue is the one that
// does to this one what the type says.
type issueLink struct {
	ID     string   `json:"id"`
	Type   linkType `json:"type"`
	Inward struct {
		Key string `json:"key"`
	} `json:"inwardIssue"`
}

// blocksName is what Jira calls the type that blocks unless somebody renamed
// it: taken on trust where links go along with new issues, since a wrong name
// is refused before anything is made.
const blocksName = "Blocks"

func (l linkType) blocking() bool {
	return strings.EqualFold(l.Inward, "is blocked by") || strings.EqualFold(l.Name, "Blocks")
}

// blocks finds the link type that means blocking.
func (t *Tracker) blocks(ctx context.Context) (linkType, error) {
	t.mu.Lock()
	known := t.learnt.blocks
	t.mu.Unlock()
	if known != nil {
		return *known, nil
	}
	var answer struct {
		Types []linkType `json:"issueLinkTypes"`
	}
	if err := t.get(ctx, "issueLinkType", nil, &answer); err != nil {
		return linkType{}, t.fail("read the link types of Jira", err)
	}
	var names []string
	for _, l := range answer.Types {
		if l.blocking() {
			t.noteBlocks(l)
			return l, nil
		}
		names = append(names, l.Name)
	}
	return linkType{}, &integrations.Failure{
		Doing: "find the link type for what a ticket needs",
		Err:   errors.New("the site has no link type that blocks; it has " + orElse(strings.Join(names, ", "), "none")),
		Hint:  fmt.Sprintf("ask a Jira administrator for one whose inward description is %q", "is blocked by"),
	}
}

// LinksFar says whether tickets here can be linked with what they need in other
// projects of the site. Jira asks for the right to link where the one is that
// waits.
func (t *Tracker) LinksFar(ctx context.Context) (bool, error) {
	if _, err := t.connect(ctx); err != nil {
		return false, err
	}
	var answer struct {
		Permissions map[string]permission `json:"permissions"`
	}
	query := url.Values{"projectKey": {t.config.Project}, "permissions": {"LINK_ISSUES"}}
	if err := t.get(ctx, "mypermissions", query, &answer); err != nil {
		return false, t.fail("ask for the right to link in "+t.config.Project, err)
	}
	right, told := answer.Permissions["LINK_ISSUES"]
	return right.Have || !told, nil
}

func (t *Tracker) noteBlocks(l linkType) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.learnt.blocks = &l
}

// tookLinks learns that the site calls the type as Jira does: an issue was made
// with a link of it.
func (t *Tracker) tookLinks() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.learnt.blocks == nil {
		t.learnt.blocks = &linkType{Name: blocksName}
	}
}

// noteLinks learns the link type from an issue that has one.
func (t *Tracker) noteLinks(i issue) {
	for _, l := range into[[]issueLink](i, linkField) {
		if l.Type.blocking() && l.Type.Name != "" {
			t.noteBlocks(l.Type)
			return
		}
	}
}
