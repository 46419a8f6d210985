package stories

import (
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/stories/pack"
)

// guardrailSlot begins the slots of the criteria that guardrails make.
const guardrailSlot = "guardrail"

// renderEpic writes an epic: its template's text, the product manager's part,
// and a criterion for each guardrail.
func (d *drafter) renderEpic(e *epicDraft) error {
	if e.self.item() == nil {
		return nil
	}
	view := d.view(e.self)
	text, err := e.self.template.RenderEpic(view)
	if err != nil {
		return err
	}
	c := Content{
		Title: e.title(text), Narrative: text.Narrative, Criteria: draftedCriteria(text.Criteria),
		Destination: e.destination(), Type: TypeEpic, Serves: d.serves(e.self),
	}
	if e.goal != nil {
		c.Horizon = nearestHorizon(e.goal.Horizon)
		c.Criteria = append(c.Criteria, guardrails(e.goal.Guardrails, c.Criteria, e.self.drafted())...)
	}
	e.self.content = c
	e.self.personas = view.Personas
	return nil
}

// title is the initiative's name, else what the template says.
func (e *epicDraft) title(text pack.Text) string {
	if e.initiative != nil && strings.TrimSpace(e.initiative.Name) != "" {
		return pack.Title(e.initiative.Name)
	}
	if text.Title != "" {
		return text.Title
	}
	return pack.Title(e.name())
}

// name is the source's own words, for other items to name the epic by.
func (e *epicDraft) name() string {
	switch {
	case e.initiative != nil:
		return firstSaid(e.initiative.Name, e.initiative.ID)
	case e.goal != nil:
		return firstSaid(e.goal.Statement, e.goal.ID)
	}
	return firstSaid(e.painPoint.Problem, e.painPoint.ID)
}

func (e *epicDraft) goalName() string {
	if e.goal == nil || e.initiative == nil {
		return e.source.ID()
	}
	return firstSaid(e.goal.Statement, e.goal.ID)
}

func firstSaid(text, fallback string) string {
	if text = strings.TrimRight(foldSpace(text), "."); text != "" {
		return text
	}
	return fallback
}

// drafted is what the wish's item was drafted as before.
func (w *wish) drafted() Content {
	if item := w.item(); item != nil && item.Sidecar != nil {
		return item.Sidecar.Drafted
	}
	return Content{}
}

// guardrails are the criteria of a goal's guardrails. One that was drafted
// before keeps its slot, also when it was reworded, so that it merges with what
// a person made of it.
func guardrails(texts []string, said []Criterion, drafted Content) []Criterion {
	var lines []string
	for _, text := range texts {
		line := sentenceLine(text)
		repeats := func(c Criterion) bool { return sameText(c.Text, line) }
		if line != "" && !slices.ContainsFunc(said, repeats) && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	var before []Criterion
	for _, c := range drafted.Criteria {
		if strings.HasPrefix(c.Slot, guardrailSlot) {
			before = append(before, c)
		}
	}
	var now []Criterion
	for _, line := range lines {
		now = append(now, Criterion{Text: line})
	}
	numbers := map[string]bool{}
	for i, at := range alignCriteria(before, now) {
		if at >= 0 {
			now[i].Slot = before[at].Slot
			numbers[now[i].Slot] = true
		}
	}
	next := 1
	for i := range now {
		for now[i].Slot == "" {
			if slot := fmt.Sprintf("%s-%d", guardrailSlot, next); !numbers[slot] {
				now[i].Slot = slot
			}
			next++
		}
	}
	return now
}

// sentenceLine is a text of the roadmap as one sentence on one line.
func sentenceLine(text string) string {
	line := strings.TrimSpace(pack.Line(foldSpace(text)))
	if line == "" || strings.ContainsAny(line[len(line)-1:], ".!?") {
		return line
	}
	return line + "."
}

// destination is the product manager's part of an epic.
func (e *epicDraft) destination() string {
	out := []string{"*From the roadmap; the PM's to change.*", ""}
	add := func(label, text string) {
		if text != "" {
			out = append(out, "**"+label+".** "+text)
		}
	}
	if e.goal != nil {
		add("Goal", lines2(sentenceLine(e.goal.Statement), sentenceLine(e.goal.Why)))
		for i := range e.goal.Metrics {
			add("Measured by", metricSentence(&e.goal.Metrics[i]))
		}
	}
	for _, p := range e.painPoints {
		add("Pain", painSentence(p))
	}
	if e.goal != nil {
		for _, text := range e.goal.Guardrails {
			add("Guardrail", sentenceLine(text))
		}
		for i := range e.goal.NonGoals {
			add("Not a goal", nonGoalSentence(&e.goal.NonGoals[i]))
		}
	}
	return strings.Join(out, "\n")
}

// lines2 joins two sentences that may be missing.
func lines2(first, second string) string { return strings.TrimSpace(first + " " + second) }

// metricSentence says a metric with its numbers: "Weekly engaged shoppers, from
// 41,000 to 49,200 by the end of March 2027."
func metricSentence(m *roadmap.Metric) string {
	var b strings.Builder
	b.WriteString(pack.Sentence(pack.Line(foldSpace(firstSaid(m.Name, m.ID)))))
	baseline, target := m.BaselineText(), m.WithUnit(m.TargetText())
	switch {
	case baseline != "" && m.Baseline.Unknown:
		b.WriteString(", baseline unknown")
		if target != "" {
			b.WriteString(", target " + target)
		}
	case baseline != "" && target != "":
		b.WriteString(", from " + baseline + " to " + target)
	case target != "":
		b.WriteString(", to " + target)
	case baseline != "":
		b.WriteString(", now at " + m.WithUnit(baseline))
	}
	if due := m.Due.Phrase(); due != "" {
		b.WriteString(" by " + due)
	}
	return b.String() + "."
}

// evidenceShown is how much of a pain point's evidence its epic repeats.
const evidenceShown = 3

func painSentence(p *roadmap.PainPoint) string {
	var evidence []string
	for i := range p.Evidence {
		if text := strings.TrimRight(pack.Line(foldSpace(p.Evidence[i].Text)), "."); text != "" && len(evidence) < evidenceShown {
			evidence = append(evidence, text)
		}
	}
	problem := strings.TrimRight(sentenceLine(p.Problem), ".")
	if len(evidence) == 0 {
		return problem + "."
	}
	return fmt.Sprintf("%s (%s).", problem, strings.Join(evidence, "; "))
}

func nonGoalSentence(n *roadmap.NonGoal) string {
	return lines2(sentenceLine(n.Text), sentenceLine(n.Reason))
}
