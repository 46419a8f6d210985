package integrations

import (
	"context"
	"errors"
	"time"

	"plotline/stories"
)

// lostCreate is a create whose answer never came.
type lostCreate struct {
	change *Change
	nonce  string
	err    error
}

var errUnclear = errors.New("its answer was lost and it does not show: it may exist; the next push looks again")

// creates makes what the plan makes, epics first, after looking where no index
// can lag.
func (r *run) creates(ctx context.Context) error {
	if len(r.of(Create, "")) == 0 && len(r.unsettled()) == 0 {
		return nil
	}
	if err := r.lookFirst(ctx); err != nil {
		return err
	}
	for _, kind := range []stories.Kind{stories.Epic, stories.Story} {
		if err := r.createAll(ctx, r.of(Create, kind)); err != nil {
			return err
		}
		if err := r.settleLost(ctx); err != nil {
			return err
		}
	}
	return r.lookAgain(ctx)
}

func (r *run) createAll(ctx context.Context, changes []*Change) error {
	var pending []*Change
	for _, c := range changes {
		if _, ok := r.tickets[c.ID]; !ok {
			pending = append(pending, c)
		}
	}
	for len(pending) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		var batch []*Change
		batch, pending = r.wires.batch(pending, max(1, r.Tracker.Batch()))
		if err := r.createBatch(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) createBatch(ctx context.Context, batch []*Change) error {
	var ready []*Change
	var drafts []Draft
	for _, c := range batch {
		draft, err := r.draft(c)
		if err != nil {
			if err := r.done(c, Ticket{}, err); err != nil {
				return err
			}
			continue
		}
		ready, drafts = append(ready, c), append(drafts, draft)
	}
	if len(drafts) == 0 {
		return nil
	}
	if err := r.intend(drafts); err != nil {
		return err
	}
	r.say("create %s", count(len(drafts), "ticket", "tickets"))
	return r.take(ctx, ready, drafts, r.Tracker.Create(ctx, drafts))
}

// draft completes a draft with what only the push knows: the epic's ticket
// and a new nonce.
func (r *run) draft(c *Change) (Draft, error) {
	d := c.work.draft
	d.Mark.Nonce = r.Nonce()
	r.nonces[d.Mark.Nonce] = true
	d.BlockedBy, d.Blocks = r.linksOf(c)
	if c.work.parentID == "" {
		return d, nil
	}
	epic, ok := r.tickets[c.work.parentID]
	if !ok {
		return d, errors.New("its epic has no ticket yet")
	}
	d.Parent = &epic
	fields := map[string][]string{string(stories.FieldParent): digestsOf(stories.FieldParent, one(epic.Key))}
	for name, value := range d.Mark.Fields {
		fields[name] = value
	}
	d.Mark.Fields = fields
	return d, nil
}

func (r *run) intend(drafts []Draft) error {
	if r.Journal == nil {
		return nil
	}
	intents := make([]Intent, len(drafts))
	for i, d := range drafts {
		intents[i] = Intent{ID: d.Mark.ID, Nonce: d.Mark.Nonce, At: r.Clock.Now().UTC(), After: r.highest}
	}
	return r.Journal.Intend(intents)
}

// take takes in the answers to one creating request.
func (r *run) take(ctx context.Context, batch []*Change, drafts []Draft, answers []Creation) error {
	var refused []string
	var made []Ticket
	var end error
	for i, c := range batch {
		answer := Creation{Outcome: Unclear, Err: errors.New("the tracker gave no answer")}
		if i < len(answers) {
			answer = answers[i]
		}
		nonce := drafts[i].Mark.Nonce
		if answer.Outcome == Unclear {
			r.lost = append(r.lost, &lostCreate{c, nonce, answer.Err})
			continue
		}
		if answer.Outcome == Rejected {
			refused = append(refused, nonce)
		}
		if answer.Outcome == Rejected && fatal(ctx, answer.Err) {
			end = answer.Err
			continue
		}
		if err := r.answered(c, drafts[i], answer); err != nil {
			return err
		}
		if answer.Outcome == Created {
			made = append(made, r.tickets[c.ID])
		}
	}
	if len(made) == 0 && end == nil {
		end = lacking(answers)
	}
	if err := r.place(ctx, made); err != nil {
		return err
	}
	if r.Journal != nil {
		if err := r.Journal.Settle(refused...); err != nil {
			return err
		}
	}
	return end
}

// lacking is the refusal of a whole request for want of a right: no later one
// would fare better, and a server takes it ill to be asked on.
func lacking(answers []Creation) error {
	for _, a := range answers {
		if a.Outcome != Rejected || !errors.Is(a.Err, ErrRights) {
			return nil
		}
	}
	return answers[0].Err
}

// place puts new tickets where the tracker wants them, before the journal forgets
// them: what a crash keeps from being put there, the next run puts.
func (r *run) place(ctx context.Context, tickets []Ticket) error {
	placer, ok := r.Tracker.(Placer)
	if !ok || len(tickets) == 0 {
		return nil
	}
	for i, err := range placer.Place(ctx, tickets) {
		if fatal(ctx, err) {
			return err
		}
		if t := tickets[i]; err != nil {
			r.result.Notices = append(r.result.Notices, Notice{ID: t.Mark.ID, Key: t.Key, Message: err.Error()})
		}
	}
	return nil
}

func (r *run) answered(c *Change, d Draft, answer Creation) error {
	if answer.Outcome == Rejected {
		err := answer.Err
		if err == nil {
			err = errors.New("the tracker refused it")
		}
		return r.done(c, Ticket{}, err)
	}
	t := answer.Ticket
	if t.Mark == nil {
		t.Mark = &d.Mark
	}
	t.Kind = d.Kind
	r.made = append(r.made, t.Key)
	r.linkedWith(c, answer.Linked)
	for _, name := range answer.Dropped {
		r.result.Notices = append(r.result.Notices, Notice{ID: c.ID, Key: t.Key,
			Message: "the tracker took " + t.Key + " and left out its " + name + ": the login lacks the right"})
	}
	return r.done(c, t, nil)
}

// pause waits, at first shortly, until patience is at an end.
func (r *run) pause(ctx context.Context, began time.Time, try int) (bool, error) {
	left := r.Patience - r.Clock.Now().Sub(began)
	if left <= 0 {
		return false, nil
	}
	wait := min(left, time.Second<<min(try, 4))
	return true, r.Clock.Sleep(ctx, wait)
}
