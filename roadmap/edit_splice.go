package roadmap

import (
	"slices"
	"strings"

	"plotline/roadmap/source"
)

// splicer puts lines into a YAML text.
type splicer struct {
	lines []string // with their ends
	eol   string
	bom   string
}

func newSplicer(data []byte) *splicer {
	text, bom := strings.CutPrefix(string(data), "\ufeff")
	s := &splicer{lines: strings.SplitAfter(text, "\n"), eol: "\n"}
	if bom {
		s.bom = "\ufeff"
	}
	if strings.Contains(text, "\r\n") {
		s.eol = "\r\n"
	}
	return s
}

// entry adds an element to the list under a key of a mapping: as lines where
// the list, or for a missing one the mapping, is written in lines, else in the
// brackets that are there.
func (s *splicer) entry(of *source.Places, key string, lines []string, flow string) ([]byte, error) {
	own := of.Position()
	if !of.Written(key) {
		return s.newKey(own, key, lines, flow)
	}
	place := of.At(key)
	switch s.char(place) {
	case '-':
		end := s.listEnd(place)
		return s.insert(end, element(place.Column-1, lines)), nil
	case '[':
		return s.inBrackets(place, ']', flow)
	}
	return s.insert(place.Line, element(own.Column+1, lines)), nil
}

func (s *splicer) newKey(own source.Position, key string, lines []string, flow string) ([]byte, error) {
	if s.char(own) == '{' {
		return s.inBrackets(own, '}', key+": ["+flow+"]")
	}
	indent := own.Column - 1
	more := append([]string{strings.Repeat(" ", indent) + key + ":"}, element(indent+2, lines)...)
	return s.insert(s.blockEnd(own.Line, indent), more), nil
}

// element is a list's element in lines, its dash at the indent.
func element(indent int, lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		lead := "  "
		if i == 0 {
			lead = "- "
		}
		out[i] = strings.Repeat(" ", indent) + lead + line
	}
	return out
}

// char is the character at a place, 0 beyond the text.
func (s *splicer) char(place source.Position) rune {
	if place.Line < 1 || place.Line > len(s.lines) {
		return 0
	}
	runes := []rune(s.lines[place.Line-1])
	if place.Column < 1 || place.Column > len(runes) {
		return 0
	}
	return runes[place.Column-1]
}

// listEnd is the last line of a list in lines that begins at a place.
func (s *splicer) listEnd(place source.Position) int {
	dash := place.Column - 1
	return s.last(place.Line, func(indent int, rest string) bool {
		return indent > dash || indent == dash && (rest == "-" || strings.HasPrefix(rest, "- "))
	})
}

// blockEnd is the last line of a mapping in lines whose keys stand at an indent.
func (s *splicer) blockEnd(line, indent int) int {
	return s.last(line, func(at int, _ string) bool { return at >= indent })
}

// last is the last line that belongs to what begins at a line. Empty lines and
// comments belong to it only where more of it follows.
func (s *splicer) last(line int, belongs func(indent int, rest string) bool) int {
	end := line
	for i := line; i < len(s.lines); i++ {
		rest := strings.TrimRight(s.lines[i], "\r\n \t")
		indent := len(rest) - len(strings.TrimLeft(rest, " "))
		rest = rest[indent:]
		if rest == "" || strings.HasPrefix(rest, "#") {
			continue
		}
		if rest == "..." || rest == "---" || !belongs(indent, rest) {
			break
		}
		end = i + 1
	}
	return end
}

// insert puts lines behind a line, counted from 1.
func (s *splicer) insert(behind int, lines []string) []byte {
	behind = min(behind, len(s.lines))
	out := slices.Clone(s.lines[:behind])
	if n := len(out); n > 0 && !strings.HasSuffix(out[n-1], "\n") && out[n-1] != "" {
		out[n-1] += s.eol
	}
	for _, line := range lines {
		out = append(out, line+s.eol)
	}
	return []byte(s.bom + strings.Join(append(out, s.lines[behind:]...), ""))
}

// inBrackets puts a text before the bracket that closes the one at a place.
func (s *splicer) inBrackets(place source.Position, closing byte, text string) ([]byte, error) {
	whole := strings.Join(s.lines, "")
	from := len(strings.Join(s.lines[:place.Line-1], "")) + len(string([]rune(s.lines[place.Line-1])[:place.Column-1]))
	to, ok := closingAt(whole, from)
	if !ok || whole[to] != closing {
		return nil, ErrNoSplice
	}
	inside := strings.TrimRight(whole[from+1:to], " \t\r\n")
	if inside != "" {
		text = ", " + strings.TrimLeft(text, " ")
		if strings.HasSuffix(inside, ",") {
			text = text[1:]
		}
	}
	at := from + 1 + len(inside)
	return []byte(s.bom + whole[:at] + text + whole[at:]), nil
}

// closingAt finds the bracket that closes the one at from; quotes are stepped
// over. Comments between the brackets are not understood: who reads the result
// back will see.
func closingAt(text string, from int) (int, bool) {
	depth := 0
	var quote byte
	for i := from; i < len(text); i++ {
		c := text[i]
		switch {
		case quote == '"' && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && strings.IndexByte(" [{,:\n", text[i-1]) >= 0:
			quote = c
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			if depth--; depth == 0 {
				return i, true
			}
		}
	}
	return 0, false
}
