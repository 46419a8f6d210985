package source

import (
	"strconv"
	"strings"
)

// IsPlain says whether text needs no quotes in YAML, in a flow list either,
// and means just itself.
func IsPlain(text string) bool {
	if text == "" || len(text) > 200 || text[len(text)-1] == ' ' {
		return false
	}
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
		case i > 0 && strings.IndexByte("_./-+@ ", c) >= 0:
			if c == ' ' && text[i-1] == ' ' {
				return false
			}
		case c == ':' && i > 0 && i+1 < len(text) && text[i+1] != ' ':
		default:
			return false
		}
	}
	return !strings.EqualFold(text, "null")
}

// YAMLError takes the line, from 1, out of the parser's message.
func YAMLError(err error) (int, string) {
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
