package markup

import (
	"regexp"
	"strconv"
	"strings"
)

// FromWiki gives a text in Jira's wiki markup as Markdown, and names what in it
// Markdown cannot say; the text of that is kept.
func FromWiki(wiki string) (md string, lossy []string) {
	if len(wiki) > maxText {
		return printMarkdown(normalise([]block{{kind: code, text: wiki}})), []string{"more text than can be read"}
	}
	blocks, lossy := readWiki(wiki)
	return printMarkdown(restore(blocks)), lossy
}

// readWiki gives the normal form of a wiki text.
func readWiki(wiki string) ([]block, []string) {
	wiki = strings.ToValidUTF8(wiki, "\uFFFD")
	wiki = strings.ReplaceAll(strings.ReplaceAll(wiki, "\r\n", "\n"), "\r", "\n")
	r := &wikiReader{}
	blocks := r.document(strings.Map(printable, wiki), 0)
	return normalise(blocks), r.lossy.names
}

type wikiReader struct {
	lossy losses
	// held are the blocks of macros, standing in the text as their numbers.
	held []block
}

func (r *wikiReader) document(text string, depth int) []block {
	if depth > maxDepth {
		return []block{{kind: paragraph, runs: []run{{text: text}}}}
	}
	return r.lines(strings.Split(r.macros(text, depth), "\n"))
}

var (
	wikiHeading = regexp.MustCompile(`^\s*h([1-6])\.\s+(.*)$`)
	wikiBq      = regexp.MustCompile(`^\s*bq\.\s+(.*)$`)
	wikiItem    = regexp.MustCompile(`^\s*([*#]+|-)\s+(.*\S.*)$`)
	wikiRule    = regexp.MustCompile(`^\s*-{4,}\s*$`)
)

// wikiStarters are the characters that blocks begin with, beside held ones.
const wikiStarters = "hb*#-|"

// lines reads blocks from lines in which macros are held.
func (r *wikiReader) lines(lines []string) []block {
	var out []block
	var text []string
	flush := func() {
		if len(text) > 0 {
			out = append(out, block{kind: paragraph, runs: r.textLines(text)})
			text = nil
		}
	}
	for i := 0; i < len(lines); {
		n, blocks := r.blockAt(lines[i:])
		if n == 0 {
			if strings.TrimSpace(lines[i]) == "" {
				flush()
			} else {
				text = append(text, lines[i])
			}
			i++
			continue
		}
		flush()
		out = append(out, blocks...)
		i += n
	}
	flush()
	return out
}

// blockAt reads what begins at the first line, and says how many lines it took;
// 0 for a line of text.
func (r *wikiReader) blockAt(lines []string) (int, []block) {
	line := lines[0]
	if b, ok := r.heldBy(line); ok {
		return 1, []block{b}
	}
	text := strings.TrimSpace(line)
	if text == "" || strings.IndexByte(wikiStarters, text[0]) < 0 {
		return 0, nil
	}
	if m := wikiHeading.FindStringSubmatch(line); m != nil {
		level, _ := strconv.Atoi(m[1])
		return 1, []block{{kind: heading, level: level, runs: r.inline(m[2])}}
	}
	if m := wikiBq.FindStringSubmatch(line); m != nil {
		return 1, []block{{kind: quote, blocks: []block{{kind: paragraph, runs: r.inline(m[1])}}}}
	}
	if wikiRule.MatchString(line) {
		return 1, []block{{kind: rule}}
	}
	if wikiItem.MatchString(line) {
		return r.listAt(lines)
	}
	if text[0] == '|' {
		return r.tableAt(lines)
	}
	return 0, nil
}

func (r *wikiReader) textLines(lines []string) []run {
	var out []run
	for i, line := range lines {
		if i > 0 {
			out = append(out, run{brk: true})
		}
		out = append(out, r.inline(line)...)
	}
	return out
}

// wikiEntry is one item of a list with its markers, such as "#*".
type wikiEntry struct {
	path   string
	blocks []block
}

