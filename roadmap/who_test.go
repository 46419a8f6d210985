package roadmap

import (
	"strings"
	"testing"
)

func TestWhoAnswersWhat(t *testing.T) {
	team := Team{}
	for _, r := range []struct {
		person *Person
		name   string
	}{
		{&team.ProductManager, "product manager"}, {&team.ProductOwner, "product owner"},
		{&team.Engineering, "engineering"}, {&team.ScrumMaster, "scrum master"},
		{&team.ProjectManager, "project manager"}, {&team.ProductMarketing, "product marketing"},
		{&team.ProductOperations, "product operations"}, {&team.Marketing, "marketing"}, {&team.Support, "support"},
	} {
		r.person.Name = r.name
	}
	rm := &Roadmap{Team: team}
	for question, want := range map[string]string{
		"can we do this technically?":                                  "engineering",
		"Is this feasible with our architecture?":                      "engineering",
		"What is the vision for the product?":                          "product manager",
		"Why is this on the roadmap?":                                  "product manager",
		"What is our long-term strategy?":                              "product manager",
		"Which story comes first in the backlog?":                      "product owner",
		"What do the acceptance criteria of this story mean?":          "product owner",
		"Who helps with day-to-day development questions?":             "product owner",
		"How do we acquire new customers?":                             "marketing",
		"Which marketing campaign brings traffic?":                     "marketing",
		"A customer complains that the export fails, who helps?":       "support",
		"Should we change the length of our retrospective?":            "scrum master",
		"Who removes an impediment?":                                   "scrum master",
		"When will this be done, and is there budget?":                 "project manager",
		"Which dependencies across projects are there?":                "project manager",
		"What is the message for the launch?":                          "product marketing",
		"Which tooling does the product team use for planning cycles?": "product operations",
		"What is this?": "product manager",
	} {
		if got := rm.Who(question); got.Role != want || got.Person.Name != want {
			t.Errorf("%q: got %s (%v), want %s", question, got.Role, got.Words, want)
		}
	}
}

func TestWhoStandsIn(t *testing.T) {
	rm := &Roadmap{Team: Team{ProductManager: Person{Name: "Ana"}, ProductOwner: Person{Name: "Pia"}}}
	got := rm.Who("can we do this technically?")
	if got.Person.Name != "Pia" || got.Instead != "engineering" {
		t.Errorf("got %+v; want Pia instead of engineering", got)
	}
	if got := (&Roadmap{}).Who("budget?"); got.Role != "project manager" || got.Person.Name != "" {
		t.Errorf("without a team: got %+v", got)
	}
}

func FuzzWho(f *testing.F) {
	f.Add("can we do this technically?")
	f.Add("İ ẞ -'/")
	f.Fuzz(func(t *testing.T, question string) {
		got := (&Roadmap{}).Who(question)
		for _, word := range got.Words {
			if !strings.Contains(spaced(question), word) {
				t.Errorf("%q is no word of %q", word, question)
			}
		}
	})
}
