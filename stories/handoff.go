package stories

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"plotline/roadmap"
	"plotline/stories/document"
)

// Move is one thing that changed since an item was accepted, as it was and as
// it is.
type Move struct {
	// Of is the part of the roadmap that changed, "" for the drafted text.
	Of string `json:"of,omitempty"`
	// Name is the field: "metric engaged target", "title", "criterion".
	Name string `json:"name"`
	Was  string `json:"was"`
	Is   string `json:"is"`
}

// Hold is why the gate keeps an item back, and what to do about it.
type Hold struct {
	Reason string
	Way    string
}

// ErrNoID says that an item has to be given an ID first.
var ErrNoID = errors.New("it has no ID yet; plotline draft gives it one")

// Accept hands an item over: it records who accepted it, when, for which
// destination and in which words. It settles open questions, and what moved.
// A time of zero is not recorded.
func (b *Backlog) Accept(item *Item, r *roadmap.Roadmap, by string, on time.Time) error {
	if item.ID == "" {
		return fmt.Errorf("accept %s: %w", item.Path, ErrNoID)
	}
	if err := b.SetHandoff(item, Accepted); err != nil {
		return err
	}
	s := b.sidecarOf(item)
	s.Accepted = NewAcceptance(item, r, by, on)
	for i := range s.Questions {
		s.Questions[i].Settled = true
	}
	return nil
}

// NewAcceptance is the record of an item as it is now. The item has a sidecar.
func NewAcceptance(item *Item, r *roadmap.Roadmap, by string, on time.Time) *Acceptance {
	return &Acceptance{
		By: by, On: on.UTC().Truncate(time.Second),
		Destination: r.Destination(item.Serves),
		Text:        acceptedText(item.Content),
		Drafted:     textDigest(item.Sidecar.Drafted),
	}
}

// acceptedText is the part of a content that an acceptance is for: what the
// product owner's words ask of the team. Notes, labels and sizes may change
// freely.
func acceptedText(c Content) Content {
	text := Content{Title: c.Title, Narrative: c.Narrative, Type: c.Type}
	for _, criterion := range c.Criteria {
		text.Criteria = append(text.Criteria, Criterion{Text: criterion.Text})
	}
	return text
}

// textDigest tells whether a draft changed what is accepted; criteria in another
// order are the same.
func textDigest(c Content) string {
	h := sha256.New()
	part := func(text string) { fmt.Fprintf(h, "%d %s\n", len(text), text) }
	part(c.Title)
	part(c.Narrative)
	part(string(c.Type))
	texts := make([]string, len(c.Criteria))
	for i, criterion := range c.Criteria {
		texts[i] = criterion.Text
	}
	slices.Sort(texts)
	for _, text := range texts {
		part(text)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Ask sends an item back with a question for the product manager. It is open
// until [Backlog.Answer], a changed roadmap or [Backlog.Accept] settles it. An
// acceptance that it had is void.
func (b *Backlog) Ask(item *Item, r *roadmap.Roadmap, text, by string, on time.Time) error {
	if item.ID == "" {
		return fmt.Errorf("ask about %s: %w", item.Path, ErrNoID)
	}
	if text = document.Clean(text); text == "" {
		return fmt.Errorf("ask about %s: the question is empty", item.Path)
	}
	if err := b.SetHandoff(item, Asked); err != nil {
		return err
	}
	s := b.sidecarOf(item)
	s.Accepted = nil
	s.Questions = append(s.Questions, Question{
		By: by, Text: text, On: on.UTC().Truncate(time.Second),
		Destination: r.Destination(item.Serves).Fingerprint(),
	})
	return nil
}

// Answer settles the last open question. When none is left, the item is
// proposed again, for the product owner to accept.
func (b *Backlog) Answer(item *Item, r *roadmap.Roadmap, text, by string, on time.Time) error {
	if text = document.Clean(text); text == "" {
		return fmt.Errorf("answer about %s: the answer is empty", item.Path)
	}
	open := b.openQuestions(item, r)
	if len(open) == 0 {
		return fmt.Errorf("answer about %s: no question is open", item.Path)
	}
	last := open[len(open)-1]
	last.Answer, last.AnsweredBy, last.AnsweredOn = text, by, on.UTC().Truncate(time.Second)
	last.Settled = true
	if len(open) == 1 {
		return b.SetHandoff(item, Proposed)
	}
	return nil
}

// OpenQuestion gives the latest question about an item that neither an answer
// nor a changed roadmap nor an acceptance settled, nil when there is none.
func (b *Backlog) OpenQuestion(item *Item, r *roadmap.Roadmap) *Question {
	open := b.openQuestions(item, r)
	if len(open) == 0 {
		return nil
	}
	return open[len(open)-1]
}

// Answered gives the latest question about an item where it is answered and the
// item waits for the product owner to accept it; else nil.
func (b *Backlog) Answered(item *Item, r *roadmap.Roadmap) *Question {
	if state := b.Standing(item, r); item.Sidecar == nil || state == Accepted || state == Asked {
		return nil
	}
	if n := len(item.Sidecar.Questions); n > 0 && item.Sidecar.Questions[n-1].Answer != "" {
		return &item.Sidecar.Questions[n-1]
	}
	return nil
}

func (b *Backlog) openQuestions(item *Item, r *roadmap.Roadmap) []*Question {
	if item.Sidecar == nil || item.Handoff == Accepted {
		return nil
	}
	now := r.Destination(item.Serves).Fingerprint()
	var open []*Question
	for i := range item.Sidecar.Questions {
		q := &item.Sidecar.Questions[i]
		if !q.Settled && q.Answer == "" && (q.Destination == "" || q.Destination == now) {
			open = append(open, q)
		}
	}
	return open
}

// Standing is where an item stands in truth: what its file says, unless that
// is asked and all its questions are settled; then it is proposed again.
func (b *Backlog) Standing(item *Item, r *roadmap.Roadmap) Handoff {
	if item.Handoff == Asked && b.OpenQuestion(item, r) == nil && asked(item) {
		return Proposed
	}
	return item.Handoff
}

// asked says whether a question was recorded; who writes asked into a file by
// hand has one that only they know.
func asked(item *Item) bool { return item.Sidecar != nil && len(item.Sidecar.Questions) > 0 }

// SettleQuestions notes that a changed roadmap settled questions, and makes
// the items it concerns proposed again. It returns these.
func (b *Backlog) SettleQuestions(r *roadmap.Roadmap) ([]*Item, error) {
	var settled []*Item
	for _, item := range b.Items {
		if item.Handoff != Asked || b.Standing(item, r) != Proposed {
			continue
		}
		for i := range item.Sidecar.Questions {
			item.Sidecar.Questions[i].Settled = true
		}
		if err := b.SetHandoff(item, Proposed); err != nil {
			return settled, err
		}
		settled = append(settled, item)
	}
	return settled, nil
}

// Hear remembers what an item's ticket says of the handoff, so that it is not
// heard twice.
func (b *Backlog) Hear(item *Item, signal string) {
	if item.Sidecar == nil && signal == "" {
		return
	}
	b.sidecarOf(item).Heard = signal
}

// sidecarOf gives an item's sidecar, a new one where it was lost.
func (b *Backlog) sidecarOf(item *Item) *Sidecar {
	if item.Sidecar == nil {
		item.Sidecar = &Sidecar{ID: item.ID, Kind: item.Kind, Path: item.Path, Epic: item.Epic}
	}
	return item.Sidecar
}
