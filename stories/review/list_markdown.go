package review

import "strings"

// markdownReader reads stories out of Markdown: list items, headings,
// paragraphs and rows of tables. What is not in the form of a story counts as
// one only in a list or table of stories.
type markdownReader struct {
	*lines
	found []Text
	// loose are list items that are no stories by their form, by the list
	// they stand in.
	list     []Text
	formed   int
	criteria bool
	fence    string
	title    string
}

func readMarkdown(l *lines) []Text {
	m := &markdownReader{lines: l}
	n := m.skipMatter()
	for n < l.count() {
		n = m.step(n)
	}
	m.endList()
	return m.found
}

// skipMatter skips front matter.
func (m *markdownReader) skipMatter() int {
	if m.line(0) != "---" {
		return 0
	}
	for n := 1; n < m.count(); n++ {
		if m.line(n) == "---" {
			return n + 1
		}
	}
	return 0
}

// step reads the block that begins at line n and gives the next one's line.
func (m *markdownReader) step(n int) int {
	line := m.line(n)
	text := strings.TrimSpace(line)
	if m.fence != "" || strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~") {
		m.toggleFence(text)
		return n + 1
	}
	switch {
	case text == "" || strings.HasPrefix(text, "<!--"):
		return n + 1
	case strings.HasPrefix(text, "#"):
		m.endList()
		m.heading(n, line)
		return n + 1
	case strings.HasPrefix(text, "|"):
		m.endList()
		return m.table(n)
	case isBullet(text):
		return m.item(n)
	}
	m.endList()
	return m.paragraph(n)
}

func (m *markdownReader) toggleFence(text string) {
	switch {
	case m.fence == "":
		m.fence = text[:3]
	case strings.HasPrefix(text, m.fence):
		m.fence = ""
	}
}

func (m *markdownReader) heading(n int, line string) {
	from := len(line) - len(strings.TrimLeft(line, " #"))
	text := strings.TrimSpace(strings.TrimRight(line[from:], "# "))
	m.criteria = fieldOf(text) == criteriaField
	if m.criteria {
		return
	}
	m.title = text
	if isStory(text) {
		m.found = append(m.found, Text{Position: m.at(n, from), Story: text, Line: line})
	}
}

// isStory says that a text of a document is a story in the usual form.
func isStory(text string) bool {
	p := split(tokenize(text))
	return p.roleMarked && (p.meansMarked || p.endMarked) || p.meansMarked && p.endMarked
}

func isBullet(text string) bool {
	return text != "" && skipBullet(text) > 0
}

// item reads a list item with the lines that it wraps to.
func (m *markdownReader) item(n int) int {
	line := m.line(n)
	from := skipBullet(line)
	next := n + 1
	for next < m.count() && wraps(m.line(next)) {
		next++
	}
	text := strings.TrimRight(m.between(n, from, next), " \t\r\n")
	nested := skipBlank(line, 0) >= 2
	switch {
	case text == "":
	case m.criteria || nested && !isStory(text) || isGiven(text):
		m.criterion(Line{m.at(n, from), text})
	default:
		if isStory(text) {
			m.formed++
		}
		m.list = append(m.list, Text{Position: m.at(n, from), Story: text, Line: line})
	}
	return next
}

// between gives the text from a byte of line n up to line next.
func (m *markdownReader) between(n, from, next int) string {
	end := len(m.text)
	if next < m.count() {
		end = m.starts[next]
	}
	return m.text[m.starts[n]+from : end]
}

// wraps says that a line goes on with the block before it.
func wraps(line string) bool {
	text := strings.TrimSpace(line)
	return text != "" && !isBullet(text) && !strings.HasPrefix(text, "#") && !strings.HasPrefix(text, "|") &&
		!strings.HasPrefix(text, "```") && !strings.HasPrefix(text, "<!--") && !strings.HasPrefix(text, "~~~")
}

func isGiven(text string) bool {
	lower := strings.ToLower(text)
	return strings.HasPrefix(lower, "given ") || strings.HasPrefix(lower, "when ") || strings.HasPrefix(lower, "then ") ||
		strings.HasPrefix(lower, "and ")
}

// criterion adds a criterion to the story before it.
func (m *markdownReader) criterion(c Line) {
	stories := m.found
	if len(m.list) > 0 {
		stories = m.list
	}
	if last := len(stories) - 1; last >= 0 {
		stories[last].Criteria = append(stories[last].Criteria, c)
	}
}

// endList keeps a list: all of it when half its items are stories by their
// form, else those that are.
func (m *markdownReader) endList() {
	for _, t := range m.list {
		if m.formed*2 >= len(m.list) || isStory(t.Story) {
			m.found = append(m.found, t)
		}
	}
	m.list, m.formed = nil, 0
}

// paragraph reads lines up to the next block.
func (m *markdownReader) paragraph(n int) int {
	next := n + 1
	for next < m.count() && wraps(m.line(next)) {
		next++
	}
	from := skipBlank(m.line(n), 0)
	text := strings.TrimRight(m.between(n, from, next), " \t\r\n")
	if !m.criteria && isStory(text) {
		m.found = append(m.found, Text{Position: m.at(n, from), Story: text, Line: m.line(n), Title: m.title})
	}
	return next
}

// table reads the rows of a table, whose columns are found by their names.
func (m *markdownReader) table(n int) int {
	var rows [][]cell
	for ; n < m.count() && strings.HasPrefix(strings.TrimSpace(m.line(n)), "|"); n++ {
		if strings.Trim(m.line(n), "|-: \t") != "" {
			rows = append(rows, m.row(n))
		}
	}
	header, ok := headerOf(texts(rows0(rows)))
	if ok {
		m.found = append(m.found, storiesOf(header, rows[1:])...)
		return n
	}
	for _, row := range rows {
		for _, c := range row {
			if isStory(c.text) {
				m.found = append(m.found, Text{}.of(c))
			}
		}
	}
	return n
}

func rows0(rows [][]cell) []cell {
	if len(rows) == 0 {
		return nil
	}
	return rows[0]
}

// row splits a table's line at its bars, escaped ones aside.
func (m *markdownReader) row(n int) []cell {
	line := m.line(n)
	from := strings.IndexByte(line, '|') + 1
	var row []cell
	for i := from; i <= len(line); i++ {
		if i < len(line) && (line[i] != '|' || line[i-1] == '\\') {
			continue
		}
		if i > from || i < len(line) {
			begin := skipBlank(line, from)
			text := strings.TrimSpace(line[min(begin, i):i])
			row = append(row, cell{m.at(n, min(begin, i)), text, line})
		}
		from = i + 1
	}
	return row
}
