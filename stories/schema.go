package stories

import (
	"plotline/roadmap/schema"
)

// frontMatter is the form of a backlog file's front matter, for editors; the
// document package reads it without this type, which a test holds to the keys it knows.
type frontMatter struct {
	ID         string   `yaml:"id" jsonschema_description:"Plotline's, minted once: leave it as it is, and leave it out of a new file."`
	Type       Type     `yaml:"type" jsonschema_description:"What sort of work it is."`
	Goal       string   `yaml:"goal" jsonschema_description:"On an epic: the goal it works towards."`
	Initiative string   `yaml:"initiative" jsonschema_description:"On an epic: the initiative it stands for."`
	PainPoint  string   `yaml:"pain_point" jsonschema_description:"On an epic: the pain point it stands for."`
	Horizon    string   `yaml:"horizon" jsonschema_description:"The goal's horizon, for information."`
	Serves     []string `yaml:"serves" jsonschema_description:"What of the roadmap a hand-written item serves: IDs of goals, initiatives, pain points or standing work."`
	Epic       string   `yaml:"epic" jsonschema_description:"The epic a story belongs to, where that is not its folder's."`
	Handoff    Handoff  `yaml:"handoff" jsonschema_description:"Where it stands between product manager and product owner."`
	Labels     []string `yaml:"labels" jsonschema_description:"Labels for its ticket."`
	Size       string   `yaml:"size" jsonschema_description:"A hint; never pushed as an estimate."`
	Needs      []string `yaml:"needs" jsonschema_description:"What must be done before: IDs, paths or clear beginnings of IDs."`
	Rank       float64  `yaml:"rank" jsonschema_description:"The place given by hand; smaller comes first."`
	Release    string   `yaml:"release" jsonschema_description:"The release it ships with."`
}

// Choices are the types an item may have.
func (Type) Choices() []string {
	return []string{
		string(TypeEpic), string(TypeFeature), string(TypeChange), string(TypeBug),
		string(TypeEnabler), string(TypeMeasure), string(TypeSpike),
	}
}

// Choices are the states of the handoff.
func (Handoff) Choices() []string {
	return []string{string(Proposed), string(Accepted), string(Asked)}
}

// Schema is the JSON Schema of a backlog file's front matter.
func Schema() ([]byte, error) {
	return schema.Of(frontMatter{}, schema.About{Title: "The front matter of a Plotline epic or story"})
}
