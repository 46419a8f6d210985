package pack

import (
	"slices"
	"testing"
	"testing/fstest"
)

const narrowPack = `name: kiosk
about: Kiosks.
match: {sure: [kiosk]}
slots:
  - {id: always, type: feature, title: Always}
  - {id: coins, type: feature, title: Coins, words: [coin|coins, <cannot> pay]}
  - {id: night, type: feature, title: Night, words: [at night]}
`

func TestWordsNarrowSlots(t *testing.T) {
	p, err := Load(Folder{Name: "x", Files: fstest.MapFS{"kiosk.yaml": {Data: []byte(narrowPack)}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name  string
		call  Call
		slots []string
	}{
		{"a word of one", Call{Problem: "The kiosk eats coins"}, []string{"always", "coins"}},
		{"a word of one in the evidence", Call{Problem: "The kiosk is dead", Evidence: []string{"Nobody came at night"}}, []string{"always", "night"}},
		{"words of both", Call{Problem: "The kiosk eats coins at night"}, []string{"always", "coins", "night"}},
		{"a word of none means the whole", Call{Problem: "The kiosk is dead"}, []string{"always", "coins", "night"}},
		{"named by the roadmap", Call{Problem: "Nobody can come at night", Templates: []string{"kiosk"}}, []string{"always", "night"}},
		{"its goal does not narrow", Call{Problem: "The kiosk is dead", Goal: "Take more coins"}, []string{"always", "coins", "night"}},
	} {
		var got []string
		for _, slot := range p.Match(test.call).Choices[0].Slots {
			got = append(got, slot.ID)
		}
		if !slices.Equal(got, test.slots) {
			t.Errorf("%s: %v, want %v", test.name, got, test.slots)
		}
	}
}

func TestAWordThatCannotBeFoundIsAMistake(t *testing.T) {
	_, problems := Parse("kiosk.yaml", []byte("name: kiosk\nslots:\n  - {id: a, type: feature, title: A, words: [\"... coin\"]}\n"))
	if len(problems) != 1 || problems[0].Line != 3 {
		t.Errorf("problems: %v", problems)
	}
}
