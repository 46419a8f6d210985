package pack

import (
	"strings"
	"testing"
	"unicode/utf8"

	"plotline/roadmap"
)

func TestWhatPeopleWantToGetDone(t *testing.T) {
	for problem, want := range map[string]string{
		"Teachers have to reserve thirty copies one by one":                             "reserve thirty copies in one go",
		"Operators open 200 accounts one by one to change a setting":                    "change a setting in one go",
		"A pay rise for 800 people has to be entered one employee at a time":            "enter a pay rise for 800 people in one go",
		"Changing opening hours has to be done separately for each branch":              "change opening hours in one go",
		"Teachers collect trip money in envelopes":                                      "collect trip money without envelopes",
		"Damage to wagons is noted on paper in the yard":                                "note damage to wagons without paper",
		"Parents give up when linking their second child":                               "link their second child",
		"New sellers give up halfway through setting up their account":                  "set up their account",
		"Half of those who create an account never take their first lesson":             "take their first lesson",
		"One in four people who register never borrows a single thing":                  "borrow something",
		"In the car park there is no signal and sessions cannot be started":             "start sessions",
		"The calendar of time slots cannot be operated with a thumb":                    "operate the calendar of time slots with a thumb",
		"Nobody can find earlier permits without knowing the permit number":             "find earlier permits without knowing the permit number",
		"To pause a membership you must come to the desk":                               "pause a membership",
		"Patients can only move an appointment by phone":                                "move an appointment",
		"Patients can only book or move an appointment by phone":                        "book an appointment",
		"Freezing a membership or changing a bank account means phoning the club":       "freeze a membership",
		"Employees do not understand the deductions on their payslip":                   "understand the deductions on their payslip",
		"Handlers copy every claim from the policy system into Claimdesk by hand":       "",
		"Speaking exercises are embarrassing in an open-plan office":                    "",
		"First-time shoppers abandon their basket when checkout demands an account":     "",
		"In a dispute it can't be proven who gave the go-ahead for the extra work":      "",
		"There are too few structural reviewers to keep up with the applications":       "",
		"Drivers with gloves on can't read or hit the buttons in the app":               "",
		"Every third invoice shows the wrong amount":                                    "",
		"A blind guest cannot choose a date with a screen reader and has to phone":      "choose a date with a screen reader",
		"School secretaries enter each pupil's pass one at a time, 1,200 of them":       "enter each pupil's pass in one go",
		"The training manager cannot see who has got how far and compiles a list":       "see who has got how far",
		"Visitors do not understand the rings and the short-hop rule":                   "understand the rings and the short-hop rule",
		"Landlords spend hours matching payments in their bank account to rents":        "match payments in their bank account to rents in minutes",
		"Landlords need days to put together income and expenses for their tax return":  "put together income and expenses for their tax return in minutes",
		"Buyers see the list price instead of their negotiated price and call us":       "see their negotiated price",
		"Companies cannot pay by invoice with a purchase order and have to use a card":  "pay by invoice with a purchase order",
		"Fans cannot see what the view from a seat is like before they buy":             "see what the view from a seat is like before they buy",
		"Travelers have to call to change or cancel a booking":                          "change a booking",
		"Fans who bought tickets for friends cannot pass them on":                       "",
		"Customers have to wait on the phone to get a refund when an item is missing":   "get a refund when an item is missing",
		"Borrowers have to bring their payslips to the branch after they uploaded them": "hand in their payslips",
		"Patients still have to come to the practice to pick up a paper prescription":   "get a prescription",
		"Employees wait days for their leave to be approved because requests get lost":  "get their leave approved without waiting for days",
		"Owners cannot control lights of other brands like Hue or Lume in our app":      "control lights of other brands",
		"Owners cannot switch the lights or the heating when the internet is down":      "switch the lights or the heating when the internet is down",
		"Reading one ticket takes the handheld eight seconds":                           "",
		"A printer cannot print envelopes":                                              "",
		"The X-ray software doesn't know who is in the chair, so the nurse types again": "",
	} {
		if got := firstOf(wishOf(problem), errandOf(problem), actOf(problem)); got != want {
			t.Errorf("%s: %q, want %q", problem, got, want)
		}
	}
}

