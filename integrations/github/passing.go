package github

import "encoding/json"

// passingQuery asks for the labels and the milestones in passing, once.
func (t *Tracker) passingQuery() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.passed {
		return ""
	}
	return "labels(first: 100) { totalCount nodes { id name } } milestones(first: 100) { totalCount nodes { id number title } } "
}

// leavePassing gives up asking in passing, and says whether it was still asked.
func (t *Tracker) leavePassing() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	asked := !t.passed
	t.passed = true
	return asked
}

// counted is a list that may be cut, with how many there are.
type counted[T any] struct {
	TotalCount int `json:"totalCount"`
	nodes[T]
}

// whole gives all there are, nil where some were left out.
func whole[T any](raw json.RawMessage) (all, some []T) {
	var list counted[T]
	if len(raw) == 0 || json.Unmarshal(raw, &list) != nil || list.Nodes == nil {
		return nil, nil
	}
	if list.TotalCount <= len(list.Nodes) {
		all = list.Nodes
	}
	return all, list.Nodes
}

// knowPassing takes in what was asked in passing.
func (t *Tracker) knowPassing(fields map[string]json.RawMessage) {
	t.leavePassing()
	all, some := whole[struct{ ID, Name string }](fields["labels"])
	for _, l := range some {
		t.knowLabel(label{l.Name, l.ID})
	}
	stones, _ := whole[struct {
		ID, Title string
		Number    int
	}](fields["milestones"])
	t.mu.Lock()
	defer t.mu.Unlock()
	t.allLabels = t.allLabels || all != nil
	if t.stones != nil || stones == nil {
		return
	}
	t.stones = map[string]stone{}
	for _, s := range stones {
		t.stones[s.Title] = stone{Number: s.Number, NodeID: s.ID, Title: s.Title}
	}
}
