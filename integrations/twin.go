package integrations

import (
	"cmp"
	"context"
	"slices"
)

// twins are the tickets of one item, told apart: the one that counts, those
// that we made twice, and a person's copies.
type twins struct {
	keep       Ticket
	duplicates []Ticket
	copies     []Ticket
}

// sortTwins tells the tickets of one item apart. Every run that sees the same
// tickets decides alike: what was not refused comes first, then the oldest.
func sortTwins(tickets []Ticket) twins {
	if len(tickets) == 1 {
		return twins{keep: tickets[0]}
	}
	sorted := slices.Clone(tickets)
	slices.SortStableFunc(sorted, func(a, b Ticket) int {
		return cmp.Or(
			cmp.Compare(order(a), order(b)),
			a.Created.Compare(b.Created),
			compareKeys(a.Key, b.Key),
		)
	})
	out := twins{keep: sorted[0]}
	nonces := map[string]bool{nonceOf(sorted[0]): true}
	for _, t := range sorted[1:] {
		switch {
		case nonces[nonceOf(t)]:
			out.copies = append(out.copies, t)
		case t.Phase == Refused && t.Mark != nil && t.Mark.Closed != "":
			// Settled by an earlier run.
		default:
			out.duplicates = append(out.duplicates, t)
		}
		nonces[nonceOf(t)] = true
	}
	return out
}

// endedTwin says whether a ticket was closed for being made twice.
func endedTwin(t Ticket) bool {
	return t.Phase == Refused && t.Mark != nil && t.Mark.Closed == closedDuplicate
}

// order puts refused tickets last and those that name another ticket as
// themselves, a person's copies, behind the originals.
func order(t Ticket) int {
	switch {
	case t.Phase == Refused:
		return 2
	case t.Mark != nil && t.Mark.Key != "" && t.Mark.Key != t.Key:
		return 1
	}
	return 0
}

func nonceOf(t Ticket) string {
	if t.Mark == nil {
		return ""
	}
	return t.Mark.Nonce
}

// untouched says whether nobody worked on a ticket since it was made.
func untouched(t Ticket) bool {
	if t.Phase != Open || t.Comments > 0 || t.Assignee != "" || t.Mark == nil {
		return false
	}
	if t.Fence != FenceIntact && t.Fence != "" || len(t.Lossy) > 0 {
		return false
	}
	have := ticketValues(t, ParsePart(t.Part))
	for _, field := range fieldsOf(t.Kind) {
		base, ok := t.Mark.Fields[string(field)]
		if text := inPart(field) || field == titleField; !ok || !text {
			continue
		}
		if !slices.Equal(base, digestsOf(field, have[field])) {
			return false
		}
	}
	return true
}

// endTwin closes the younger of two tickets that were made for one item, when
// nobody worked on it and nothing stands under it.
func (r *run) endTwin(ctx context.Context, c *Change, tickets []Ticket, under map[string]int) error {
	if len(tickets) < 2 {
		return nil
	}
	twins := sortTwins(tickets)
	for _, t := range twins.duplicates {
		if under[t.Key] > 0 || !untouched(t) || !r.nonces[nonceOf(t)] {
			continue
		}
		closing := Closing{
			Comment:   "This ticket was made twice, by two pushes at once. " + twins.keep.Key + " stays.",
			Duplicate: twins.keep.Key, Mark: closedMark(t, closedDuplicate),
		}
		if err := r.Tracker.Close(ctx, t, closing); err != nil {
			if fatal(ctx, err) {
				return err
			}
			r.twinLeft = true // the next run sees both
			continue
		}
		under[t.Parent]--
		r.result.Notices = append(r.result.Notices, Notice{ID: c.ID, Key: t.Key, Message: "another push made " + twins.keep.Key + " at the same time; " + t.Key + " is closed"})
	}
	return r.known(c.ID, twins.keep)
}
