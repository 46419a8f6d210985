package review

import (
	"strings"
	"unicode/utf8"
)

// readText reads one story a line. A line that goes on with "I want" or "so
// that" belongs to the story before it; comments and rules of dashes are none.
func readText(l *lines) []Text {
	var all []Text
	for n := range l.count() {
		line := l.line(n)
		from := skipBullet(line)
		text := strings.TrimRight(line[from:], " \t")
		if text == "" || strings.HasPrefix(text, "#") && !isKeyLike(text) || strings.HasPrefix(text, "<!--") || strings.Trim(text, "-=_*") == "" {
			continue
		}
		if last := len(all) - 1; last >= 0 && continues(text) && all[last].Line != "" && n > 0 && strings.TrimSpace(l.line(n-1)) != "" && wants(all[last].Story, text) {
			all[last].Story = l.text[l.starts[all[last].Position.Line-1]+byteColumn(all[last]) : l.starts[n]+from+len(text)]
			continue
		}
		all = append(all, Text{Position: l.at(n, from), Story: text, Line: line})
	}
	return all
}

// byteColumn is the column of a text in bytes, from 0.
func byteColumn(t Text) int {
	at := 0
	for range t.Column - 1 {
		_, size := utf8.DecodeRuneInString(t.Line[at:])
		at += size
	}
	return at
}

// isKeyLike tells "#12 As a …" from a comment.
func isKeyLike(text string) bool { return len(text) > 1 && text[1] >= '0' && text[1] <= '9' }

// continues says that a line can only go on with a story.
func continues(text string) bool {
	lower := strings.ToLower(text)
	for _, begin := range []string{"i want", "i would", "i'd", "i need", "i can", "i wish", "so that", "so i", "in order to", "because ", "i don"} {
		if strings.HasPrefix(lower, begin) {
			return true
		}
	}
	return false
}

// wants says that the story so far lacks what the line brings.
func wants(story, line string) bool {
	sofar := split(tokenize(story))
	if !sofar.roleMarked || sofar.endMarked {
		return false
	}
	return !sofar.meansMarked || !isSubjectText(line)
}

func isSubjectText(line string) bool {
	words := tokenize(line)
	return len(words) > 0 && isSubject(words[0])
}

// skipBullet gives where a line's text begins, past indentation, a bullet, a
// number and a checkbox.
func skipBullet(line string) int {
	i := skipBlank(line, 0)
	rest := line[i:]
	switch {
	case strings.HasPrefix(rest, "- ") || strings.HasPrefix(rest, "* ") || strings.HasPrefix(rest, "+ "):
		i = skipBlank(line, i+1)
	case strings.HasPrefix(rest, "• ") || strings.HasPrefix(rest, "– "):
		i = skipBlank(line, i+len("•"))
	default:
		i = skipNumber(line, i)
	}
	for _, box := range []string{"[ ] ", "[x] ", "[X] "} {
		if strings.HasPrefix(line[i:], box) {
			return skipBlank(line, i+len(box))
		}
	}
	return i
}

func skipBlank(line string, i int) int {
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
		i++
	}
	return i
}

// skipNumber skips "12." and "12)" and "US-12:".
func skipNumber(line string, i int) int {
	j := i
	for j < len(line) && line[j] >= '0' && line[j] <= '9' {
		j++
	}
	if j > i && j+1 < len(line) && (line[j] == '.' || line[j] == ')') && line[j+1] == ' ' {
		return skipBlank(line, j+1)
	}
	return i
}
