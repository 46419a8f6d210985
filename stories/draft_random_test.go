package stories

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// randomRoadmap is a roadmap that a property test changes step by step.
type randomRoadmap struct {
	Goals  []randomGoal
	Points []randomPoint

	added int
}

type randomGoal struct {
	ID, Statement, Horizon, State string
	Initiatives                   []randomInitiative
	Metrics, Guardrails           int
}

type randomInitiative struct {
	ID, Name, Stage string
	Addresses       []string
}

type randomPoint struct {
	ID, Problem, Template string
	Goals                 []string
}

func (r *randomRoadmap) text() string {
	var b strings.Builder
	b.WriteString("version: 1\nid: random\nproduct: {name: Random}\npersonas: [{id: user, name: user}]\n")
	if len(r.Goals) > 0 {
		b.WriteString("goals:\n")
	}
	for _, g := range r.Goals {
		fmt.Fprintf(&b, "  - id: %s\n    statement: %s\n    horizon: %s\n    state: %s\n", g.ID, g.Statement, g.Horizon, g.State)
		if g.Guardrails > 0 {
			b.WriteString("    guardrails:\n")
			for i := range g.Guardrails {
				fmt.Fprintf(&b, "      - Nothing of %s gets slower than %d s\n", g.ID, i+1)
			}
		}
		if g.Metrics > 0 {
			b.WriteString("    metrics:\n")
			for i := range g.Metrics {
				fmt.Fprintf(&b, "      - {id: m%d, name: figure %d of %s, baseline: 10, target: 20}\n", i, i, g.ID)
			}
		}
		if len(g.Initiatives) > 0 {
			b.WriteString("    initiatives:\n")
		}
		for _, i := range g.Initiatives {
			fmt.Fprintf(&b, "      - {id: %s, name: %s, stage: %s, addresses: [%s]}\n", i.ID, i.Name, i.Stage, strings.Join(i.Addresses, ", "))
		}
	}
	if len(r.Points) > 0 {
		b.WriteString("pain_points:\n")
	}
	for _, p := range r.Points {
		fmt.Fprintf(&b, "  - {id: %s, personas: [user], problem: %s, templates: [%s], goals: [%s]}\n", p.ID, p.Problem, p.Template, strings.Join(p.Goals, ", "))
	}
	return b.String()
}

func anyRoadmap(t *rapid.T) *randomRoadmap {
	r := &randomRoadmap{}
	for i := range rapid.IntRange(1, 3).Draw(t, "goals") {
		g := randomGoal{ID: fmt.Sprintf("g%d", i), Statement: fmt.Sprintf("Reach the end %d", i), Horizon: "now", State: "active"}
		g.Metrics, g.Guardrails = rapid.IntRange(0, 2).Draw(t, "metrics"), rapid.IntRange(0, 2).Draw(t, "guardrails")
		for j := range rapid.IntRange(0, 2).Draw(t, "initiatives") {
			g.Initiatives = append(g.Initiatives, randomInitiative{ID: fmt.Sprintf("g%di%d", i, j), Name: fmt.Sprintf("Way %d to %d", j, i), Stage: "committed"})
		}
		r.Goals = append(r.Goals, g)
	}
	for i := range rapid.IntRange(1, 4).Draw(t, "pain points") {
		r.Points = append(r.Points, randomPoint{ID: fmt.Sprintf("p%d", i), Problem: fmt.Sprintf("The pain %d hurts", i),
			Template: rapid.SampledFrom([]string{"alpha", "generic"}).Draw(t, "template"), Goals: []string{rapid.SampledFrom(r.Goals).Draw(t, "goal").ID}})
	}
	r.address(t)
	return r
}

// address lets initiatives address pain points anew.
func (r *randomRoadmap) address(t *rapid.T) {
	for i := range r.Goals {
		for j := range r.Goals[i].Initiatives {
			var ids []string
			for _, p := range r.Points {
				if slices.Contains(p.Goals, r.Goals[i].ID) && rapid.IntRange(0, 1).Draw(t, "addressed") == 1 {
					ids = append(ids, p.ID)
				}
			}
			r.Goals[i].Initiatives[j].Addresses = ids
		}
	}
}

// change is what a product manager may do to a roadmap between two drafts.
func (r *randomRoadmap) change(t *rapid.T) {
	g := &r.Goals[rapid.IntRange(0, len(r.Goals)-1).Draw(t, "which goal")]
	switch rapid.IntRange(0, 8).Draw(t, "change") {
	case 0:
		g.Statement += " sooner"
	case 1:
		g.Horizon = rapid.SampledFrom([]string{"now", "next", "later"}).Draw(t, "horizon")
	case 2:
		g.State = rapid.SampledFrom([]string{"active", "achieved", "dropped"}).Draw(t, "state")
	case 3:
		r.address(t)
	case 4:
		if len(r.Points) > 0 {
			at := rapid.IntRange(0, len(r.Points)-1).Draw(t, "point gone")
			id := r.Points[at].ID
			r.Points = slices.Delete(r.Points, at, at+1)
			for i := range r.Goals {
				for j := range r.Goals[i].Initiatives {
					in := &r.Goals[i].Initiatives[j]
					in.Addresses = slices.DeleteFunc(in.Addresses, func(a string) bool { return a == id })
				}
			}
		}
	case 5:
		r.added++
		r.Points = append(r.Points, randomPoint{ID: fmt.Sprintf("new%d", r.added), Problem: "A new pain hurts", Template: "alpha", Goals: []string{g.ID}})
	case 6:
		if len(r.Points) > 0 {
			r.Points[rapid.IntRange(0, len(r.Points)-1).Draw(t, "reworded")].Problem += " more"
		}
	case 7:
		g.Guardrails = rapid.IntRange(0, 3).Draw(t, "guardrails")
	case 8:
		if len(g.Initiatives) > 0 {
			g.Initiatives[0].Stage = rapid.SampledFrom([]string{"exploring", "committed", "done"}).Draw(t, "stage")
		}
	}
}
