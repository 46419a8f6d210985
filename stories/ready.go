package stories

import (
	"fmt"
	"strings"

	"plotline/roadmap"
	"plotline/stories/document"
)

// The parts of a team's definition of ready, as settings name them.
const (
	ReadyAccepted   = "accepted"
	ReadyNarrative  = "narrative"
	ReadyCriteria   = "criteria"
	ReadySize       = "size"
	ReadyNoQuestion = "no open question"
	ReadyNotMoved   = "not moved"
	ReadyNeeds      = "needs ready"
)

// Ready gives what an item still lacks by the parts of a definition of ready,
// one line each, in their order; nothing when it is ready. Size is asked of
// stories only.
func (b *Backlog) Ready(item *Item, r *roadmap.Roadmap, parts []string) []string {
	var lacks []string
	for _, part := range parts {
		if lack := b.lacks(item, r, part); lack != "" {
			lacks = append(lacks, lack)
		}
	}
	return lacks
}

func (b *Backlog) lacks(item *Item, r *roadmap.Roadmap, part string) string {
	switch part {
	case ReadyAccepted:
		if hold, ok := b.Gate(item, r); !ok {
			return hold.Reason + "; " + hold.Way
		}
	case ReadyNarrative:
		if item.Narrative == "" {
			return "no narrative: who wants what, and what for"
		}
	case ReadyCriteria:
		if len(item.Criteria) == 0 {
			return `no acceptance criteria: list what a tester can check under "## Acceptance criteria"`
		}
	case ReadySize:
		if item.Kind == Story && item.Size == "" {
			return `no size: write "size: 3" into the front matter`
		}
	case ReadyNoQuestion:
		return b.lacksAnswer(item, r)
	case ReadyNotMoved:
		return b.lacksRest(item, r)
	case ReadyNeeds:
		return b.lacksNeeds(item, r)
	default:
		return fmt.Sprintf("the settings ask for %q, which Plotline cannot check", part)
	}
	return ""
}

func (b *Backlog) lacksAnswer(item *Item, r *roadmap.Roadmap) string {
	if q := b.OpenQuestion(item, r); q != nil {
		return fmt.Sprintf("an open question from %s: %s", orSomebody(q.By), document.Word(q.Text))
	}
	if b.Standing(item, r) == Asked {
		return "an open question; its file says asked, but the question is not recorded"
	}
	return ""
}

func orSomebody(name string) string {
	if name == "" {
		return "somebody"
	}
	return name
}

func (b *Backlog) lacksRest(item *Item, r *roadmap.Roadmap) string {
	moves := b.Moved(item, r)
	if len(moves) == 0 {
		return ""
	}
	var names []string
	for _, move := range moves {
		names = append(names, strings.TrimSpace(move.Of+" "+move.Name))
	}
	return "moved since it was accepted: " + strings.Join(document.Words(names), ", ")
}

// lacksNeeds names what must be ready before and is not: gone, or not past the
// gate.
func (b *Backlog) lacksNeeds(item *Item, r *roadmap.Roadmap) string {
	var waits []string
	for _, id := range item.Needs {
		need := b.Item(id)
		if need == nil {
			waits = append(waits, fmt.Sprintf("%q, which is not in the backlog", id))
			continue
		}
		if hold, ok := b.Gate(need, r); !ok {
			waits = append(waits, fmt.Sprintf("%q (%s)", need.Title, hold.Reason))
		}
	}
	if len(waits) == 0 {
		return ""
	}
	return "needs " + strings.Join(waits, ", ")
}
