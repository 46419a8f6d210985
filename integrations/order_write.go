package integrations

import (
	"context"
	"slices"

	"plotline/stories"
)

// rank puts what this run made where it stands in the backlog, and does the
// plan's moves, on a tracker that has an order.
func (r *run) rank(ctx context.Context) error {
	ranker, ok := r.Tracker.(Ranker)
	if !ok || !ranker.Ranks() {
		return nil
	}
	if err := r.rankNew(ctx, ranker); err != nil {
		return err
	}
	for _, move := range r.plan.Ranks {
		done, err := r.move(ctx, ranker, move)
		if err != nil {
			return err
		}
		if done {
			r.result.Ranked += len(move.Keys)
		}
	}
	return nil
}

// rankNew puts new tickets in the backlog's order. New tickets come last on a
// tracker, in the order of their making.
func (r *run) rankNew(ctx context.Context, ranker Ranker) error {
	lines := slices.Concat(r.lines(stories.Epic), r.lines(stories.Story))
	whole := true
	for _, move := range newcomers(lines) {
		done, err := r.move(ctx, ranker, move)
		if err != nil {
			return err
		}
		whole = whole && done
	}
	for _, l := range lines {
		if whole && l.inStep() {
			r.result.inStep = append(r.result.inStep, l.ids()...)
		}
	}
	return nil
}

// move does one move; what does not work is said, and the next sync sees it.
func (r *run) move(ctx context.Context, ranker Ranker, move Move) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	r.say("rank %s", count(len(move.Keys), "ticket", "tickets"))
	err := ranker.Rank(ctx, move)
	if err == nil {
		return true, nil
	}
	if fatal(ctx, err) {
		return false, err
	}
	r.result.Notices = append(r.result.Notices, Notice{Key: move.Keys[0], Message: "not put in the backlog's order: " + move.String() + ": " + err.Error()})
	return false, nil
}

// standing is a ticket in the backlog's order.
type standing struct {
	id, key string
	// place is where it stood when backlog and tracker last were in one order,
	// and ranked that they have been.
	place  int
	ranked bool
	made   bool
}

// line are the epics, or the stories of an epic, that have a ticket.
type line struct {
	epic  string
	items []standing
}

func (r *run) lines(kind stories.Kind) []line {
	made := map[string]bool{}
	for _, key := range r.made {
		made[key] = true
	}
	var lines []line
	for _, c := range r.plan.Changes {
		t, ok := r.tickets[c.ID]
		if !ok || c.Kind != kind || c.Action == Close || t.Phase == Done || t.Phase == Refused {
			continue
		}
		if len(lines) == 0 || lines[len(lines)-1].epic != c.Parent {
			lines = append(lines, line{epic: c.Parent})
		}
		last := &lines[len(lines)-1]
		last.items = append(last.items, standing{c.ID, t.Key, c.work.place, c.work.ranked, made[t.Key]})
	}
	return lines
}

func (l line) ids() []string {
	var ids []string
	for _, s := range l.items {
		ids = append(ids, s.id)
	}
	return ids
}

// old are those that this run did not make.
func (l line) old() []standing {
	return slices.DeleteFunc(slices.Clone(l.items), func(s standing) bool { return s.made })
}

// inStep says that new tickets came in, and that what was there before was in
// step and not moved in the backlog since.
func (l line) inStep() bool {
	old := l.old()
	return len(old) < len(l.items) && slices.IsSortedFunc(old, func(a, b standing) int { return a.place - b.place }) &&
		!slices.ContainsFunc(old, func(s standing) bool { return !s.ranked })
}

// newcomers are the moves that put new tickets in order: behind what stands
// before them in their line, else before what stands behind them; those of new
// lines one behind the other.
func newcomers(lines []line) []Move {
	var moves []Move
	var fresh []string
	end := func() {
		if !slices.IsSortedFunc(fresh, compareKeys) {
			moves = append(moves, moveAll(Move{After: fresh[0]}, fresh[1:])...)
		}
		fresh = nil
	}
	for _, l := range lines {
		if len(l.old()) > 0 {
			moves = append(moves, l.insert()...)
			continue
		}
		if l.epic == "" {
			end() // epics are no stories
		}
		for _, s := range l.items {
			fresh = append(fresh, s.key)
		}
		if l.epic == "" {
			end()
		}
	}
	end()
	return moves
}

// insert are the moves that put new tickets between those that were there.
func (l line) insert() []Move {
	var moves []Move
	for at := 0; at < len(l.items); at++ {
		if !l.items[at].made {
			continue
		}
		to := Move{}
		if at > 0 {
			to.After = l.items[at-1].key
		}
		var keys []string
		for ; at < len(l.items) && l.items[at].made; at++ {
			keys = append(keys, l.items[at].key)
		}
		if at == len(l.items) && slices.IsSortedFunc(keys, compareKeys) {
			break // they were made in this order, and last
		}
		if to.After == "" {
			to.Before = l.items[at].key
		}
		moves = append(moves, moveAll(to, keys)...)
	}
	return moves
}

// moveAll moves tickets in portions, each behind the one before.
func moveAll(to Move, keys []string) []Move {
	var moves []Move
	for batch := range slices.Chunk(keys, moveBatch) {
		to.Keys = batch
		moves = append(moves, to)
		to = Move{After: batch[len(batch)-1]}
	}
	return moves
}
