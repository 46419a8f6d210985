// Package roadmap is the destination: what a product manager writes, as typed
// values that remember where they were written. It parses and checks roadmap
// files and tells whether a destination has changed. It drafts nothing and
// knows no stories or trackers; every other package may import it.
package roadmap

import "plotline/roadmap/source"

// Roadmap is one roadmap file with everything it includes, in the order in
// which it is written; included files follow the file that includes them.
type Roadmap struct {
	source.Places
	Version    int         `yaml:"version" jsonschema:"enum=1"`
	ID         string      `yaml:"id"`
	Include    []string    `yaml:"include"`
	Product    Product     `yaml:"product"`
	Personas   []Persona   `yaml:"personas"`
	Goals      []Goal      `yaml:"goals" said:"objectives"`
	PainPoints []PainPoint `yaml:"pain_points" said:"pains,problems,painpoints,customer_pain_points"`
	Releases   []Release   `yaml:"releases"`
	Standing   []Standing  `yaml:"standing"`
	Team       Team        `yaml:"team"`
	Teams      []Team      `yaml:"teams"`
	Calendar   Calendar    `yaml:"calendar"`
	Glossary   Glossary    `yaml:"glossary"`

	lookup index
}

// Product is what the roadmap is about.
type Product struct {
	source.Places
	Name   string `yaml:"name" jsonschema:"required"`
	Vision string `yaml:"vision"`
	Market Market `yaml:"market"`
}

// Market is whom the product is for and what sets it apart.
type Market struct {
	source.Places
	Target           string   `yaml:"target"`
	ValueProposition string   `yaml:"value_proposition"`
	Differentiation  string   `yaml:"differentiation"`
	Competitors      []string `yaml:"competitors"`
}

// Persona is a kind of person the product serves.
type Persona struct {
	source.Places
	ID          string   `yaml:"id" jsonschema:"required"`
	Was         []string `yaml:"was"`
	Name        string   `yaml:"name"`
	Description string   `yaml:"description"`
}

// Horizon says how soon a goal matters.
type Horizon string

// The horizons, nearest first.
const (
	Now   Horizon = "now"
	Next  Horizon = "next"
	Later Horizon = "later"
)

// State says whether a goal is still being worked towards.
type State string

// The states of a goal. A goal without one is active.
const (
	Active   State = "active"
	Achieved State = "achieved"
	Missed   State = "missed"
	Dropped  State = "dropped"
)

// Goal is an outcome the product manager wants.
type Goal struct {
	source.Places
	ID          string       `yaml:"id" jsonschema:"required"`
	Was         []string     `yaml:"was"`
	Statement   string       `yaml:"statement" jsonschema:"required" said:"title,name,goal,description,text,objective,outcome"`
	Why         string       `yaml:"why"`
	Metrics     []Metric     `yaml:"metrics" said:"kpi,kpis,measures,success_metrics,key_results"`
	Horizon     Horizon      `yaml:"horizon"`
	State       State        `yaml:"state"`
	Guardrails  []string     `yaml:"guardrails"`
	NonGoals    []NonGoal    `yaml:"non_goals"`
	DependsOn   []string     `yaml:"depends_on"`
	Initiatives []Initiative `yaml:"initiatives"`

	// Owner is the team of the file the goal stands in, with the root's for
	// the roles it leaves open. It is never nil after [Load].
	Owner *Team `yaml:"-"`
}

// NonGoal is something a goal deliberately leaves out. It is written as text
// or as a mapping.
type NonGoal struct {
	source.Places
	Text    string `yaml:"text" jsonschema:"required"`
	Reason  string `yaml:"reason"`
	Revisit Due    `yaml:"revisit"`
}

// Metric is how a goal is measured.
type Metric struct {
	source.Places
	ID       string    `yaml:"id" jsonschema:"required"`
	Name     string    `yaml:"name" jsonschema:"required"`
	Baseline Number    `yaml:"baseline"`
	Target   Number    `yaml:"target"`
	Due      Due       `yaml:"due" said:"deadline,quarter,timeline,timeframe,by,date"`
	Unit     string    `yaml:"unit"`
	Source   string    `yaml:"source"`
	Answers  Answers   `yaml:"answers"`
	Readings []Reading `yaml:"readings"`
}

