package stories

import (
	"strings"

	"plotline/roadmap"
	"plotline/stories/pack"
)

// reasonsShown is how many pain points a story's reason names.
const reasonsShown = 5

// why is the line that says why a story is there.
func (w *wish) why() string {
	var reasons []string
	switch {
	case w.metric != nil && w.epic.goal != nil:
		reasons = append(reasons, "goal "+named(w.epic.goal.Statement, w.epic.goal.ID))
	case w.epic.initiative != nil:
		reasons = append(reasons, "initiative "+named(w.epic.initiative.Name, w.epic.initiative.ID))
	case w.epic.goal != nil:
		reasons = append(reasons, "goal "+named(w.epic.goal.Statement, w.epic.goal.ID))
	}
	points := w.painPoints
	if len(points) > reasonsShown {
		points = points[:reasonsShown]
	}
	for _, p := range points {
		reasons = append(reasons, "pain point "+named(p.Problem, p.ID))
	}
	line := strings.Join(reasons, "; ")
	if len(points) < len(w.painPoints) {
		line += "; and others"
	}
	return "Why this story: " + line + "."
}

// named is a text of the roadmap in italics, or in quotes where it holds marks
// of its own.
func named(text, id string) string {
	text = pack.Line(firstSaid(text, id))
	if strings.ContainsAny(text, "*_`\\") {
		return "“" + text + "”"
	}
	return "*" + text + "*"
}

// answers are the people who answer questions about an item.
type answers struct {
	product, backlog, feasibility string
	// one says that product and backlog are one person.
	one bool
}

// teamOf is who answers for an epic: its initiative's team, where that says
// so, else the team of the goal's file.
func (d *drafter) teamOf(e *epicDraft) answers {
	team := &d.Roadmap.Team
	if e.goal != nil && e.goal.Owner != nil {
		team = e.goal.Owner
	}
	pm, po, engineering := team.ProductManager, team.ProductOwner, team.Engineering
	if e.initiative != nil && e.initiative.Team != "" {
		if own := d.Roadmap.TeamByID(e.initiative.Team); own != nil {
			pm, po, engineering = overriding(own.ProductManager, pm), overriding(own.ProductOwner, po), overriding(own.Engineering, engineering)
		}
	}
	return answers{
		product: personName(pm), backlog: personName(po), feasibility: personName(engineering),
		one: samePerson(pm, po),
	}
}

func overriding(own, base roadmap.Person) roadmap.Person {
	if personName(own) != "" {
		return own
	}
	return base
}

func personName(p roadmap.Person) string {
	for _, name := range []string{p.Name, p.GitHub, p.Jira} {
		if name = foldSpace(name); name != "" {
			return name
		}
	}
	return ""
}

func samePerson(a, b roadmap.Person) bool {
	same := func(x, y string) bool { return x != "" && strings.EqualFold(foldSpace(x), foldSpace(y)) }
	if a.GitHub != "" && b.GitHub != "" {
		return same(a.GitHub, b.GitHub)
	}
	return same(a.Name, b.Name) || same(a.Jira, b.Jira)
}

// questionsLine says whom to ask; "" where the roadmap names nobody.
func questionsLine(a answers) string {
	var parts []string
	switch {
	case a.one:
		parts = append(parts, "Product and backlog: "+pack.Line(a.product)+".")
	default:
		if a.product != "" {
			parts = append(parts, "Product: "+pack.Line(a.product)+".")
		}
		if a.backlog != "" {
			parts = append(parts, "Backlog: "+pack.Line(a.backlog)+".")
		}
	}
	switch {
	case a.feasibility != "":
		parts = append(parts, "Feasibility: "+pack.Line(a.feasibility)+".")
	case len(parts) > 0:
		parts = append(parts, "Feasibility: engineering.")
	}
	if len(parts) == 0 {
		return ""
	}
	return "Questions? " + strings.Join(parts, " ")
}

// lines joins the lines that say something.
func lines(texts ...string) string { return joinSaid("\n", texts) }

// paragraphs joins the paragraphs that say something.
func paragraphs(texts ...string) string { return joinSaid("\n\n", texts) }

func joinSaid(between string, texts []string) string {
	var said []string
	for _, text := range texts {
		if text != "" {
			said = append(said, text)
		}
	}
	return strings.Join(said, between)
}
