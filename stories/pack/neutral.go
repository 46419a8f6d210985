package pack

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words of a roadmap or a template may hold anything. What comes out of a slot
// is one line of Markdown that starts no block, opens no comment or tag, pings
// nobody and closes no issue, whoever wrote it.

var (
	mention = regexp.MustCompile(`(^|[^\w` + "`" + `/.@])@([A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9_.-]+)?)`)
	closing = regexp.MustCompile(`(?i)\b(close[sd]?|fix(?:e[sd])?|resolve[sd]?)(:?\s+)((?:[\w.-]+/[\w.-]+)?#\d+|GH-\d+|https?://\S+/(?:issues|pull)/\d+)`)
	marks   = regexp.MustCompile("^(?:[#>*+=|~`_-]+(?:\\s+|$))+")
	tag     = regexp.MustCompile(`<([A-Za-z/!?])`)
	block   = regexp.MustCompile("^(?:#{1,6}(?:\\s|$)|>|[-+*](?:\\s|$)|\\d{1,9}[.)](?:\\s|$)|```|~~~|\\||=+\\s*$|-{2,}\\s*$|\\*{3,}\\s*$|_{3,}\\s*$|:::)")
)

// Line makes text safe to stand as a paragraph or a list item of Markdown: one
// line, its mentions and closing references in code marks, its tags shown.
func Line(text string) string {
	text = fold(defuse(text))
	if strings.IndexByte(text, '<') >= 0 {
		text = tag.ReplaceAllString(text, "&lt;${1}")
	}
	if strings.IndexByte(text, '@') >= 0 {
		text = mention.ReplaceAllString(text, "${1}`@${2}`")
	}
	if mayClose(text) {
		text = closing.ReplaceAllString(text, "${1}${2}`${3}`")
	}
	if startsWithMark(text) && block.MatchString(text) {
		text = escapeStart(text)
	}
	return text
}

// mayClose and startsWithMark spare most texts the expressions, which cost more
// than all the rest of a story.
func mayClose(text string) bool {
	return strings.IndexByte(text, '#') >= 0 || strings.Contains(text, "://") ||
		strings.Contains(strings.ToLower(text), "gh-")
}

func startsWithMark(text string) bool {
	return text != "" && strings.IndexByte("#>-+*`~|=_:0123456789", text[0]) >= 0
}

// Title makes text safe to stand as a title, which trackers show as it is: no
// marks of Markdown are added to it.
func Title(text string) string {
	text = fold(defuse(text))
	if strings.Contains(text, "--") {
		text = strings.NewReplacer("<!--", "", "-->", "").Replace(text)
	}
	if strings.IndexByte(text, '@') >= 0 {
		text = mention.ReplaceAllString(text, "${1}${2}")
	}
	if mayClose(text) {
		text = closing.ReplaceAllString(text, "${1}${2}“${3}”")
	}
	if strings.IndexByte(text, '<') >= 0 {
		text = tag.ReplaceAllString(text, "‹${1}")
	}
	if startsWithMark(text) {
		text = marks.ReplaceAllString(text, "")
	}
	return upperFirst(strings.TrimSpace(text))
}

// escapeStart keeps the first mark from opening a block.
func escapeStart(text string) string {
	if digits := strings.TrimLeft(text, "0123456789"); len(digits) < len(text) {
		return text[:len(text)-len(digits)] + `\` + digits
	}
	return `\` + text
}

// fold makes one line of a text, with one space between words.
func fold(text string) string {
	if isFolded(text) {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

// isFolded tells plain letters that fold and defuse would give back.
func isFolded(text string) bool {
	space := true
	for i := range len(text) {
		c := text[i]
		if c == ' ' && space || c < ' ' || c >= 0x7f {
			return false
		}
		space = c == ' '
	}
	return text == "" || !space
}

// defuse drops what is not text: control characters, the marks that turn the
// direction of writing, invalid bytes.
func defuse(text string) string {
	if isFolded(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text)
}

// fact is a sentence of the roadmap, to stand within another: one line, no
// final full stop, of bounded length.
func fact(text string) string {
	if len(text) > valueLimit {
		text = strings.ToValidUTF8(text[:valueLimit], "")
	}
	text = strings.TrimRight(fold(defuse(text)), " .;:,")
	return text
}

// phrase is a name of the roadmap, to stand in the middle of a sentence.
func phrase(text string) string { return lowerFirst(fact(text)) }
