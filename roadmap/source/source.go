// Package source reads YAML that people wrote, strictly, and keeps the place of
// everything it reads, so that any later message can point at it. It knows
// nothing of roadmaps or stories. Every package of the project may import it.
package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Position is a place in a file. Line and Column count from 1; Column counts
// characters, not bytes. The zero Position means "nowhere in particular".
type Position struct {
	Path   string `json:"path"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// String gives path:line:col, leaving out what is unknown.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.Path
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.Path, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Column)
}

// Places remembers where a value and each of its fields were written. Embed it
// in a struct that [Decode] fills. All of them stand in one file.
type Places struct {
	own    Position
	fields []spot
	index  map[string]int // into fields, once they are many
}

// spot is where a field stands; it is kept small, for there are many.
type spot struct {
	way          string
	line, column int32
}

// Position returns where the value itself begins.
func (p *Places) Position() Position { return p.own }

// At returns where a field was written; the way is the keys and indices from
// the value, as in "personas[0]" or "why". An unknown way gives the value's
// own place.
func (p *Places) At(way string) Position {
	if s := p.find(way); s != nil {
		return Position{Path: p.own.Path, Line: int(s.line), Column: int(s.column)}
	}
	return p.own
}

// Written says that a field was written, whether or not anything stands there.
func (p *Places) Written(way string) bool { return p.find(way) != nil }

// Record sets the value's own place, for way "", or that of one of its fields.
func (p *Places) Record(way string, at Position) {
	if way == "" {
		p.own = at
		return
	}
	if p.own.Path == "" {
		p.own.Path = at.Path
	}
	if s := p.find(way); s != nil {
		s.line, s.column = int32(at.Line), int32(at.Column)
		return
	}
	p.fields = append(p.fields, spot{way, int32(at.Line), int32(at.Column)})
	if p.index != nil {
		p.index[way] = len(p.fields) - 1
	} else if len(p.fields) > fewKeys {
		p.index = make(map[string]int, 2*len(p.fields))
		for i, s := range p.fields {
			p.index[s.way] = i
		}
	}
}

func (p *Places) find(way string) *spot {
	if p.index != nil {
		if i, ok := p.index[way]; ok {
			return &p.fields[i]
		}
		return nil
	}
	for i := range p.fields {
		if p.fields[i].way == way {
			return &p.fields[i]
		}
	}
	return nil
}

// expect makes room for fields to come.
func (p *Places) expect(count int) {
	if p.fields == nil && count > 0 {
		p.fields = make([]spot, 0, min(count, 64))
	}
}

// Problem is one mistake in a file: where, what, and the way out.
type Problem struct {
	Position
	// Length is how many characters to underline; 0 or 1 is a lone caret.
	Length  int
	Message string
	// Hint is the way out, "" where the message names it already.
	Hint string
	// Excerpt is the source line, "" where there is none to show.
	Excerpt string
	// Broken says that what stands there could not be read at all, so that
	// whatever refers to it may seem wrong.
	Broken bool
}

// Error gives path:line:col: message, on one line.
func (p Problem) Error() string {
	if at := p.String(); at != "" {
		return at + ": " + p.Message
	}
	return p.Message
}

// Text gives the message with the source line, a caret and the hint under it.
func (p Problem) Text() string {
	var b strings.Builder
	b.WriteString(p.Error())
	b.WriteByte('\n')
	b.WriteString(Excerpt(p.Excerpt, p.Line, p.Column, p.Length))
	if p.Hint != "" {
		b.WriteString("      " + p.Hint + "\n")
	}
	return b.String()
}

// Excerpt renders a source line with a caret and tildes under length
// characters from column. It gives "" for an empty line or an unknown place.
func Excerpt(line string, number, column, length int) string {
	if strings.TrimSpace(line) == "" || number == 0 {
		return ""
	}
	line, column = window(strings.ReplaceAll(line, "\t", " "), column)
	gutter := fmt.Sprintf("%5d | ", number)
	text := fmt.Sprintf("%s%s\n", gutter, line)
	if column == 0 {
		return text
	}
	length = min(length, utf8.RuneCountInString(line)-column+1)
	return text + fmt.Sprintf("%s| %s^%s\n", strings.Repeat(" ", 6),
		strings.Repeat(" ", column-1), strings.Repeat("~", max(0, length-1)))
}

// window cuts a long line to the part around the column, so that a message
// about a line of a megabyte still fits a screen.
func window(line string, column int) (string, int) {
	const before, width = 60, 140
	runes := []rune(line)
	if len(runes) <= width {
		return line, column
	}
	from := max(0, column-1-before)
	to := min(len(runes), from+width)
	cut, column := string(runes[from:to]), column-from
	if to < len(runes) {
		cut += "…"
	}
	if from > 0 {
		return "…" + cut, column + 1
	}
	return cut, column
}

// Problems are the mistakes of one or more files. Its zero value is no error:
// return [Problems.Err], never a Problems, as an error.
type Problems []Problem

// Err returns the problems as an error, sorted by place, or nil.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	p.Sort()
	return p
}

// MaxProblems is how many mistakes are told at once.
const MaxProblems = 100

// First gives the first problems by place, and says so where there are more
// than [MaxProblems].
func (p Problems) First() Problems {
	p.Sort()
	if len(p) <= MaxProblems {
		return p
	}
	at := p[MaxProblems-1].Position
	return append(p[:MaxProblems:MaxProblems], Problem{Position: at,
		Message: fmt.Sprintf("more than %d mistakes; these are the first", MaxProblems)})
}

// Sort orders the problems by path, line and column.
func (p Problems) Sort() {
	slices.SortStableFunc(p, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), a.Line-b.Line, a.Column-b.Column)
	})
}

// Error gives one line a problem.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.Error()
	}
	return strings.Join(lines, "\n")
}
