package main

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"plotline/cmd/settings"
	"plotline/integrations"
	"plotline/stories"
)

// apply does what the plan says in every home, and remembers the Keys in the
// sidecars.
func (push *pushing) apply(ctx context.Context, plan *integrations.Plan) (*integrations.Result, error) {
	folder, err := push.makeStateFolder()
	if err != nil {
		return nil, err
	}
	unlock, err := integrations.Lock(ctx, folder)
	if err != nil {
		return nil, err
	}
	defer unlock()
	bar := push.program.newProgress("pushing")
	defer bar.finish()
	all := append(watchers{bar}, push.program.watchers...)
	pushers := make([]integrations.Pusher, len(push.homes))
	for i, home := range push.homes {
		if pushers[i], err = push.pusher(home, folder, all); err != nil {
			return nil, err
		}
	}
	results, err := integrations.ApplyAll(ctx, pushers, plan)
	for i, home := range push.homes {
		push.notePushed(home, results[i])
	}
	result := integrations.JoinResults(results)
	if _, saveErr := push.backlog.Save(context.WithoutCancel(ctx)); saveErr != nil {
		return result, errors.Join(err, saveErr)
	}
	return result, err
}

// pusher applies the plan of one home.
func (push *pushing) pusher(home *home, folder string, all watchers) (integrations.Pusher, error) {
	journal, err := home.journal(folder)
	home.tracker.waiting(all.Wait)
	return integrations.Pusher{
		Tracker: home.tracker.Tracker, Clock: integrations.SystemClock{}, Journal: journal, Nonce: uuid.NewString,
		Known:    func(id, key string) error { return push.rememberKey(home, id, key) },
		Progress: all.Step,
	}, err
}

// rememberKey notes a remote ticket's Key in the item's sidecar; local Keys
// stay in .plotline.
func (push *pushing) rememberKey(home *home, id, key string) error {
	if home.server.Tracker == string(settings.Local) {
		return nil
	}
	return push.backlog.RememberKey(id, stories.Key{
		Tracker: home.server.Tracker, Project: home.server.Project, Key: key,
	})
}

// notePushed notes which tickets were written to, and where they are when there
// are several homes.
func (push *pushing) notePushed(home *home, result *integrations.Result) {
	for i := range result.Tickets {
		ticket := &result.Tickets[i]
		if ticket.Action == integrations.Update && ticket.Error == "" {
			push.backlog.Pushed(ticket.ID, home.server.Tracker, home.server.Project)
		}
		if len(push.homes) > 1 {
			ticket.Project = home.server.Project
		}
	}
	push.inStep(home, result.InStep())
}

// inStep notes which items stand in a home as they do in the backlog.
func (push *pushing) inStep(home *home, ids []string) {
	push.backlog.InStep(ids, home.server.Tracker, home.server.Project)
}
