package pack

import (
	"fmt"
	"strings"
	"testing"

	"plotline/roadmap/source"
	"plotline/templates"
)

var sourceStart = source.Position{Path: "list.txt", Line: 1, Column: 1}

// A pack of one's own teaches: a sentence under a template's list calls it from
// then on, without a word of the default pack being said again.
func TestAListOfOnesOwnTeaches(t *testing.T) {
	const said = "Nobody can tell the blue crates from the green crates"
	base := Folder{Name: "default", Files: templates.Default()}
	before, err := Load(base)
	if err != nil {
		t.Fatal(err)
	}
	if got := before.Match(Call{Problem: said}).Choices[0].Template.Name; got == "accessibility" {
		t.Fatalf("it is heard already: %s", got)
	}
	after, err := Load(base, folder("own", map[string]string{
		"accessibility.yaml": "extends: accessibility\n",
		"accessibility.txt":  "# ours\n\nNobody can tell the blue crates from the green crates || search\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	choice := after.Match(Call{Problem: said}).Choices[0]
	if choice.Template.Name != "accessibility" || choice.Share < hearFrom || len(choice.Words) == 0 {
		t.Errorf("%s %v %v", choice.Template.Name, choice.Share, choice.Words)
	}
}

// A template of one's own is heard once its list is long enough, and a phrase
// goes before all that was heard.
func TestAPhraseGoesBeforeWhatWasHeard(t *testing.T) {
	base := Folder{Name: "default", Files: templates.Default()}
	pack, err := Load(base, folder("own", map[string]string{
		"crates.yaml": "name: crates\nmatch: {sure: [blue crates]}\nslots: [{id: a, type: spike, title: A}]\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	m := pack.Match(Call{Problem: "Customers cannot find blue crates by search, there is no filter for the result list"})
	if m.Choices[0].Template.Name != "crates" || m.Choices[0].Share != 0 || m.Choices[0].Score < callFrom {
		t.Errorf("%+v", m.Choices[0])
	}
}

func TestListsAreReadStrictly(t *testing.T) {
	template := "name: one\nslots: [{id: a, type: spike, title: A}]\n"
	_, err := Load(folder("packs", map[string]string{
		"one.yaml": template, "one.txt": "fine\nwrong || nothing, one\nbad \xff bytes\n" + strings.Repeat("x", heardLineLimit+1) + "\n",
		"README.txt": "\xff is nobody's list",
	}))
	if err == nil {
		t.Fatal("taken")
	}
	for _, want := range []string{
		"packs/one.txt:3:1: this line is not UTF-8 text", "packs/one.txt:4:1: this sentence has more than 400 bytes",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("missing %q in\n%v", want, err)
		}
	}
	_, err = Load(folder("packs", map[string]string{"one.yaml": template, "one.txt": "fine\nwrong || nothing, one\n"}))
	if err == nil || !strings.Contains(err.Error(), `packs/one.txt:2:1: no template is named "nothing"`) {
		t.Error(err)
	}
	_, err = Load(folder("packs", map[string]string{"one.yaml": template, "one.txt": strings.Repeat("the same\n", heardLimit+1)}))
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("more than %d sentences", heardLimit)) {
		t.Error(err)
	}
}

func FuzzHeard(f *testing.F) {
	f.Add("Shoppers cannot find what they look for || recommendations\n# remark\n\n||\n")
	f.Fuzz(func(t *testing.T, text string) {
		list := source.NewFile("list.txt", []byte(text))
		heard, _ := parseHeard(list, text)
		for _, one := range heard {
			if one.at.Line < 1 || len(one.Text) > heardLineLimit {
				t.Errorf("%+v", one)
			}
		}
	})
}
