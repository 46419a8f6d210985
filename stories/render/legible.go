package render

import (
	"html"
	"strings"
)

// legible gives a Markdown text as a person reads it: entities and escapes are
// the characters they stand for. Emphasis and lists stay as they are written,
// and so does what stands between backticks. What comes out is text, and is
// escaped like any other.
func legible(text string) string {
	if !strings.ContainsAny(text, `&\`) {
		return text
	}
	var out strings.Builder
	for text != "" {
		n := legibleStep(&out, text)
		text = text[n:]
	}
	return out.String()
}

// legibleStep writes what a text begins with, and says how long that was.
func legibleStep(out *strings.Builder, text string) int {
	switch {
	case text[0] == '`':
		span := codeSpan(text)
		out.WriteString(text[:span])
		return span
	case text[0] == '\\' && len(text) > 1 && isPunctuation(text[1]):
		out.WriteByte(text[1])
		return 2
	case text[0] == '&':
		if end := strings.IndexByte(text[:min(len(text), longestEntity)], ';'); end > 0 {
			if read := html.UnescapeString(text[:end+1]); !strings.HasSuffix(read, ";") {
				out.WriteString(read)
				return end + 1
			}
		}
	}
	out.WriteByte(text[0])
	return 1
}

// longestEntity is how far off an entity's semicolon may be.
const longestEntity = 34

// codeSpan is how long the code is that a text begins with: to as many
// backticks as it begins with, or the backticks alone where there are none.
func codeSpan(text string) int {
	ticks := len(text) - len(strings.TrimLeft(text, "`"))
	for i := ticks; i < len(text); {
		at := strings.IndexByte(text[i:], '`')
		if at < 0 {
			break
		}
		i += at
		run := len(text[i:]) - len(strings.TrimLeft(text[i:], "`"))
		i += run
		if run == ticks {
			return i
		}
	}
	return ticks
}

func isPunctuation(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}
