package markup

import (
	"encoding/json"
	"fmt"
	"strings"
)

// FromADF gives an ADF document as Markdown, and names what in it Markdown
// cannot say; the text of that is kept.
func FromADF(document []byte) (md string, lossy []string, err error) {
	var doc adfNode
	if err := json.Unmarshal(document, &doc); err != nil {
		return "", nil, fmt.Errorf("read the document: %w", err)
	}
	r := &adfReader{}
	blocks := r.blocks(doc.Content, 0)
	return printMarkdown(restore(normalise(blocks))), r.lossy.names, nil
}

// losses collects what could not be represented, each once, in order.
type losses struct {
	names []string
	seen  map[string]bool
}

func (l *losses) add(name string) {
	if l.seen[name] {
		return
	}
	if l.seen == nil {
		l.seen = map[string]bool{}
	}
	l.seen[name] = true
	l.names = append(l.names, name)
}

// restore turns code blocks that were kept as Markdown back into blocks.
func restore(blocks []block) []block {
	restored := false
	out := restoreAt(blocks, &restored)
	if !restored {
		return blocks
	}
	return normalise(out)
}

func restoreAt(blocks []block, restored *bool) []block {
	var out []block
	for _, b := range blocks {
		if md, ok := strings.CutPrefix(b.text, keptAsMarkdown+"\n"); ok && b.kind == code {
			*restored = true
			out = append(out, readMarkdown(md)...)
			continue
		}
		if b.blocks != nil {
			b.blocks = restoreAt(b.blocks, restored)
		}
		out = append(out, b)
	}
	return out
}

type adfReader struct {
	lossy losses
}

func (r *adfReader) blocks(nodes []adfNode, depth int) []block {
	var out []block
	var loose []adfNode
	flush := func() {
		if loose != nil {
			out = append(out, block{kind: paragraph, runs: r.inlines(loose)})
			loose = nil
		}
	}
	for _, n := range nodes {
		if inlineNode(n.Type) {
			loose = append(loose, n)
			continue
		}
		flush()
		out = append(out, r.block(n, depth)...)
	}
	flush()
	return out
}

func inlineNode(t string) bool {
	switch t {
	case "text", "hardBreak", "mention", "emoji", "inlineCard", "date", "status", "mediaInline", "placeholder", "inlineExtension":
		return true
	}
	return false
}

func (r *adfReader) block(n adfNode, depth int) []block {
	if depth > maxDepth*4 {
		r.lossy.add("text nested too deep")
		return nil
	}
	r.blockMarks(n)
	switch n.Type {
	case "paragraph":
		return []block{{kind: paragraph, runs: r.inlines(n.Content)}}
	case "heading":
		return []block{{kind: heading, level: number(n.Attrs["level"]), runs: r.inlines(n.Content)}}
	case "bulletList":
		return []block{{kind: list, blocks: r.items(n.Content, depth)}}
	case "orderedList":
		start := max(number(n.Attrs["order"]), 1)
		return []block{{kind: list, start: min(start, maxNumber), blocks: r.items(n.Content, depth)}}
	case "taskList":
		return []block{{kind: list, blocks: r.tasks(n.Content, depth)}}
	case "codeBlock":
		return []block{{kind: code, lang: str(n.Attrs["language"]), text: adfText(n)}}
	case "blockquote":
		return []block{{kind: quote, blocks: r.blocks(n.Content, depth+1)}}
	case "rule":
		return []block{{kind: rule}}
	case "table":
		return []block{r.table(n)}
	}
	return r.foreign(n, depth)
}

// maxNumber keeps an ordered list's numbers within what Markdown reads.
const maxNumber = 900_000_000

