package integrations

import (
	"context"
	"errors"
	"fmt"
	"time"

	"plotline/stories"
)

// Pusher applies plans to a tracker.
type Pusher struct {
	Tracker Tracker
	Clock   Clock
	// Journal is nil where there is no place for one.
	Journal *Journal
	// Nonce gives a new name with every call.
	Nonce func() string
	// Known is told each item's Key as soon as it is known; nil for nobody.
	Known func(id, key string) error
	// Progress is told each step; nil for nobody.
	Progress func(Event)
	// Patience is how long a create whose answer was lost may take to show.
	Patience time.Duration
}

// run is one application of a plan.
type run struct {
	Pusher
	plan   *Plan
	result *Result
	total  int
	// tickets are the items' tickets as far as they are known.
	tickets map[string]Ticket
	// highest is the highest Key known to exist.
	highest string
	// floor is the Key behind which every create of this run stands.
	floor string
	// before is the highest Key that existed before the first create.
	before string
	// made are the Keys that this run made; holes in them tell of another run.
	made []string
	// lost are the creates whose answer never came.
	lost []*lostCreate
	// nonces are those of this run's creates.
	nonces map[string]bool
	// unclear are the nonces of creates that never came to show.
	unclear map[string]bool
	// twinLeft says that a ticket made twice was to be closed and stands.
	twinLeft bool
	// recorded counts the changes whose end is known.
	recorded int
	// wires are the needs of what this run makes.
	wires wires
	// others are the runs of all projects that one push writes to.
	others []*run
}

// Apply does exactly what the plan says: epics, stories, updates, links, and
// closures last. The result says what was done and what was not, also beside
// an error. A plan is applied right after it was made; see [Plan.Moved] for a
// saved one.
func (p Pusher) Apply(ctx context.Context, plan *Plan) (*Result, error) {
	results, err := ApplyAll(ctx, []Pusher{p}, plan)
	return results[0], err
}

// ApplyAll applies a plan for several projects, each by its own pusher: first
// what is made and written in each, then what leads from one to another. Of a
// project that failed the others are brought to their end.
func ApplyAll(ctx context.Context, pushers []Pusher, plan *Plan) ([]*Result, error) {
	runs, results := make([]*run, len(pushers)), make([]*Result, len(pushers))
	for i, part := range plan.Parts() {
		runs[i] = newRun(pushers[i], part)
		results[i] = runs[i].result
		defer runs[i].finish()
	}
	written, err := 0, error(nil)
	for _, r := range runs {
		r.others = runs
		if err = r.write(ctx); err != nil {
			break
		}
		written++
	}
	for _, r := range runs[:written] {
		if failed := r.conclude(ctx); failed != nil {
			return results, errors.Join(err, failed)
		}
	}
	return results, err
}

func newRun(p Pusher, plan *Plan) *run {
	if p.Patience == 0 {
		p.Patience = patience
	}
	r := &run{
		Pusher: p, plan: plan, highest: plan.highest,
		result:  &Result{Version: 1, Conflicts: conflictItems(plan), Tickets: []Pushed{}},
		total:   plan.Summary.Create + plan.Summary.Update + plan.Summary.Close,
		tickets: map[string]Ticket{}, nonces: map[string]bool{}, unclear: map[string]bool{},
	}
	for id, t := range plan.tickets {
		r.tickets[id] = t
	}
	r.wires = newWires(p.Tracker, plan)
	return r
}

func conflictItems(plan *Plan) int {
	ids := map[string]bool{}
	for _, c := range plan.Conflicts {
		ids[c.ID] = true
	}
	return len(ids)
}

