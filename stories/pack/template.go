package pack

import (
	"plotline/roadmap"
	"plotline/roadmap/source"
)

// Each says how often a slot is drafted.
type Each string

// A slot is drafted once an epic, however many pain points call it, unless it
// is for each pain point or for each metric.
const (
	OnceAnEpic    Each = ""
	EachPainPoint Each = "pain-point"
	EachMetric    Each = "metric"
)

// Choices are the values that each may have.
func (Each) Choices() []string { return []string{string(EachPainPoint), string(EachMetric)} }

// Type is what sort of work a slot is: a story's type.
type Type string

// Choices are the types of stories.
func (Type) Choices() []string {
	return []string{"feature", "change", "bug", "enabler", "measure", "spike"}
}

// Template is one kind of problem: the words that call it and what to draft.
type Template struct {
	source.Places
	Name    string   `yaml:"name"`
	About   string   `yaml:"about"`
	Aliases []string `yaml:"aliases"`
	// Extends names the template of an earlier folder that this file adds
	// slots and words to; its other fields then stay as they are there.
	Extends    string      `yaml:"extends"`
	Match      Words       `yaml:"match"`
	Companions []Companion `yaml:"companions"`
	Epic       Epic        `yaml:"epic"`
	Slots      []*Slot     `yaml:"slots"`
	Example    *Example    `yaml:"example"`

	// Version is a digest of the file, or files, the template comes from.
	Version string `yaml:"-"`
	// Path is the file it was read from.
	Path string `yaml:"-"`

	file *source.File
	// heard is what people say when they mean it.
	heard []heard
	// topics are its name and aliases, as phrases.
	topics []weighted
}

// Words are the words and phrases that call a template. See Pattern for how a
// phrase is written.
type Words struct {
	source.Places
	// Sure calls the template by itself; two of Likely do; a Hint only adds.
	Sure   []string `yaml:"sure"`
	Likely []string `yaml:"likely"`
	Hint   []string `yaml:"hint"`
	// Lead is added when several templates are called, to tell the chief one:
	// what is wrong goes before what it befalls, so that a payment that fails
	// is a matter of reliability. At most 2, either way.
	Lead float64 `yaml:"lead"`
	// Not are wrong friends: words inside one of these phrases do not count.
	Not []string `yaml:"not"`

	phrases []weighted
}

// weighted is a phrase and what it is worth: 0 for a wrong friend.
type weighted struct {
	pattern *pattern
	weight  float64
	topic   bool
}

// Companion is another template of which a few slots are called as well, when
// the caller's own words hold one of Words (none: always).
type Companion struct {
	source.Places
	Template string   `yaml:"template" jsonschema:"required"`
	Words    []string `yaml:"words"`
	Slots    []string `yaml:"slots"`

	phrases []*pattern
}

// Epic is the text of the epic that stands for an initiative, a goal or a pain
// point. All are Go templates over a [View].
type Epic struct {
	source.Places
	Title     string      `yaml:"title"`
	Narrative string      `yaml:"narrative"`
	Criteria  []Criterion `yaml:"criteria"`

	title, narrative *text
}

// Slot is one story of a template. Its texts are Go templates over a [View].
type Slot struct {
	source.Places
	ID   string `yaml:"id" jsonschema:"required"`
	Type Type   `yaml:"type" jsonschema:"required"`
	Size string `yaml:"size"`
	Each Each   `yaml:"each"`
	// Words narrow the slot: it is drafted for a caller that says one of them,
	// and for one that says none of any slot's, since it means the whole kind.
	Words []string `yaml:"words"`
	// When is a text; the slot is drafted where it renders to something but false. An
	// empty When is always drafted.
	When      string      `yaml:"when"`
	Title     string      `yaml:"title" jsonschema:"required"`
	Narrative string      `yaml:"narrative"`
	Criteria  []Criterion `yaml:"criteria"`
	Notes     string      `yaml:"notes"`
	Labels    []string    `yaml:"labels"`
	// Needs are the IDs of slots of the same template that come first.
	Needs []string `yaml:"needs"`

	owner                        string
	when, title, narrative, note *text
	phrases                      []*pattern
}

// Criterion is one acceptance criterion of a slot or an epic.
type Criterion struct {
	source.Places
	ID   string `yaml:"id" jsonschema:"required"`
	Text string `yaml:"text" jsonschema:"required"`

	text *text
}

// Example shows what a template is called by and what comes out; `plotline
// templates test` runs it.
type Example struct {
	source.Places
	// Roadmap is the part of a roadmap that matters here.
	Roadmap ExampleRoadmap `yaml:"roadmap"`
	// Titles are the stories that must come out, in order.
	Titles []string `yaml:"titles"`
}

// ExampleRoadmap is the small roadmap of an example: one persona, one goal, one
// metric, one initiative, one pain point, each only where it matters.
type ExampleRoadmap struct {
	source.Places
	Product    string         `yaml:"product"`
	Vision     string         `yaml:"vision"`
	Persona    string         `yaml:"persona"`
	Goal       string         `yaml:"goal"`
	Metric     string         `yaml:"metric"`
	Baseline   roadmap.Number `yaml:"baseline"`
	Target     roadmap.Number `yaml:"target"`
	Initiative string         `yaml:"initiative"`
	Problem    string         `yaml:"problem"`
	Evidence   []string       `yaml:"evidence"`
}

// Slot returns the slot of an ID, or nil.
func (t *Template) Slot(id string) *Slot {
	for _, s := range t.Slots {
		if s.ID == id {
			return s
		}
	}
	return nil
}
