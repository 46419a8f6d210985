package source

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"
)

// File is a file's text with an index of its lines, to make problems that show
// the line they are about. It does not change.
type File struct {
	path   string
	data   []byte
	starts []int // where each line begins; built at the first question
}

// NewFile keeps a file's text under the path that messages shall name. A byte
// order mark at its beginning is not part of the text.
func NewFile(path string, data []byte) *File {
	return &File{path: path, data: bytes.TrimPrefix(data, []byte("\ufeff"))}
}

// Path is the name that messages use.
func (f *File) Path() string { return f.path }

// Size is how many bytes the text has.
func (f *File) Size() int { return len(f.data) }

// Line gives the text of a line, counted from 1, without its end; "" beyond
// the file.
func (f *File) Line(number int) string {
	from, to := f.bounds(number)
	return strings.TrimSuffix(string(f.data[from:to]), "\r")
}

// text gives a part of the file.
func (f *File) text(from, to int) string { return string(f.data[from:to]) }

// Problem makes a problem about a place in the file, with its source line and
// as many characters underlined as the value there has. Text is that value as
// it was read, "" where a lone caret is meant.
func (f *File) Problem(at Position, text, message, hint string) Problem {
	excerpt := f.Line(at.Line)
	return Problem{
		Position: at, Length: underline(excerpt, at.Column, text),
		Message: message, Hint: hint, Excerpt: excerpt,
	}
}

// Position gives the place of a byte of the file.
func (f *File) Position(offset int) Position {
	offset = min(max(offset, 0), len(f.data))
	line := sort.SearchInts(f.lines(), offset+1)
	before := f.data[f.starts[line-1]:offset]
	return Position{Path: f.path, Line: line, Column: utf8.RuneCount(before) + 1}
}

// offset is the inverse of Position; places beyond a line give its end.
func (f *File) offset(line, column int) int {
	from, to := f.bounds(line)
	for ; column > 1 && from < to; column-- {
		_, size := utf8.DecodeRune(f.data[from:to])
		from += size
	}
	return from
}

func (f *File) bounds(number int) (from, to int) {
	starts := f.lines()
	if number < 1 || number > len(starts) {
		return len(f.data), len(f.data)
	}
	from, to = starts[number-1], len(f.data)
	if number < len(starts) {
		to = starts[number] - 1
	}
	return from, to
}

func (f *File) lines() []int {
	if f.starts != nil {
		return f.starts
	}
	f.starts = make([]int, 1, 1+bytes.Count(f.data, []byte("\n")))
	for i := 0; ; {
		next := bytes.IndexByte(f.data[i:], '\n')
		if next < 0 {
			return f.starts
		}
		i += next + 1
		f.starts = append(f.starts, i)
	}
}

// underline tells how many characters of the line, from column, the text takes
// there: as it is, or in quotes. What cannot be found gets a lone caret.
func underline(line string, column int, text string) int {
	if text == "" || column < 1 {
		return 1
	}
	runes := []rune(line)
	if column > len(runes) {
		return 1
	}
	rest := string(runes[column-1:])
	if strings.HasPrefix(rest, text) {
		return utf8.RuneCountInString(text)
	}
	if quote := rest[0]; quote == '"' || quote == '\'' {
		if end := strings.IndexByte(rest[1:], quote); end >= 0 {
			return utf8.RuneCountInString(rest[:end+2])
		}
	}
	return 1
}
