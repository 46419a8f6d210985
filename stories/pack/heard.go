package pack

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"plotline/roadmap/source"
	"plotline/stories/ear"
)

// heard is a sentence that people say when they mean a template, and where it
// stands.
type heard struct {
	ear.Sentence
	at source.Position
}

// What a list of sentences may hold; more is a mistake or an attack.
const (
	heardLimit     = 2000
	heardLineLimit = 400
)

// alsoSign stands between a sentence and the other templates it could mean.
const alsoSign = "||"

// Heard returns what people say when they mean the template, a sentence each.
func (t *Template) Heard() []string {
	out := make([]string, len(t.heard))
	for i, one := range t.heard {
		out[i] = one.Text
	}
	return out
}

// readHeard takes in the sentences of a template: a file of the same name that
// ends in .txt, a sentence a line. Lines that begin with # are remarks.
func (l *loader) readHeard(folder Folder, file string, t *Template) error {
	file = strings.TrimSuffix(file, path.Ext(file)) + ".txt"
	data, err := readBounded(folder.Files, file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("read what was heard, %s: %w", path.Join(folder.Name, file), err)
	}
	list := source.NewFile(path.Join(folder.Name, file), data)
	t.heard, err = parseHeard(list, string(data))
	var problems source.Problems
	if errors.As(err, &problems) {
		l.problems = append(l.problems, problems...)
	}
	return nil
}

// parseHeard reads a list of sentences; its error is a source.Problems.
func parseHeard(list *source.File, text string) ([]heard, error) {
	var out []heard
	var problems source.Problems
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		at := source.Position{Path: list.Path(), Line: number, Column: 1}
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			continue
		case !utf8.ValidString(line):
			problems = append(problems, list.Problem(at, "", "this line is not UTF-8 text", "save the file as UTF-8"))
		case len(line) > heardLineLimit:
			problems = append(problems, list.Problem(at, "", fmt.Sprintf("this sentence has more than %d bytes", heardLineLimit), "one sentence a line is enough"))
		case len(out) == heardLimit:
			problems = append(problems, list.Problem(at, "", fmt.Sprintf("this list has more than %d sentences", heardLimit), "keep those that differ most"))
			return out, problems.Err()
		case strings.HasPrefix(line, alsoSign):
			problems = append(problems, list.Problem(at, "", "there is no sentence before "+alsoSign, "write what was said, then what else it could mean"))
		default:
			out = append(out, sentenceOf(line, at))
		}
	}
	return out, problems.Err()
}

func sentenceOf(line string, at source.Position) heard {
	text, others, _ := strings.Cut(line, alsoSign)
	one := heard{Sentence: ear.Sentence{Text: strings.TrimSpace(text)}, at: at}
	for other := range strings.SplitSeq(others, ",") {
		if other = strings.TrimSpace(other); other != "" {
			one.Also = append(one.Also, other)
		}
	}
	return one
}

// checkHeard finds sentences that name templates which there are not.
func (l *loader) checkHeard(owner map[string]*Template) {
	for _, t := range l.templates {
		for _, one := range t.heard {
			i := slices.IndexFunc(one.Also, func(name string) bool { return owner[name] == nil })
			if i >= 0 {
				l.problems = append(l.problems, source.Problem{
					Position: one.at, Message: fmt.Sprintf("no template is named %q", one.Also[i]), Excerpt: one.Text,
					Hint: "plotline templates list shows the names",
				})
			}
		}
	}
}
