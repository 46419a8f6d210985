package source

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// A person's file that is kept byte for byte may end its lines in any way: with
// \n, with \r\n, or with \r alone. What follows tells its lines and places; a
// [File] is stricter.

// LineEnd gives the end of the text of the line that an offset is in, and the
// start of the next line.
func LineEnd(data []byte, at int) (end, next int) {
	for i := at; i < len(data); i++ {
		switch data[i] {
		case '\n':
			return i, i + 1
		case '\r':
			if i+1 < len(data) && data[i+1] == '\n' {
				return i, i + 2
			}
			return i, i + 1
		}
	}
	return len(data), len(data)
}

// UnixLines ends every line with \n: one byte for the YAML parser's one line.
func UnixLines(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// LineStarts are where the lines of a part of a file begin, and where it ends.
type LineStarts []int

// StartsOf gives the starts of the lines between two offsets.
func StartsOf(data []byte, from, to int) LineStarts {
	starts := LineStarts{}
	for at := from; at < to; {
		starts = append(starts, at)
		_, at = LineEnd(data, at)
	}
	return append(starts, to)
}

// Line gives the offset of a line counted from 1.
func (s LineStarts) Line(n int) int { return s[max(0, min(n-1, len(s)-1))] }

// Offset gives the offset of a line and a column in characters, both from 1.
func (s LineStarts) Offset(data []byte, line, column int) int {
	at := s.Line(line)
	for ; column > 1 && at < len(data) && data[at] != '\n' && data[at] != '\r'; column-- {
		_, n := utf8.DecodeRune(data[at:])
		at += n
	}
	return at
}

// PositionAt turns a byte offset into a place.
func PositionAt(path string, data []byte, offset int) Position {
	before := data[:min(offset, len(data))]
	line := 1 + bytes.Count(before, []byte("\n")) + loneReturns(before)
	start := 1 + bytes.LastIndexAny(before, "\n\r")
	return Position{Path: path, Line: line, Column: 1 + utf8.RuneCount(before[start:])}
}

// loneReturns counts carriage returns that end a line by themselves.
func loneReturns(data []byte) int {
	return bytes.Count(data, []byte("\r")) - bytes.Count(data, []byte("\r\n"))
}

// ProblemAt makes a problem of so many characters at a byte offset, with its
// source line.
func ProblemAt(path string, data []byte, offset, length int, message, hint string) Problem {
	offset = min(offset, len(data))
	line := data[1+bytes.LastIndexAny(data[:offset], "\n\r"):]
	if end := bytes.IndexAny(line, "\n\r"); end >= 0 {
		line = line[:end]
	}
	return Problem{
		Position: PositionAt(path, data, offset), Length: length,
		Message: message, Hint: hint, Excerpt: string(line),
	}
}

// IsConflict says whether git left the line as a mark of a merge conflict.
func IsConflict(line string) bool {
	for _, mark := range [...]string{"<<<<<<<", ">>>>>>>", "|||||||"} {
		if strings.HasPrefix(line, mark) && (len(line) == 7 || line[7] == ' ') {
			return true
		}
	}
	return false
}