// Answers says who answers for a metric; one without it is the product
// manager's.
type Answers string

// Who can answer for a metric.
const (
	AnswersPM Answers = "pm"
	AnswersPO Answers = "po"
)

// Reading is what a metric was on a day.
type Reading struct {
	source.Places
	On    Date   `yaml:"on" jsonschema:"required"`
	Value Number `yaml:"value" jsonschema:"required"`
}

// Stage says how sure the product manager is of an initiative.
type Stage string

// The stages of an initiative. One without a stage is committed.
const (
	Exploring Stage = "exploring"
	Committed Stage = "committed"
	Done      Stage = "done"
)

// Initiative is a direction towards a goal; it becomes one epic.
type Initiative struct {
	source.Places
	ID         string   `yaml:"id" jsonschema:"required"`
	Was        []string `yaml:"was"`
	Name       string   `yaml:"name" jsonschema:"required" said:"title,statement,description"`
	Addresses  []string `yaml:"addresses" said:"pain_points,problems,solves"`
	Stage      Stage    `yaml:"stage"`
	Team       string   `yaml:"team"`
	Release    string   `yaml:"release"`
	Ticket     string   `yaml:"ticket"`
	Templates  []string `yaml:"templates"`
	DependsOn  []string `yaml:"depends_on"`
	Bets       []string `yaml:"bets"`
	Reach      Number   `yaml:"reach"`
	Impact     Number   `yaml:"impact"`
	Confidence Number   `yaml:"confidence"`
}

// Severity says how bad a pain point is.
type Severity string

// The severities, mildest first.
const (
	Low      Severity = "low"
	Medium   Severity = "medium"
	High     Severity = "high"
	Critical Severity = "critical"
)

// PainPoint is a problem that personas have.
type PainPoint struct {
	source.Places
	ID         string     `yaml:"id" jsonschema:"required"`
	Was        []string   `yaml:"was"`
	Personas   []string   `yaml:"personas"`
	Problem    string     `yaml:"problem" jsonschema:"required" said:"description,title,name,text,statement,pain,summary"`
	Evidence   []Evidence `yaml:"evidence"`
	Severity   Severity   `yaml:"severity" said:"priority,impact"`
	Reach      Number     `yaml:"reach"`
	Confidence Confidence `yaml:"confidence"`
	Parent     string     `yaml:"parent"`
	Goals      []string   `yaml:"goals"`
	Templates  []string   `yaml:"templates"`
}

// Confidence says what the product manager knows of a pain point.
type Confidence string

// The confidences, weakest first.
const (
	Guess       Confidence = "guess"
	Interviewed Confidence = "interviewed"
	Tested      Confidence = "tested"
)

// Evidence is what shows a pain point to be real. It is written as text or as
// a mapping.
type Evidence struct {
	source.Places
	Text string `yaml:"text"`
	URL  string `yaml:"url"`
	On   Date   `yaml:"on"`
}

// Release is something that ships on a day; tickets carry it as a version or
// milestone.
type Release struct {
	source.Places
	ID   string `yaml:"id" jsonschema:"required"`
	Name string `yaml:"name"`
	Due  Due    `yaml:"due"`
}

// Standing is work that serves no goal, such as upkeep; stories may serve it.
type Standing struct {
	source.Places
	ID   string `yaml:"id" jsonschema:"required"`
	Name string `yaml:"name" jsonschema:"required"`
}

// Calendar says how the company counts its years.
type Calendar struct {
	source.Places
	// FiscalYearStarts is a month, 1 to 12; 0 where it is not said and the
	// fiscal year is the calendar year.
	FiscalYearStarts Month `yaml:"fiscal_year_starts"`
}

// Term is a word of the product's glossary, with its meaning.
type Term struct {
	source.Places
	Name    string `yaml:"term" jsonschema:"required"`
	Meaning string `yaml:"meaning" jsonschema:"required"`
}

// Glossary is the product's words, in the order written. It is written as a
// mapping of terms to meanings, or as a list of terms.
type Glossary []Term
