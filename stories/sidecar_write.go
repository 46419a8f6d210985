package stories

import (
	"plotline/roadmap"
)

// Bytes gives the sidecar's file: always the same bytes for the same sidecar,
// a line a fact, so that git merges what two people did to two fields.
func (s *Sidecar) Bytes() []byte { return appendSums(s.lines()) }

// lines are the facts, without the sums of them.
func (s *Sidecar) lines() []byte {
	w := &sidecarWriter{b: make([]byte, 0, 4096)}
	w.text("id", s.ID)
	w.text("kind", string(s.Kind))
	w.text("roadmap", s.Roadmap)
	w.text("path", s.Path)
	w.text("epic", s.Epic)
	w.text("split_from", s.SplitFrom)
	w.text("template", s.Template)
	w.text("version", s.Version)
	w.number("order", s.Order)
	w.slots(s.Slots)
	w.flow("placed", refTexts(s.Placed))
	w.content("drafted", s.Drafted)
	w.held(s.Held)
	w.conflicts(s.Conflicts)
	if s.Accepted != nil {
		w.acceptance(s.Accepted)
	}
	w.questions(s.Questions)
	w.text("heard", s.Heard)
	if s.Dropped != nil {
		w.drop(s.Dropped)
	}
	w.keys(s.Keys)
	return w.b
}

func (w *sidecarWriter) slots(slots []Slot) {
	if len(slots) == 0 {
		return
	}
	w.openList("slots")
	for _, slot := range slots {
		w.element()
		w.text("source", string(slot.Source))
		w.text("template", slot.Template)
		w.text("slot", slot.Slot)
		w.text("for", string(slot.For))
		w.flow("callers", refTexts(slot.Callers))
		w.flow("criteria", slot.Criteria)
	}
	w.closeList()
}

func (w *sidecarWriter) content(key string, c Content) {
	if isEmptyContent(c) {
		return
	}
	w.open(key)
	w.text("title", c.Title)
	w.text("narrative", c.Narrative)
	w.text("destination", c.Destination)
	if len(c.Criteria) > 0 {
		w.openList("criteria")
		for _, criterion := range c.Criteria {
			w.element()
			w.text("slot", criterion.Slot)
			w.text("text", criterion.Text)
		}
		w.closeList()
	}
	w.text("notes", c.Notes)
	w.text("type", string(c.Type))
	w.text("size", c.Size)
	w.flow("labels", c.Labels)
	w.flow("needs", c.Needs)
	w.flow("serves", refTexts(c.Serves))
	w.text("horizon", string(c.Horizon))
	w.close()
}

func isEmptyContent(c Content) bool {
	return c.Title == "" && c.Narrative == "" && c.Destination == "" && c.Notes == "" && c.Type == "" &&
		c.Size == "" && c.Horizon == "" &&
		len(c.Criteria)+len(c.Labels)+len(c.Needs)+len(c.Serves) == 0
}

func (w *sidecarWriter) held(held []HeldField) {
	if len(held) == 0 {
		return
	}
	w.openList("held")
	for _, field := range held {
		w.element()
		w.text("field", field.Field)
		w.text("draft", field.Draft)
	}
	w.closeList()
}

func (w *sidecarWriter) conflicts(conflicts []OpenConflict) {
	if len(conflicts) == 0 {
		return
	}
	w.openList("conflicts")
	for _, c := range conflicts {
		w.element()
		w.text("field", string(c.Field))
		w.text("criterion", c.Criterion)
		w.text("draft", c.Draft)
	}
	w.closeList()
}

func (w *sidecarWriter) acceptance(a *Acceptance) {
	w.open("accepted")
	w.text("by", a.By)
	w.time("on", a.On)
	w.destination(a.Destination)
	w.content("text", a.Text)
	w.text("drafted", a.Drafted)
	w.close()
}

func (w *sidecarWriter) destination(aspects roadmap.Destination) {
	if len(aspects) == 0 {
		return
	}
	w.openList("destination")
	for _, aspect := range aspects {
		w.element()
		w.text("of", aspect.Of)
		w.text("name", aspect.Name)
		w.text("value", aspect.Value)
	}
	w.closeList()
}

func (w *sidecarWriter) questions(questions []Question) {
	if len(questions) == 0 {
		return
	}
	w.openList("questions")
	for _, q := range questions {
		w.element()
		w.text("by", q.By)
		w.time("on", q.On)
		w.text("text", q.Text)
		w.text("answered_by", q.AnsweredBy)
		w.time("answered_on", q.AnsweredOn)
		w.text("answer", q.Answer)
		w.truth("settled", q.Settled)
		w.text("destination", q.Destination)
	}
	w.closeList()
}

func (w *sidecarWriter) drop(d *Drop) {
	w.open("dropped")
	w.text("by", d.By)
	w.time("on", d.On)
	w.text("reason", d.Reason)
	w.text("into", d.Into)
	w.truth("by_draft", d.ByDraft)
	w.text("text", d.Text)
	w.close()
}

func (w *sidecarWriter) keys(keys []Key) {
	if len(keys) == 0 {
		return
	}
	w.openList("keys")
	for _, key := range keys {
		w.element()
		w.text("tracker", key.Tracker)
		w.text("project", key.Project)
		w.text("key", key.Key)
		w.truth("imported", key.Imported)
		w.truth("ranked", key.Ranked)
		w.number("rank", key.Rank)
	}
	w.closeList()
}
