package pack

// Call is what calls a template: a pain point, an initiative, or a goal that
// has neither. Fields that do not apply are "".
type Call struct {
	// Templates are the names that the roadmap gives; they always win.
	Templates []string
	// Problem, Initiative, Goal and Evidence are its texts and those of what
	// it belongs to.
	Problem    string
	Initiative string
	Goal       string
	Evidence   []string
}

// Match is which templates a call gets, and why.
type Match struct {
	// Choices are the templates called, the chief one first; never empty in a
	// pack that has a generic template.
	Choices []Choice
	// Near are templates that came close to the chief one.
	Near []Choice
	// Miss says that no words called a template and generic is the fallback.
	Miss bool
	// Unknown are names under templates that no template has.
	Unknown []string
}

// Choice is one template that a call gets.
type Choice struct {
	Template *Template
	// Slots are the slots called, all of the template's or, for a companion,
	// a few.
	Slots []*Slot
	// Explicit says that the roadmap named it.
	Explicit bool
	// Companion names the template that brought it along, "" for none.
	Companion string
	Score     float64
	Words     []Word
}

// Word is one reason for a choice: the words found, and where they stand.
type Word struct {
	Text   string
	Where  string // problem, initiative, goal or evidence
	Weight float64
}

// index finds phrases in text.
type index struct{}

func newIndex([]*Template) index { return index{} }

func parsePattern(string) (string, error) { return "", nil }

// Match tells which templates a call gets.
func (p *Pack) Match(call Call) Match {
	var m Match
	for _, name := range call.Templates {
		t := p.Template(name)
		if t == nil {
			m.Unknown = append(m.Unknown, name)
			continue
		}
		m.Choices = append(m.Choices, Choice{Template: t, Slots: t.Slots, Explicit: true})
	}
	if generic := p.Template(Generic); len(m.Choices) == 0 && generic != nil {
		m.Choices = []Choice{{Template: generic, Slots: generic.Slots}}
		m.Miss = true
	}
	return m
}