// listAt reads the lines of a list. Lines that are no item belong to the one
// above, up to an empty line.
func (r *wikiReader) listAt(lines []string) (int, []block) {
	var entries []wikiEntry
	var text []string
	flush := func() {
		if len(text) > 0 {
			last := &entries[len(entries)-1]
			last.blocks = append(last.blocks, block{kind: paragraph, runs: r.textLines(text)})
			text = nil
		}
	}
	n := 0
	for ; n < len(lines) && strings.TrimSpace(lines[n]) != ""; n++ {
		line := lines[n]
		if m := wikiItem.FindStringSubmatch(line); m != nil {
			flush()
			path := strings.ReplaceAll(m[1], "-", "*")
			entries = append(entries, wikiEntry{path: path[:min(len(path), maxDepth/2)]})
			text = []string{m[2]}
			continue
		}
		if b, ok := r.heldBy(line); ok {
			flush()
			entries[len(entries)-1].blocks = append(entries[len(entries)-1].blocks, b)
			continue
		}
		if wikiHeading.MatchString(line) || wikiRule.MatchString(line) || strings.HasPrefix(strings.TrimSpace(line), "|") {
			break
		}
		text = append(text, line)
	}
	flush()
	return n, nested(entries, 0)
}

// nested builds lists from entries whose paths are longer than the given depth.
func nested(entries []wikiEntry, depth int) []block {
	var out []block
	for i := 0; i < len(entries); {
		ordered := entries[i].path[depth] == '#'
		b := block{kind: list}
		if ordered {
			b.start = 1
		}
		for i < len(entries) && (entries[i].path[depth] == '#') == ordered {
			it := block{kind: item}
			if len(entries[i].path) == depth+1 {
				it.blocks = entries[i].blocks
				i++
			}
			j := i
			for j < len(entries) && len(entries[j].path) > depth+1 {
				j++
			}
			it.blocks = append(it.blocks[:len(it.blocks):len(it.blocks)], nested(entries[i:j], depth+1)...)
			i = j
			b.blocks = append(b.blocks, it)
		}
		out = append(out, b)
	}
	return out
}

// tableAt reads the rows of a table. A cell may go on over several lines.
func (r *wikiReader) tableAt(lines []string) (int, []block) {
	b := block{kind: table}
	n := 0
	for n < len(lines) && strings.HasPrefix(strings.TrimSpace(lines[n]), "|") {
		row := strings.TrimSpace(lines[n])
		n++
		for n < len(lines) && !strings.HasSuffix(row, "|") && strings.TrimSpace(lines[n]) != "" {
			if _, held := r.heldBy(lines[n]); held {
				r.lossy.add("a table cell with more than text")
				break
			}
			row += ` \\ ` + strings.TrimSpace(lines[n])
			n++
		}
		b.rows = append(b.rows, r.row(row, len(b.rows)))
	}
	return n, []block{b}
}

func (r *wikiReader) row(line string, index int) [][]run {
	var cells [][]run
	headers := 0
	for line != "" {
		header := strings.HasPrefix(line, "||")
		line = strings.TrimPrefix(strings.TrimPrefix(line, "|"), "|")
		if !header && strings.TrimSpace(line) == "" || header && strings.TrimSpace(line) == "" {
			break
		}
		end := cellEnd(line)
		cells = append(cells, r.inline(line[:end]))
		line = line[end:]
		if header {
			headers++
		}
	}
	if index == 0 && headers < len(cells) {
		r.lossy.add("a table without a header row")
	}
	if index > 0 && headers > 0 {
		r.lossy.add("a table with a header column")
	}
	return cells
}

// cellEnd finds the bar that ends a cell: not an escaped one, and none in a link.
func cellEnd(line string) int {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '[':
			if end := linkEnd(line[i:]); end > 0 {
				i += end
			}
		case '|':
			return i
		}
	}
	return len(line)
}
