package github

import (
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strings"

	"plotline/integrations"
	"plotline/stories"
)

// A body holds Plotline's part between two hidden comments, each on a line of
// its own; the first carries the mark. On servers without sub-issues an epic's
// body also holds a task list between two more.
const (
	beginWord    = "begin"
	endWord      = "end"
	tasksWord    = "tasks"
	tasksEndWord = "tasks-end"
)

var fenceLine = regexp.MustCompile(`(?m)^<!-- plotline (begin|end|tasks-end|tasks)(?:[ \t]+([^\r\n]*?))?[ \t]*-->[ \t]*\r?$`)

// signed is a mark as it stands in a body: with what the index of a tracker
// would otherwise have to tell.
type signed struct {
	integrations.Mark
	Kind stories.Kind `json:"kind,omitempty"`
	// Epic is the epic's number on servers without sub-issues.
	Epic int `json:"epic,omitempty"`
	// Needs are the numbers of the issues that block this one, as last
	// linked: no list of issues tells them. Far are the Keys of those in other
	// repositories.
	Needs []int    `json:"needs,omitempty"`
	Far   []string `json:"far,omitempty"`
	// At is the repository where these numbers count: people transfer issues.
	At string `json:"at,omitempty"`
}

// span is a range of bytes of a body.
type span struct{ from, to int }

// body is an issue's text, taken apart.
type body struct {
	text  string
	fence integrations.Fence
	sign  *signed
	// block runs from the begin line to the end line, both included; inner
	// is what is between them. Both are set only when the fence is intact.
	block, inner span
	// strays are the fence lines of a fence that is not intact.
	strays []span
	// tasks is the task list with its comments, nil when there is none.
	tasks *span
}

func parseBody(text string) body {
	b := body{text: text, fence: integrations.FenceMissing}
	lines := map[string][]span{}
	for _, m := range fenceLine.FindAllStringSubmatchIndex(text, -1) {
		word := text[m[2]:m[3]]
		end := m[0] + strings.LastIndex(text[m[0]:m[1]], "-->") + len("-->")
		lines[word] = append(lines[word], span{m[0], end})
		if word == beginWord && b.sign == nil && m[4] >= 0 {
			b.sign = parseSign(text[m[4]:m[5]])
		}
	}
	begins, ends := lines[beginWord], lines[endWord]
	switch {
	case len(begins) == 0 && len(ends) == 0:
	case len(begins) == 1 && len(ends) == 1 && begins[0].to < ends[0].from && b.sign != nil:
		b.fence = integrations.FenceIntact
		b.block = span{begins[0].from, ends[0].to}
		b.inner = span{begins[0].to, ends[0].from}
	default:
		b.fence = integrations.FenceAltered
		b.strays = append(append(b.strays, begins...), ends...)
		sort.Slice(b.strays, func(i, j int) bool { return b.strays[i].from < b.strays[j].from })
	}
	b.tasks = pair(lines[tasksWord], lines[tasksEndWord])
	return b
}

// pair is the first list that ends: strays around it, which people leave behind
// when they edit, do not hide it.
func pair(opens, closes []span) *span {
	for _, end := range closes {
		for i := len(opens) - 1; i >= 0; i-- {
			if opens[i].to < end.from {
				return &span{opens[i].from, end.to}
			}
		}
	}
	return nil
}

func parseSign(text string) *signed {
	var s signed
	if json.Unmarshal([]byte(text), &s) != nil || s.ID == "" || s.Version < 1 {
		return nil
	}
	return &s
}

// part is the Markdown inside an intact fence.
func (b body) part() string {
	if b.fence != integrations.FenceIntact {
		return ""
	}
	return decodePart(b.text[b.inner.from:b.inner.to])
}

func (b body) mark() *integrations.Mark {
	if b.sign == nil {
		return nil
	}
	mark := b.sign.Mark
	return &mark
}

// withoutTasks is the body as people and Plotline wrote it: the task list is
// kept by every create under the epic and is no edit.
func (b body) withoutTasks() string {
	if b.tasks == nil {
		return b.text
	}
	return strings.TrimRight(b.text[:b.tasks.from], "\r\n") + b.text[b.tasks.to:]
}

// splice gives the body with a new sign and, unless nil, a new part. All other
// text stays byte for byte; where there is no intact fence, the part goes to
// the end.
func (b body) splice(sign signed, part *string) string {
	newline := b.newline()
	if b.fence == integrations.FenceIntact {
		inner := b.text[b.inner.from:b.inner.to]
		if part != nil {
			inner = newline + newline + encodePart(*part, newline) + newline + newline
		}
		return b.text[:b.block.from] + beginLine(sign) + inner + endLine() + b.text[b.block.to:]
	}
	rest := b.withoutStrays()
	if rest != "" {
		rest = strings.TrimRight(rest, "\r\n") + newline + newline
	}
	inner := newline + newline
	if part != nil {
		inner += encodePart(*part, newline) + newline + newline
	}
	return rest + beginLine(sign) + inner + endLine()
}

func (b body) withoutStrays() string {
	var kept strings.Builder
	at := 0
	for _, s := range b.strays {
		kept.WriteString(b.text[at:s.from])
		at = s.to
	}
	kept.WriteString(b.text[at:])
	return kept.String()
}

// newline is how the body's lines end; the web editor writes CRLF.
func (b body) newline() string {
	if strings.Contains(b.text, "\r\n") {
		return "\r\n"
	}
	return "\n"
}

func beginLine(sign signed) string {
	// Marshalling escapes ">", so that no value can end the comment.
	text, err := json.Marshal(sign)
	if err != nil {
		return fmt.Sprintf("<!-- plotline %s -->", beginWord)
	}
	return fmt.Sprintf("<!-- plotline %s %s -->", beginWord, text)
}

func endLine() string { return "<!-- plotline " + endWord + " -->" }

// newBody is the body of a new issue.
func newBody(sign signed, part string) string {
	return body{}.splice(sign, &part)
}

// What looks like a fence inside a part is written with a backslash, and read
// without one.
var (
	fenceInPart  = regexp.MustCompile(`(<!--\s*)(\\*plotline)`)
	escapedFence = regexp.MustCompile(`(<!--\s*)\\(\\*plotline)`)
)

func encodePart(part, newline string) string {
	part = strings.Trim(strings.ReplaceAll(part, "\r\n", "\n"), "\n")
	part = fenceInPart.ReplaceAllString(part, `$1\$2`)
	return strings.ReplaceAll(part, "\n", newline)
}

func decodePart(text string) string {
	text = strings.Trim(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	return escapedFence.ReplaceAllString(text, "$1$2")
}
