package pack

import (
	"reflect"
	"testing"

	"plotline/roadmap"
)

func TestEvidenceThatCanBeMeasuredAgain(t *testing.T) {
	for _, test := range []struct {
		evidence []string
		want     string
	}{
		{[]string{"Interviews in May", "31% of calls to customer service are about returns"}, "31% of calls to customer service are about returns"},
		{[]string{"212 invoice corrections in August 2026"}, "212 invoice corrections in August 2026"},
		{[]string{"One in four kids' sets is exchanged on the same day"}, "One in four kids' sets is exchanged on the same day"},
		{[]string{"Half of the callers ask where their parcel is"}, "Half of the callers ask where their parcel is"},
		{[]string{"Email of 3 February", "Survey of Q2 2026", "Works council request", "Board meeting, May 12", "Reason for cancelling no. 2"}, ""},
		{[]string{"4 fines"}, ""}, // too little to know what is counted
		{nil, ""},
	} {
		var evidence []roadmap.Evidence
		for _, text := range test.evidence {
			evidence = append(evidence, roadmap.Evidence{Text: text})
		}
		if got := figureOf(evidence); got != test.want {
			t.Errorf("%q: %q, want %q", test.evidence, got, test.want)
		}
	}
}

// Evidence may change freely: what was accepted must not move for it. So no
// title, narrative or criterion of the default pack depends on it.
func TestEvidenceStandsInNotesOnly(t *testing.T) {
	r := &roadmap.Roadmap{Product: roadmap.Product{Name: "Shop"}, Goals: []roadmap.Goal{{ID: "g", Statement: "More orders"}}}
	without := &roadmap.PainPoint{ID: "p", Problem: "Shoppers cannot find a product"}
	with := &roadmap.PainPoint{ID: "p", Problem: without.Problem, Evidence: []roadmap.Evidence{{Text: "31% of calls are about returns"}}}
	render := func(slot *Slot, p *roadmap.PainPoint) (Text, bool) {
		view := NewView(Scope{Roadmap: r, Goal: &r.Goals[0], PainPoints: []*roadmap.PainPoint{p}})
		wanted, err := slot.Wanted(view)
		if err != nil {
			t.Fatal(err)
		}
		text, err := slot.Render(view)
		if err != nil {
			t.Fatal(err)
		}
		return text, wanted
	}
	noted := 0
	for _, template := range defaultPack(t).Templates() {
		for _, slot := range template.Slots {
			before, wanted := render(slot, without)
			after, still := render(slot, with)
			if before.Notes != after.Notes {
				noted++
			}
			before.Notes, after.Notes = "", ""
			if wanted != still || !reflect.DeepEqual(before, after) {
				t.Errorf("%s/%s: evidence changes what it says\n%+v\n%+v", template.Name, slot.ID, before, after)
			}
		}
	}
	if noted == 0 {
		t.Error("no notes name the evidence")
	}
}
