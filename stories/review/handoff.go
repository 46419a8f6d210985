package review

import (
	"fmt"
	"strings"

	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories"
)

// acceptedItems calls each with every item that is accepted, and how.
func (p *pass) acceptedItems(each func(*stories.Item, *stories.Acceptance)) {
	for _, item := range p.allItems() {
		if item.Handoff == stories.Accepted && item.Sidecar != nil && item.Sidecar.Accepted != nil {
			each(item, item.Sidecar.Accepted)
		}
	}
}

// moves tells what changed of an accepted item: of its destination, and of its
// text.
func (p *pass) moves(item *stories.Item) (destination, text []stories.Move) {
	for _, move := range p.Backlog.Moved(item, p.Roadmap) {
		if move.Of != "" {
			destination = append(destination, move)
		} else {
			text = append(text, move)
		}
	}
	return destination, text
}

// causeOf makes one cause of a moved destination, which all items that it
// moved share.
func (p *pass) causeOf(moves []stories.Move) *Cause {
	ref := roadmap.Ref(moves[0].Of)
	c := &Cause{Position: p.placeOfSource(ref), Length: 1,
		Message: fmt.Sprintf("%s moved since %%d items were accepted", nameOf(ref)),
		Hint:    "plotline accept --moved, when the items still serve it"}
	if ref.Kind() == roadmap.GoalRef {
		c.Hint = fmt.Sprintf("plotline accept --goal %s, when the items still serve it", ref.ID())
	}
	for _, move := range moves {
		c.Details = append(c.Details, moveText(move))
	}
	return c
}

// nameOf calls a source by its kind and ID.
func nameOf(ref roadmap.Ref) string {
	return fmt.Sprintf("%s %q", strings.ReplaceAll(ref.Kind(), "-", " "), ref.ID())
}

// moveText tells one difference: "target   was 49,200   is 51,250".
func moveText(move stories.Move) string {
	switch {
	case move.Was == "":
		return fmt.Sprintf("%s   is new: %s", move.Name, move.Is)
	case move.Is == "":
		return fmt.Sprintf("%s   is gone, was %s", move.Name, move.Was)
	}
	return fmt.Sprintf("%s   was %s   is %s", move.Name, move.Was, move.Is)
}

// placeOfSource is where the roadmap has a source.
func (p *pass) placeOfSource(ref roadmap.Ref) source.Position {
	switch ref.Kind() {
	case roadmap.GoalRef:
		if goal := p.Roadmap.Goal(ref.ID()); goal != nil {
			return goal.At("id")
		}
	case roadmap.InitiativeRef:
		if _, initiative := p.Roadmap.Initiative(ref.ID()); initiative != nil {
			return initiative.At("id")
		}
	case roadmap.PainPointRef:
		if pain := p.Roadmap.PainPoint(ref.ID()); pain != nil {
			return pain.At("id")
		}
	case roadmap.StandingRef:
		if standing := p.Roadmap.StandingByID(ref.ID()); standing != nil {
			return standing.At("id")
		}
	}
	return p.Roadmap.Position()
}
