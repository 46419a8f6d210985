package review

import (
	"fmt"

	"plotline/stories"
)

// handoffAsked finds items that were sent back with a question nobody has
// answered.
func handoffAsked() Rule {
	return Rule{
		Name: "handoff/asked", Severity: Warning,
		Summary: "a question about the item is open",
		whole: func(p *pass, f *finder) {
			for _, item := range p.allItems() {
				if !p.isAsked(item) {
					continue
				}
				message := fmt.Sprintf("%q was sent back, and its question is open", item.Title)
				if q, ok := openQuestion(item); ok {
					message = fmt.Sprintf("%s asks about %q: %s", orSomebody(q.By), item.Title, clip(q.Text))
				}
				f.at(placeOf(item, "handoff"), item.ID, message, "plotline answer "+shortID(item.ID)+" TEXT, or change the roadmap")
			}
		},
	}
}

// isAsked says that an item waits for an answer: neither one nor a changed
// roadmap has settled it.
func (p *pass) isAsked(item *stories.Item) bool {
	if p.Roadmap == nil {
		return item.Handoff == stories.Asked
	}
	return p.Backlog.Standing(item, p.Roadmap) == stories.Asked
}

// openQuestion is the last question that nothing has settled.
func openQuestion(item *stories.Item) (stories.Question, bool) {
	if item.Sidecar == nil {
		return stories.Question{}, false
	}
	all := item.Sidecar.Questions
	for i := len(all) - 1; i >= 0; i-- {
		if !all[i].Settled && all[i].Answer == "" {
			return all[i], true
		}
	}
	return stories.Question{}, false
}

func orSomebody(name string) string {
	if name == "" {
		return "somebody"
	}
	return name
}
