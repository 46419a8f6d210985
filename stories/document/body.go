package document

import (
	"fmt"
	"strings"

	"plotline/roadmap/source"
)

// bodyParser walks the lines after the front matter.
type bodyParser struct {
	d        *Document
	scan     scanner
	problems source.Problems

	paragraph int // where the paragraph at hand began, -1 for none
	verbatim  int // where the open fence or comment began
	titles    []span
	narrative bool            // the narrative is open and takes the lines
	section   bool            // the last section is open
	conflict  *source.Problem // the first mark of a merge that git left
}

// parseBody finds title, narrative, sections and criteria from an offset on.
func (d *Document) parseBody(from int) source.Problems {
	p := &bodyParser{d: d, paragraph: -1}
	d.layout.titleText = span{from, from}
	for at := from; at < len(d.raw); {
		end, next := source.LineEnd(d.raw, at)
		p.line(at, end, next)
		at = next
	}
	p.finish()
	p.check()
	if p.conflict != nil { // whatever else is wrong comes from the two halves
		return source.Problems{*p.conflict}
	}
	return p.problems
}

func (p *bodyParser) line(at, end, next int) {
	line := string(p.d.raw[at:end])
	wasOpen := p.scan.block.open()
	found := p.scan.next(line)
	if !wasOpen && p.scan.block.open() {
		p.verbatim = at
	}
	if source.IsConflict(line) && p.conflict == nil {
		conflict := p.d.problem(at, end-at,
			"git's conflict marker: the file is half merged", "choose a side, delete the three markers, and commit")
		p.conflict = &conflict
	}
	switch {
	case found.kind == headingLine && found.level <= sectionLevel:
		start := at + strings.IndexByte(line, '#')
		p.heading(found.level, span{at, next}, atxText(line, start-at, at), false)
	case found.kind == underlineLine && p.paragraph >= 0:
		p.heading(found.level, span{p.paragraph, next}, p.trimmed(p.paragraph, at), true)
	}
	if found.kind == textLine && p.scan.paragraph {
		if p.paragraph < 0 {
			p.paragraph = at
		}
	} else {
		p.paragraph = -1
	}
}

// atxText gives the span of a heading's text: without its hashes, the closing
// ones too, and the white space around.
func atxText(line string, hash, at int) span {
	start := hash
	for start < len(line) && line[start] == '#' {
		start++
	}
	opening := start
	for start < len(line) && (line[start] == ' ' || line[start] == '\t') {
		start++
	}
	text := strings.TrimRight(line[start:], " \t")
	if bare := strings.TrimRight(text, "#"); bare != text {
		if bare == "" && start > opening || strings.HasSuffix(bare, " ") || strings.HasSuffix(bare, "\t") {
			text = strings.TrimRight(bare, " \t")
		}
	}
	return span{at + start, at + start + len(text)}
}

func (p *bodyParser) trimmed(start, end int) span {
	text := p.d.raw[start:end]
	for start < end && strings.IndexByte(" \t\r\n", text[0]) >= 0 {
		start, text = start+1, text[1:]
	}
	for start < end && strings.IndexByte(" \t\r\n", text[len(text)-1]) >= 0 {
		end, text = end-1, text[:len(text)-1]
	}
	return span{start, end}
}

// heading closes what is open and begins the title or a section.
func (p *bodyParser) heading(level int, lines, text span, setext bool) {
	p.close(lines.start)
	name := Word(string(p.d.raw[text.start:text.end]))
	if level == 1 {
		p.titles = append(p.titles, text)
		if len(p.titles) == 1 {
			p.d.layout.title, p.d.layout.titleText, p.d.layout.heading = lines, text, name
			p.d.layout.narrative.region = span{lines.end, lines.end}
			p.narrative = true
		}
		return
	}
	p.section = true
	p.d.layout.sections = append(p.d.layout.sections, section{
		name: name, heading: lines, setext: setext, body: block{region: span{lines.end, lines.end}},
	})
}

// close ends the narrative or section that is open.
func (p *bodyParser) close(at int) {
	switch {
	case p.section:
		s := &p.d.layout.sections[len(p.d.layout.sections)-1]
		s.body = p.body(span{s.body.region.start, at})
	case p.narrative:
		p.d.layout.narrative = p.body(span{p.d.layout.narrative.region.start, at})
	}
	p.section, p.narrative = false, false
}

