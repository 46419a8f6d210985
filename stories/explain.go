package stories

import (
	"slices"
	"time"

	"plotline/roadmap"
	"plotline/stories/ear"
	"plotline/stories/pack"
)

// Explanation is why an item exists.
type Explanation struct {
	ID    string `json:"id"`
	Kind  Kind   `json:"kind"`
	Type  Type   `json:"type"`
	Path  string `json:"path"`
	Title string `json:"title"`
	// Chain leads from the item to the product's vision.
	Chain []Link `json:"chain"`
	// Template and Version name what drafted it, "" for what was added by hand.
	Template string `json:"template,omitempty"`
	Version  string `json:"version,omitempty"`
	// Callers are what called its slots, with the words that matched.
	Callers []CallerWords `json:"callers,omitempty"`
	// Placed are those of its pain points that stand in its epic by the draft's
	// own judgement, with what spoke for it.
	Placed []PlacedHere `json:"placed,omitempty"`
	// Missing are what it says it serves and the roadmap does not know.
	Missing []roadmap.Ref `json:"missing,omitempty"`
	// Questions are what was asked about it, oldest first.
	Questions []Asking `json:"questions,omitempty"`
	// Answers say who answers which question about it.
	Answers []Answer `json:"answers,omitempty"`
}

// Link is one step of the chain from an item to the vision.
type Link struct {
	// Kind is story, epic, pain point, initiative, goal, metric, standing or
	// vision.
	Kind string `json:"kind"`
	ID   string `json:"id,omitempty"`
	Text string `json:"text"`
}

// PlacedHere is a pain point that no initiative addresses, and why it stands in
// this one.
type PlacedHere struct {
	PainPoint  roadmap.Ref `json:"pain_point"`
	Initiative roadmap.Ref `json:"initiative"`
	Why        string      `json:"why"`
}

// CallerWords is one caller of an item's slot and why it called it.
type CallerWords struct {
	Caller   roadmap.Ref `json:"caller"`
	Template string      `json:"template"`
	Slot     string      `json:"slot"`
	// Explicit says that the roadmap names the template; Companion is the
	// template that brought it along.
	Explicit  bool       `json:"explicit,omitempty"`
	Companion string     `json:"companion,omitempty"`
	Words     []ear.Word `json:"words,omitempty"`
	// Kept says that the words call something else by now: the item stays
	// with the template that drafted it.
	Kept bool `json:"kept,omitempty"`
}

// Asking is a question about an item, and what became of it.
type Asking struct {
	By   string    `json:"by"`
	On   time.Time `json:"on,omitzero"`
	Text string    `json:"text"`
	// Open says that neither an answer nor a changed roadmap nor an acceptance
	// settled it.
	Open       bool      `json:"open"`
	Answer     string    `json:"answer,omitempty"`
	AnsweredBy string    `json:"answered_by,omitempty"`
	AnsweredOn time.Time `json:"answered_on,omitzero"`
}

// Answer is who answers one kind of question.
type Answer struct {
	Question string `json:"question"`
	Name     string `json:"name"`
}

// Explain tells why an item of a backlog exists: the chain from it to the
// vision, the template and the words that called it, and who answers for it.
func Explain(r *roadmap.Roadmap, p *pack.Pack, b *Backlog, item *Item) Explanation {
	e := Explanation{
		ID: item.ID, Kind: item.Kind, Type: item.Type, Path: item.Path, Title: item.Title,
		Missing: Broken(r, item),
	}
	d := newDrafter(DraftInput{Roadmap: r, Pack: p, Backlog: b})
	d.remember()
	d.outline()
	e.Chain = chain(r, b, item)
	e.Placed = d.placedIn(item)
	if s := item.Sidecar; s != nil {
		e.Template, e.Version = s.Template, s.Version
		for _, slot := range s.Slots {
			e.Callers = append(e.Callers, d.callersOfSlot(d.present(slot))...)
		}
	}
	e.Questions = askings(r, b, item)
	e.Answers = d.answersFor(item)
	return e
}

func askings(r *roadmap.Roadmap, b *Backlog, item *Item) []Asking {
	if item.Sidecar == nil {
		return nil
	}
	open := b.openQuestions(item, r)
	var all []Asking
	for i := range item.Sidecar.Questions {
		q := &item.Sidecar.Questions[i]
		all = append(all, Asking{
			By: q.By, On: q.On, Text: q.Text, Open: slices.Contains(open, q),
			Answer: q.Answer, AnsweredBy: q.AnsweredBy, AnsweredOn: q.AnsweredOn,
		})
	}
	return all
}

