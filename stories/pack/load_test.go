package pack

import (
	"strings"
	"testing"
	"testing/fstest"
)

func folder(name string, files map[string]string) Folder {
	out := fstest.MapFS{}
	for file, text := range files {
		out[file] = &fstest.MapFile{Data: []byte(text)}
	}
	return Folder{Name: name, Files: out}
}

const one = "name: one\naliases: [first]\nmatch:\n  sure: [green apples]\nslots:\n  - id: a\n    type: feature\n    title: A\n  - id: b\n    type: spike\n    title: B\n    needs: [a]\n"

func TestLaterFoldersAddReplaceAndExtend(t *testing.T) {
	base := folder("base", map[string]string{"one.yaml": one})
	if _, err := Load(base, folder("more", map[string]string{"two.yaml": strings.ReplaceAll(one, "one", "two")})); err == nil {
		t.Error("two templates share the alias first")
	}
	added, err := Load(base, folder("more", map[string]string{"two.yaml": "name: two\nslots: [{id: a, type: spike, title: A}]\n"}))
	if err != nil || len(added.Templates()) != 2 {
		t.Fatal(added, err)
	}
	replaced, err := Load(base, folder("more", map[string]string{"one.yaml": "name: one\nslots: [{id: c, type: spike, title: C}]\n"}))
	if err != nil || replaced.Template("one").Slot("a") != nil || replaced.Template("one").Slot("c") == nil {
		t.Error(err)
	}
	extended, err := Load(base, folder("more", map[string]string{
		"one.yaml": "extends: one\nmatch:\n  sure: [red pears]\nslots:\n  - {id: a, type: change, title: Other}\n  - {id: c, type: spike, title: C, needs: [b]}\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	both := extended.Template("first")
	if both.Slot("a").Type != "change" || both.Slot("b") == nil || both.Slot("c") == nil || len(extended.Templates()) != 1 {
		t.Errorf("%+v", both.Slots)
	}
	plain, err := Load(base)
	if err != nil {
		t.Fatal(err)
	}
	if plain.Template("one").Version == both.Version {
		t.Error("an extended template has the version of the plain one")
	}
	for _, problem := range []string{"green apples rot", "red pears rot"} {
		if m := extended.Match(Call{Problem: problem}); len(m.Choices) == 0 || m.Choices[0].Template != both {
			t.Errorf("%s calls nothing", problem)
		}
	}
}

// Every mistake of every file is told at once, each with its place.
func TestLoadTellsEveryMistake(t *testing.T) {
	_, err := Load(folder("packs", map[string]string{
		"a.yaml": "name: A B\nslots:\n  - id: one\n    type: epic\n    title: T\n    needs: [two, one]\n  - id: one\n    type: spike\n    title: \"{{.Persna}}\"\n    criteria:\n      - {id: x, text: \"{{printf 1}}\"}\n      - {id: x, text: ok}\n",
		"b.yaml": "name: b\nslot: []\n",
		"c.yaml": "name: c\nslots: [{id: a, type: spike, title: T, needs: [b]}, {id: b, type: spike, title: T, needs: [a]}]\nmatch: {sure: [\"...\", a <nobody> b, already gone, her|him]}\ncompanions: [{template: z}]\n",
		"d.yaml": "extends: nothing\n",
		"e.yaml": "name: e\n",
	}))
	if err == nil {
		t.Fatal("taken")
	}
	for _, want := range []string{
		`packs/a.yaml:1:7: `, `epic`, `two slots have the ID "one"`, `no field .Persna`, `.Persona`, `printf`, `two criteria have the ID "x"`,
		`packs/b.yaml:2:1: `, `slots`, `begins or ends with a gap`, `<nobody>`, `already`, `her`, `no template is named "z"`,
		`need one another`, `no template "nothing" to extend`, `template "e" has no slots`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("missing %s in\n%v", want, err)
		}
	}
}

func TestLoadRefusesWhatIsTooLarge(t *testing.T) {
	if _, err := Load(folder("packs", map[string]string{"a.yaml": "name: a\nabout: " + strings.Repeat("x", fileLimit)})); err == nil {
		t.Error("a file beyond the limit is taken")
	}
}

func TestMatchExplainsItself(t *testing.T) {
	p := defaultPack(t)
	m := p.Match(Call{
		Problem: "Users struggle to find relevant products", Initiative: "Personalized recommendations",
		Goal: "Increase user engagement by 20% through personalized recommendations", Evidence: []string{"412 search tickets in Q3"},
	})
	chief := m.Choices[0]
	if chief.Template.Name != "search" || len(chief.Words) == 0 || chief.Words[0].Where != "problem" || m.Miss {
		t.Errorf("%+v", m)
	}
	if len(m.Choices) < 2 || m.Choices[1].Companion != "search" || m.Choices[1].Slots[len(m.Choices[1].Slots)-1].ID != "engine" {
		t.Error("no recommendation comes along")
	}
	found := map[string]bool{}
	for _, w := range chief.Words {
		found[w.Where] = true
	}
	if !found["evidence"] {
		t.Errorf("the evidence is not among the words: %v", chief.Words)
	}
	if m := p.Match(Call{Problem: "Users struggle to find relevant products"}); len(m.Choices) < 2 {
		t.Error("alone it brings no recommendation")
	}
	if m := p.Match(Call{Problem: "Bread goes stale"}); !m.Miss || m.Choices[0].Template.Name != Generic {
		t.Errorf("%+v", m)
	}
	m = p.Match(Call{Templates: []string{"reporting", "nonsense", "reporting-and-analytics"}, Problem: "Users struggle to find relevant products"})
	if len(m.Choices) != 1 || !m.Choices[0].Explicit || m.Choices[0].Template.Name != "reporting-and-analytics" || len(m.Unknown) != 1 {
		t.Errorf("%+v", m)
	}
}

func TestMatchIsTheSameEveryTime(t *testing.T) {
	call := Call{Problem: "Customers keep asking us where their parcel is and the app crashes on older phones", Goal: "Halve support contacts"}
	first := defaultPack(t).Match(call)
	for range 3 {
		again := defaultPack(t).Match(call)
		if again.Choices[0].Template.Name != first.Choices[0].Template.Name || again.Choices[0].Score != first.Choices[0].Score || len(again.Near) != len(first.Near) {
			t.Fatal("differs")
		}
		for i, word := range again.Choices[0].Words {
			if word != first.Choices[0].Words[i] {
				t.Fatal("words differ")
			}
		}
	}
}

// The worked example comes out as the design says it.
func TestWorkedExampleTitle(t *testing.T) {
	const statement = "Increase user engagement by 20% through personalized recommendations"
	for name, e := range map[string]ExampleRoadmap{
		"goal alone":    {Goal: statement},
		"with the shop": {Product: "Northwind Shop", Persona: "returning shopper", Goal: statement, Initiative: "Personalized recommendations"},
	} {
		text, err := defaultPack(t).Template("recommendations").Slot("engine").Render(e.view())
		if err != nil || text.Title != "Implement a recommendation engine based on user purchase history and browsing behavior" {
			t.Errorf("%s: %q, %v", name, text.Title, err)
		}
	}
	courses := ExampleRoadmap{Product: "Lingua", Goal: "Have learners take two courses a year through course recommendations"}
	text, _ := defaultPack(t).Template("recommendations").Slot("engine").Render(courses.view())
	if !strings.Contains(text.Title, "enrollment history") {
		t.Error(text.Title)
	}
}
