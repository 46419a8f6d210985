package roadmap

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Answer says who answers a question, and what of the question told so.
type Answer struct {
	// Role is the role in words, "product owner"; Person is who has it in the
	// roadmap's team, zero where nobody is named.
	Role   string
	Person Person
	// About is the kind of question, "the order of the backlog".
	About string
	// Words are the question's words that decided; none when nothing matched
	// and the product manager, who answers for the product, is the fallback.
	Words []string
	// Instead is the role that has nobody, when Role stands in for it.
	Instead string
	// Also are other roles that the question touches, best first.
	Also []string
}

// subject is a kind of question that a product team asks, and who answers it.
type subject struct {
	about string
	role  role
	// words are beginnings of words; those of two or three words weigh more.
	words []string
}

type role struct {
	name   string
	person func(*Team) Person
	// standIn answers where nobody has the role.
	standIn string
}

var roles = []role{
	{"product manager", func(t *Team) Person { return t.ProductManager }, ""},
	{"product owner", func(t *Team) Person { return t.ProductOwner }, "product manager"},
	{"engineering", func(t *Team) Person { return t.Engineering }, "product owner"},
	{"scrum master", func(t *Team) Person { return t.ScrumMaster }, "product owner"},
	{"project manager", func(t *Team) Person { return t.ProjectManager }, "product manager"},
	{"product marketing", func(t *Team) Person { return t.ProductMarketing }, "marketing"},
	{"product operations", func(t *Team) Person { return t.ProductOperations }, "product manager"},
	{"marketing", func(t *Team) Person { return t.Marketing }, "product manager"},
	{"support", func(t *Team) Person { return t.Support }, "product owner"},
	{"design", func(t *Team) Person { return t.Design }, "product owner"},
	{"research", func(t *Team) Person { return t.Research }, "product manager"},
	{"quality", func(t *Team) Person { return t.Quality }, "engineering"},
	{"data", func(t *Team) Person { return t.Data }, "product manager"},
	{"security", func(t *Team) Person { return t.Security }, "engineering"},
	{"sales", func(t *Team) Person { return t.Sales }, "product manager"},
}

func roleNamed(name string) role {
	i := slices.IndexFunc(roles, func(r role) bool { return r.name == name })
	return roles[max(0, i)]
}

