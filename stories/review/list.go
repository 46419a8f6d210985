package review

import (
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"plotline/roadmap/source"
)

// maxList is how large a list of stories may be.
const maxList = 256 << 20

// ReadList reads any list of stories: text with one a line, CSV, Markdown, or a
// JSON export of Jira or GitHub. The name tells which, by its ending; for "-"
// and unknown endings the content does. Stories keep their places. A list that
// cannot be read is a problem; what is not understood in one that can is left
// out, never guessed at.
func ReadList(name string, data []byte) ([]Text, source.Problems) {
	if len(data) > maxList {
		return nil, source.Problems{{Position: source.Position{Path: name}, Message: "the list is larger than 256 MB",
			Hint: "split it, and review the parts"}}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, source.Problems{notUTF8(name, data)}
	}
	l := newLines(name, string(data))
	switch listKind(name, l.text) {
	case "csv":
		return readCSV(l)
	case "markdown":
		return readMarkdown(l), nil
	case "json":
		return readJSON(l)
	}
	return readText(l), nil
}

func notUTF8(name string, data []byte) source.Problem {
	line, at := 1, 0
	for at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		at += size
	}
	return source.Problem{Position: source.Position{Path: name, Line: line},
		Message: "the list is not UTF-8 from here on", Hint: "save it with the encoding UTF-8"}
}

// listKind tells the kind of a list by its name's ending, else by its content.
func listKind(name, text string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv":
		return "csv"
	case ".md", ".markdown":
		return "markdown"
	case ".json", ".jsonl", ".ndjson":
		return "json"
	case ".txt":
		return "text"
	}
	begin := strings.TrimSpace(text)
	switch {
	case strings.HasPrefix(begin, "{") || strings.HasPrefix(begin, "[{") || strings.HasPrefix(begin, "[\"") || strings.HasPrefix(begin, "[\n"):
		return "json"
	case strings.HasPrefix(begin, "#") || strings.HasPrefix(begin, "|") || strings.HasPrefix(begin, "---\n"):
		return "markdown"
	}
	first, _, _ := strings.Cut(begin, "\n")
	if header, _ := headerOf(splitPlain(first)); header != nil {
		return "csv"
	}
	return "text"
}

// splitPlain splits a line as a CSV header without quotes inside fields.
func splitPlain(line string) []string {
	fields := strings.Split(line, string(delimiterOf(line)))
	for i := range fields {
		fields[i] = strings.Trim(strings.TrimSpace(fields[i]), `"`)
	}
	if len(fields) < 2 {
		return nil
	}
	return fields
}

// lines gives the place of any offset of a text.
type lines struct {
	path, text string
	starts     []int
	// last is the place asked for last: places are asked for in order, and a
	// long line is not counted from its beginning each time.
	last struct{ line, offset, column int }
}

func newLines(path, text string) *lines {
	l := &lines{path: path, text: text, starts: []int{0}}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// count is the number of lines.
func (l *lines) count() int { return len(l.starts) }

// line gives the n-th line, from 0, without its line break.
func (l *lines) line(n int) string {
	end := len(l.text)
	if n+1 < len(l.starts) {
		end = l.starts[n+1] - 1
	}
	return strings.TrimSuffix(l.text[l.starts[n]:end], "\r")
}

// at gives the place of a byte in the n-th line, from 0.
func (l *lines) at(n, offset int) source.Position {
	line := l.line(n)
	offset = min(offset, len(line))
	from, column := 0, 1
	if l.last.line == n && l.last.column > 0 && l.last.offset <= offset {
		from, column = l.last.offset, l.last.column
	}
	column += utf8.RuneCountInString(line[from:offset])
	l.last.line, l.last.offset, l.last.column = n, offset, column
	return source.Position{Path: l.path, Line: n + 1, Column: column}
}

// number gives which line, from 0, holds an offset of the text.
func (l *lines) number(offset int) int {
	low, high := 0, len(l.starts)
	for high-low > 1 {
		middle := (low + high) / 2
		if l.starts[middle] <= offset {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}
