package pack

import (
	"testing"

	"plotline/roadmap"
	"plotline/templates"
)

func defaultPack(t testing.TB) *Pack {
	t.Helper()
	p, err := Load(Folder{Name: "default", Files: templates.Default()})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestShow(t *testing.T) {
	p := defaultPack(t)
	r := &roadmap.Roadmap{
		Product: roadmap.Product{Name: "Northwind Shop"}, Personas: []roadmap.Persona{{ID: "shopper", Name: "returning shopper"}},
		Goals: []roadmap.Goal{{ID: "engagement", Statement: "Increase user engagement by 20% through personalized recommendations",
			Metrics: []roadmap.Metric{{Name: "weekly engaged shoppers", Baseline: roadmap.Number{Text: "41000", Value: 41000}, Target: roadmap.Number{Text: "+20%", Value: 20, Scale: roadmap.Percent, Signed: true}}}}},
		PainPoints: []roadmap.PainPoint{{ID: "x", Problem: "Users struggle to find relevant products", Personas: []string{"shopper"}}},
	}
	v := NewView(Scope{Roadmap: r, Goal: &r.Goals[0], PainPoints: []*roadmap.PainPoint{&r.PainPoints[0]}})
	for _, tpl := range p.Templates() {
		e, err := tpl.RenderEpic(v)
		if err != nil {
			t.Error(err)
		}
		t.Logf("# %s: %s", tpl.Name, e.Narrative)
		for _, s := range tpl.Slots {
			if ok, _ := s.Wanted(v); !ok {
				continue
			}
			text, err := s.Render(v)
			if err != nil {
				t.Error(err)
			}
			t.Logf("## %s\n%s\n", text.Title, text.Narrative)
			for _, c := range text.Criteria {
				t.Logf("- %s", c.Text)
			}
		}
	}
}
