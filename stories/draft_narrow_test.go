package stories

import (
	"slices"
	"strings"
	"testing"
)

// narrowedPack has a slot that is always drafted and two that words call.
const narrowedPack = `name: alpha
about: A kind of problem for tests.
match: {sure: [kiosk]}
slots:
  - {id: always, type: feature, title: "Mend the kiosk"}
  - {id: coins, type: feature, title: "Take coins", words: [coin|coins]}
  - {id: night, type: feature, title: "Open at night", words: [at night]}
`

func narrowedRoadmap(initiative, problem string) string {
	return strings.NewReplacer("The right hand, templates: [generic]", initiative, "The first pain, templates: [alpha]", problem).
		Replace(caseRoadmap("other", "first"))
}

func (k *desk) titles() []string {
	var titles []string
	for _, item := range k.load().Items {
		if item.Kind == Story && item.Sidecar.Template == "alpha" {
			titles = append(titles, item.Title)
		}
	}
	slices.Sort(titles)
	return titles
}

func TestDraftHoldsWhatThePainPointAsksFor(t *testing.T) {
	whole := []string{"Mend the kiosk", "Open at night", "Take coins"}
	asked := []string{"Mend the kiosk", "Take coins"}
	for _, c := range []struct {
		name, initiative, problem string
		want                      []string
	}{
		{"a pain point asks for some", "The right hand", "The kiosk eats coins", asked},
		{"a pain point asks for the whole", "The right hand", "The kiosk is dead", whole},
		{"an initiative asks for what its pain point does", "A better kiosk", "The kiosk eats coins", asked},
		{"an initiative by itself asks for the whole", "A better kiosk", "Something else", whole},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newDesk(t)
			k.draft(narrowedRoadmap(c.initiative, c.problem), parsePack(t, narrowedPack), nil)
			if got := k.titles(); !slices.Equal(got, c.want) {
				t.Errorf("drafted %q, want %q", got, c.want)
			}
		})
	}
}

// A story is not lost because the pain point that asked for it is worded anew,
// nor because a later pack asks for it in certain words only.
func TestDraftKeepsWhatWasAskedFor(t *testing.T) {
	p := parsePack(t, narrowedPack)
	k := newDesk(t)
	k.draft(narrowedRoadmap("The right hand", "The kiosk eats coins"), p, nil)
	k.draft(narrowedRoadmap("The right hand", "The kiosk is shut at night"), p, nil)
	if got := k.titles(); !slices.Equal(got, []string{"Mend the kiosk", "Open at night", "Take coins"}) {
		t.Errorf("after another wording there is %q", got)
	}

	k = newDesk(t)
	wide := strings.NewReplacer(", words: [coin|coins]", "", ", words: [at night]", "").Replace(narrowedPack)
	k.draft(narrowedRoadmap("A better kiosk", "The kiosk eats coins"), parsePack(t, wide), nil)
	before := k.titles()
	result, written := k.draft(narrowedRoadmap("A better kiosk", "The kiosk eats coins"), p, nil)
	if got := k.titles(); !slices.Equal(got, before) || actionsOf(result)[ActionDropped] > 0 {
		t.Errorf("after a narrower pack there is %q of %q, written %v", got, before, written)
	}
	if again, written := k.draft(narrowedRoadmap("A better kiosk", "The kiosk eats coins"), p, nil); again.Pending() || len(written) > 0 {
		t.Errorf("again: %v, written %v", actionsOf(again), written)
	}
}