// foreign gives the text of what Markdown has no form for.
func (r *adfReader) foreign(n adfNode, depth int) []block {
	switch n.Type {
	case "blockCard", "embedCard":
		if url := str(n.Attrs["url"]); url != "" {
			return []block{{kind: paragraph, runs: []run{{text: url, href: url}}}}
		}
	case "panel":
		r.lossy.add("a panel")
	case "expand", "nestedExpand":
		r.lossy.add("a section that folds")
		title := block{kind: paragraph, runs: []run{{text: str(n.Attrs["title"]), marks: strong}}}
		return append([]block{title}, r.blocks(n.Content, depth+1)...)
	case "mediaSingle", "mediaGroup", "media":
		r.lossy.add("an attachment")
		return []block{{kind: paragraph, runs: []run{{text: mediaText(n)}}}}
	case "decisionList":
		r.lossy.add("a list of decisions")
		return []block{{kind: list, blocks: r.items(n.Content, depth)}}
	default:
		r.lossy.add(fmt.Sprintf("a %q", clip(n.Type)))
	}
	return r.blocks(n.Content, depth+1)
}

func mediaText(n adfNode) string {
	if alt := str(n.Attrs["alt"]); alt != "" {
		return "(attachment: " + alt + ")"
	}
	for _, c := range n.Content {
		if c.Type == "media" {
			return mediaText(c)
		}
	}
	return "(attachment)"
}

// blockMarks reports formatting of whole blocks.
func (r *adfReader) blockMarks(n adfNode) {
	for _, m := range n.Marks {
		switch m.Type {
		case "alignment":
			r.lossy.add("aligned text")
		case "indentation":
			r.lossy.add("indented text")
		default:
			r.lossy.add(fmt.Sprintf("%q formatting", clip(m.Type)))
		}
	}
}

func (r *adfReader) items(nodes []adfNode, depth int) []block {
	var out []block
	for _, n := range nodes {
		out = append(out, block{kind: item, blocks: r.blocks(n.Content, depth+1)})
	}
	return out
}

// tasks reads check boxes; a list within follows the item it belongs to.
func (r *adfReader) tasks(nodes []adfNode, depth int) []block {
	var out []block
	for _, n := range nodes {
		if n.Type == "taskList" && len(out) > 0 && depth < maxDepth*4 {
			last := &out[len(out)-1]
			last.blocks = append(last.blocks, block{kind: list, blocks: r.tasks(n.Content, depth+1)})
			continue
		}
		it := block{kind: item, blocks: r.blocks(n.Content, depth+1)}
		if n.Type == "taskItem" || n.Type == "blockTaskItem" {
			it = r.checked(it, str(n.Attrs["state"]) == "DONE")
		}
		out = append(out, it)
	}
	return out
}

func (r *adfReader) checked(it block, done bool) block {
	it.task = openTask
	if done {
		it.task = doneTask
	}
	it.blocks = normalise(it.blocks)
	if len(it.blocks) > 0 && it.blocks[0].kind != paragraph {
		r.lossy.add("a check box without text")
		it.task = noTask
	}
	return it
}

func (r *adfReader) table(n adfNode) block {
	b := block{kind: table}
	for i, row := range n.Content {
		var cells [][]run
		headers := 0
		for _, cell := range row.Content {
			if cell.Type == "tableHeader" {
				headers++
			}
			if number(cell.Attrs["colspan"]) > 1 || number(cell.Attrs["rowspan"]) > 1 {
				r.lossy.add("a table with merged cells")
			}
			cells = append(cells, r.cell(cell))
		}
		r.headers(i, headers, len(row.Content))
		b.rows = append(b.rows, cells)
	}
	return b
}

func (r *adfReader) headers(row, headers, cells int) {
	if row == 0 && headers < cells {
		r.lossy.add("a table without a header row")
	}
	if row > 0 && headers > 0 {
		r.lossy.add("a table with a header column")
	}
}

// cell gives a cell's paragraphs with line breaks between them.
func (r *adfReader) cell(n adfNode) []run {
	var out []run
	for i, b := range normalise(r.blocks(n.Content, 0)) {
		if i > 0 {
			out = append(out, run{brk: true})
		}
		if b.kind != paragraph {
			r.lossy.add("a table cell with more than text")
			b = flattened(b)
		}
		out = append(out, b.runs...)
	}
	return out
}

func flattened(b block) block {
	flat := flatten([]block{b})
	if len(flat) == 0 {
		return block{}
	}
	return flat[0]
}

// number reads a count, 1 for what is none.
func number(v any) int {
	if f, ok := v.(float64); ok && f >= 1 && f < 1e9 {
		return int(f)
	}
	return 1
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

// clip keeps a stranger's word short enough for a message.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
