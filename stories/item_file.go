package stories

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories/document"
)

// What an item's file says: which key of its front matter is which field.

// parseDocument reads an item's file; see [document.Parse]. Values that cannot be
// are problems too.
func parseDocument(path string, data []byte) (*document.Document, source.Problems) {
	d, problems := document.Parse(path, data)
	return d, append(problems, badValues(d)...)
}

// newDocument writes an item's file for the first time. What the roadmap says of a
// drafted story (see [Content.Serves]) is left to its sidecar.
func newDocument(path string, item *Item, c Content) *document.Document {
	return document.New(path, newKeys(item), textOf(c))
}

// contentOf gives what a file says; fields it does not hold are empty.
func contentOf(d *document.Document) Content {
	text := d.Text()
	c := Content{
		Title: text.Title, Narrative: text.Narrative, Destination: text.Destination, Notes: text.Notes,
		Type: Type(d.Value("type")), Size: d.Value("size"), Horizon: roadmap.Horizon(d.Value("horizon")),
		Labels: document.Words(d.List("labels")), Needs: document.Words(d.List("needs")),
	}
	for _, ref := range d.List("serves") {
		c.Serves = append(c.Serves, roadmap.Ref(ref))
	}
	for _, criterion := range text.Criteria {
		c.Criteria = append(c.Criteria, Criterion{Text: criterion})
	}
	return c
}

// textOf is the part of a content that stands below the front matter.
func textOf(c Content) document.Text {
	return document.Text{
		Title: c.Title, Narrative: c.Narrative, Destination: c.Destination, Notes: c.Notes, Criteria: criterionTexts(c.Criteria),
	}
}

func criterionTexts(criteria []Criterion) []string {
	var texts []string
	for _, criterion := range criteria {
		texts = append(texts, criterion.Text)
	}
	return texts
}

// changedKeys are the keys of the front matter in which two contents differ.
func changedKeys(was, c Content) []document.Key {
	var keys []document.Key
	value := func(name, was, is string) {
		if was != is {
			keys = append(keys, document.Key{Name: name, Value: is})
		}
	}
	list := func(name string, was, is []string) {
		if !slices.Equal(was, is) {
			keys = append(keys, document.Key{Name: name, List: is})
		}
	}
	value("type", string(was.Type), string(c.Type))
	value("horizon", string(was.Horizon), string(c.Horizon))
	list("serves", refTexts(was.Serves), refTexts(c.Serves))
	list("labels", was.Labels, c.Labels)
	value("size", was.Size, c.Size)
	list("needs", was.Needs, c.Needs)
	return keys
}

// newKeys is the front matter of a new file.
func newKeys(item *Item) []document.Key {
	keys := make([]document.Key, 0, 6)
	value := func(name, value string) {
		if value != "" {
			keys = append(keys, document.Key{Name: name, Value: value})
		}
	}
	list := func(name string, values []string) {
		if len(values) > 0 {
			keys = append(keys, document.Key{Name: name, List: values})
		}
	}
	value("id", item.ID)
	value("type", string(item.Type))
	if item.Kind == Epic {
		goal, initiative := firstOf(roadmap.GoalRef, item.Serves), firstOf(roadmap.InitiativeRef, item.Serves)
		value("goal", goal)
		value("initiative", initiative)
		if goal == "" && initiative == "" {
			value("pain_point", firstOf(roadmap.PainPointRef, item.Serves))
		}
		value("horizon", string(item.Horizon))
	}
	if !item.isDraftedServes() {
		list("serves", refTexts(item.Serves))
	}
	value("handoff", handoffText(item.Handoff))
	list("labels", item.Labels)
	value("size", item.Size)
	list("needs", item.Needs)
	value("rank", rankText(item.Rank))
	value("release", item.Release)
	return keys
}

// firstOf is the ID of the first of a kind, "" for none.
func firstOf(kind string, refs []roadmap.Ref) string {
	for _, ref := range refs {
		if ref.Kind() == kind && ref.ID() != "" {
			return ref.ID()
		}
	}
	return ""
}

// isDraftedServes says whether the sidecar tells what the item serves.
func (item *Item) isDraftedServes() bool {
	return item.Sidecar != nil && len(item.Sidecar.Drafted.Serves) > 0 &&
		slices.Equal(item.Serves, item.Sidecar.Drafted.Serves)
}

// handoffText is the state as a file says it; Proposed stands in no file.
func handoffText(state Handoff) string {
	if state == Proposed {
		return ""
	}
	return string(state)
}

// handoffOf is what a file says; Proposed where it says nothing.
func handoffOf(d *document.Document) Handoff {
	if state := d.Value("handoff"); state != "" {
		return Handoff(state)
	}
	return Proposed
}

func rankText(rank float64) string {
	if rank == 0 {
		return ""
	}
	return strconv.FormatFloat(rank, 'f', -1, 64)
}

// rankOf is the place given by hand in a file, 0 for none.
func rankOf(d *document.Document) float64 {
	rank, _ := strconv.ParseFloat(d.Value("rank"), 64)
	return rank
}

func refTexts(refs []roadmap.Ref) []string {
	var texts []string
	for _, ref := range refs {
		texts = append(texts, string(ref))
	}
	return texts
}

// badValues reports values of the front matter that cannot be.
func badValues(d *document.Document) source.Problems {
	var problems source.Problems
	for _, key := range [...]string{"id", "type", "handoff", "rank"} {
		value := d.Value(key)
		if message, hint := badValue(key, value); value != "" && message != "" {
			problems = append(problems, d.Problem(key, utf8.RuneCountInString(value), message, hint))
		}
	}
	return problems
}

// badValue says what is wrong with a value, "" for nothing.
func badValue(key, value string) (message, hint string) {
	switch key {
	case "type":
		if choices := Type("").Choices(); !slices.Contains(choices, value) {
			return fmt.Sprintf("unknown type %q", value), "types: " + strings.Join(choices, ", ")
		}
	case "handoff":
		if !slices.Contains(Handoff("").Choices(), value) {
			return fmt.Sprintf("unknown handoff %q", value), "a handoff is proposed, accepted or asked"
		}
	case "rank":
		if rank, err := strconv.ParseFloat(value, 64); err != nil || !(rank > 0 && rank < 1e15) {
			return fmt.Sprintf("rank %q is no number above 0", value), "write a number: 1 comes first"
		}
	case "id":
		if !validID(value) {
			return fmt.Sprintf("id %q is not one of Plotline's", value),
				"put back the ID it had; for a new item delete the line, and draft or add gives it one"
		}
	}
	return "", ""
}