// placedIn are the pain points that an item serves and that the draft placed.
func (d *drafter) placedIn(item *Item) []PlacedHere {
	var here []PlacedHere
	refs := From(d.Roadmap, item)
	for _, p := range d.placed {
		in := roadmap.NewRef(roadmap.InitiativeRef, p.Initiative.ID)
		ref := roadmap.NewRef(roadmap.PainPointRef, p.PainPoint.ID)
		if slices.Contains(refs, in) && (item.Kind == Epic || slices.Contains(refs, ref)) {
			here = append(here, PlacedHere{PainPoint: ref, Initiative: in, Why: p.Why})
		}
	}
	return here
}

// chain leads from the item over its epic and what it serves to the vision.
func chain(r *roadmap.Roadmap, b *Backlog, item *Item) []Link {
	links := []Link{{Kind: string(item.Kind), ID: item.ID, Text: item.Title}}
	if epic := b.Item(item.Epic); epic != nil && item.Kind == Story {
		links = append(links, Link{Kind: string(Epic), ID: epic.ID, Text: epic.Title})
	}
	refs := From(r, item)
	for _, kind := range []string{roadmap.PainPointRef, roadmap.InitiativeRef, roadmap.GoalRef, roadmap.StandingRef} {
		for _, ref := range refs {
			if ref.Kind() == kind {
				links = append(links, linkOf(r, ref)...)
			}
		}
	}
	if r.Product.Vision != "" {
		links = append(links, Link{Kind: "vision", Text: foldSpace(r.Product.Vision)})
	}
	return links
}

func linkOf(r *roadmap.Roadmap, ref roadmap.Ref) []Link {
	id := ref.ID()
	switch ref.Kind() {
	case roadmap.PainPointRef:
		return []Link{{Kind: "pain point", ID: id, Text: foldSpace(r.PainPoint(id).Problem)}}
	case roadmap.InitiativeRef:
		_, initiative := r.Initiative(id)
		return []Link{{Kind: "initiative", ID: id, Text: foldSpace(initiative.Name)}}
	case roadmap.GoalRef:
		g := r.Goal(id)
		links := []Link{{Kind: "goal", ID: id, Text: foldSpace(g.Statement)}}
		for i := range g.Metrics {
			links = append(links, Link{Kind: "metric", ID: g.Metrics[i].ID, Text: metricSentence(&g.Metrics[i])})
		}
		return links
	case roadmap.StandingRef:
		return []Link{{Kind: "standing", ID: id, Text: foldSpace(r.StandingByID(id).Name)}}
	}
	return nil
}

// callersOfSlot says for each caller of a slot which words call its template.
func (d *drafter) callersOfSlot(slot Slot) []CallerWords {
	if slot.Slot == "" {
		return nil
	}
	var out []CallerWords
	for _, ref := range slot.Callers {
		words := CallerWords{Caller: ref, Template: slot.Template, Slot: slot.Slot}
		if c, ok := d.caller(ref); ok && slot.For.Kind() != metricRef {
			words.Kept = true
			for _, choice := range d.Pack.Match(c.call).Choices {
				if choice.Template.Name == slot.Template {
					words.Explicit, words.Companion, words.Words, words.Kept = choice.Explicit, choice.Companion, choice.Words, false
					break
				}
			}
		}
		out = append(out, words)
	}
	return out
}

// caller finds a caller in the epics of the roadmap.
func (d *drafter) caller(ref roadmap.Ref) (caller, bool) {
	for _, e := range d.epics {
		if e.source != ref && !slices.ContainsFunc(e.painPoints, func(p *roadmap.PainPoint) bool {
			return roadmap.NewRef(roadmap.PainPointRef, p.ID) == ref
		}) {
			continue
		}
		for _, c := range d.callers(e) {
			if c.ref == ref {
				return c, true
			}
		}
	}
	return caller{}, false
}

// answersFor says who answers for an item: the team of its epic, else the
// roadmap's.
func (d *drafter) answersFor(item *Item) []Answer {
	e := &epicDraft{}
	for _, ref := range From(d.Roadmap, item) {
		if there := d.bySource[ref]; there != nil {
			e = there
		} else if g := d.Roadmap.Goal(ref.ID()); ref.Kind() == roadmap.GoalRef && g != nil && e.goal == nil {
			e = &epicDraft{goal: g}
		}
	}
	team := d.teamOf(e)
	var answers []Answer
	for _, one := range []Answer{{"product", team.product}, {"backlog", team.backlog}, {"feasibility", team.feasibility}} {
		if one.Name != "" {
			answers = append(answers, one)
		}
	}
	return answers
}
