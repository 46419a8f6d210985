package render

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"plotline/roadmap"
	"plotline/stories"
	"plotline/stories/review"
)

// builder turns the input into a view, looking everything up once.
type builder struct {
	Input
	findings map[string][]Finding
	titles   map[string]string
	// standing are the items' accepted, asked and so on.
	goals map[string][]string
}

// New builds the view of a roadmap and its backlog.
func New(in Input) *View {
	b := &builder{Input: in, findings: map[string][]Finding{}, titles: map[string]string{}, goals: map[string][]string{}}
	view := &View{
		Product: in.Roadmap.Product.Name, Vision: fold(in.Roadmap.Product.Vision),
		Tracker: in.Tracker, Read: in.Read, Personas: b.personas(), Team: b.team(),
	}
	view.Findings = b.sortFindings()
	for _, item := range in.Backlog.Items {
		b.titles[item.ID] = item.Title
	}
	view.Columns = b.columns()
	var all []Item
	for i := range view.Columns {
		column := &view.Columns[i]
		own := column.stories()
		column.Forecast = forecastOf(own, b.asOf(), column.Due)
		all = append(all, own...)
		view.Count.add(column.Count)
	}
	view.Forecast = forecastOf(all, b.asOf(), roadmap.Date{})
	view.Count.Findings += len(view.Findings)
	return view
}

// asOf is the day that is known about.
func (b *builder) asOf() time.Time {
	if b.Read.IsZero() {
		return b.Now
	}
	return b.Read
}

func (c *Column) stories() []Item {
	var items []Item
	for _, epic := range c.Epics {
		items = append(items, epic.Stories...)
	}
	return items
}

// shownOtherwise are rules whose findings the card shows in its own words.
var shownOtherwise = []string{"handoff/moved", "handoff/asked"}

// sortFindings gives each item its findings and returns the rest.
func (b *builder) sortFindings() []Finding {
	var rest []Finding
	for _, f := range b.Input.Findings {
		if f.ID != "" && slices.Contains(shownOtherwise, f.Rule) {
			continue
		}
		shown := Finding{
			Severity: string(f.Severity), Rule: f.Rule, Message: f.Message, Hint: f.Hint, Place: f.Position.String(),
		}
		if f.ID != "" && b.Backlog.Item(f.ID) != nil {
			b.findings[f.ID] = append(b.findings[f.ID], shown)
		} else {
			rest = append(rest, shown)
		}
	}
	for id := range b.findings {
		slices.SortStableFunc(b.findings[id], func(x, y Finding) int { return rank(x.Severity) - rank(y.Severity) })
	}
	return rest
}

func rank(severity string) int {
	return slices.Index(review.Severities(), review.Severity(severity))
}

func (b *builder) personas() []Choice {
	var choices []Choice
	for _, persona := range b.Roadmap.Personas {
		choices = append(choices, Choice{persona.ID, cmp.Or(fold(persona.Name), persona.ID)})
	}
	return choices
}

func (b *builder) team() []Person {
	var people []Person
	for _, role := range b.Roadmap.Team.Roles() {
		if name := cmp.Or(role.Person.Name, role.Person.GitHub, role.Person.Jira); name != "" {
			people = append(people, Person{strings.ReplaceAll(role.Key, "_", " "), name})
		}
	}
	return people
}

// columns are the goals in the roadmap's order, then what serves none: standing
// work, pain points without a goal, and what the roadmap does not know.
func (b *builder) columns() []Column {
	epics := b.epicsByColumn()
	var columns []Column
	for i := range b.Roadmap.Goals {
		column := b.goalColumn(&b.Roadmap.Goals[i])
		columns = append(columns, column.with(epics["goal:"+column.ID]))
	}
	pains := Column{Anchor: "no-goal", Statement: "Pain points without a goal", PainPoints: b.painsWithoutGoal()}
	standing := Column{Anchor: "standing", Statement: "Standing work"}
	lost := Column{Anchor: "unknown", Statement: "Serves nothing in the roadmap"}
	for _, column := range []Column{
		pains.with(epics[roadmap.PainPointRef]), standing.with(epics[roadmap.StandingRef]), lost.with(epics[""]),
	} {
		if len(column.Epics)+len(column.PainPoints) > 0 {
			columns = append(columns, column)
		}
	}
	return columns
}

