package review

import (
	"strconv"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// Fix mends what is safe in a list or a backlog's file of stories: white space
// within the story's sentence, the form's own words, and the numbers of
// numbered lines. It changes no word that carries meaning. Files of other
// kinds than text and Markdown are given back as they are.
func Fix(name string, data []byte) []byte {
	kind := listKind(name, string(data))
	if kind != "text" && kind != "markdown" {
		return data
	}
	texts, problems := ReadList(name, data)
	if len(problems) > 0 || len(texts) == 0 {
		return data
	}
	text := string(data)
	l := newLines(name, text)
	var b strings.Builder
	done := 0
	for _, t := range texts {
		from := l.starts[t.Position.Line-1] + byteColumn(t)
		if strings.HasPrefix(text, "\ufeff") && t.Position.Line == 1 {
			from += len("\ufeff")
		}
		if from < done || from+len(t.Story) > len(text) || text[from:from+len(t.Story)] != t.Story {
			continue
		}
		b.WriteString(text[done:from])
		b.WriteString(fixStory(t.Story))
		done = from + len(t.Story)
	}
	b.WriteString(text[done:])
	return []byte(renumber(b.String()))
}

// Diff shows what a fix changes, as a unified diff; "" when nothing does.
func Diff(path string, before, after []byte) string {
	return udiff.Unified("a/"+path, "b/"+path, string(before), string(after))
}

// fixStory mends one story's sentence, until nothing is left to mend.
func fixStory(story string) string {
	const rounds, longest = 4, 10_000
	if len(story) > longest {
		return story
	}
	for range rounds {
		mended := fixOnce(story)
		if mended == story {
			break
		}
		story = mended
	}
	return story
}

func fixOnce(story string) string {
	lines := strings.Split(story, "\n")
	for i, line := range lines {
		lead := line[:skipBlank(line, 0)]
		if i == 0 {
			lead = ""
		}
		lines[i] = lead + fixSpaces(strings.TrimLeft(line, " \t"))
	}
	return fixForm(strings.Join(lines, "\n"))
}

// fixSpaces folds spaces, and takes out those before a comma or a full stop
// that end a word.
func fixSpaces(line string) string {
	cr := ""
	if strings.HasSuffix(line, "\r") {
		line, cr = strings.TrimSuffix(line, "\r"), "\r"
	}
	if strings.ContainsAny(line, "`\"|") {
		return line + cr // code and quotes are kept letter by letter
	}
	line = strings.Join(strings.Fields(line), " ")
	for strings.Contains(line, " , ") {
		line = strings.ReplaceAll(line, " , ", ", ")
	}
	if strings.HasSuffix(line, " .") {
		line = strings.TrimSuffix(line, " .") + "."
	}
	return line + cr
}

// fixForm spells the form's own words alike: "As a", ", I want", ", so that".
func fixForm(story string) string {
	words := tokenize(story)
	p := split(words)
	if !p.roleMarked || p.role.empty() {
		return story
	}
	var b strings.Builder
	done := 0
	replace := func(from, to int, with string) {
		b.WriteString(story[done:from])
		b.WriteString(with)
		done = to
	}
	if w := words[p.role.to-1]; !w.mark && !p.wish.empty() && p.wish.from == p.role.to {
		replace(int(w.end), int(w.end), ",")
	}
	if !p.wish.empty() && words[p.wish.from].text == "i" && !words[p.wish.from].upper {
		w := words[p.wish.from]
		replace(int(w.start), int(w.end), "I")
	}
	if !p.end.empty() && p.end.from >= 2 && words[p.end.from-2].text == "so" && words[p.end.from-1].text == "that" &&
		words[p.end.from-2].upper && !words[p.end.from-2].line && p.end.from > 2 && words[p.end.from-3].text != "." {
		w := words[p.end.from-2]
		replace(int(w.start), int(w.end), "so")
	}
	b.WriteString(story[done:])
	return b.String()
}

// renumber counts the lines of a numbered list again where they stand one
// after the other and their numbers do not.
func renumber(text string) string {
	lines := strings.SplitAfter(text, "\n")
	expected, style := 0, ""
	for i, line := range lines {
		from := skipBlank(line, 0)
		to := skipNumber(line, from)
		if to == from {
			if strings.TrimSpace(line) != "" && from == 0 {
				expected = 0
			}
			continue
		}
		digits := strings.TrimRight(line[from:to], " .)\t")
		mark := line[from+len(digits) : to]
		if expected == 0 || mark != style {
			expected, style = atoi(digits)+1, mark
			continue
		}
		lines[i] = line[:from] + itoa(expected) + mark + line[to:]
		expected++
	}
	return strings.Join(lines, "")
}

func atoi(digits string) int {
	n := 0
	for i := 0; i < len(digits) && i < 9; i++ {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

func itoa(n int) string { return strconv.Itoa(n) }
