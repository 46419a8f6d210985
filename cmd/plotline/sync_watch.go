package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/urfave/cli/v2"

	"plotline/integrations"
	"plotline/integrations/github"
)

// shortestInterval keeps a watch from being a burden to the server.
const shortestInterval = 10 * time.Second

// syncOrWatch syncs once, or again and again with --watch.
func (p *program) syncOrWatch(c *cli.Context) error {
	if c.Bool("pull-request") && !c.Bool("yes") {
		return usagef("add --yes", "--pull-request pushes a branch and writes a pull request")
	}
	if !c.Bool("watch") {
		return p.sync(c)
	}
	interval := c.Duration("interval")
	if interval < shortestInterval {
		return usagef("--interval 5m", "--interval %s is too short; the shortest is %s", interval, shortestInterval)
	}
	return p.watch(c.Context, c, interval)
}

// watch syncs until it is told to stop. What fails for a while, such as a
// server that is down, is said and tried again the next time; what a person
// has to mend ends it.
func (p *program) watch(ctx context.Context, c *cli.Context, interval time.Duration) error {
	p.answers = github.NewAnswers()
	out := &lookout{program: p, watch: c}
	for round := 1; ; round++ {
		err := out.round(ctx)
		if ctx.Err() == nil && err != nil {
			if !passing(err) {
				return err
			}
			fmt.Fprintf(p.stderr, "plotline: %v; the next try is in %s\n", err, interval)
		}
		if ctx.Err() == nil {
			if err := (integrations.SystemClock{}).Sleep(ctx, interval); err == nil {
				continue
			}
		}
		if errors.Is(context.Cause(ctx), errTimeout) {
			fmt.Fprintf(p.stderr, "watched for %s, %s; the same command goes on from here\n", c.Duration("timeout"), count(round, "round"))
			return nil
		}
		return ctx.Err()
	}
}

// passing says whether an error may be gone the next time.
func passing(err error) bool {
	return exitCode(err) == exitFailure && !errors.Is(err, integrations.ErrLogin) && !errors.Is(err, integrations.ErrMissing)
}
