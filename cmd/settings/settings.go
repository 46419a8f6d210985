// Package settings reads plotline.yaml: where things lie, what is drafted, and
// which tracker it goes to. It holds no secret and refuses files that do. Only
// commands import it; the other packages are told what they need.
package settings

import (
	"path/filepath"

	"plotline/roadmap/source"
)

// Settings are the contents of plotline.yaml, with a default for every key
// that was not written.
type Settings struct {
	source.Places
	Version   int      `yaml:"version" jsonschema:"required,enum=1" jsonschema_description:"The version of this format: 1."`
	Roadmap   string   `yaml:"roadmap" jsonschema_description:"The roadmap file."`
	Backlog   string   `yaml:"backlog" jsonschema_description:"The folder of epics and stories."`
	Templates []string `yaml:"templates" jsonschema_description:"Template packs: default is the built-in one, others are folders; later ones win."`
	Draft     Draft    `yaml:"draft" jsonschema_description:"What is drafted for goals of each horizon."`
	Handoff   Handoff  `yaml:"handoff" jsonschema_description:"When an item may go to the tracker, and when it is ready."`
	Tracker   Tracker  `yaml:"tracker" jsonschema_description:"Where the tickets live."`
	GitHub    GitHub   `yaml:"github" jsonschema_description:"The repository on GitHub."`
	Jira      Jira     `yaml:"jira" jsonschema_description:"The project on Jira."`
	Limits    Limits   `yaml:"limits" jsonschema_description:"What stops a push."`
	Review    Review   `yaml:"review" jsonschema_description:"What review reports, and how severely."`

	// Path is the settings file, "" when there is none and all is default.
	Path string `yaml:"-"`
	// Folder is the folder that paths are relative to.
	Folder string `yaml:"-"`

	// RoadmapPath, BacklogPath and the pack folders are the paths to use:
	// those above, joined with the folder, or what a flag or variable says.
	RoadmapPath string `yaml:"-"`
	BacklogPath string `yaml:"-"`
}

// StateFolder is where the local tracker, the journal and locks live.
func (s *Settings) StateFolder() string { return filepath.Join(s.Folder, ".plotline") }

// Draft says what is drafted for each horizon.
type Draft struct {
	source.Places
	Now   Depth `yaml:"now"`
	Next  Depth `yaml:"next"`
	Later Depth `yaml:"later"`
}

// Depth is how far goals are drafted.
type Depth string

// The depths.
const (
	Stories Depth = "stories"
	Epics   Depth = "epics"
	None    Depth = "none"
)

// Choices are the depths.
func (Depth) Choices() []string { return []string{string(Stories), string(Epics), string(None)} }

// Handoff says what passes from product manager to product owner to team.
type Handoff struct {
	source.Places
	Gate  Gate          `yaml:"gate" jsonschema_description:"accepted pushes what is accepted, off pushes all. The default is accepted for a remote tracker, off for local."`
	Ready []ReadinessOf `yaml:"ready" jsonschema_description:"The team's definition of ready: what an item must have."`
}

// Gate says what a push lets through.
type Gate string

// The gates.
const (
	GateAccepted Gate = "accepted"
	GateOff      Gate = "off"
)

// Choices are the gates.
func (Gate) Choices() []string { return []string{string(GateAccepted), string(GateOff)} }

// ReadinessOf is one part of the definition of ready.
type ReadinessOf string

// The parts of a definition of ready.
const (
	ReadyAccepted   ReadinessOf = "accepted"
	ReadyNarrative  ReadinessOf = "narrative"
	ReadyCriteria   ReadinessOf = "criteria"
	ReadySize       ReadinessOf = "size"
	ReadyNoQuestion ReadinessOf = "no open question"
	ReadyNotMoved   ReadinessOf = "not moved"
	ReadyNeeds      ReadinessOf = "needs ready"
)

// Choices are the parts of a definition of ready.
func (ReadinessOf) Choices() []string {
	return []string{
		string(ReadyAccepted), string(ReadyNarrative), string(ReadyCriteria), string(ReadySize),
		string(ReadyNoQuestion), string(ReadyNotMoved), string(ReadyNeeds),
	}
}

// Tracker names a tracker.
type Tracker string

// The trackers.
const (
	Local    Tracker = "local"
	OnGitHub Tracker = "github"
	OnJira   Tracker = "jira"
)

// Choices are the trackers.
func (Tracker) Choices() []string {
	return []string{string(Local), string(OnGitHub), string(OnJira)}
}

// Pace bounds how fast tickets are made; 0 is no bound, nil the default.
type Pace struct {
	source.Places
	PerMinute *int `yaml:"per_minute" jsonschema:"minimum=0"`
	PerHour   *int `yaml:"per_hour" jsonschema:"minimum=0"`
}

// When says how the team shows something on a ticket: by a status, a label, or
// any of several.
type When struct {
	source.Places
	Status []string `yaml:"status"`
	Label  []string `yaml:"label"`
}

// IsZero says that nothing was written.
func (w When) IsZero() bool { return len(w.Status) == 0 && len(w.Label) == 0 }

// Limits stop a push that does too much.
type Limits struct {
	source.Places
	Closures Limit `yaml:"closures" jsonschema_description:"How many tickets one push may close: a number, or a percentage of those it knows."`
}

// Review is what review reports.
type Review struct {
	source.Places
	FailOn     FailOn              `yaml:"fail_on" jsonschema_description:"The severity that makes review exit with 1."`
	Severities map[string]Severity `yaml:"severities" jsonschema_description:"Rules with another severity than their own, or off."`
	// The sizes beyond which a story is too large; 0 is the rule's own.
	MaxCriteria int `yaml:"max_criteria" jsonschema:"minimum=0"`
	MaxSize     int `yaml:"max_size" jsonschema:"minimum=0"`
	MaxWords    int `yaml:"max_words" jsonschema:"minimum=0"`
}

// Severity is how a rule is reported.
type Severity string

// Choices are the severities.
func (Severity) Choices() []string { return []string{"error", "warning", "info", "off"} }

// FailOn is the severity from which review fails.
type FailOn string

// Choices are the severities that review may fail on.
func (FailOn) Choices() []string { return []string{"error", "warning", "never"} }
