package markup

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// normalise brings blocks to the one form that all three markups can hold and
// print: no empty blocks, no formatting at the edge of white space, neighbouring
// lists of one kind joined, and so on. It is idempotent.
func normalise(blocks []block) []block { return normaliseAt(blocks, 0) }

func normaliseAt(blocks []block, depth int) []block {
	if depth > maxDepth {
		return flatten(blocks)
	}
	var out []block
	for _, b := range blocks {
		for _, n := range normaliseBlock(b, depth) {
			if k := len(out) - 1; k >= 0 && joins(out[k], n) {
				out[k].blocks = append(out[k].blocks, n.blocks...)
				continue
			}
			out = append(out, n)
		}
	}
	return out
}

// joins says whether two neighbouring blocks are one list in every markup.
func joins(a, b block) bool {
	return a.kind == list && b.kind == list && (a.start == 0) == (b.start == 0)
}

func normaliseBlock(b block, depth int) []block {
	switch b.kind {
	case paragraph:
		return paragraphs(b.runs)
	case heading:
		return normaliseHeading(b)
	case list:
		return normaliseList(b, depth)
	case quote:
		b.blocks = normaliseAt(b.blocks, depth+1)
		if len(b.blocks) == 0 {
			return nil
		}
	case code:
		b.text = cleanCode(b.text)
		b.lang = cleanLang(b.lang)
	case table:
		return normaliseTable(b)
	case raw:
		b.text = cleanRaw(b.text)
	}
	return []block{b}
}

// paragraphs makes one paragraph for each stretch between doubled line breaks.
func paragraphs(runs []run) []block {
	var out []block
	var part []run
	flush := func() {
		if clean := linkRuns(part); len(clean) > 0 {
			out = append(out, block{kind: paragraph, runs: clean})
		}
		part = nil
	}
	runs = tidySpaces(runs)
	for i, r := range runs {
		if r.brk && i+1 < len(runs) && runs[i+1].brk {
			flush()
			continue
		}
		part = append(part, r)
	}
	flush()
	return out
}

func normaliseHeading(b block) []block {
	b.level = min(max(b.level, 1), 6)
	b.runs = cleanRuns(breaksToSpaces(b.runs))
	if len(b.runs) == 0 {
		return nil
	}
	return []block{b}
}

func breaksToSpaces(runs []run) []run {
	out := make([]run, len(runs))
	for i, r := range runs {
		if r.brk {
			r = run{text: " "}
		}
		out[i] = r
	}
	return out
}

func normaliseList(b block, depth int) []block {
	var items []block
	for _, it := range b.blocks {
		it.kind = item
		it.blocks = normaliseAt(it.blocks, depth+1)
		if it.task == noTask {
			it = findTask(it)
		}
		if len(it.blocks) > 0 {
			items = append(items, it)
		}
	}
	if len(items) == 0 {
		return nil
	}
	b.blocks = items
	return []block{b}
}

var taskText = regexp.MustCompile(`^\[([ xX])\] `)

// findTask reads "[ ] " at the beginning of an item as its check box: a wiki
// has no other way to write one, and so neither has the model.
func findTask(it block) block {
	if len(it.blocks) == 0 || it.blocks[0].kind != paragraph {
		return it
	}
	first := it.blocks[0].runs[0]
	m := taskText.FindStringSubmatch(first.text)
	if m == nil || first.marks != 0 || first.href != "" {
		return it
	}
	runs := append([]run(nil), it.blocks[0].runs...)
	runs[0].text = first.text[len(m[0]):]
	clean := cleanRuns(runs)
	if len(clean) == 0 {
		return it
	}
	it.task = openTask
	if m[1] != " " {
		it.task = doneTask
	}
	blocks := append([]block(nil), it.blocks...)
	blocks[0].runs = clean
	it.blocks = blocks
	return it
}

func normaliseTable(b block) []block {
	width := 0
	for _, row := range b.rows {
		width = max(width, len(row))
	}
	if width == 0 {
		return nil
	}
	rows := make([][][]run, len(b.rows))
	for i, row := range b.rows {
		rows[i] = make([][]run, width)
		for j, cell := range row {
			rows[i][j] = linkRuns(singleBreaks(tidySpaces(cell)))
		}
	}
	b.rows = rows
	return []block{b}
}

func singleBreaks(runs []run) []run {
	var out []run
	for _, r := range runs {
		if k := len(out); r.brk && k > 0 && out[k-1].brk {
			continue
		}
		out = append(out, r)
	}
	return out
}

func cleanCode(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	text = strings.Map(printable, strings.ToValidUTF8(text, "\uFFFD"))
	lines := strings.Split(text, "\n")
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	return strings.Join(lines, "\n")
}

// cleanLang keeps of a code block's language what every markup can carry.
func cleanLang(lang string) string {
	lang, _, _ = strings.Cut(strings.TrimSpace(lang), " ")
	lang = strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (wordRune(r) || strings.ContainsRune("+#-._", r)) {
			return r
		}
		return -1
	}, lang)
	return lang[:min(len(lang), 30)]
}

// printable drops control characters, which no tracker keeps.
func printable(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == 0:
		return utf8.RuneError
	case unicode.IsControl(r):
		return -1
	}
	return r
}

// flatten is what is left of blocks that nest too deep: their text.
func flatten(blocks []block) []block {
	var words []string
	var walk func([]block)
	walk = func(bs []block) {
		for _, b := range bs {
			words = append(words, plainText(b.runs), b.text)
			for _, row := range b.rows {
				for _, cell := range row {
					words = append(words, plainText(cell))
				}
			}
			walk(b.blocks)
		}
	}
	walk(blocks)
	return paragraphs([]run{{text: strings.Join(strings.Fields(strings.Join(words, " ")), " ")}})
}
