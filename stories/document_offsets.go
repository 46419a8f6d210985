package stories

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// yamlError takes the line, from 1, out of the parser's message.
func yamlError(err error) (int, string) {
	message := strings.TrimPrefix(err.Error(), "go-yaml load error: ")
	message = strings.TrimPrefix(message, "yaml: ")
	message, _, _ = strings.Cut(message, "\n")
	for _, word := range [...]string{"line ", "L"} {
		_, rest, ok := strings.Cut(message, word)
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if line, err := strconv.Atoi(rest[:digits]); ok && err == nil {
			_, cause, found := strings.Cut(rest, ": ")
			if found {
				message = cause
			}
			if message == "could not find expected ':'" { // it is noticed a line late
				line, message = line-1, "a key without its ':'"
			}
			return max(1, line), message
		}
	}
	return 1, message
}

// offsets are where the lines of a region begin.
type offsets []int

func lineOffsets(data []byte, region span) offsets {
	lines := offsets{}
	for at := region.start; at < region.end; {
		lines = append(lines, at)
		_, at = lineEnd(data, at)
	}
	return append(lines, region.end)
}

// line gives the offset of a line counted from 1.
func (o offsets) line(n int) int { return o[max(0, min(n-1, len(o)-1))] }

// at gives the offset of a line and a column in characters, both from 1.
func (o offsets) at(data []byte, line, column int) int {
	at := o.line(line)
	for ; column > 1 && at < len(data) && data[at] != '\n' && data[at] != '\r'; column-- {
		_, n := utf8.DecodeRune(data[at:])
		at += n
	}
	return at
}

// normalised ends every line with \n, one byte for the parser's one line.
func normalised(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}
