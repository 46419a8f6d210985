package stories

import (
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/stories/document"
)

// Moved tells what changed since an item was accepted, nothing for one that is
// not accepted. The destination counts as the roadmap says it now. Of the text,
// only what a draft brought counts: while the draft is the one that was
// accepted, every edit is the product owner's own, and the item stays accepted;
// once a draft changed, whatever differs from the accepted words is shown.
func (b *Backlog) Moved(item *Item, r *roadmap.Roadmap) []Move {
	if item.Handoff != Accepted || item.Sidecar == nil || item.Sidecar.Accepted == nil {
		return nil
	}
	accepted := item.Sidecar.Accepted
	var moves []Move
	for _, change := range roadmap.Diff(r.Renamed(accepted.Destination), r.Destination(item.Serves)) {
		moves = append(moves, Move{Of: change.Of, Name: change.Name, Was: change.Was, Is: change.Is})
	}
	if accepted.Drafted != textDigest(item.Sidecar.Drafted) {
		moves = append(moves, textMoves(accepted.Text, acceptedText(item.Content))...)
	}
	return moves
}

// textMoves compares the accepted words with today's, field by field.
func textMoves(was, is Content) []Move {
	var moves []Move
	add := func(name, was, is string) {
		if was != is {
			moves = append(moves, Move{Name: name, Was: was, Is: is})
		}
	}
	add("title", was.Title, is.Title)
	add("narrative", was.Narrative, is.Narrative)
	add("type", string(was.Type), string(is.Type))
	before, now := criterionTexts(was.Criteria), criterionTexts(is.Criteria)
	for _, pair := range document.Pairs(before, now) {
		add("criterion", criterionAt(before, pair.Is), criterionAt(now, pair.Shall))
	}
	return moves
}

func criterionAt(criteria []string, i int) string {
	if i < 0 {
		return ""
	}
	return criteria[i]
}

// Gate says whether an item may be pushed: it is accepted, and neither its
// destination nor its text has moved since. Otherwise it says why not.
func (b *Backlog) Gate(item *Item, r *roadmap.Roadmap) (Hold, bool) {
	accept := "plotline accept " + short(item.ID)
	switch {
	case item.ID == "":
		return Hold{"it has no ID", "plotline draft gives it one"}, false
	case b.Standing(item, r) == Asked:
		return Hold{"asked: it waits for an answer", "plotline answer " + short(item.ID) + ` "…"`}, false
	case item.Handoff != Accepted:
		return Hold{"not accepted", accept}, false
	case item.Sidecar == nil || item.Sidecar.Accepted == nil:
		return Hold{"its file says accepted, but by whom and for what is not recorded", accept}, false
	case len(item.Conflicts()) > 0:
		return Hold{"its draft is in conflict with the backlog", item.WayOut()}, false
	case len(b.Moved(item, r)) > 0:
		return Hold{"moved since it was accepted", accept + ", when it still serves the roadmap"}, false
	}
	return Hold{}, true
}

// Conflicts are what of an item the last draft and a person changed differently,
// until the person settles it.
func (item *Item) Conflicts() []OpenConflict {
	if item.Sidecar == nil {
		return nil
	}
	return item.Sidecar.Conflicts
}

// String says what the draft has where the conflict is.
func (c OpenConflict) String() string {
	switch {
	case c.Field == FieldItem:
		return "nothing in the roadmap calls it any more"
	case c.Criterion != "":
		return fmt.Sprintf("criterion %s is drafted as %s", c.Criterion, quoted(c.Draft))
	}
	return fmt.Sprintf("%s is drafted as %s", c.Field, quoted(c.Draft))
}

// WayOut is how a person settles the conflicts of an item.
func (item *Item) WayOut() string {
	if slices.ContainsFunc(item.Conflicts(), func(c OpenConflict) bool { return c.Field == FieldItem }) {
		return goneWayOut(item.ID)
	}
	return wayOut(item.ID)
}

// OnePerson gives the name of the person who is both product manager and
// product owner of a team, "" where they are two or unnamed.
func OnePerson(team *roadmap.Team) string {
	if team == nil {
		return ""
	}
	pm, po := team.ProductManager, team.ProductOwner
	same := pm.Name != "" && strings.EqualFold(document.Word(pm.Name), document.Word(po.Name)) ||
		pm.GitHub != "" && strings.EqualFold(pm.GitHub, po.GitHub) ||
		pm.Jira != "" && strings.EqualFold(pm.Jira, po.Jira)
	switch {
	case !same:
		return ""
	case po.Name != "":
		return po.Name
	case pm.Name != "":
		return pm.Name
	}
	return pm.GitHub + pm.Jira
}

// MovedItems are the accepted items whose destination or text has moved.
func (b *Backlog) MovedItems(r *roadmap.Roadmap) []*Item {
	var moved []*Item
	for _, item := range b.Items {
		if len(b.Moved(item, r)) > 0 {
			moved = append(moved, item)
		}
	}
	return moved
}

// ItemsOf are the items that serve a goal, directly or through what stands
// between.
func (b *Backlog) ItemsOf(goal string, r *roadmap.Roadmap) []*Item {
	ref := roadmap.NewRef(roadmap.GoalRef, goal)
	var of []*Item
	for _, item := range b.Items {
		if slices.Contains(From(r, item), ref) {
			of = append(of, item)
		}
	}
	return of
}
