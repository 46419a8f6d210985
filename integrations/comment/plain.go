package comment

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// gap is a space without width: it breaks a mention, a reference or an address for
// a machine and for no reader.
const gap = "\u200b"

// cellWidth is how many characters of a text a table shows.
const cellWidth = 120

// plainMarks are what Markdown reads as markup, and how it stands for itself.
var plainMarks = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`, "]", `\]`, "|", `\|`,
	"<", "&lt;", ">", "&gt;", "&", "&amp;", "$", "&#36;",
	"@", "@"+gap, "#", "#"+gap, "://", ":"+gap+"//",
)

// reference is what GitHub links without a sign: GH-12, an address.
var reference = regexp.MustCompile(`(?i)\b(gh)-(\d)|\b(www)\.`)

// plainCell gives a text as one line of plain text for a Markdown table: no
// markup, no mention, no reference to an issue, no link.
func plainCell(text string) string {
	text = shortened(visible(oneLine(text)), cellWidth)
	text = reference.ReplaceAllString(text, "${1}${3}"+gap+"-${2}")
	return plainMarks.Replace(strings.ReplaceAll(text, "www"+gap+"-", "www"+gap+"."))
}

// keyCell is a Key in code, so that no ticket hears of being named.
func keyCell(key string) string { return codeCell(key) }

// codeCell gives a text as code within a table.
func codeCell(text string) string {
	text = strings.ReplaceAll(shortened(visible(oneLine(text)), cellWidth), "`", "'")
	if text == "" {
		return ""
	}
	return "`" + strings.ReplaceAll(text, "|", `\|`) + "`"
}

func shortened(text string, longest int) string {
	runes := []rune(text)
	if len(runes) <= longest {
		return text
	}
	return string(runes[:longest-1]) + "…"
}

// visible leaves out what a reader cannot see: control characters and those
// that turn the direction of writing.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		turns := r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
		if unicode.IsControl(r) || turns {
			return -1
		}
		return r
	}, text)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func count(n int, singular, plural string) string {
	if n == 1 {
		return "1 " + singular
	}
	return fmt.Sprintf("%d %s", n, plural)
}
