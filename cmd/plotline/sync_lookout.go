package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"github.com/urfave/cli/v2"

	"plotline/integrations"
)

// lookout lets a watch rest while nothing moves: neither on the tracker, where
// that can be told cheaply, nor in the files. Where it cannot, every round syncs.
type lookout struct {
	program *program
	watch   *cli.Context
	// homes are nil before the first round, and where blind says that a tracker
	// cannot tell.
	homes []*integrations.Lookout
	blind bool
	push  *pushing
	// files tells whether the backlog is as it was at the last look.
	files [sha256.Size]byte
	// again asks for a sync, since the last one failed.
	again bool
}

// round syncs where something moved since the last round.
func (l *lookout) round(ctx context.Context) error {
	if err := l.prepare(ctx); err != nil {
		return err
	}
	if !l.blind {
		moved, err := l.moved(ctx)
		if err != nil || !moved {
			return err
		}
	}
	l.again = true
	if err := l.program.sync(l.watch); err != nil {
		return err
	}
	l.again = false
	return nil
}

func (l *lookout) prepare(ctx context.Context) error {
	if l.homes != nil || l.blind {
		return nil
	}
	push, err := l.program.preparePush(ctx, l.watch)
	if err != nil {
		return err
	}
	for _, home := range push.homes {
		watcher, ok := home.tracker.Tracker.(integrations.Watcher)
		if !ok {
			push.close()
			l.blind, l.homes = true, nil
			return nil
		}
		l.homes = append(l.homes, &integrations.Lookout{
			Watcher: watcher, Clock: integrations.SystemClock{}, Roadmap: push.backlog.RoadmapID(push.roadmap),
		})
	}
	l.push = push
	return nil
}

// moved looks at the files and at the tracker.
func (l *lookout) moved(ctx context.Context) (bool, error) {
	project, err := l.program.open(l.watch, l.program.overrides(l.watch))
	if err != nil {
		return false, err
	}
	l.push.project = project
	files, moved := sha256.New(), l.again
	for i, home := range l.push.homes {
		request := l.push.request(home)
		if err := json.NewEncoder(files).Encode(request); err != nil {
			return false, fmt.Errorf("compare the backlog: %w", err)
		}
		there, err := l.homes[i].Moved(ctx, keysOf(request))
		if err != nil {
			return false, err
		}
		moved = moved || there
	}
	now := [sha256.Size]byte(files.Sum(nil))
	moved = moved || now != l.files
	l.files = now
	return moved, nil
}

// keysOf are the Keys that a request's items remember.
func keysOf(request integrations.Request) []string {
	var keys []string
	for _, d := range request.Items {
		if d.Key != "" {
			keys = append(keys, d.Key)
		}
	}
	return keys
}
