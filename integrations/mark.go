package integrations

import "maps"

// LabelPrefix begins the label by which a tracker's index finds the tickets of
// one roadmap; the roadmap's ID follows.
const LabelPrefix = "plotline-"

// Mark is what Plotline writes on a ticket to know it again: in an issue
// property on Jira, in a hidden comment on GitHub.
type Mark struct {
	// Version of this form, 1.
	Version int `json:"v"`
	// ID is the item's, Roadmap its roadmap's.
	ID      string `json:"id"`
	Roadmap string `json:"roadmap"`
	// Nonce is new with every create request: two tickets of one ID with
	// different nonces are ours, made twice; with one nonce, one of them is
	// a person's copy.
	Nonce string `json:"nonce"`
	// Key is the ticket's own Key, set with the first update after it is
	// known; a copy carries another ticket's Key.
	Key string `json:"key,omitempty"`
	// Fields holds, for each field as last pushed, the digest of its
	// canonical form; for criteria one digest each, in order.
	Fields map[string][]string `json:"fields,omitempty"`
	// Closed says that Plotline closed the ticket, and why.
	Closed string `json:"closed,omitempty"`
}

// LinkedAs gives the mark as it is, but for the links, which it remembers as
// another one does.
func (m Mark) LinkedAs(other Mark) Mark {
	fields := maps.Clone(m.Fields)
	if fields == nil {
		fields = map[string][]string{}
	}
	delete(fields, linkedField)
	if linked := other.Fields[linkedField]; len(linked) > 0 {
		fields[linkedField] = linked
	}
	m.Fields = fields
	return m
}
