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
	// tracker is nil before the first round, and where blind says that the
	// tracker cannot tell.
	tracker *integrations.Lookout
	blind   bool
	push    *pushing
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
	if l.tracker != nil || l.blind {
		return nil
	}
	push, err := l.program.preparePush(ctx, l.watch)
	if err != nil {
		return err
	}
	watcher, ok := push.tracker.Tracker.(integrations.Watcher)
	if !ok {
		push.close()
		l.blind = true
		return nil
	}
	l.push, l.tracker = push, &integrations.Lookout{
		Watcher: watcher, Clock: integrations.SystemClock{}, Roadmap: push.backlog.RoadmapID(push.roadmap),
	}
	return nil
}

// moved looks at the files and at the tracker.
func (l *lookout) moved(ctx context.Context) (bool, error) {
	project, err := l.program.open(l.watch, l.program.overrides(l.watch))
	if err != nil {
		return false, err
	}
	l.push.project = project
	request := l.push.request()
	data, err := json.Marshal(request)
	if err != nil {
		return false, fmt.Errorf("compare the backlog: %w", err)
	}
	var keys []string
	for _, d := range request.Items {
		if d.Key != "" {
			keys = append(keys, d.Key)
		}
	}
	moved, err := l.tracker.Moved(ctx, keys)
	if err != nil {
		return false, err
	}
	files := sha256.Sum256(data)
	moved = moved || l.again || files != l.files
	l.files = files
	return moved, nil
}
