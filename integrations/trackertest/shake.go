package trackertest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"plotline/integrations"
)

// Shake breaks the calls of a tracker that has no network, as a wire would:
// answers are lost after the deed, batches are done by half, creates come late.
func Shake(tracker integrations.Tracker, wire *Wire, clock *Clock) integrations.Tracker {
	if wire == nil {
		return tracker
	}
	return &shaken{Tracker: tracker, wire: wire, clock: clock}
}

type shaken struct {
	integrations.Tracker
	wire  *Wire
	clock *Clock
}

var errBroken = errors.New("the wire broke")

// read breaks a read: nothing comes of it.
func (s *shaken) read(what string) error {
	switch s.wire.At(what) {
	case None:
		return nil
	case Limited, LimitedBare, SecondaryLimit, Slow:
		s.clock.Pass(7 * time.Second) // a tracker waits by itself
		return nil
	}
	return fmt.Errorf("%s: %w", what, errBroken)
}

func (s *shaken) Describe(ctx context.Context) (integrations.Server, error) {
	if err := s.read("describe"); err != nil {
		return integrations.Server{}, err
	}
	return s.Tracker.Describe(ctx)
}

func (s *shaken) Marked(ctx context.Context, roadmap string) (integrations.Found, error) {
	if err := s.read("marked"); err != nil {
		return integrations.Found{}, err
	}
	return s.Tracker.Marked(ctx, roadmap)
}

func (s *shaken) Read(ctx context.Context, keys []string) ([]integrations.Ticket, error) {
	if err := s.read("read"); err != nil {
		return nil, err
	}
	return s.Tracker.Read(ctx, keys)
}

func (s *shaken) After(ctx context.Context, key, roadmap string) (integrations.Found, error) {
	if err := s.read("after " + key); err != nil {
		return integrations.Found{}, err
	}
	return s.Tracker.After(ctx, key, roadmap)
}

func (s *shaken) Children(ctx context.Context, epics []string) ([]integrations.Ticket, error) {
	if err := s.read("children"); err != nil {
		return nil, err
	}
	return s.Tracker.Children(ctx, epics)
}

// Create loses answers, does half, or does it late.
func (s *shaken) Create(ctx context.Context, drafts []integrations.Draft) []integrations.Creation {
	unclear := make([]integrations.Creation, len(drafts))
	for i := range unclear {
		unclear[i] = integrations.Creation{Outcome: integrations.Unclear, Err: integrations.ErrLost}
	}
	switch s.wire.At(fmt.Sprintf("create %d", len(drafts))) {
	case None, Slow, Limited, LimitedBare, SecondaryLimit:
		return s.Tracker.Create(ctx, drafts)
	case LostReply:
		s.Tracker.Create(ctx, drafts)
		s.died("create, after the deed")
	case CutBody: // half of it was done and half was not
		half := (len(drafts) + 1) / 2
		copy(unclear, s.Tracker.Create(ctx, drafts[:half]))
		for i := half; i < len(drafts); i++ {
			unclear[i] = integrations.Creation{Outcome: integrations.Rejected, Err: errBroken}
		}
	case LateReply:
		if late, ok := s.Tracker.(*Memory); ok {
			late.MakeLate(drafts, 12*time.Second)
		}
	case Error503: // half done, and no answer
		s.Tracker.Create(ctx, drafts[:len(drafts)/2])
	}
	return unclear
}

// died gives the storm a place to end the process after a deed whose answer
// nobody hears.
func (s *shaken) died(what string) { s.wire.At(what) }

func (s *shaken) Update(ctx context.Context, ticket integrations.Ticket, edit integrations.Edit) (integrations.Ticket, error) {
	fault := s.wire.At("update " + ticket.Key)
	switch fault {
	case LostReply, CutBody, LateReply:
		if _, err := s.Tracker.Update(ctx, ticket, edit); err != nil {
			return integrations.Ticket{}, err
		}
		return integrations.Ticket{}, fmt.Errorf("update %s: %w", ticket.Key, integrations.ErrLost)
	case Reset, Error500, Error502, Error503:
		return integrations.Ticket{}, fmt.Errorf("update %s: %w", ticket.Key, errBroken)
	}
	return s.Tracker.Update(ctx, ticket, edit)
}

func (s *shaken) Close(ctx context.Context, ticket integrations.Ticket, closing integrations.Closing) error {
	switch s.wire.At("close " + ticket.Key) {
	case LostReply, CutBody, LateReply:
		if err := s.Tracker.Close(ctx, ticket, closing); err != nil {
			return err
		}
		return fmt.Errorf("close %s: %w", ticket.Key, integrations.ErrLost)
	case Reset, Error500, Error502, Error503:
		return fmt.Errorf("close %s: %w", ticket.Key, errBroken)
	}
	return s.Tracker.Close(ctx, ticket, closing)
}

// Link passes links on, where the tracker has them; each may be lost alone.
func (s *shaken) Link(ctx context.Context, edits []integrations.LinkEdit) []error {
	out := make([]error, len(edits))
	linker, ok := s.Tracker.(integrations.Linker)
	if !ok {
		return out
	}
	for i, edit := range edits {
		if out[i] = s.read("link " + edit.Key); out[i] == nil {
			out[i] = linker.Link(ctx, edits[i:i+1])[0]
		}
	}
	return out
}

// LinksFar passes on whether links lead to other projects.
func (s *shaken) LinksFar(ctx context.Context) (bool, error) {
	linker, ok := s.Tracker.(integrations.FarLinker)
	if !ok {
		return false, nil
	}
	if err := s.read("links far"); err != nil {
		return false, err
	}
	return linker.LinksFar(ctx)
}

// LinksAtCreate passes on whether links are made along with a ticket.
func (s *shaken) LinksAtCreate() bool {
	linker, ok := s.Tracker.(integrations.CreateLinker)
	return ok && linker.LinksAtCreate()
}