// body gives a region with its text: from the first line that is not blank to
// the end of the last.
func (p *bodyParser) body(region span) block {
	text := p.trimmed(region.start, region.end)
	for text.start > region.start && strings.IndexByte(" \t", p.d.raw[text.start-1]) >= 0 {
		text.start--
	}
	return block{region: region, text: text}
}

func (p *bodyParser) finish() {
	p.close(len(p.d.raw))
	if s := p.d.section(criteriaSection); s != nil {
		p.d.layout.criteria = p.d.listItems(s.body.region)
	}
	if p.scan.block.open() && p.scan.depth == 0 {
		p.problems = append(p.problems, p.d.problem(p.verbatim, 3,
			fmt.Sprintf("what begins here is never closed, so all that follows belongs to it; %q would close it",
				p.scan.block.closing()), "close it"))
	}
}

// check reports what keeps the document from being an item.
func (p *bodyParser) check() {
	switch {
	case len(p.titles) == 0:
		p.problems = append(p.problems, p.d.problem(p.d.layout.titleText.start, 0,
			"no title", `write one under the front matter: a line that begins with "# "`))
	case len(p.titles) > 1:
		second := p.titles[1]
		p.problems = append(p.problems, p.d.problem(second.start, second.end-second.start,
			"a second title; an epic or story has one", `make it a section: "## " instead of "# "`))
	case p.d.layout.heading == "":
		p.problems = append(p.problems, p.d.problem(p.titles[0].start, 1,
			"the title is empty", `write it behind the "# "`))
	}
	if len(p.titles) > 0 && len(p.d.layout.sections) > 0 && p.d.layout.sections[0].heading.start < p.d.layout.title.start {
		first := p.d.layout.sections[0].heading
		p.problems = append(p.problems, p.d.problem(first.start, first.end-first.start,
			"a section before the title", "move the title to the top, right under the front matter"))
	}
	for _, name := range [...]string{destinationSection, criteriaSection, notesSection} {
		p.checkOnce(name)
	}
}

// checkOnce reports a section that stands twice: one of them would be ignored.
func (p *bodyParser) checkOnce(name string) {
	first := p.d.section(name)
	for i := range p.d.layout.sections {
		s := &p.d.layout.sections[i]
		if s != first && strings.EqualFold(s.name, name) {
			p.problems = append(p.problems, p.d.problem(s.heading.start, s.heading.end-s.heading.start,
				fmt.Sprintf("a second section %q", name), "put the two together, or give this one another name"))
			return
		}
	}
}

// listItems finds the items of the lists at the top level of a region.
func (d *Document) listItems(region span) []listItem {
	var items []listItem
	var scan scanner
	for at := region.start; at < region.end; {
		end, next := source.LineEnd(d.raw, at)
		line := string(d.raw[at:end])
		switch found := scan.next(line); found.kind {
		case itemLine:
			items = append(items, listItem{
				item: span{at, end}, text: span{at + found.text, end},
				indent: line[:found.marker], marker: strings.TrimRight(line[found.marker:found.text], " \t"),
				width: found.width,
			})
		case innerLine:
			last := &items[len(items)-1]
			last.item.end, last.text.end = end, end
		}
		at = next
	}
	kept := items[:0]
	for _, item := range items {
		if item.value = d.itemText(&item); item.value != "" {
			kept = append(kept, item)
		}
	}
	return kept
}

// itemText is a criterion as it reads: without marker, box and indentation.
func (d *Document) itemText(item *listItem) string {
	raw := string(d.raw[item.text.start:item.text.end])
	if n := checkbox(raw); n > 0 {
		n += len(raw[n:]) - len(strings.TrimLeft(raw[n:], " \t"))
		item.text.start += n
		raw = raw[n:]
	}
	if !strings.ContainsAny(raw, "\r\n") {
		return Criterion(raw)
	}
	raw = strings.ReplaceAll(strings.ReplaceAll(raw, "\r\n", "\n"), "\r", "\n")
	lines := strings.Split(raw, "\n")
	for i := range lines[1:] {
		lines[i+1] = dedent(lines[i+1], item.width)
	}
	return Criterion(strings.Join(lines, "\n"))
}

// dedent takes up to width columns of white space off a line.
func dedent(line string, width int) string {
	column, at := 0, 0
	for at < len(line) && column < width {
		switch line[at] {
		case ' ':
			column++
		case '\t':
			column += 4 - column%4
		default:
			return line[at:]
		}
		at++
	}
	return strings.Repeat(" ", max(0, column-width)) + line[at:]
}
