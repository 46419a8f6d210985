package review

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"plotline/roadmap/source"
)

// readCSV reads a table; its columns are found by their names, or without a
// header by where the stories stand.
func readCSV(l *lines) ([]Text, source.Problems) {
	rows, problems := readRows(l)
	if len(rows) == 0 {
		return nil, problems
	}
	header, ok := headerOf(texts(rows[0]))
	if ok {
		rows = rows[1:]
	} else {
		header = guessHeader(rows)
	}
	return storiesOf(header, rows), problems
}

// storiesOf makes a story of each row.
func storiesOf(header []field, rows [][]cell) []Text {
	var all []Text
	for _, row := range rows {
		r := record{}
		for i, c := range row[:min(len(row), len(header))] {
			r.set(header[i], c)
		}
		if t, ok := r.story(); ok {
			all = append(all, t)
		}
	}
	return all
}

// readRows reads the records with the place of each field.
func readRows(l *lines) ([][]cell, source.Problems) {
	reader := csv.NewReader(strings.NewReader(l.text))
	reader.Comma = delimiterOf(l.line(0))
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	var rows [][]cell
	for {
		values, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, source.Problems{csvProblem(l, err)}
		}
		row := make([]cell, len(values))
		for i, value := range values {
			row[i] = l.field(reader, i, value)
		}
		rows = append(rows, row)
	}
}

// field gives a CSV field with its place: past the opening quote of a quoted
// one.
func (l *lines) field(reader *csv.Reader, i int, value string) cell {
	line, column := reader.FieldPos(i)
	n, offset := max(0, line-1), column-1
	text := l.line(min(n, l.count()-1))
	if offset < len(text) && text[offset] == '"' {
		offset++
	}
	return cell{l.at(min(n, l.count()-1), offset), value, text}
}

func csvProblem(l *lines, err error) source.Problem {
	p := source.Problem{Position: source.Position{Path: l.path}, Message: "not a CSV table: " + err.Error(),
		Hint: "close the quotes, or save it again from the spreadsheet"}
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		p.Line, p.Column = parse.Line, parse.Column
		p.Message = "not a CSV table: " + parse.Err.Error()
		p.Excerpt = l.line(min(max(0, parse.Line-1), l.count()-1))
	}
	return p
}

// delimiterOf tells what separates the fields of a header.
func delimiterOf(line string) rune {
	best, most := ',', strings.Count(line, ",")
	for _, r := range []rune{'\t', ';'} {
		if n := strings.Count(line, string(r)); n > most {
			best, most = r, n
		}
	}
	return best
}

func texts(row []cell) []string {
	all := make([]string, len(row))
	for i, c := range row {
		all[i] = c.text
	}
	return all
}

// guessHeader finds the column in which stories in the usual form stand, else
// the one with the longest texts.
func guessHeader(rows [][]cell) []field {
	var formed, length []int
	for _, row := range rows[:min(len(rows), 200)] {
		for i, c := range row {
			for len(formed) <= i {
				formed, length = append(formed, 0), append(length, 0)
			}
			length[i] += len(c.text)
			if len(c.text) < 2000 && split(tokenize(c.text)).formed() {
				formed[i]++
			}
		}
	}
	best := 0
	for i := range formed {
		if formed[i] > formed[best] || formed[i] == formed[best] && length[i] > length[best] {
			best = i
		}
	}
	header := make([]field, len(formed))
	if len(header) > 0 {
		header[best] = storyField
	}
	return header
}
