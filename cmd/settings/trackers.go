package settings

import "plotline/roadmap/source"

// GitHub is a repository and how it is used.
type GitHub struct {
	source.Places
	Repository string `yaml:"repository" jsonschema_description:"owner/name."`
	BaseURL    string `yaml:"base_url" jsonschema:"format=uri" jsonschema_description:"The address of an Enterprise Server; without it, github.com."`
	Pace       Pace   `yaml:"pace" jsonschema_description:"How fast issues are made. The default is what github.com allows, and none on Enterprise Server."`
	// Types are the repository's issue types by our types.
	Types map[string]string `yaml:"types" jsonschema_description:"Issue types of the organization that new issues get, by epic, feature, change, bug, enabler, measure and spike."`
	// StartedWhen tells issues that the team works on.
	StartedWhen When          `yaml:"started_when" jsonschema_description:"What shows that work on an issue has begun, beside an assignee."`
	AcceptWhen  When          `yaml:"accept_when" jsonschema_description:"What on an issue means that it is accepted."`
	AskWhen     When          `yaml:"ask_when" jsonschema_description:"What on an issue means that it is sent back with a question."`
	Project     GitHubProject `yaml:"project" jsonschema_description:"The project board that issues are put on."`
}

// GitHubProject is a project board.
type GitHubProject struct {
	source.Places
	Owner  string            `yaml:"owner" jsonschema_description:"The user or organization; the repository's owner without it."`
	Number int               `yaml:"number" jsonschema:"minimum=1" jsonschema_description:"The number in the project's address."`
	Fields map[string]Values `yaml:"fields" jsonschema_description:"Values that new issues get in the board's fields, by name: an option, an iteration, a number, a date or a text."`
}

// IsZero says that nothing was written.
func (p GitHubProject) IsZero() bool { return p.Owner == "" && p.Number == 0 && len(p.Fields) == 0 }

// Jira is a project and how it is used.
type Jira struct {
	source.Places
	URL        string     `yaml:"url" jsonschema:"format=uri" jsonschema_description:"The site's address."`
	Project    string     `yaml:"project" jsonschema_description:"The project's key."`
	Deployment Deployment `yaml:"deployment" jsonschema_description:"Cloud or Data Center; auto asks the server."`
	// Types are the project's issue types by our types.
	Types      map[string]string `yaml:"types" jsonschema_description:"Issue types of the project, by epic, feature, change, bug, enabler, measure and spike."`
	Fields     map[string]Values `yaml:"fields" jsonschema_description:"Values for fields of new issues, by name: one value or several; of a select within a select both; people by name or e-mail address."`
	Priority   string            `yaml:"priority" jsonschema_description:"The priority of new issues, by name."`
	Components []string          `yaml:"components" jsonschema_description:"The components of new issues, by name."`
	Board      string            `yaml:"board" jsonschema_description:"The board by name or number: its order is kept in step with the backlog's, and sprint is one of its sprints."`
	Sprint     string            `yaml:"sprint" jsonschema_description:"The active or future sprint of the board that new stories are put in, by name."`
	Resolution string            `yaml:"resolution" jsonschema_description:"The resolution of issues that are closed since they were dropped, by name."`
	AcceptWhen When              `yaml:"accept_when" jsonschema_description:"What on an issue means that it is accepted."`
	AskWhen    When              `yaml:"ask_when" jsonschema_description:"What on an issue means that it is sent back with a question."`
	Pace       Pace              `yaml:"pace" jsonschema_description:"How fast issues are made; without it, as fast as the server answers."`
}

// Deployment is what kind of Jira a site is.
type Deployment string

// The deployments.
const (
	DeploymentAuto Deployment = "auto"
	Cloud          Deployment = "cloud"
	DataCenter     Deployment = "datacenter"
)

// Choices are the deployments.
func (Deployment) Choices() []string {
	return []string{string(DeploymentAuto), string(Cloud), string(DataCenter)}
}

// Values are one or more values of a field. They are written as a text or a
// list.
type Values []string