func subjects() []subject {
	ask := func(about, who string, words ...string) subject {
		return subject{about, roleNamed(who), words}
	}
	return []subject{
		ask("vision and roadmap", "product manager", "vision", "roadmap", "destination", "goal", "outcome", "metric",
			"target", "why are we", "why do we build", "what should we build", "which problem", "customer need",
			"pain point", "initiative", "non-goal", "okr", "key result"),
		ask("long-term strategy", "product manager", "strateg", "long-term", "long term", "market", "competit",
			"positioning", "differentiat", "business case", "pricing model", "next year", "five years", "three years"),
		ask("the order of the backlog", "product owner", "backlog", "priorit", "order of", "next sprint", "which first",
			"comes first", "come first", "come next", "rank", "refine", "what is next", "what's next"),
		ask("a particular story", "product owner", "user stor", "this stor", "the stor", "stories", "story", "acceptance",
			"criteri", "criterion", "edge case", "requirement", "scope of", "definition of ready", "epic", "split"),
		ask("day-to-day development", "product owner", "day-to-day", "day to day", "daily work", "clarif", "ticket",
			"developers ask", "work on now", "feature detail", "accept the work", "done yet"),
		ask("technical feasibility", "engineering", "technical", "technolog", "feasib", "architect", "can we build",
			"possible to build", "how hard", "effort", "estimate", "code", "database", "server", "refactor", "technical debt",
			"tech debt", "implement", "api", "infrastructure", "deploy", "performance of"),
		ask("marketing and acquisition", "marketing", "marketing", "campaign", "acqui", "advert", "seo", "newsletter",
			"social media", "brand", "lead generation", "new customers", "traffic"),
		ask("messaging and launch", "product marketing", "messag", "launch", "announce", "go-to-market", "go to market",
			"press", "release notes", "value proposition", "sales deck", "pitch"),
		ask("customers' issues", "support", "support", "complain", "customer issue", "customers' issue", "customer problem",
			"customer reports", "help desk", "helpdesk", "bug report", "refund", "a customer", "customer call", "customer cannot"),
		ask("process", "scrum master", "process", "retro", "stand-up", "standup", "ceremon", "scrum", "sprint length",
			"impediment", "blocked team", "facilitat", "team conflict", "meeting", "velocity", "working agreement"),
		ask("dates, budget and dependencies across projects", "project manager", "budget", "deadline", "date", "schedule",
			"milestone", "when will", "when is", "gantt", "critical path", "other project", "other team", "across project",
			"across team", "dependenc", "resourc", "staffing", "vendor", "contract", "cost of the project", "delay", "on time"),
		ask("how the product process runs", "product operations", "product process", "product ops", "product operations",
			"tooling", "product tool", "templates for", "roadmap template", "product team works", "best practice", "onboard product manager",
			"planning cycle", "planning cadence"),
		ask("how it looks and feels", "design", "design", "mock-up", "mockup", "wireframe", "look and feel", "layout", "colour",
			"color", "usability", "user interface"),
		ask("what users do and need", "research", "interview", "research", "user test", "usability test", "survey"),
		ask("whether it works as agreed", "quality", "test plan", "regression", "quality assurance", "tested", "qa"),
		ask("data and measurement", "data", "dashboard", "analytics", "a/b test", "data model", "tracking"),
		ask("security and privacy", "security", "security", "privacy", "gdpr", "penetration", "vulnerab", "threat"),
		ask("deals and customers to be", "sales", "deal", "prospect", "discount", "quote for", "sales"),
	}
}

// Who tells who answers a question, by the roadmap's team. It always names a
// role: what matches nothing is the product manager's.
func (r *Roadmap) Who(question string) Answer {
	text := spaced(question)
	type match struct {
		subject subject
		words   []string
		weight  int
	}
	var matches []match
	for _, s := range subjects() {
		m := match{subject: s}
		for _, word := range s.words {
			if strings.Contains(text, " "+word) {
				m.words = append(m.words, word)
				m.weight += 1 + 2*strings.Count(word, " ")
			}
		}
		if m.weight > 0 {
			matches = append(matches, m)
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int { return cmp.Compare(b.weight, a.weight) })
	if len(matches) == 0 {
		return r.answer(roleNamed("product manager"), "the product", nil)
	}
	best := matches[0]
	answer := r.answer(best.subject.role, best.subject.about, wholeWords(text, best.words))
	for _, m := range matches[1:] {
		if name := m.subject.role.name; name != answer.Role && name != answer.Instead && !slices.Contains(answer.Also, name) {
			answer.Also = append(answer.Also, name)
		}
	}
	return answer
}

func (r *Roadmap) answer(who role, about string, words []string) Answer {
	a := Answer{Role: who.name, Person: who.person(&r.Team), About: about, Words: words}
	for a.Person.Name == "" && roleNamed(a.Role).standIn != "" {
		if a.Instead == "" {
			a.Instead = who.name
		}
		stand := roleNamed(roleNamed(a.Role).standIn)
		a.Role, a.Person = stand.name, stand.person(&r.Team)
	}
	if a.Person.Name == "" {
		a.Role, a.Instead = who.name, ""
	}
	return a
}

// spaced is a text in lower case with one blank before each word.
func spaced(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune("-'/", c)
	})
	return " " + strings.Join(words, " ") + " "
}

// wholeWords gives the words of a text that begin as the stems say.
func wholeWords(text string, stems []string) []string {
	var words []string
	for _, stem := range stems {
		at := strings.Index(text, " "+stem) + 1
		end := at + len(stem)
		end += strings.IndexByte(text[end:], ' ')
		if word := text[at:end]; !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}
