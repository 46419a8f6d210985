package sidecar

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"plotline/roadmap/source"
)

// value reads what stands behind a key on its line.
func (r *treeReader) value(t *tree, value string, indent int) error {
	switch {
	case value == "|-" || value == "|":
		return r.literal(t, value, indent+2)
	case value[0] == '"':
		return unquote(&t.text, value)
	case value[0] == '[':
		return flowList(t, value)
	case isPlainText(value):
		t.text = value
		return nil
	}
	return errOther
}

// literal reads a block of lines.
func (r *treeReader) literal(t *tree, style string, indent int) error {
	var b strings.Builder
	blank := 0
	for r.at < len(r.text) {
		line := r.line()
		if line != "" && indentOf(line) < indent {
			break
		}
		r.advance(line)
		if line == "" {
			blank++
			continue
		}
		if line = line[indent:]; strings.TrimLeft(line, " ") == "" || b.Len() == 0 && (blank > 0 || line[0] == ' ' || line[0] == '\t') {
			return errOther
		}
		if b.Len() > 0 {
			blank++
		}
		for ; blank > 0; blank-- {
			b.WriteByte('\n')
		}
		b.WriteString(line)
	}
	if blank > 0 || b.Len() == 0 || !utf8.ValidString(b.String()) || strings.ContainsAny(b.String(), "\r\x00") {
		return errOther
	}
	if t.text = b.String(); style == "|" {
		t.text += "\n"
	}
	return nil
}

// unquote reads a double-quoted scalar that ends its line.
func unquote(text *string, value string) error {
	plain, err := strconv.Unquote(value)
	if err != nil || strings.Contains(value, `\'`) || hasOctal(value) {
		return errOther
	}
	*text = plain
	return nil
}

// hasOctal says whether a quoted scalar has an escape that YAML reads in
// another way than Go.
func hasOctal(value string) bool {
	for i := 0; i+1 < len(value); i++ {
		if value[i] == '\\' {
			if c := value[i+1]; c >= '0' && c <= '9' || c == 'x' {
				return true
			}
			i++
		}
	}
	return false
}

// flowList reads [a, "b"].
func flowList(t *tree, value string) error {
	if len(value) < 3 || value[len(value)-1] != ']' {
		return errOther
	}
	t.isList = true
	rest := value[1 : len(value)-1]
	for {
		var element tree
		if rest != "" && rest[0] == '"' {
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil || unquote(&element.text, quoted) != nil {
				return errOther
			}
			rest = rest[len(quoted):]
		} else {
			end := strings.IndexByte(rest, ',')
			if end < 0 {
				end = len(rest)
			}
			if element.text = rest[:end]; !source.IsPlain(element.text) {
				return errOther
			}
			rest = rest[end:]
		}
		element.at = t.at
		t.list = append(t.list, element)
		if rest == "" {
			return nil
		}
		if len(rest) < 3 || rest[:2] != ", " {
			return errOther
		}
		rest = rest[2:]
	}
}