func (c Column) with(epics []Epic) Column {
	c.Epics = epics
	for _, epic := range epics {
		c.Count.add(epic.Count)
	}
	c.Unmoved = c.Count.Stories > 0 && c.Count.Done == c.Count.Stories && len(c.Metrics) > 0 &&
		!slices.ContainsFunc(c.Metrics, func(m Metric) bool { return m.Moved })
	return c
}

// epicsByColumn files every epic under the first goal it serves, "goal:…", or
// under the kind of what it serves. Stories without an epic come as one of
// their own, without a file.
func (b *builder) epicsByColumn() map[string][]Epic {
	byColumn := map[string][]Epic{}
	for _, item := range b.Backlog.Epics() {
		key := b.columnOf(item)
		byColumn[key] = append(byColumn[key], b.epic(item, b.Backlog.StoriesOf(item.ID)))
	}
	loose := map[string][]*stories.Item{}
	var order []string
	for _, item := range b.Backlog.Items {
		if item.Kind != stories.Story {
			continue
		}
		if epic := b.Backlog.Item(item.Epic); epic != nil && epic.Kind == stories.Epic {
			continue
		}
		key := b.columnOf(item)
		if loose[key] == nil {
			order = append(order, key)
		}
		loose[key] = append(loose[key], item)
	}
	for _, key := range order {
		none := &stories.Item{Content: stories.Content{Title: "Without an epic", Type: stories.TypeEpic}, Kind: stories.Epic}
		byColumn[key] = append(byColumn[key], b.epic(none, loose[key]))
	}
	return byColumn
}

func (b *builder) columnOf(item *stories.Item) string {
	if goals := b.Roadmap.GoalsBehind(item.Serves); len(goals) > 0 {
		return "goal:" + goals[0].ID
	}
	for _, text := range item.Serves {
		if ref, ok := b.Roadmap.Resolve(string(text)); ok {
			return ref.Kind()
		}
	}
	return ""
}

func (b *builder) painsWithoutGoal() []PainPoint {
	var pains []PainPoint
	for i := range b.Roadmap.PainPoints {
		if pain := &b.Roadmap.PainPoints[i]; len(pain.Goals) == 0 {
			pains = append(pains, b.painPoint(pain))
		}
	}
	return pains
}

func (b *builder) painPoint(pain *roadmap.PainPoint) PainPoint {
	shown := PainPoint{ID: pain.ID, Problem: fold(pain.Problem), Severity: string(pain.Severity)}
	for _, id := range pain.Personas {
		name := id
		if persona := b.Roadmap.Persona(id); persona != nil {
			name = cmp.Or(persona.Name, id)
		}
		shown.Personas = append(shown.Personas, name)
	}
	for _, evidence := range pain.Evidence {
		shown.Evidence = append(shown.Evidence, fold(evidence.Text))
	}
	return shown
}

func (b *builder) goalColumn(goal *roadmap.Goal) Column {
	column := Column{
		ID: goal.ID, Anchor: "goal-" + goal.ID, Statement: fold(goal.Statement), Why: fold(goal.Why),
		Horizon: string(goal.Horizon), State: string(goal.State), Guardrails: goal.Guardrails,
	}
	if goal.State == roadmap.Active {
		column.State = ""
	}
	for i := range goal.Metrics {
		column.Metrics = append(column.Metrics, metric(&goal.Metrics[i]))
		if due := goal.Metrics[i].Due.Last; column.Due.Before(due) {
			column.Due = due
		}
	}
	for i := range b.Roadmap.PainPoints {
		if pain := &b.Roadmap.PainPoints[i]; slices.Contains(pain.Goals, goal.ID) {
			column.PainPoints = append(column.PainPoints, b.painPoint(pain))
		}
	}
	return column
}

func fold(text string) string { return strings.Join(strings.Fields(text), " ") }
