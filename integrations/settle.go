package integrations

import (
	"context"
	"slices"
	"time"

	"plotline/stories"
)

// unsettled are the creates of earlier runs that never came to their end.
func (r *run) unsettled() []Intent {
	if r.Journal == nil {
		return nil
	}
	return r.Journal.Unsettled()
}

// lookFirst reads directly what stands behind the highest known Key, before
// anything is made: a run that was cut off, or another machine's, may have
// made tickets that the index does not show yet.
func (r *run) lookFirst(ctx context.Context) error {
	r.say("look for tickets that the index does not show yet")
	back := int64(lookBack)
	if r.plan.behind {
		back = lookAside
	}
	r.floor = lowest(r.plan.highest, back, r.unsettled())
	began, waiting := r.Clock.Now(), r.recentIntents()
	for try := 0; ; try++ {
		found, err := r.Tracker.After(ctx, r.floor, r.plan.Roadmap)
		if err != nil {
			return err
		}
		if err := r.adopt(ctx, found); err != nil {
			return err
		}
		if allShow(found.Tickets, waiting) {
			break
		}
		more, err := r.pause(ctx, began, try)
		if err != nil {
			return err
		}
		if !more {
			break
		}
	}
	r.before = r.highest
	return r.placeEarlier(ctx)
}

// placeEarlier puts what an earlier run made where new tickets belong: it may
// have died before.
func (r *run) placeEarlier(ctx context.Context) error {
	var nonces []string
	for _, intent := range r.unsettled() {
		nonces = append(nonces, intent.Nonce)
	}
	return r.place(ctx, r.withNonces(nonces))
}

// unplaced are the tickets of which the plan says that they were never put in
// their place.
func (r *run) unplaced() []Ticket {
	var tickets []Ticket
	for _, c := range r.of(Update, "") {
		if c.work.unplaced {
			tickets = append(tickets, r.tickets[c.ID])
		}
	}
	return tickets
}

// recentIntents are the nonces of creates that may still come to show: sent by
// a run that died a moment ago.
func (r *run) recentIntents() []string {
	var nonces []string
	for _, intent := range r.unsettled() {
		if r.Clock.Now().Sub(intent.At) < r.Patience {
			nonces = append(nonces, intent.Nonce)
		}
	}
	return nonces
}

// allShow says whether each of the nonces is on one of the tickets.
func allShow(tickets []Ticket, nonces []string) bool {
	return !slices.ContainsFunc(nonces, func(nonce string) bool {
		_, ok := byNonce(tickets, nonce)
		return !ok
	})
}

// forget ends the journal when the run came to its end: what shows of it is
// adopted or closed, what does not was not made. What stays unclear, and what
// was made twice and stands, is for the next run to look for.
func (r *run) forget() error {
	if r.Journal == nil || r.twinLeft {
		return nil
	}
	var nonces []string
	for _, intent := range r.Journal.Unsettled() {
		if !r.unclear[intent.Nonce] {
			nonces = append(nonces, intent.Nonce)
		}
	}
	return r.Journal.Settle(nonces...)
}

// withNonces are the tickets that show and were made with the nonces.
func (r *run) withNonces(nonces []string) []Ticket {
	var tickets []Ticket
	for _, c := range r.plan.Changes {
		if t, ok := r.tickets[c.ID]; ok && t.Mark != nil && slices.Contains(nonces, t.Mark.Nonce) {
			tickets = append(tickets, t)
		}
	}
	return tickets
}

// adopt takes tickets that the plan would make and that exist already.
func (r *run) adopt(ctx context.Context, found Found) error {
	r.highest = higherKey(r.highest, found.Highest)
	byID := map[string][]Ticket{}
	for _, t := range found.Tickets {
		if t.Mark != nil && t.Mark.Roadmap == r.plan.Roadmap {
			byID[t.Mark.ID] = append(byID[t.Mark.ID], t)
		}
	}
	var adopted []Ticket
	for _, c := range r.of(Create, "") {
		tickets := byID[c.ID]
		if _, ok := r.tickets[c.ID]; ok || len(tickets) == 0 {
			continue
		}
		t := sortTwins(tickets).keep
		r.recorded++
		r.result.Adopted++
		r.result.Kept++
		r.result.Tickets = append(r.result.Tickets, Pushed{ID: c.ID, Key: t.Key, URL: t.URL, Action: Keep})
		if err := r.known(c.ID, t); err != nil {
			return err
		}
		if err := r.showAgain(ctx, c, t); err != nil {
			return err
		}
		adopted = append(adopted, t)
	}
	return r.place(ctx, adopted)
}

