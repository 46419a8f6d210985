package pack

import (
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/roadmap/source"
)

// Trial is what a template's example gave.
type Trial struct {
	Template *Template
	// Match is what the example called, Titles the stories that came out.
	Match  Match
	Titles []string
	// Problems say where the outcome is not what the example expects.
	Problems source.Problems
}

// Try runs the example of every template, in the order of their names. A
// template without an example is a problem: nobody could tell that it works.
func (p *Pack) Try() []Trial {
	trials := make([]Trial, 0, len(p.templates))
	for _, t := range p.templates {
		trials = append(trials, p.try(t))
	}
	return trials
}

// Check renders every slot of every template for a roadmap that says much and
// for one that says little, and returns the texts that fail.
func (p *Pack) Check() source.Problems {
	var problems source.Problems
	for _, v := range []*View{NewView(Scope{Roadmap: &roadmap.Roadmap{}}), fullView()} {
		for _, t := range p.templates {
			problems = append(problems, t.checkRender(v)...)
		}
	}
	problems.Sort()
	return slices.CompactFunc(problems, func(a, b source.Problem) bool {
		return a.Position == b.Position && a.Message == b.Message
	})
}

func (t *Template) checkRender(v *View) source.Problems {
	var problems source.Problems
	if _, err := t.RenderEpic(v); err != nil {
		problems = append(problems, asProblems(err)...)
	}
	for _, s := range t.Slots {
		wanted, err := s.Wanted(v)
		if err == nil && wanted {
			_, err = s.Render(v)
		}
		problems = append(problems, asProblems(err)...)
	}
	return problems
}

func asProblems(err error) source.Problems {
	problems, _ := err.(source.Problems) //nolint:errorlint // rendering returns nothing else
	return problems
}

func fullView() *View {
	example := ExampleRoadmap{
		Product: "Northwind Shop", Persona: "returning shopper", Goal: "Win back half of the shoppers",
		Metric: "weekly shoppers", Initiative: "A shop worth coming back to", Problem: "Shoppers cannot find products",
		Evidence: []string{"412 tickets"},
	}
	return example.view()
}

func (p *Pack) try(t *Template) Trial {
	trial := Trial{Template: t}
	if t.Example == nil {
		trial.fail(t.Position(), fmt.Sprintf("template %q has no example", t.Name), "add a roadmap and the titles it gives under example")
		return trial
	}
	trial.Match = p.Match(t.exampleCall())
	if got := trial.Match.Choices; len(got) == 0 || got[0].Template != t {
		trial.fail(t.Example.At("roadmap"), fmt.Sprintf("the example of template %q calls %s", t.Name, chosen(got)), "add words under match, or sentences to its list")
		return trial
	}
	trial.render(t.Example.Roadmap.view())
	trial.compare(t.Example)
	return trial
}

func chosen(choices []Choice) string {
	if len(choices) == 0 {
		return "nothing"
	}
	return fmt.Sprintf("%q", choices[0].Template.Name)
}

// exampleCall calls a template that nothing else calls, such as measure, by its
// name.
func (t *Template) exampleCall() Call {
	e := &t.Example.Roadmap
	call := Call{Problem: e.Problem, Initiative: e.Initiative, Goal: e.Goal, Evidence: e.Evidence}
	if t.Name != Generic && len(t.Match.phrases) == 0 && !t.listened() {
		call.Templates = []string{t.Name}
	}
	return call
}

func (e *ExampleRoadmap) view() *View {
	r := &roadmap.Roadmap{Product: roadmap.Product{Name: e.Product, Vision: e.Vision}}
	if e.Persona != "" {
		r.Personas = []roadmap.Persona{{ID: "persona", Name: e.Persona}}
	}
	scope := Scope{Roadmap: r}
	if e.Goal != "" || e.Metric != "" {
		scope.Goal = &roadmap.Goal{Statement: e.Goal}
		if e.Metric != "" {
			scope.Goal.Metrics = []roadmap.Metric{{Name: e.Metric, Baseline: e.Baseline, Target: e.Target}}
		}
	}
	if e.Initiative != "" {
		scope.Initiative = &roadmap.Initiative{Name: e.Initiative}
	}
	if e.Problem != "" {
		point := &roadmap.PainPoint{Problem: e.Problem, Personas: []string{"persona"}}
		for _, text := range e.Evidence {
			point.Evidence = append(point.Evidence, roadmap.Evidence{Text: text})
		}
		scope.PainPoints = []*roadmap.PainPoint{point}
	}
	return NewView(scope)
}

func (trial *Trial) render(v *View) {
	for _, choice := range trial.Match.Choices {
		for _, s := range choice.Slots {
			wanted, err := s.Wanted(v)
			if err == nil && !wanted {
				continue
			}
			var text Text
			if err == nil {
				text, err = s.Render(v)
			}
			trial.Problems = append(trial.Problems, asProblems(err)...)
			trial.Titles = append(trial.Titles, text.Title)
		}
	}
}

func (trial *Trial) compare(e *Example) {
	if slices.Equal(trial.Titles, e.Titles) {
		return
	}
	for i := range max(len(trial.Titles), len(e.Titles)) {
		got, want := at(trial.Titles, i), at(e.Titles, i)
		if got != want {
			trial.fail(e.At(fmt.Sprintf("titles[%d]", i)),
				fmt.Sprintf("the example of template %q gives %s as story %d, not %s", trial.Template.Name, got, i+1, want),
				"it gives: "+strings.Join(trial.Titles, " · "))
			return
		}
	}
}

func at(titles []string, i int) string {
	if i >= len(titles) {
		return "nothing"
	}
	return fmt.Sprintf("%q", titles[i])
}

func (trial *Trial) fail(at source.Position, message, hint string) {
	trial.Problems = append(trial.Problems, source.Problem{Position: at, Message: message, Hint: hint})
}
