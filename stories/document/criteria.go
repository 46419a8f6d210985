package document

import (
	"bytes"
	"strconv"
	"strings"

	"plotline/roadmap/source"
)

// setCriteria brings the list to what it shall say: criteria that stay keep
// their bytes, one that changes keeps its marker and box, and new ones are
// written the way their neighbours are.
func (e *editor) setCriteria(is, shall []string) {
	if len(is) == 0 && len(shall) > 0 {
		e.firstCriteria(shall)
		return
	}
	if len(shall) == 0 && len(is) > 0 {
		e.noCriteria()
		return
	}
	behind := -1 // the last item that is still there
	for _, pair := range Pairs(is, shall) {
		switch {
		case pair.Is < 0:
			e.insertCriterion(behind, shall[pair.Shall])
		case pair.Shall < 0:
			e.deleteCriterion(pair.Is)
		case is[pair.Is] != shall[pair.Shall]:
			e.replaceCriterion(pair.Is, shall[pair.Shall])
		}
		if pair.Is >= 0 {
			behind = pair.Is
		}
	}
}

// firstCriteria writes the list where there is none.
func (e *editor) firstCriteria(shall []string) {
	list := listOf(shall)
	s := e.d.section(criteriaSection)
	switch {
	case s == nil:
		e.addSection(criteriaSection, list)
	case s.body.text.empty():
		e.setBlock(s.body, list)
	default: // words, but no list: it goes behind them
		e.replace(span{s.body.text.end, s.body.text.end}, "\n\n"+list)
	}
}

// listOf writes criteria the way Plotline does.
func listOf(criteria []string) string { return string(appendList(nil, criteria)) }

func appendList(b []byte, criteria []string) []byte {
	for i, criterion := range criteria {
		if i > 0 {
			b = append(b, '\n')
		}
		b = append(append(b, "- "...), indentLines(criterion, 2)...)
	}
	return b
}

// noCriteria removes the list, and the section when nothing else is in it.
func (e *editor) noCriteria() {
	s := e.d.section(criteriaSection)
	first, last := e.layout.criteria[0], e.layout.criteria[len(e.layout.criteria)-1]
	if first.item.start <= s.body.text.start && last.item.end >= s.body.text.end {
		e.replace(span{s.heading.start, s.body.region.end}, "")
		return
	}
	for i := range e.layout.criteria {
		e.deleteCriterion(i)
	}
}

func (e *editor) replaceCriterion(i int, text string) {
	item := e.layout.criteria[i]
	width := item.width
	if e.d.raw[item.text.start-1] != ' ' && e.d.raw[item.text.start-1] != '\t' {
		text = " " + text // the marker stood alone on its line
	}
	e.replace(item.text, indentLines(text, width)+e.guard(item.item.end))
}

// guard is the line ending to add where the line behind an item is text that
// would now be taken for more of the item before it.
func (e *editor) guard(end int) string {
	_, next := source.LineEnd(e.d.raw, end)
	last, _ := source.LineEnd(e.d.raw, next)
	if strings.TrimSpace(string(e.d.raw[next:last])) == "" {
		return ""
	}
	for _, item := range e.layout.criteria {
		if item.item.start == next {
			return ""
		}
	}
	return "\n"
}

func (e *editor) deleteCriterion(i int) {
	item := e.layout.criteria[i]
	_, next := source.LineEnd(e.d.raw, item.item.end)
	if i+1 < len(e.layout.criteria) {
		between := e.d.raw[next:e.layout.criteria[i+1].item.start]
		if strings.TrimSpace(string(between)) == "" {
			next = e.layout.criteria[i+1].item.start
		}
	}
	parting := e.guard(item.item.end)
	if i == 0 && e.textAbove(item.item.start) {
		parting = "\n"
	}
	e.replace(span{item.item.start, next}, parting)
}

// textAbove says whether the line above an offset holds anything.
func (e *editor) textAbove(at int) bool {
	above := bytes.TrimRight(e.d.raw[:at], " \t")
	ends := above[len(bytes.TrimRight(above, "\r\n")):]
	return len(ends)-bytes.Count(ends, []byte("\r\n")) < 2
}

// insertCriterion writes a new item behind another; -1 puts it first.
func (e *editor) insertCriterion(behind int, text string) {
	like := e.layout.criteria[max(0, behind)]
	marker := nextMarker(like.marker, behind)
	box := ""
	first := string(e.d.raw[like.item.start+len(like.indent)+len(like.marker) : like.item.end])
	if checkbox(strings.TrimLeft(first, " \t")) > 0 {
		box = "[ ] "
	}
	line := like.indent + marker + " " + box + indentLines(text, len(like.indent)+len(marker)+1)
	if behind < 0 {
		at := like.item.start
		e.replace(span{at, at}, line+e.between(0))
		return
	}
	at := like.item.end
	e.replace(span{at, at}, e.between(behind)+line+e.guard(at))
}

// between is what parts two items: a blank line in a loose list.
func (e *editor) between(near int) string {
	for _, i := range [...]int{near - 1, near} {
		if i >= 0 && i+1 < len(e.layout.criteria) {
			gap := string(e.d.raw[e.layout.criteria[i].item.end:e.layout.criteria[i+1].item.start])
			if strings.Count(gap, "\n")+strings.Count(strings.ReplaceAll(gap, "\r\n", ""), "\r") > 1 {
				return "\n\n"
			}
			return "\n"
		}
	}
	return "\n"
}

// nextMarker counts on from a number; other markers are repeated.
func nextMarker(marker string, behind int) string {
	digits := marker[:len(marker)-1]
	n, err := strconv.Atoi(digits)
	if err != nil || behind < 0 || n >= 999_999_999 {
		return marker
	}
	return strconv.Itoa(n+1) + marker[len(digits):]
}

// indentLines indents every line but the first and the blank ones.
func indentLines(text string, width int) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines[1:] {
		if strings.Trim(line, " \t") != "" {
			lines[i+1] = strings.Repeat(" ", width) + line
		}
	}
	return strings.Join(lines, "\n")
}
