package markup

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// ADF is the form of descriptions on Jira Cloud.
type ADF struct{}

var _ Form = ADF{}

// piece is a top-level node of a document, and where its bytes stand.
type piece struct {
	from, to int
	node     adfNode
}

// Read finds Plotline's part in an ADF document; "" and null are empty ones.
func (ADF) Read(description string) Section {
	pieces, err := adfPieces(description)
	if err != nil {
		return Section{State: Altered}
	}
	begin, end, ref, state := adfFence(pieces)
	if state != Intact {
		return Section{State: state, Beside: adfLength(pieces)}
	}
	beside := adfLength(pieces[:begin]) + adfLength(pieces[end+1:])
	r := &adfReader{}
	var nodes []adfNode
	for _, p := range pieces[begin+1 : end] {
		nodes = append(nodes, p.node)
	}
	blocks := restore(normalise(r.blocks(nodes, 0)))
	return Section{State: Intact, Part: printMarkdown(blocks), Lossy: r.lossy.names, Beside: beside, Ref: ref}
}

// adfLength counts the text of nodes.
func adfLength(pieces []piece) int {
	n := 0
	for _, p := range pieces {
		n += utf8.RuneCountInString(adfText(p.node))
	}
	return n
}

// Write puts a part into an ADF document.
func (ADF) Write(description, part, ref string) (string, error) {
	pieces, err := adfPieces(description)
	if err != nil {
		return "", err
	}
	content := (&adfWriter{}).markdown(part)
	begin, end, _, state := adfFence(pieces)
	if state == Intact {
		from, to := pieces[begin].to, pieces[end].from
		return description[:from] + "," + joined(content, ",") + description[to:], nil
	}
	return appended(description, pieces, fencedNodes(content, ref)), nil
}

// joined encodes nodes with commas between, and one after if there are any.
func joined(nodes []adfNode, after string) string {
	var b strings.Builder
	for i, n := range nodes {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(encode(n))
	}
	if len(nodes) > 0 {
		b.WriteString(after)
	}
	return b.String()
}

func fencedNodes(content []adfNode, ref string) []adfNode {
	out := []adfNode{panel("info", []run{{text: title(ref), marks: strong}})}
	out = append(out, content...)
	return append(out, panel("note", []run{{text: endTitle, marks: strong}, {text: ". " + outsideNote}}))
}

func panel(kind string, runs []run) adfNode {
	return adfNode{Type: "panel", Attrs: map[string]any{"panelType": kind}, Content: []adfNode{adfParagraph(runs)}}
}

// appended gives the document without stray panels of ours, and the nodes last.
func appended(description string, pieces []piece, nodes []adfNode) string {
	var kept []string
	for _, p := range pieces {
		if fencePanel(p.node) == noPanel {
			kept = append(kept, description[p.from:p.to])
		}
	}
	kept = append(kept, joined(nodes, ""))
	return `{"version":1,"type":"doc","content":[` + strings.Join(kept, ",") + `]}`
}

type panelKind int

const (
	noPanel panelKind = iota
	beginPanel
	endPanel
	alteredPanel
)

func fencePanel(n adfNode) panelKind {
	if n.Type != "panel" {
		return noPanel
	}
	text := strings.TrimSpace(adfText(n))
	switch {
	case fenceRef.MatchString(text):
		return beginPanel
	case text == endTitle+". "+outsideNote:
		return endPanel
	case strings.HasPrefix(text, beginMark), strings.HasPrefix(text, endMark):
		return alteredPanel
	}
	return noPanel
}

// adfFence finds the panels; the indexes count only when the state is intact.
func adfFence(pieces []piece) (begin, end int, ref string, state State) {
	begin, end = -1, -1
	found := 0
	for i, p := range pieces {
		switch fencePanel(p.node) {
		case beginPanel:
			begin, found = i, found+1
			ref = fenceRef.FindStringSubmatch(strings.TrimSpace(adfText(p.node)))[1]
		case endPanel:
			end, found = i, found+1
		case alteredPanel:
			found += 3
		}
	}
	switch {
	case found == 0:
		return begin, end, ref, Missing
	case found == 2 && begin >= 0 && begin < end:
		return begin, end, ref, Intact
	}
	return begin, end, ref, Altered
}

var errNoDocument = errors.New("the description is not a document")

// adfPieces cuts a document into its top-level nodes.
func adfPieces(description string) ([]piece, error) {
	if strings.TrimSpace(description) == "" {
		return nil, nil
	}
	if len(description) > 8*maxText {
		return nil, errNoDocument
	}
	d := json.NewDecoder(bytes.NewReader([]byte(description)))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errNoDocument
	}
	var out []piece
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("read the description: %w", err)
		}
		if key != "content" {
			var skip json.RawMessage
			if err := d.Decode(&skip); err != nil {
				return nil, fmt.Errorf("read the description: %w", err)
			}
			continue
		}
		if out, err = adfArray(d); err != nil {
			return nil, err
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("read the description: %w", err)
	}
	return out, nil
}

func adfArray(d *json.Decoder) ([]piece, error) {
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil, errNoDocument
	}
	var out []piece
	for d.More() {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, fmt.Errorf("read the description: %w", err)
		}
		to := int(d.InputOffset())
		p := piece{from: to - len(raw), to: to}
		if err := json.Unmarshal(raw, &p.node); err != nil {
			return nil, fmt.Errorf("read the description: %w", err)
		}
		out = append(out, p)
	}
	_, err := d.Token()
	if err != nil {
		return nil, errNoDocument
	}
	return out, nil
}
