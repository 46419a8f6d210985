// Package stories is the course: what a product owner owns. It drafts epics
// and stories from a roadmap and templates, keeps them as Markdown files with a
// sidecar each, merges new drafts with what people edited, and records the
// handoff. It knows no trackers and no command line.
package stories

import (
	"slices"

	"github.com/google/uuid"

	"plotline/roadmap"
	"plotline/stories/document"
	"plotline/stories/store"
)

// Kind tells an epic from a story.
type Kind string

// The two kinds of items.
const (
	Epic  Kind = "epic"
	Story Kind = "story"
)

// Type says what sort of work an item is.
type Type string

// The types. An epic's type is TypeEpic; the others are a story's.
const (
	TypeEpic    Type = "epic"
	TypeFeature Type = "feature"
	TypeChange  Type = "change"
	TypeBug     Type = "bug"
	TypeEnabler Type = "enabler"
	TypeMeasure Type = "measure"
	TypeSpike   Type = "spike"
)

// Handoff is where an item stands between product manager and product owner.
type Handoff string

// The states of the handoff. An item without one is proposed. Whether an
// accepted item has moved is never stored: [Backlog.Moved] tells.
const (
	Proposed Handoff = "proposed"
	Accepted Handoff = "accepted"
	Asked    Handoff = "asked"
)

// Content is what an item says, field by field. It is what a draft proposes, a
// file holds, a sidecar remembers and a ticket shows; all texts are Markdown
// without leading or trailing white space.
type Content struct {
	Title     string
	Narrative string
	// Destination is the epic's part that the product manager owns, without
	// its heading; "" on stories.
	Destination string
	Criteria    []Criterion
	// Notes is the drafted "## Notes" section, without its heading.
	Notes  string
	Type   Type
	Size   string // a hint such as "5"; never pushed as an estimate
	Labels []string
	Needs  []string // IDs of items that must be done before
	// Serves is what of the roadmap the item comes from, most direct first.
	// A drafted story's file does not repeat it: then it is the sidecar's. A
	// plain ID that a person wrote stands as written; [roadmap.Roadmap.Resolve]
	// tells what it is.
	Serves []roadmap.Ref
	// Horizon is drafted on epics as information; the roadmap's goal decides.
	Horizon roadmap.Horizon
}

// Canonical gives the content as its file gives it back when it was written and
// read again. Content is compared and merged in this form. Canonical of a canonical
// content is that content.
func (c Content) Canonical() Content {
	c.Title = document.Title(c.Title)
	c.Narrative = document.Block(c.Narrative)
	c.Destination = document.Block(c.Destination)
	c.Notes = document.Block(c.Notes)
	c.Criteria = canonicalCriteria(c.Criteria)
	c.Type = Type(document.Word(string(c.Type)))
	c.Size = document.Word(c.Size)
	c.Labels = document.Words(c.Labels)
	c.Needs = document.Words(c.Needs)
	return c
}

// isEmpty says whether the content says nothing.
func (c Content) isEmpty() bool {
	return c.Title == "" && c.Narrative == "" && c.Destination == "" && c.Notes == "" && c.Type == "" &&
		c.Size == "" && c.Horizon == "" &&
		len(c.Criteria)+len(c.Labels)+len(c.Needs)+len(c.Serves) == 0
}

func canonicalCriteria(criteria []Criterion) []Criterion {
	var kept []Criterion
	for _, criterion := range criteria {
		if criterion.Text = document.Criterion(criterion.Text); criterion.Text != "" {
			kept = append(kept, criterion)
		}
	}
	return kept
}

// Criterion is one acceptance criterion.
type Criterion struct {
	// Slot names the criterion within its template slot, "" when a person
	// wrote it. Only sidecars know it; files and tickets hold just the text.
	Slot string
	Text string
}

// Item is an epic or a story of the backlog, as its file and sidecar say.
type Item struct {
	Content
	// ID is a UUID, "" for a file that has none yet.
	ID   string
	Kind Kind
	// Epic is the ID of the epic a story belongs to; "" on epics.
	Epic    string
	Handoff Handoff
	// Rank is the place the product owner gave it by hand; 0 for none.
	Rank float64
	// Release is the roadmap's release the item ships with, "" for none.
	Release string
	// Path is the file, with slashes, relative to the backlog folder.
	Path string

	// Document is the file as written, nil for an item without a file.
	Document *document.Document
	// Sidecar is what Plotline remembers of it, nil when there is none.
	Sidecar *Sidecar

	// disk is the file as it was read or last saved.
	disk store.File
}

// order is the draft's place for the item, 0 for none.
func (item *Item) order() float64 {
	if item.Sidecar == nil {
		return 0
	}
	return item.Sidecar.Order
}

// servesDrafted says whether what a content serves is just what was drafted,
// and the file leaves it to the sidecar.
func (item *Item) servesDrafted(c Content) bool {
	return !item.Document.Has("serves") && item.Sidecar != nil &&
		slices.Equal(c.Serves, item.Sidecar.Drafted.Serves)
}

// validID says whether text is an ID: a UUID in its one spelling.
func validID(text string) bool {
	id, err := uuid.Parse(text)
	return err == nil && id.String() == text
}