func TestWhatProblemsAreAbout(t *testing.T) {
	for _, test := range []struct{ problem, part, data, other, old, report, question string }{
		{problem: "Product pages take eight seconds to load", part: "product pages", data: "product pages"},
		{problem: "The check-in desk freezes on Monday mornings", part: "the check-in desk", data: "the check-in desk"},
		{problem: "Wardens wait twenty seconds for every plate check", part: "plate checks"},
		{problem: "With more than 200 trucks the map takes half a minute to load", part: "the map"},
		{problem: "Two doctors working on the same letter overwrite each other", part: "the same letter"},
		{problem: "Every handler can approve payments of any amount", part: "payments"},
		{problem: "Invited trades can read our customer's cost estimates", part: "customer cost estimates"},
		{problem: "Lawyers can open each other's files"},
		{problem: "Drivers with gloves on cannot hit the buttons"},
		{problem: "New hires get a dozen emails"},
		{problem: "Customer records are full of duplicates", part: "customer records", data: "customer records"},
		{problem: "Wardens mistype number plates", part: "number plates", data: "number plates"},
		{problem: "Handlers copy every claim from the policy system into Claimdesk by hand", data: "claims", other: "the policy system"},
		{problem: "The office types class lists from the county register", data: "class lists", other: "the county register"},
		{problem: "Planners copy booking requests from emails into Railbook", data: "booking requests", other: "emails"},
		{problem: "Clerks key in overtime from the time clock system", data: "overtime", other: "the time clock system"},
		{problem: "Handlers log in to seven systems every morning"},
		{problem: "14000 permits are still in the old permit register", other: "the old permit register", old: "the old permit register"},
		{problem: "A quarter of customers still run the v1 agent", old: "the v1 agent"},
		{problem: "Shops still use the terminal from 1998", old: "the terminal from 1998"},
		{problem: "HR managers build the monthly headcount report", report: "the monthly headcount report"},
		{problem: "Guild leaders report toxic players"},
		{problem: "Nobody can tell who cancelled a fine and on what ground", question: "who cancelled a fine"},
		{problem: "Planners have no figures on which trains run half empty", question: "which trains run half empty"},
		{problem: "Parents do not know which ski length their child needs this year", question: "which ski length their child needs"},
		{problem: "Faced with 9,000 courses learners pick any"},
		{problem: "Nearly every course has five stars"},
		{problem: "Everyone at the desk works under the same name"},
		{problem: "Screens shown in the lessons look nothing like today's software"},
		{problem: "The same supplier is in there three times", part: "the same supplier", data: "supplier records"},
		{problem: "Nobody knows what a train costs to run on our servers", question: "what a train costs to run on the servers"},
	} {
		r := read(test.problem)
		for _, field := range []struct{ name, got, want string }{
			{"part", r.part(), test.part}, {"data", r.data(), test.data}, {"other", r.other("Claimdesk"), test.other},
			{"old", oldOf([]string{test.problem}), test.old}, {"report", r.report(), test.report},
			{"question", questionOf(test.problem), test.question},
		} {
			if field.got != field.want {
				t.Errorf("%s: %s is %q, want %q", test.problem, field.name, field.got, field.want)
			}
		}
	}
}

// Whom the problem begins with is whom the work is for, though it is somebody
// else's pain; a loan is a book where readers borrow.
func TestProblemsSayWhomAndWhat(t *testing.T) {
	r := &roadmap.Roadmap{Personas: []roadmap.Persona{{ID: "office", Name: "school office"}, {ID: "parent", Name: "Parents of young children"}}}
	point := &roadmap.PainPoint{Problem: "Parents ring the office to report a sick child", Personas: []string{"office"}}
	if v := NewView(Scope{Roadmap: r, PainPoints: []*roadmap.PainPoint{point}}); v.Whos != "parents" {
		t.Errorf("the work is for %q", v.Whos)
	}
	point.Problem = "The telephone rings all morning"
	if v := NewView(Scope{Roadmap: r, PainPoints: []*roadmap.PainPoint{point}}); v.Whos != "members of the school office" {
		t.Errorf("the work is for %q", v.Whos)
	}
	point.Problem = "Readers cannot renew a loan"
	if v := NewView(Scope{Roadmap: r, PainPoints: []*roadmap.PainPoint{point}}); v.Thing != "book" {
		t.Errorf("the thing is %q", v.Thing)
	}
	point.Problem = "Clients cannot compare a loan"
	if v := NewView(Scope{Roadmap: r, PainPoints: []*roadmap.PainPoint{point}}); v.Thing != "loan" {
		t.Errorf("the thing is %q", v.Thing)
	}
}

// FuzzReading holds that whatever a problem says, what is read from it is a few
// plain words of it, fit to stand in a sentence.
func FuzzReading(f *testing.F) {
	for _, seed := range []string{
		"Handlers copy every claim from the policy system into Claimdesk by hand", "the old", "from 1998", "takes", "same", "can", "",
		"Every third invoice, shows", "when ing", "Nobody can x", "The 's takes a", "İİ cannot be ıed", "a\xffb cannot be used",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, problem string) {
		r := &roadmap.Roadmap{Product: roadmap.Product{Name: "Shop"}}
		v := NewView(Scope{Roadmap: r, PainPoints: []*roadmap.PainPoint{{Problem: problem}}})
		for _, said := range []string{v.Act, v.Question, v.Part, v.Data, v.Other, v.Old, v.Report, v.News} {
			if strings.TrimSpace(said) != said || strings.ContainsAny(said, "\n\t<>()\"") || utf8.RuneCountInString(said) > 160 {
				t.Errorf("%q says %q", problem, said)
			}
		}
	})
}

// A problem that says why is told by its reason where it says nothing else to do.
func TestWhatAProblemNamesAsItsReason(t *testing.T) {
	for problem, cause := range map[string]string{
		"Everybody takes the gondola because nobody can see that the east side is empty":   "nobody can see that the east side is empty",
		"Doses expire in the cupboard because nobody looks at the dates, so we throw some": "nobody looks at the dates",
		"Lifts close because of wind":    "",
		"It fails because it does":       "",
		"Shoppers cannot find a product": "",
	} {
		if got := causeOf(problem); got != cause {
			t.Errorf("%q: %q, not %q", problem, got, cause)
		}
	}
	if act := deniedIn(causeOf("Everybody takes the gondola because nobody can see that the east side is empty")); act != "see that the east side is empty" {
		t.Errorf("%q", act)
	}
}
