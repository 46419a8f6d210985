package jira

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"plotline/integrations"
	"plotline/integrations/markup"
	"plotline/integrations/remote"
)

// What Jira takes: the characters of a summary and of a label. The mark's limit
// is [maxMark], a description's [bodyLimit].
const (
	maxTitle = 255
	maxLabel = 255
)

// limits finds what is too long for Jira.
func (p *preflight) limits(mark integrations.Mark, title, part string, names []string) {
	id := mark.ID
	if n := utf8.RuneCountInString(title); n > maxTitle {
		p.refuse(fmt.Sprintf("the title has %d characters; Jira takes %d", n, maxTitle), "shorten it", id)
	}
	if strings.ContainsAny(title, "\r\n") {
		p.refuse("the title has a line break; Jira takes none", "put it on one line", id)
	}
	if n := utf8.RuneCountInString(p.native(part, mark)); n > bodyLimit {
		p.refuse(fmt.Sprintf("the description has %d characters; Jira takes %d", n, bodyLimit), "shorten it", id)
	}
	for _, l := range labels(names...) {
		if n := utf8.RuneCountInString(l); n > maxLabel {
			p.refuse(fmt.Sprintf("the label %s has %d characters; Jira takes %d", remote.Clip(l), n, maxLabel), "shorten it", id)
		}
	}
	if data, err := json.Marshal(mark); err != nil || len(data) > maxMark {
		p.refuse(fmt.Sprintf("what Plotline remembers of it has %d characters, and a property of Jira's takes %d", len(data), maxMark),
			"split it: it has too many criteria for one ticket", id)
	}
}

// native is a part as Data Center counts it, in wiki markup and with its mark.
// Cloud counts the text of a document.
func (p *preflight) native(part string, mark integrations.Mark) string {
	if p.s.cloud {
		return part
	}
	text, err := markup.Wiki{}.Write("", part, encodeMark(mark))
	if err != nil {
		return part
	}
	return text
}
