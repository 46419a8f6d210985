package source

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// syntaxError is a mistake in the YAML itself, in words for people.
type syntaxError struct {
	at            Position
	text          string
	message, hint string
}

func (e *syntaxError) Error() string { return e.message }

func (d *decoder) syntax(err error) {
	var e *syntaxError
	if !errors.As(err, &e) {
		e = &syntaxError{at: Position{Path: d.file.path}, message: err.Error()}
	}
	p := d.file.Problem(e.at, e.text, e.message, e.hint)
	p.Broken = true
	d.report(p)
}

func (d *decoder) report(p Problem) {
	if !d.full() {
		d.problems = append(d.problems, p)
	}
}

// explain turns the parser's error into one that says what to do. Shift is
// what its lines lack.
func (d *decoder) explain(err error, shift int) *syntaxError {
	var e *yaml.LoadError
	if !errors.As(err, &e) {
		return &syntaxError{at: Position{Path: d.file.path, Line: shift + 1}, message: err.Error()}
	}
	at := Position{Path: d.file.path, Line: e.Mark.Line + shift, Column: e.Mark.Column}
	begin := Position{Path: d.file.path, Line: e.ContextMark.Line + shift, Column: e.ContextMark.Column}
	for _, known := range explanations {
		if strings.Contains(e.Message, known.message) && strings.Contains(e.ContextMsg, known.context) {
			if known.atBegin {
				at = begin
			}
			return &syntaxError{at: at, message: known.says, hint: known.hint}
		}
	}
	if strings.Contains(e.Message, "cannot start any token") {
		return d.wrongStart(at)
	}
	return &syntaxError{at: at, message: "the YAML cannot be read here: " + e.Message, hint: quoteHint}
}

const quoteHint = "text with special characters belongs in quotes"

// explanation says what one of the parser's errors means.
type explanation struct {
	message, context string
	atBegin          bool
	says, hint       string
}

var explanations = []explanation{
	{"mapping values are not allowed", "", false,
		"a colon followed by a space makes a key, and a key cannot stand here",
		"put text that holds a colon in quotes; a key of its own goes on a line of its own, indented as its neighbours"},
	{"found unexpected end of stream", "quoted scalar", true,
		"the quote that opens here is never closed", "close it, or write the text without quotes"},
	{"found unexpected document indicator", "quoted scalar", true,
		"the quote that opens here is never closed", "close it, or write the text without quotes"},
	{"did not find expected ',' or ']'", "", true,
		"the bracket [ that opens here is not closed", "close it with ], and put texts that hold commas, brackets or # in quotes"},
	{"did not find expected ',' or '}'", "", true,
		"the brace { that opens here is not closed", "close it with }, and put texts that hold commas, braces or # in quotes"},
	{"unknown anchor", "", false,
		"text cannot begin with *, which names an anchor in YAML", "put the text in quotes"},
	{"block sequence entries are not allowed", "", false,
		"a list cannot begin here", "begin it on the next line; put text that begins with a dash in quotes"},
	{"did not find expected '-' indicator", "", false,
		"an item of the list was expected here", "begin it with a dash under the other dashes, or mend the indentation"},
	{"could not find expected ':'", "", false,
		"a key was expected here, followed by a colon", "mend the indentation; text that goes on is indented more than its key"},
	{"did not find expected key", "", false,
		"a key was expected here", "mend the indentation; text goes wholly inside its quotes or without any"},
	{"unknown escape character", "", false,
		`a backslash in double quotes begins an escape, and this is none`, `write \\, or use single quotes`},
	{"did not find expected comment or line break", "block scalar", true,
		"text cannot begin with > or |, which announce text on the next lines", "put the text in quotes"},
	{"exceeded max depth", "", false,
		"this is nested too deeply", "is this the right file?"},
	{"tab", "", false, "a tab stands here", "YAML is indented with spaces"},
}

// wrongStart explains a character that YAML keeps for itself.
func (d *decoder) wrongStart(at Position) *syntaxError {
	line := []rune(d.file.Line(at.Line))
	if at.Column < 1 || at.Column > len(line) {
		return &syntaxError{at: at, message: "the YAML cannot be read here", hint: quoteHint}
	}
	char := string(line[at.Column-1])
	if char == "\t" {
		return &syntaxError{at: at, message: "a tab stands here", hint: "YAML is indented with spaces"}
	}
	return &syntaxError{at: at, text: char, message: fmt.Sprintf("text cannot begin with %s", char), hint: "put the text in quotes"}
}
