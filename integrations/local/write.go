package local

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"plotline/integrations"
)

// batch is how many tickets one transaction makes.
const batch = 1000

// Batch is how many drafts a Create may carry.
func (t *Tracker) Batch() int { return batch }

// Create makes tickets in one transaction: all or none.
func (t *Tracker) Create(ctx context.Context, drafts []integrations.Draft) []integrations.Creation {
	out := make([]integrations.Creation, len(drafts))
	err := t.write(ctx, func(tx *sql.Tx) error {
		insert, err := tx.PrepareContext(ctx, `INSERT INTO tickets
			(kind, type, title, description, labels, parent, release, created, updated, roadmap, mark)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
		if err != nil {
			return err
		}
		defer func() { _ = insert.Close() }()
		for i, d := range drafts {
			if out[i], err = t.insert(ctx, insert, d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		err = fail(fmt.Sprintf("make %d local tickets", len(drafts)), err, "")
		for i := range out {
			out[i] = integrations.Creation{Outcome: integrations.Rejected, Err: err}
		}
	}
	return out
}

func (t *Tracker) insert(ctx context.Context, insert *sql.Stmt, d integrations.Draft) (integrations.Creation, error) {
	var parent int64
	ticket := integrations.Ticket{
		Kind: d.Kind, Type: string(d.Type), Title: d.Title, Part: d.Part, Fence: integrations.FenceIntact,
		Description: fenced(d.Part), Labels: withLabels(d.Labels, integrations.LabelPrefix+d.Mark.Roadmap),
		Status: ToDo, Phase: integrations.Open, Version: "1", Mark: &d.Mark,
	}
	if d.Parent != nil {
		parent, ticket.Parent = numberOf(d.Parent.Key), d.Parent.Key
	}
	if d.Release != nil {
		ticket.Release = d.Release.Name
	}
	mark, err := json.Marshal(d.Mark)
	if err != nil {
		return integrations.Creation{}, err
	}
	ticket.Created = t.clock.Now().UTC()
	ticket.Updated = ticket.Created
	at := ticket.Created.UnixMilli()
	res, err := insert.ExecContext(ctx, string(d.Kind), ticket.Type, d.Title, ticket.Description, list(ticket.Labels),
		parent, ticket.Release, at, at, d.Mark.Roadmap, string(mark))
	if err != nil {
		return integrations.Creation{}, err
	}
	n, err := res.LastInsertId()
	if err != nil {
		return integrations.Creation{}, err
	}
	ticket.Key, ticket.Native = keyOf(n), fmt.Sprint(n)
	return integrations.Creation{Outcome: integrations.Created, Ticket: ticket}, nil
}

// list encodes names; encoding strings cannot fail.
func list(names []string) string {
	if names == nil {
		return "[]"
	}
	data, _ := json.Marshal(names)
	return string(data)
}

func withLabels(labels []string, more ...string) []string {
	out := slices.Clone(labels)
	for _, l := range more {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// Update brings a ticket to what the edit says, if it is still as it was read.
func (t *Tracker) Update(ctx context.Context, ticket integrations.Ticket, edit integrations.Edit) (integrations.Ticket, error) {
	doing := "update " + ticket.Key
	err := t.change(ctx, ticket.Key, func(now *integrations.Ticket) error {
		if now.Version != ticket.Version {
			return integrations.ErrStale
		}
		applyEdit(now, edit)
		return nil
	})
	if err != nil {
		return integrations.Ticket{}, fail(doing, err, hintOf(err))
	}
	tickets, err := t.Read(ctx, []string{ticket.Key})
	if err != nil {
		return integrations.Ticket{}, err
	}
	return tickets[0], nil
}

func hintOf(err error) string {
	if errors.Is(err, integrations.ErrStale) {
		return "somebody changed it a moment ago; push again"
	}
	return ""
}

func applyEdit(now *integrations.Ticket, edit integrations.Edit) {
	if edit.Title != nil {
		now.Title = *edit.Title
	}
	if edit.Part != nil {
		now.Description = replacePart(now.Description, *edit.Part)
	}
	if edit.Parent != nil {
		now.Parent = edit.Parent.Key
	}
	if edit.Release != nil {
		now.Release = edit.Release.Name
	}
	now.Labels = withLabels(now.Labels, edit.AddLabels...)
	now.Labels = slices.DeleteFunc(now.Labels, func(l string) bool { return slices.Contains(edit.RemoveLabels, l) })
	if edit.Mark.ID != "" {
		now.Mark = &edit.Mark
	}
}

// Close closes a ticket with a comment; a closed one stays as it is.
func (t *Tracker) Close(ctx context.Context, ticket integrations.Ticket, closing integrations.Closing) error {
	err := t.change(ctx, ticket.Key, func(now *integrations.Ticket) error {
		if now.Phase == integrations.Done || now.Phase == integrations.Refused {
			return errUnchanged
		}
		if now.Version != ticket.Version {
			return integrations.ErrStale
		}
		now.Status = Dropped
		if closing.Mark.ID != "" {
			now.Mark = &closing.Mark
		}
		return nil
	}, comment{"Plotline", closing.Comment})
	if err != nil {
		return fail("close "+ticket.Key, err, hintOf(err))
	}
	return nil
}

// Link makes tickets wait for others, or wait no more.
func (t *Tracker) Link(ctx context.Context, edits []integrations.LinkEdit) []error {
	out := make([]error, len(edits))
	for i, edit := range edits {
		err := t.change(ctx, edit.Key, func(now *integrations.Ticket) error {
			linked := withLabels(now.BlockedBy, edit.Add...)
			linked = slices.DeleteFunc(linked, func(k string) bool { return slices.Contains(edit.Remove, k) })
			if slices.Equal(linked, now.BlockedBy) {
				return errUnchanged
			}
			now.BlockedBy = linked
			if edit.Mark != nil && now.Mark != nil {
				mark := now.Mark.LinkedAs(*edit.Mark)
				now.Mark = &mark
			}
			return nil
		})
		if err != nil {
			out[i] = fail("link "+edit.Key, err, "")
		}
	}
	return out
}

// Move puts a ticket into another status, as people do on the board.
func (t *Tracker) Move(ctx context.Context, key, status string) error {
	if !slices.Contains(Statuses(), status) {
		return fail("move "+key, fmt.Errorf("unknown status %q", status), "statuses: "+strings.Join(Statuses(), ", "))
	}
	err := t.change(ctx, key, func(now *integrations.Ticket) error {
		if now.Status == status {
			return errUnchanged
		}
		now.Status = status
		return nil
	})
	if err != nil {
		return fail("move "+key, err, "")
	}
	return nil
}

// Assign says who works on a ticket, "" for nobody.
func (t *Tracker) Assign(ctx context.Context, key, who string) error {
	return t.Edit(ctx, key, func(now *integrations.Ticket) { now.Assignee = who })
}

// Comment adds a person's words to a ticket.
func (t *Tracker) Comment(ctx context.Context, key, author, text string) error {
	err := t.change(ctx, key, func(*integrations.Ticket) error { return nil }, comment{author, text})
	if err != nil {
		return fail("comment on "+key, err, "")
	}
	return nil
}

// Edit changes a ticket as a person would: any field, the description as a
// whole.
func (t *Tracker) Edit(ctx context.Context, key string, edit func(*integrations.Ticket)) error {
	err := t.change(ctx, key, func(now *integrations.Ticket) error {
		edit(now)
		return nil
	})
	if err != nil {
		return fail("edit "+key, err, "")
	}
	return nil
}

// Add makes a ticket as a person would, without a mark.
func (t *Tracker) Add(ctx context.Context, ticket integrations.Ticket) (string, error) {
	var key string
	err := t.write(ctx, func(tx *sql.Tx) error {
		at := t.clock.Now().UnixMilli()
		res, err := tx.ExecContext(ctx, `INSERT INTO tickets
			(kind, type, title, description, labels, parent, status, assignee, created, updated)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			string(ticket.Kind), ticket.Type, ticket.Title, ticket.Description, list(ticket.Labels),
			numberOf(ticket.Parent), ToDo, ticket.Assignee, at, at)
		if err != nil {
			return err
		}
		n, err := res.LastInsertId()
		key = keyOf(n)
		return err
	})
	if err != nil {
		return "", fail("add a ticket", err, "")
	}
	return key, nil
}

// Delete removes a ticket, as a person would; its Key is not given again.
func (t *Tracker) Delete(ctx context.Context, key string) error {
	err := t.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM comments WHERE ticket = ?", numberOf(key)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM tickets WHERE n = ?", numberOf(key))
		return err
	})
	if err != nil {
		return fail("delete "+key, err, "")
	}
	return nil
}