// showAgain gives an adopted ticket its label back: without it the index would
// not tell of it, and every later plan would be to make it.
func (r *run) showAgain(ctx context.Context, c *Change, t Ticket) error {
	label := LabelPrefix + r.plan.Roadmap
	if slices.Contains(t.Labels, label) || t.Phase == Done || t.Phase == Refused {
		return nil
	}
	mark := *t.Mark
	mark.Key = t.Key
	_, err := r.Tracker.Update(ctx, t, Edit{ID: c.ID, AddLabels: []string{label}, Mark: mark})
	if err != nil && !fatal(ctx, err) {
		r.result.Notices = append(r.result.Notices, Notice{ID: c.ID, Key: t.Key, Message: "the label by which it is found is missing: " + err.Error()})
		return nil
	}
	return err
}

// settleLost looks, for a bounded time, for the creates whose answers were
// lost. What does not show is reported and not made again in this run.
func (r *run) settleLost(ctx context.Context) error {
	if len(r.lost) == 0 {
		return nil
	}
	began := r.Clock.Now()
	for try := 0; len(r.lost) > 0; try++ {
		r.say("look for %s whose answer was lost", count(len(r.lost), "ticket", "tickets"))
		if err := r.findLost(ctx); err != nil {
			return err
		}
		if len(r.lost) == 0 {
			return nil
		}
		more, err := r.pause(ctx, began, try)
		if err != nil {
			return err
		}
		if !more {
			break
		}
	}
	for _, l := range r.lost {
		r.unclear[l.nonce] = true
		if err := r.done(l.change, Ticket{}, errUnclear); err != nil {
			return err
		}
	}
	r.lost = nil
	return nil
}

// findLost looks once, directly, and records what it finds as created.
func (r *run) findLost(ctx context.Context) error {
	found, err := r.Tracker.After(ctx, r.floor, r.plan.Roadmap)
	if err != nil {
		return err
	}
	r.highest = higherKey(r.highest, found.Highest)
	var still []*lostCreate
	for _, l := range r.lost {
		t, ok := byNonce(found.Tickets, l.nonce)
		if !ok {
			still = append(still, l)
			continue
		}
		r.made = append(r.made, t.Key)
		if err := r.done(l.change, t, nil); err != nil {
			return err
		}
		if err := r.place(ctx, []Ticket{t}); err != nil {
			return err
		}
	}
	r.lost = still
	return nil
}

func byNonce(tickets []Ticket, nonce string) (Ticket, bool) {
	i := slices.IndexFunc(tickets, func(t Ticket) bool { return t.Mark != nil && t.Mark.Nonce == nonce })
	if i < 0 {
		return Ticket{}, false
	}
	return tickets[i], true
}

// lookAgain ends what another push made at the same time: when the Keys of
// this run have holes, somebody else made tickets between them.
func (r *run) lookAgain(ctx context.Context) error {
	if len(r.made) == 0 || !r.holes() {
		return nil
	}
	r.say("look for tickets that another push made")
	found, err := r.Tracker.After(ctx, r.floor, r.plan.Roadmap)
	if err != nil {
		return err
	}
	byID := map[string][]Ticket{}
	under := map[string]int{} // how many live tickets stand under a Key
	for _, t := range found.Tickets {
		byID[t.Mark.ID] = append(byID[t.Mark.ID], t)
		if t.Parent != "" && t.Phase != Refused {
			under[t.Parent]++
		}
	}
	for _, kind := range []stories.Kind{stories.Story, stories.Epic} {
		for _, c := range r.of(Create, kind) {
			if err := r.endTwin(ctx, c, byID[c.ID], under); err != nil {
				return err
			}
		}
	}
	return nil
}

// holes says whether somebody else made issues while this run did.
func (r *run) holes() bool {
	numbers := make([]int64, len(r.made))
	for i, key := range r.made {
		numbers[i] = keyNumber(key)
	}
	slices.Sort(numbers)
	known := keyNumber(r.before)
	return numbers[0] != known+1 || numbers[len(numbers)-1]-numbers[0]+1 != int64(len(numbers))
}

// patience is used where a pusher names none.
const patience = 20 * time.Second
