package render

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"plotline/roadmap"
	"plotline/stories"
)

// stateMoved stands beside the states of a handoff: accepted, and its
// destination has changed since.
const stateMoved = "moved"

func (b *builder) epic(item *stories.Item, of []*stories.Item) Epic {
	epic := Epic{Item: b.item(item, nil)}
	if item.ID != "" {
		epic.Count.Epics = 1
		epic.Count.state(epic.Item)
	}
	for _, story := range of {
		shown := b.item(story, item)
		epic.Stories = append(epic.Stories, shown)
		epic.Count.add(countOf(shown))
	}
	return epic
}

func (b *builder) item(item, epic *stories.Item) Item {
	shown := Item{
		ID: item.ID, Anchor: "item-" + cmp.Or(item.ID, item.Path), Path: item.Path, Title: item.Title,
		Narrative: legible(item.Narrative), Type: string(item.Type), Size: item.Size, Labels: item.Labels,
		State: string(cmp.Or(b.Backlog.Standing(item, b.Roadmap), stories.Proposed)),
		Moves: b.moves(item), Findings: b.findings[item.ID], Ticket: b.ticket(item),
		Release: item.Release,
	}
	for _, criterion := range item.Criteria {
		shown.Criteria = append(shown.Criteria, legible(criterion.Text))
	}
	for _, id := range item.Needs {
		shown.Needs = append(shown.Needs, Need{id, "item-" + id, cmp.Or(b.titles[id], id)})
	}
	if len(shown.Moves) > 0 {
		shown.State = stateMoved
	}
	b.handoff(item, &shown)
	b.trace(item, epic, &shown)
	shown.Version = Version(b.Backlog, b.Roadmap, item)
	return shown
}

// moves are what changed since the item was accepted; its own texts, but for the
// title, are Markdown.
func (b *builder) moves(item *stories.Item) []stories.Move {
	moves := b.Backlog.Moved(item, b.Roadmap)
	for i := range moves {
		if move := &moves[i]; move.Of == "" && move.Name != "title" {
			move.Was, move.Is = legible(move.Was), legible(move.Is)
		}
	}
	return moves
}

// ticket is what the team says, or at least the Key that the sidecar remembers.
func (b *builder) ticket(item *stories.Item) Ticket {
	if ticket, ok := b.Tickets[item.ID]; ok {
		return ticket
	}
	if item.Sidecar != nil && len(item.Sidecar.Keys) > 0 && b.Tracker != localTracker {
		return Ticket{Key: item.Sidecar.Keys[0].Key}
	}
	return Ticket{}
}

func (b *builder) handoff(item *stories.Item, shown *Item) {
	shown.Conflict = len(item.Conflicts()) > 0
	if q := b.Backlog.OpenQuestion(item, b.Roadmap); q != nil {
		shown.Question = &Question{By: q.By, On: day(q.On), Text: q.Text}
	}
	if q := b.Backlog.Answered(item, b.Roadmap); q != nil {
		shown.Answered = &Answered{AskedBy: q.By, Question: q.Text, By: q.AnsweredBy, Text: q.Answer}
	}
	if s := item.Sidecar; s != nil && s.Accepted != nil && item.Handoff == stories.Accepted {
		shown.AcceptedBy, shown.AcceptedOn = s.Accepted.By, day(s.Accepted.On)
	}
}

// trace says whom an item is for and which goals it serves; a story that says
// nothing of its own takes its epic's.
func (b *builder) trace(item, epic *stories.Item, shown *Item) {
	refs := item.Serves
	if len(refs) == 0 && epic != nil {
		refs = epic.Serves
	}
	for _, goal := range b.Roadmap.GoalsBehind(refs) {
		shown.Goals = append(shown.Goals, goal.ID)
		if shown.Horizon == "" {
			shown.Horizon = string(goal.Horizon)
		}
	}
	for _, ref := range refs {
		if ref.Kind() == roadmap.PainPointRef && b.Roadmap.PainPoint(ref.ID()) != nil {
			shown.Pains = append(shown.Pains, ref.ID())
		}
	}
	shown.Personas = b.personasOf(item, refs)
	if len(shown.Personas) == 0 && epic != nil {
		shown.Personas = b.personasOf(epic, epic.Serves)
	}
}

// personasOf are those the narrative speaks as, else those of the pain points.
func (b *builder) personasOf(item *stories.Item, refs []roadmap.Ref) []string {
	role := roleOf(legible(item.Narrative))
	for _, persona := range b.Roadmap.Personas {
		if role != "" && (strings.EqualFold(role, fold(persona.Name)) || strings.EqualFold(role, persona.ID)) {
			return []string{persona.ID}
		}
	}
	var personas []string
	for _, ref := range refs {
		if pain := b.Roadmap.PainPoint(ref.ID()); ref.Kind() == roadmap.PainPointRef && pain != nil {
			personas = append(personas, pain.Personas...)
		}
	}
	slices.Sort(personas)
	return slices.Compact(personas)
}

// roleOf is the X of "As a X, I want …".
func roleOf(narrative string) string {
	for _, opening := range []string{"As a ", "As an ", "As the "} {
		if rest, ok := strings.CutPrefix(narrative, opening); ok {
			role, _, found := strings.Cut(rest, ",")
			if found {
				return fold(role)
			}
		}
	}
	return ""
}

// Version changes with whatever a person may have seen of an item: its text,
// its handoff, its questions, and the destination it is accepted for.
func Version(b *stories.Backlog, r *roadmap.Roadmap, item *stories.Item) string {
	h := sha256.New()
	if item.Document != nil {
		h.Write(item.Document.Bytes())
	}
	h.Write([]byte{0})
	if s := item.Sidecar; s != nil {
		for _, q := range s.Questions {
			h.Write([]byte(q.Text + "\x00" + q.Answer + "\x00"))
		}
		if s.Accepted != nil {
			h.Write([]byte(s.Accepted.Destination.Fingerprint()))
		}
	}
	h.Write([]byte(r.Destination(item.Serves).Fingerprint()))
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func countOf(story Item) Count {
	count := Count{Stories: 1}
	if story.Ticket.Phase == PhaseDone {
		count.Done = 1
	}
	if story.Ticket.Phase == PhaseStarted {
		count.Started = 1
	}
	if points, ok := pointsOf(story); ok {
		count.Points = points
		count.DonePoints = points * float64(count.Done)
	} else {
		count.Unsized = 1
	}
	count.state(story)
	return count
}

// state counts what holds for epics and stories alike.
func (c *Count) state(item Item) {
	switch item.State {
	case string(stories.Accepted):
		c.Accepted = 1
	case string(stories.Asked):
		c.Asked = 1
	case stateMoved:
		c.Moved = 1
	default:
		c.Proposed = 1
	}
	c.Findings = len(item.Findings)
	if item.Ticket.Key == "" {
		c.NoKey = 1
	}
}

// pointsOf is the team's estimate, else the template's size.
func pointsOf(story Item) (float64, bool) {
	if points, ok := estimateOf(story); ok {
		return points, true
	}
	return points(story.Size)
}

// estimateOf is the team's estimate alone.
func estimateOf(story Item) (float64, bool) { return points(story.Ticket.Estimate) }

func points(text string) (float64, bool) {
	points, err := strconv.ParseFloat(text, 64)
	return points, err == nil && points >= 0 && points < 1e6
}
