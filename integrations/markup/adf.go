package markup

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/google/uuid"
)

// adfNode is a node of Jira's document format.
type adfNode struct {
	Type    string         `json:"type"`
	Version int            `json:"version,omitempty"`
	Attrs   map[string]any `json:"attrs,omitempty"`
	Content []adfNode      `json:"content,omitempty"`
	Text    string         `json:"text,omitempty"`
	Marks   []adfMark      `json:"marks,omitempty"`
}

type adfMark struct {
	Type  string         `json:"type"`
	Attrs map[string]any `json:"attrs,omitempty"`
}

// keptAsMarkdown begins a code block that holds Markdown which the tracker's
// markup cannot say at that place, such as a table in a list.
const keptAsMarkdown = "<!-- plotline:markdown -->"

// ToADF gives a Markdown text as an ADF document.
func ToADF(md string) json.RawMessage {
	content := (&adfWriter{}).markdown(md)
	if content == nil {
		content = []adfNode{}
	}
	return encode(struct {
		Version int       `json:"version"`
		Type    string    `json:"type"`
		Content []adfNode `json:"content"`
	}{1, "doc", content})
}

// encode writes JSON without escaping < and >; the values are our own and
// always encode.
func encode(v any) json.RawMessage {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return json.RawMessage("null")
	}
	return json.RawMessage(strings.TrimSuffix(b.String(), "\n"))
}

// adfWriter remembers the local IDs it gave, so that each is unique.
type adfWriter struct {
	given map[string]int
}

func (w *adfWriter) markdown(md string) []adfNode {
	return w.blocks(readMarkdown(md), inDocument)
}

// holder is what a block stands in, which decides what may stand there.
type holder int

const (
	inDocument holder = iota
	inQuote
	inItem
)

func (h holder) allows(b block) bool {
	switch b.kind {
	case paragraph, list, code:
		return true
	case raw:
		return false
	default:
		return h == inDocument
	}
}

func (w *adfWriter) blocks(blocks []block, in holder) []adfNode {
	var out []adfNode
	for _, b := range blocks {
		if !in.allows(b) {
			b = asMarkdown(b)
		}
		out = append(out, w.block(b, in))
	}
	return out
}

func asMarkdown(b block) block {
	return block{kind: code, lang: "markdown", text: keptAsMarkdown + "\n" + printMarkdown([]block{b})}
}

func (w *adfWriter) block(b block, in holder) adfNode {
	switch b.kind {
	case heading:
		n := adfParagraph(b.runs)
		n.Type, n.Attrs = "heading", map[string]any{"level": b.level}
		return n
	case list:
		return w.list(b, in)
	case code:
		return adfCode(b)
	case quote:
		return adfNode{Type: "blockquote", Content: w.blocks(b.blocks, inQuote)}
	case rule:
		return adfNode{Type: "rule"}
	case table:
		return adfTable(b)
	}
	return adfParagraph(b.runs)
}

func adfParagraph(runs []run) adfNode {
	return adfNode{Type: "paragraph", Content: adfInlines(runs)}
}

func adfCode(b block) adfNode {
	n := adfNode{Type: "codeBlock"}
	if b.lang != "" {
		n.Attrs = map[string]any{"language": b.lang}
	}
	if b.text != "" {
		n.Content = []adfNode{{Type: "text", Text: b.text}}
	}
	return n
}

func (w *adfWriter) list(b block, in holder) adfNode {
	if in == inDocument && taskList(b) {
		return w.taskList(b)
	}
	n := adfNode{Type: "bulletList"}
	if b.start > 0 {
		n.Type = "orderedList"
		if b.start > 1 {
			n.Attrs = map[string]any{"order": b.start}
		}
	}
	for _, it := range b.blocks {
		n.Content = append(n.Content, w.item(it))
	}
	return n
}

func (w *adfWriter) item(it block) adfNode {
	blocks := it.blocks
	if it.task != noTask {
		first := blocks[0]
		first.runs = append([]run{{text: checkBox(it.task)}}, first.runs...)
		blocks = append([]block{first}, blocks[1:]...)
	}
	content := w.blocks(blocks, inItem)
	if t := content[0].Type; t != "paragraph" && t != "codeBlock" {
		content = append([]adfNode{{Type: "paragraph"}}, content...)
	}
	return adfNode{Type: "listItem", Content: content}
}

// taskList says whether a list can be one of check boxes: these hold one
// paragraph each, and more such lists.
func taskList(b block) bool {
	if b.kind != list || b.start > 0 {
		return false
	}
	for _, it := range b.blocks {
		if it.task == noTask || it.blocks[0].kind != paragraph || len(it.blocks) > 2 {
			return false
		}
		if len(it.blocks) == 2 && !taskList(it.blocks[1]) {
			return false
		}
	}
	return true
}

func (w *adfWriter) taskList(b block) adfNode {
	n := adfNode{Type: "taskList", Attrs: map[string]any{"localId": w.localID("list " + plainText(b.blocks[0].blocks[0].runs))}}
	for _, it := range b.blocks {
		state := "TODO"
		if it.task == doneTask {
			state = "DONE"
		}
		runs := it.blocks[0].runs
		attrs := map[string]any{"localId": w.localID("item " + plainText(runs)), "state": state}
		n.Content = append(n.Content, adfNode{Type: "taskItem", Attrs: attrs, Content: adfInlines(runs)})
		if len(it.blocks) == 2 {
			n.Content = append(n.Content, w.taskList(it.blocks[1]))
		}
	}
	return n
}

// localID is the same for the same text, so that a push of unchanged check
// boxes writes the same document.
func (w *adfWriter) localID(text string) string {
	if w.given == nil {
		w.given = map[string]int{}
	}
	w.given[text]++
	name := fmt.Sprintf("plotline %s %d", text, w.given[text])
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(name)).String()
}

func adfTable(b block) adfNode {
	n := adfNode{Type: "table"}
	for i, row := range b.rows {
		cellType := "tableCell"
		if i == 0 {
			cellType = "tableHeader"
		}
		tr := adfNode{Type: "tableRow"}
		for _, cell := range row {
			tr.Content = append(tr.Content, adfNode{Type: cellType, Content: []adfNode{adfParagraph(cell)}})
		}
		n.Content = append(n.Content, tr)
	}
	return n
}

func adfInlines(runs []run) []adfNode {
	var out []adfNode
	for _, r := range runs {
		if r.brk {
			out = append(out, adfNode{Type: "hardBreak"})
			continue
		}
		if r.text != "" {
			out = append(out, adfNode{Type: "text", Text: r.text, Marks: adfMarks(r)})
		}
	}
	return out
}

func adfMarks(r run) []adfMark {
	var out []adfMark
	if r.href != "" {
		attrs := map[string]any{"href": r.href}
		if r.title != "" {
			attrs["title"] = r.title
		}
		out = append(out, adfMark{Type: "link", Attrs: attrs})
	}
	for _, m := range []struct {
		mark marks
		name string
	}{{strong, "strong"}, {emph, "em"}, {strike, "strike"}, {codeSpan, "code"}} {
		if r.marks&m.mark != 0 {
			out = append(out, adfMark{Type: m.name})
		}
	}
	return out
}
