package stories

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/stories/store"
)

// apply carries the draft into the backlog.
func (d *drafter) apply(ctx context.Context) error {
	wished := map[*Item][]*wish{}
	for _, e := range d.epics {
		for _, w := range append([]*wish{e.self}, e.stories...) {
			for _, h := range w.holders {
				wished[h.item] = append(wished[h.item], w)
			}
		}
	}
	d.order()
	for _, e := range d.epics {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := d.applyEpic(e, wished); err != nil {
			return err
		}
	}
	if err := d.print(ctx); err != nil {
		return err
	}
	d.Backlog.Sort()
	if err := d.identify(); err != nil {
		return err
	}
	return d.dropGone(ctx, wished)
}

// applyEpic adds what is new in an epic, the epic first, and redrafts what is
// there.
func (d *drafter) applyEpic(e *epicDraft, wished map[*Item][]*wish) error {
	for _, w := range append([]*wish{e.self}, e.stories...) {
		if w.born != nil {
			if err := d.add(w); err != nil {
				return fmt.Errorf("draft %q: %w", w.content.Title, err)
			}
		}
		for _, h := range w.holders {
			wishes := wished[h.item]
			if wishes == nil || d.actions[h.item.ID] != "" {
				continue
			}
			if err := d.redraft(h.item, wishes); err != nil {
				return fmt.Errorf("draft %s: %w", h.item.Path, err)
			}
		}
	}
	return nil
}

// add puts a new item, or one brought back, into the backlog.
func (d *drafter) add(w *wish) error {
	item := w.born
	if item.Kind == Story {
		item.Epic = w.epic.self.item().ID
	}
	if item.Path == "" {
		item.Path = w.path()
	}
	item.Content = w.content
	if w.epic.initiative != nil {
		item.Release = w.epic.initiative.Release
	}
	s := item.Sidecar
	s.Template, s.Version = w.template.Name, w.template.Version
	s.Slots = []Slot{w.slot}
	s.Placed = w.placed()
	s.Drafted = item.Content
	if team := d.teamOf(w.epic); team.one { // one person hands over to nobody
		item.Handoff = Accepted
		s.Accepted = NewAcceptance(item, d.Roadmap, team.product, d.Now)
	}
	d.actions[item.ID] = ActionNew
	d.born = append(d.born, item)
	return d.Backlog.enter(item)
}

// print makes the files of the items that are new.
func (d *drafter) print(ctx context.Context) error {
	return store.Each(len(d.born), func(i int) error {
		d.Backlog.print(d.born[i])
		return ctx.Err()
	})
}

// path is the file that the wish's item would like: the slot's name, with the
// pain point or metric where it is drafted for each.
func (w *wish) path() string {
	switch {
	case w.of == nil:
		return w.slot.Source.ID() + "/" + epicFile
	case w.metric != nil:
		return w.of.ID + "-" + w.metric.ID + ".md"
	case w.slot.For != "":
		return w.of.ID + "-" + w.slot.For.ID() + ".md"
	}
	return w.of.ID + ".md"
}

// redraft merges what an item is now drafted as with what people made of it.
func (d *drafter) redraft(item *Item, wishes []*wish) error {
	before := *item.Sidecar
	theirs := d.theirs(item, wishes).Canonical()
	base := item.Sidecar.Drafted
	if wishes[0].adopted {
		base = theirs
	}
	merged := MergeWith(base, item.Content, theirs, d.choice(item))
	d.note(item, wishes, merged)
	d.actions[item.ID] = ActionKept
	if err := d.write(item, wishes, merged); err != nil {
		return err
	}
	if !sameSidecar(&before, item.Sidecar) {
		d.actions[item.ID] = ActionChanged
	}
	d.report(item, merged)
	return nil
}

func (d *drafter) choice(item *Item) Choice {
	switch {
	case d.take[item.ID]:
		return TakeTheirs
	case d.keep[item.ID]:
		return KeepMine
	case d.takeAny[item.ID]:
		return TakeTheirs
	case d.keepAny[item.ID]:
		return KeepMine
	}
	return Undecided
}

// note writes into the sidecar what the item is drafted as, and for what.
func (d *drafter) note(item *Item, wishes []*wish, merged Merged) {
	s := *item.Sidecar
	s.Slots = slices.Clone(s.Slots)
	for i, slot := range s.Slots {
		s.Slots[i] = d.present(slot)
		for _, w := range wishes {
			if w.answeredBy(item, s.Slots[i]) {
				s.Slots[i].Source, s.Slots[i].Callers = w.slot.Source, w.slot.Callers
				s.Slots[i].Template = w.slot.Template
			}
		}
	}
	if !sameContent(s.Drafted, merged.Base) {
		s.Drafted = merged.Base
		s.Template, s.Version = wishes[0].template.Name, wishes[0].template.Version
	}
	if s.Roadmap == "" {
		s.Roadmap = d.roadmapID
	}
	s.Placed = nil
	for _, w := range wishes {
		s.Placed = append(s.Placed, w.placed()...)
	}
	s.Held = slices.DeleteFunc(slices.Clone(s.Held), func(h HeldField) bool { return h.Field == string(FieldItem) })
	s.Conflicts = openConflicts(merged.Conflicts)
	item.Sidecar = sidecarIfChanged(item.Sidecar, &s)
}

