package who

import (
	"os"
	"slices"
	"strings"
	"testing"

	"plotline/roadmap"
)

// fullTeam has somebody for every role, named as the role.
func fullTeam() *roadmap.Team {
	return &roadmap.Team{
		ProductManager: roadmap.Person{Name: productManager}, ProductOwner: roadmap.Person{Name: productOwner},
		Engineering: roadmap.Person{Name: engineering}, ScrumMaster: roadmap.Person{Name: scrumMaster},
		ProjectManager: roadmap.Person{Name: projectManager}, ProductMarketing: roadmap.Person{Name: productMarketing},
		ProductOperations: roadmap.Person{Name: productOperations}, Marketing: roadmap.Person{Name: marketing},
		Support: roadmap.Person{Name: support}, Design: roadmap.Person{Name: design}, Research: roadmap.Person{Name: research},
		Quality: roadmap.Person{Name: quality}, Data: roadmap.Person{Name: data}, Security: roadmap.Person{Name: security},
		Sales: roadmap.Person{Name: sales},
	}
}

func ask(t *testing.T, team *roadmap.Team, question string) Answer {
	t.Helper()
	answer, err := Answers(team, question)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestWhoAnswersWhat(t *testing.T) {
	for question, want := range map[string]string{
		"can we do this technically?":                                  engineering,
		"Is this feasible with our architecture?":                      engineering,
		"What is the vision for the product?":                          productManager,
		"Why is this on the roadmap?":                                  productManager,
		"What is our long-term strategy?":                              productManager,
		"Which story comes first in the backlog?":                      productOwner,
		"What do the acceptance criteria of this story mean?":          productOwner,
		"Who helps with day-to-day development questions?":             productOwner,
		"How do we acquire new customers?":                             marketing,
		"Which marketing campaign brings traffic?":                     marketing,
		"A customer complains that the export fails, who helps?":       support,
		"Should we change the length of our retrospective?":            scrumMaster,
		"Who removes an impediment?":                                   scrumMaster,
		"When will this be done, and is there budget?":                 projectManager,
		"Which dependencies across projects are there?":                projectManager,
		"What is the message for the launch?":                          productMarketing,
		"Which tooling does the product team use for planning cycles?": productOperations,
		"What is this?": productManager,
		"xyzzy":         productManager,
		"":              productManager,
	} {
		if got := ask(t, fullTeam(), question); got.Role != want || got.Person.Name != want {
			t.Errorf("%q: got %s (%v), want %s", question, got.Role, got.Words, want)
		}
	}
}

func TestWhoStandsIn(t *testing.T) {
	team := &roadmap.Team{ProductManager: roadmap.Person{Name: "Ana"}, ProductOwner: roadmap.Person{Name: "Pia"}}
	got := ask(t, team, "can we do this technically?")
	if got.Person.Name != "Pia" || got.Instead != engineering {
		t.Errorf("got %+v; want Pia instead of engineering", got)
	}
	if got := ask(t, &roadmap.Team{}, "budget?"); got.Role != projectManager || got.Person.Name != "" {
		t.Errorf("without a team: got %+v", got)
	}
}

// unheard are questions that are in no list: lines of "kind, kind | question".
func unheard(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("testdata/unheard.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		kinds, question, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if !ok {
			t.Fatalf("no kind: %q", line)
		}
		out[question] = strings.Split(kinds, ",")
	}
	return out
}

// Questions that nobody wrote the lists for reach somebody who can answer them.
func TestUnheardQuestions(t *testing.T) {
	right, named, all := 0, 0, 0
	for question, kinds := range unheard(t) {
		var want []string
		for _, kind := range kinds {
			want = append(want, subjectNamed(kind).role)
		}
		all++
		got := ask(t, fullTeam(), question)
		switch {
		case slices.Contains(want, got.Role):
			right++
		case slices.ContainsFunc(got.Also, func(name string) bool { return slices.Contains(want, name) }):
			named++
		default:
			t.Logf("%q goes to %s (%v, also %v), not %v", question, got.Role, got.Words, got.Also, want)
		}
	}
	t.Logf("of %d, %d reach who answers them, %d name them beside another", all, right, named)
	if right*100 < all*70 || (right+named)*100 < all*80 {
		t.Errorf("of %d, only %d reach who answers them, %d name them beside another", all, right, named)
	}
}

func TestUnheardIsUnheard(t *testing.T) {
	held := unheard(t)
	for _, s := range subjects {
		seen := map[string]bool{}
		lines, err := s.questions()
		if err != nil {
			t.Fatal(err)
		}
		for _, question := range lines {
			if held[question] != nil {
				t.Errorf("%s: %q is held out", s.name, question)
			}
			if question == "" || seen[question] {
				t.Errorf("%s: %q stands there twice, or is nothing", s.name, question)
			}
			seen[question] = true
		}
	}
}

func FuzzAnswers(f *testing.F) {
	f.Add("can we do this technically?")
	f.Add("İ ẞ -'/")
	f.Fuzz(func(t *testing.T, question string) {
		if got := ask(t, &roadmap.Team{}, question); got.Role == "" || got.About == "" {
			t.Errorf("%+v", got)
		}
	})
}
