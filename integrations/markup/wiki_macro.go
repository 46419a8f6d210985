package markup

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
)

// hold gives the stand-in for a block: a word that no text can hold, since
// control characters were taken out.
func (r *wikiReader) hold(b block) string {
	r.held = append(r.held, b)
	return "\x01" + strconv.Itoa(len(r.held)-1) + "\x01"
}

func (r *wikiReader) heldBy(line string) (block, bool) {
	inner, ok := strings.CutPrefix(line, "\x01")
	if !ok {
		return block{}, false
	}
	n, err := strconv.Atoi(strings.TrimSuffix(inner, "\x01"))
	if err != nil || n < 0 || n >= len(r.held) {
		return block{}, false
	}
	return r.held[n], true
}

var macroTag = regexp.MustCompile(`^\{(code|noformat|quote|panel)(?::([^}\n]*))?\}`)

// macros takes the blocks of macros out of a text, wherever they stand.
func (r *wikiReader) macros(text string, depth int) string {
	var b bytes.Buffer
	missing := map[string]bool{}
	for i := 0; i < len(text); {
		if text[i] == '\\' && i+1 < len(text) {
			b.WriteString(text[i : i+2])
			i += 2
			continue
		}
		m := macroAt(text, i)
		if m == nil || missing[m[1]] {
			b.WriteByte(text[i])
			i++
			continue
		}
		from := i + len(m[0])
		length, end := macroEnd(text[from:], m[1])
		if length < 0 {
			missing[m[1]] = true
			b.WriteByte(text[i])
			i++
			continue
		}
		i = ownLine(&b, r.macro(m[1], m[2], text[from:from+length], depth), text, from+length+end)
	}
	return b.String()
}

// ownLine puts a stand-in on a line of its own, without empty lines around that
// would end a list, and gives where the text goes on.
func ownLine(b *bytes.Buffer, standIn, text string, i int) int {
	for b.Len() > 0 && b.Bytes()[b.Len()-1] == ' ' {
		b.Truncate(b.Len() - 1)
	}
	if b.Len() > 0 && b.Bytes()[b.Len()-1] != '\n' {
		b.WriteByte('\n')
	}
	b.WriteString(standIn)
	for i < len(text) && text[i] == ' ' {
		i++
	}
	if i < len(text) && text[i] != '\n' {
		b.WriteByte('\n')
	}
	return i
}

func macroAt(text string, i int) []string {
	if text[i] != '{' {
		return nil
	}
	return macroTag.FindStringSubmatch(text[i:min(len(text), i+400)])
}

// macroEnd gives how long a macro's body is, and its closing tag.
func macroEnd(text, name string) (length, tag int) {
	closing := "{" + name + "}"
	if name == "code" || name == "noformat" {
		return strings.Index(text, closing), len(closing)
	}
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' {
			i++
			continue
		}
		if strings.HasPrefix(text[i:], closing) {
			return i, len(closing)
		}
		if m := macroAt(text, i); m != nil && (m[1] == "code" || m[1] == "noformat") {
			if inner, end := macroEnd(text[i+len(m[0]):], m[1]); inner >= 0 {
				i += len(m[0]) + inner + end - 1
			}
		}
	}
	return -1, 0
}

func (r *wikiReader) macro(name, params, body string, depth int) string {
	switch name {
	case "noformat":
		return r.hold(block{kind: code, text: unguardCode(strings.Trim(body, "\n"))})
	case "code":
		text := unguardCode(strings.Trim(body, "\n"))
		return r.hold(block{kind: code, lang: r.language(params), text: text})
	case "quote":
		inner := &wikiReader{lossy: r.lossy}
		b := block{kind: quote, blocks: inner.document(body, depth+1)}
		r.lossy = inner.lossy
		return r.hold(b)
	}
	r.lossy.add("a panel")
	return "\n" + body + "\n"
}

var languageTitle = regexp.MustCompile(`^[A-Za-z0-9+#._-]{1,30}$`)

// language reads a code macro's language; a title that can be one stands for a
// language that Jira does not know.
func (r *wikiReader) language(params string) string {
	title := ""
	for _, p := range strings.Split(params, "|") {
		key, value, ok := strings.Cut(p, "=")
		switch {
		case !ok && key != "":
			return key
		case key == "language":
			return value
		case key == "title":
			title = value
		}
	}
	if title != "" && !languageTitle.MatchString(title) {
		r.lossy.add("a titled code block")
		return ""
	}
	return title
}