// openConflicts are the conflicts as a sidecar remembers them.
func openConflicts(conflicts []Conflict) []OpenConflict {
	var open []OpenConflict
	for _, c := range conflicts {
		open = append(open, OpenConflict{Field: c.Field, Criterion: c.Criterion, Draft: c.Theirs})
	}
	return open
}

// answeredBy says whether a slot of an item is the one by which it answers for
// the wish.
func (w *wish) answeredBy(item *Item, slot Slot) bool {
	return slices.ContainsFunc(w.holders, func(h holder) bool { return h.item == item && h.slot.key() == slot.key() })
}

// write brings the item's file to what was merged.
func (d *drafter) write(item *Item, wishes []*wish, merged Merged) error {
	was := item.Document
	if epic := wishes[0].epic.self.item(); item.Kind == Story && epic != nil && item.Epic != epic.ID && d.moves(item, wishes) {
		if err := d.move(item, epic.ID); err != nil {
			return err
		}
	}
	if !sameContent(withoutSlots(item.Content), withoutSlots(merged.Content)) {
		if err := d.Backlog.Update(item, merged.Content); err != nil {
			return err
		}
	}
	if i := wishes[0].epic.initiative; i != nil && i.Release != "" && i.Release != item.Release {
		if err := d.Backlog.SetRelease(item, i.Release); err != nil {
			return err
		}
	}
	if item.Document != was {
		d.actions[item.ID] = ActionChanged
	}
	return nil
}

// move takes a story to another epic, and remembers the folder that it left.
func (d *drafter) move(item *Item, epicID string) error {
	folder := path.Dir(item.Path)
	if err := d.Backlog.Move(item, epicID); err != nil {
		return err
	}
	d.actions[item.ID] = ActionChanged
	if folder != path.Dir(item.Path) {
		d.left[item] = folder
	}
	return nil
}

// moves says whether a story goes to another epic: a caller took it along. One
// that a person moved stays where they put it.
func (d *drafter) moves(item *Item, wishes []*wish) bool {
	return slices.ContainsFunc(wishes, func(w *wish) bool {
		return d.moving[item] == w || d.moving[item] != nil && d.moving[item].epic == w.epic
	})
}

// report lists the conflicts of an item, and what was put back.
func (d *drafter) report(item *Item, merged Merged) {
	for _, c := range merged.Conflicts {
		d.actions[item.ID] = ActionConflict
		d.result.Conflicts = append(d.result.Conflicts, DraftConflict{
			ID: item.ID, Path: item.Path, Title: item.Title, Conflict: c,
			Message: conflictMessage(c), Hint: wayOut(item.ID),
		})
	}
	for _, c := range merged.PutBack {
		d.noticeItem(item, fmt.Sprintf("the %s of %s is the PM's; the edit is put back: %s → %s", c.Field, item.Path,
			quoted(firstDifference(c.Mine, c.Theirs)), quoted(firstDifference(c.Theirs, c.Mine))),
			"change it in the roadmap, or ask the PM: plotline ask "+short(item.ID))
	}
}

func conflictMessage(c Conflict) string {
	name := string(c.Field)
	if c.Criterion != "" {
		name = "criterion " + c.Criterion
	}
	return fmt.Sprintf("%s: backlog %s, draft %s", name, quoted(c.Mine), quoted(c.Theirs))
}

func quoted(text string) string {
	if text == "" {
		return "deleted"
	}
	return `"` + foldSpace(text) + `"`
}

// firstDifference is the first line of a text that another does not have.
func firstDifference(text, other string) string {
	known := setOf(strings.Split(other, "\n"))
	for line := range strings.SplitSeq(text, "\n") {
		if !known[line] {
			return line
		}
	}
	return ""
}

func wayOut(id string) string {
	return fmt.Sprintf("plotline draft --keep %s | --take %s", short(id), short(id))
}

// goneWayOut is [wayOut] where it is about the whole item.
func goneWayOut(id string) string {
	return fmt.Sprintf("plotline draft --keep %s lets it stay, --take %s drops it", short(id), short(id))
}

// refTextsOf names parts of the roadmap for messages.
func describeRefs(refs []roadmap.Ref) string {
	var texts []string
	for _, ref := range refs {
		texts = append(texts, describeRef(ref))
	}
	return strings.Join(texts, ", ")
}