// write makes and writes tickets.
func (r *run) write(ctx context.Context) error {
	if err := r.plan.Refusal(); err != nil {
		return err
	}
	if err := r.keepAll(); err != nil {
		return err
	}
	if err := r.creates(ctx); err != nil {
		return err
	}
	// Before the marks tell that a later push was there.
	if err := r.place(ctx, r.unplaced()); err != nil {
		return err
	}
	for _, c := range r.of(Update, "") {
		if err := r.update(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// conclude links and ranks what is written, and closes what is to be closed.
func (r *run) conclude(ctx context.Context) error {
	if err := r.links(ctx); err != nil {
		return err
	}
	if err := r.rank(ctx); err != nil {
		return err
	}
	for _, c := range r.of(Close, "") {
		if err := r.close(ctx, c); err != nil {
			return err
		}
	}
	return r.forget()
}

// of are the plan's changes of an action, of a kind where one is given.
func (r *run) of(action Action, kind stories.Kind) []*Change {
	var out []*Change
	for i := range r.plan.Changes {
		c := &r.plan.Changes[i]
		if c.Action == action && (kind == "" || c.Kind == kind) {
			out = append(out, c)
		}
	}
	return out
}

func (r *run) keepAll() error {
	for _, c := range r.of(Keep, "") {
		if err := r.done(c, c.work.ticket, nil); err != nil {
			return err
		}
	}
	return nil
}

// done records what became of a change.
func (r *run) done(c *Change, t Ticket, failure error) error {
	p := Pushed{ID: c.ID, Key: c.Key, URL: c.URL, Action: c.Action}
	if c.Action != Keep {
		r.recorded++
	}
	if t.Key != "" {
		p.Key, p.URL = t.Key, t.URL
	}
	if failure != nil {
		p.Error = failure.Error()
	}
	r.result.add(p)
	if failure == nil && t.Key != "" && !c.Twin && c.Action != Close {
		return r.known(c.ID, t)
	}
	return nil
}

// known takes in an item's ticket and tells the caller its Key.
func (r *run) known(id string, t Ticket) error {
	r.tickets[id] = t
	r.highest = higherKey(r.highest, t.Key)
	if r.Known == nil {
		return nil
	}
	if err := r.Known(id, t.Key); err != nil {
		return fmt.Errorf("remember %s: %w", t.Key, err)
	}
	return nil
}

func (r *run) say(format string, args ...any) {
	if r.Progress == nil {
		return
	}
	r.Progress(Event{Done: r.recorded, Total: r.total, Doing: fmt.Sprintf(format, args...)})
}

func (r *run) update(ctx context.Context, c *Change) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	edit := c.work.edit
	if c.work.parentID != "" {
		epic, ok := r.tickets[c.work.parentID]
		if !ok {
			return r.done(c, c.work.ticket, errors.New("its new epic has no ticket yet"))
		}
		edit.Parent = &epic
		edit.Mark.Fields[string(stories.FieldParent)] = digestsOf(stories.FieldParent, one(epic.Key))
	}
	r.say("update %s", c.Key)
	t, err := r.Tracker.Update(ctx, c.work.ticket, edit)
	if fatal(ctx, err) {
		return err
	}
	if t.Key == "" {
		t = c.work.ticket
	}
	return r.done(c, t, err)
}

func (r *run) close(ctx context.Context, c *Change) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r.say("close %s", c.Key)
	err := r.Tracker.Close(ctx, c.work.ticket, c.work.closing)
	if fatal(ctx, err) {
		return err
	}
	if errors.Is(err, ErrNoWay) {
		r.leaveOpen(c, err)
		return nil
	}
	r.twinLeft = r.twinLeft || err != nil && c.Twin
	return r.done(c, c.work.ticket, err)
}

// leaveOpen says that a ticket's workflow does not let it be closed from where
// it stands. That is for its team to decide, and no failure of the push.
func (r *run) leaveOpen(c *Change, err error) {
	message := c.Key + " stays open: " + err.Error()
	var failure *Failure
	if errors.As(err, &failure) {
		message = c.Key + " stays open: " + failure.Err.Error() + "; " + failure.Hint
	}
	r.recorded++
	r.result.add(Pushed{ID: c.ID, Key: c.Key, URL: c.URL, Action: Keep})
	r.result.Notices = append(r.result.Notices, Notice{ID: c.ID, Key: c.Key, Message: message})
}

// fatal says whether an error ends the whole push: nothing after it could
// succeed.
func fatal(ctx context.Context, err error) bool {
	return err != nil && (ctx.Err() != nil || errors.Is(err, ErrLogin) || errors.Is(err, ErrMissing))
}

// finish counts what was left undone and the requests.
func (r *run) finish() {
	r.result.Undone = r.total - r.recorded
	if counter, ok := r.Tracker.(Counter); ok {
		r.result.Requests = counter.Requests()
	}
}
