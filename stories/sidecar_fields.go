package stories

import (
	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories/sidecar"
)

// ParseSidecar reads a sidecar's file, strictly: what it does not know is a
// problem. A sidecar with problems is never written. The path is for messages.
func ParseSidecar(path string, data []byte) (*Sidecar, source.Problems) {
	s := &Sidecar{}
	problems := sidecar.Read(path, data, s, (*Sidecar).fields)
	if len(problems) == 0 && !validID(s.ID) {
		problems = source.Problems{source.ProblemAt(path, data, 0, 0, "the sidecar has no valid id", sidecar.Restore)}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return s, nil
}

// Bytes gives the sidecar's file: always the same bytes for the same sidecar.
func (s *Sidecar) Bytes() []byte { return sidecar.Bytes(s, (*Sidecar).fields) }

// fields are the keys of a sidecar, in the order in which they are written.
func (s *Sidecar) fields(f *sidecar.Fields) {
	sidecar.Text(f, "id", &s.ID)
	sidecar.Choice(f, "kind", &s.Kind, "a kind is epic or story", Epic, Story)
	sidecar.Text(f, "roadmap", &s.Roadmap)
	sidecar.Text(f, "path", &s.Path)
	sidecar.Text(f, "epic", &s.Epic)
	sidecar.Text(f, "split_from", &s.SplitFrom)
	sidecar.Text(f, "template", &s.Template)
	sidecar.Text(f, "version", &s.Version)
	f.Number("order", &s.Order)
	sidecar.List(f, "slots", &s.Slots, (*Slot).fields)
	sidecar.Texts(f, "placed", &s.Placed)
	sidecar.Nested(f, "drafted", &s.Drafted, (*Content).fields)
	sidecar.List(f, "held", &s.Held, (*HeldField).fields)
	sidecar.List(f, "conflicts", &s.Conflicts, (*OpenConflict).fields)
	sidecar.Optional(f, "accepted", &s.Accepted, (*Acceptance).fields)
	sidecar.List(f, "questions", &s.Questions, (*Question).fields)
	sidecar.Text(f, "heard", &s.Heard)
	sidecar.Optional(f, "dropped", &s.Dropped, (*Drop).fields)
	sidecar.List(f, "keys", &s.Keys, (*Key).fields)
}

func (s *Slot) fields(f *sidecar.Fields) {
	sidecar.Text(f, "source", &s.Source)
	sidecar.Text(f, "template", &s.Template)
	sidecar.Text(f, "slot", &s.Slot)
	sidecar.Text(f, "for", &s.For)
	sidecar.Texts(f, "callers", &s.Callers)
	sidecar.Texts(f, "criteria", &s.Criteria)
}

func (c *Content) fields(f *sidecar.Fields) {
	sidecar.Text(f, "title", &c.Title)
	sidecar.Text(f, "narrative", &c.Narrative)
	sidecar.Text(f, "destination", &c.Destination)
	sidecar.List(f, "criteria", &c.Criteria, (*Criterion).fields)
	sidecar.Text(f, "notes", &c.Notes)
	sidecar.Text(f, "type", &c.Type)
	sidecar.Text(f, "size", &c.Size)
	sidecar.Texts(f, "labels", &c.Labels)
	sidecar.Texts(f, "needs", &c.Needs)
	sidecar.Texts(f, "serves", &c.Serves)
	sidecar.Text(f, "horizon", &c.Horizon)
}

func (c *Criterion) fields(f *sidecar.Fields) {
	sidecar.Text(f, "slot", &c.Slot)
	sidecar.Text(f, "text", &c.Text)
}

func (h *HeldField) fields(f *sidecar.Fields) {
	sidecar.Text(f, "field", &h.Field)
	sidecar.Text(f, "draft", &h.Draft)
}

func (c *OpenConflict) fields(f *sidecar.Fields) {
	sidecar.Text(f, "field", &c.Field)
	sidecar.Text(f, "criterion", &c.Criterion)
	sidecar.Text(f, "draft", &c.Draft)
}

func (a *Acceptance) fields(f *sidecar.Fields) {
	sidecar.Text(f, "by", &a.By)
	f.Time("on", &a.On)
	sidecar.List(f, "destination", (*[]roadmap.Aspect)(&a.Destination), aspectFields)
	sidecar.Nested(f, "text", &a.Text, (*Content).fields)
	sidecar.Text(f, "drafted", &a.Drafted)
}

func aspectFields(a *roadmap.Aspect, f *sidecar.Fields) {
	sidecar.Text(f, "of", &a.Of)
	sidecar.Text(f, "name", &a.Name)
	sidecar.Text(f, "value", &a.Value)
}

func (q *Question) fields(f *sidecar.Fields) {
	sidecar.Text(f, "by", &q.By)
	f.Time("on", &q.On)
	sidecar.Text(f, "text", &q.Text)
	sidecar.Text(f, "answered_by", &q.AnsweredBy)
	f.Time("answered_on", &q.AnsweredOn)
	sidecar.Text(f, "answer", &q.Answer)
	f.Truth("settled", &q.Settled)
	sidecar.Text(f, "destination", &q.Destination)
}

func (d *Drop) fields(f *sidecar.Fields) {
	sidecar.Text(f, "by", &d.By)
	f.Time("on", &d.On)
	sidecar.Text(f, "reason", &d.Reason)
	sidecar.Text(f, "into", &d.Into)
	f.Truth("by_draft", &d.ByDraft)
	sidecar.Text(f, "text", &d.Text)
}

func (k *Key) fields(f *sidecar.Fields) {
	sidecar.Text(f, "tracker", &k.Tracker)
	sidecar.Text(f, "project", &k.Project)
	sidecar.Text(f, "key", &k.Key)
	f.Truth("imported", &k.Imported)
	f.Truth("ranked", &k.Ranked)
	f.Number("rank", &k.Rank)
}
