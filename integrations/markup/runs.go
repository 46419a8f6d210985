package markup

import (
	"strings"
	"unicode"
)

// cleanRuns joins runs of one formatting, folds white space, drops it at the
// edges, and keeps formatting away from it.
func cleanRuns(runs []run) []run { return linkRuns(tidySpaces(runs)) }

// linkRuns does so for runs whose white space is tidy: it makes links of bare
// addresses and drops the breaks at the edges.
func linkRuns(runs []run) []run {
	return joinRuns(trimBreaks(splitURLs(joinRuns(runs))))
}

// tidySpaces folds white space to single spaces and moves it out of formatting
// that begins or ends with it. White space beside a break or an edge goes.
func tidySpaces(runs []run) []run {
	var out []run
	for _, r := range joinRuns(cleanText(runs)) {
		if r.brk {
			out = append(out, run{brk: true})
			continue
		}
		out = append(out, splitSpaces(r)...)
	}
	return foldSpaces(out)
}

// cleanText drops control characters, and formatting that code cannot carry.
func cleanText(runs []run) []run {
	out := make([]run, 0, len(runs))
	for _, r := range runs {
		if r.brk {
			out = append(out, run{brk: true})
			continue
		}
		r.text = strings.Map(func(c rune) rune {
			if unicode.IsSpace(c) {
				return ' '
			}
			return printable(c)
		}, strings.ToValidUTF8(r.text, "\uFFFD"))
		if r.marks&codeSpan != 0 {
			r.marks = codeSpan
		}
		if r.href != "" {
			r.href = cleanURL(r.href)
			r.title = strings.Join(strings.Fields(strings.Map(printable, strings.ToValidUTF8(r.title, "\uFFFD"))), " ")
		}
		if r.text != "" {
			out = append(out, r)
		}
	}
	return out
}

// splitSpaces gives the run as up to three: space before, text, space after.
func splitSpaces(r run) []run {
	text := strings.Trim(r.text, " ")
	if text == "" {
		return []run{{text: " ", href: r.href, title: r.title}}
	}
	before, after := r.text[0] == ' ', r.text[len(r.text)-1] == ' '
	var out []run
	if before {
		out = append(out, run{text: " ", href: r.href, title: r.title})
	}
	r.text = text
	if r.marks&codeSpan == 0 && strings.Contains(text, "  ") {
		r.text = strings.Join(strings.Fields(text), " ")
	}
	out = append(out, r)
	if after {
		out = append(out, run{text: " ", href: r.href, title: r.title})
	}
	return out
}

// foldSpaces keeps one space where several runs of space meet, none beside a
// break or an edge, with the formatting that its neighbours share.
func foldSpaces(runs []run) []run {
	var out []run
	for i, r := range runs {
		if isSpace(r) {
			last := i+1 == len(runs) || runs[i+1].brk
			if k := len(out); last || k == 0 || out[k-1].brk {
				continue
			} else if isSpace(out[k-1]) {
				out[k-1] = between(out[k-1], r)
				continue
			}
		}
		if k := len(out); r.brk && k > 0 && isSpace(out[k-1]) {
			out = out[:k-1]
		}
		out = append(out, r)
	}
	if k := len(out); k > 0 && isSpace(out[k-1]) {
		out = out[:k-1]
	}
	for i, r := range out {
		if isSpace(r) {
			out[i] = between(between(out[i-1], r), out[i+1])
		}
	}
	return formatSpaces(out)
}

func isSpace(r run) bool { return !r.brk && r.text == " " && r.marks&codeSpan == 0 }

// between is the space between two runs; within a link it is the link's.
func between(a, b run) run {
	space := run{text: " "}
	if a.href != "" && a.href == b.href && a.title == b.title {
		space.href, space.title = a.href, a.title
	}
	return space
}

// joinRuns makes one run of neighbours with one formatting, and drops empty ones.
func joinRuns(runs []run) []run {
	var out []run
	for i := 0; i < len(runs); {
		first, size, j := runs[i], 0, i
		for ; j < len(runs) && (j == i || sameFormat(first, runs[j])); j++ {
			size += len(runs[j].text)
		}
		if j > i+1 {
			var text strings.Builder
			text.Grow(size)
			for _, r := range runs[i:j] {
				text.WriteString(r.text)
			}
			first.text = text.String()
		}
		i = j
		if first.brk || first.text != "" {
			out = append(out, first)
		}
	}
	return out
}

func trimBreaks(runs []run) []run {
	for len(runs) > 0 && runs[0].brk {
		runs = runs[1:]
	}
	for len(runs) > 0 && runs[len(runs)-1].brk {
		runs = runs[:len(runs)-1]
	}
	return runs
}
