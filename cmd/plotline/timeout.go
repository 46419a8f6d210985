package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"plotline/integrations"
)

func timeoutFlag() cli.Flag {
	return &cli.DurationFlag{Name: "timeout", Usage: "stop cleanly after this `TIME`, as in 10m; the same command goes on from there"}
}

var errTimeout = errors.New("the time of --timeout is up")

// timed ends a command that has the flag when its time is up, and says so
// before what was cut short by it.
func timed(command *cli.Command) {
	has := slices.ContainsFunc(command.Flags, func(f cli.Flag) bool { return slices.Contains(f.Names(), "timeout") })
	action := command.Action
	if !has || action == nil {
		return
	}
	command.Action = func(c *cli.Context) error {
		limit := c.Duration("timeout")
		if limit <= 0 {
			return action(c)
		}
		ctx, cancel := context.WithTimeoutCause(c.Context, limit, errTimeout)
		defer cancel()
		c.Context = ctx
		err := action(c)
		if !errors.Is(context.Cause(ctx), errTimeout) || exitCode(err) != exitFailure {
			return err
		}
		failure := &integrations.Failure{
			Doing: c.Command.Name, Err: fmt.Errorf("%w, before all was read: %w", errTimeout, err),
			Hint: "nothing was written to the tracker; give the same command more time",
		}
		if errors.As(err, &begun{}) {
			failure.Err = fmt.Errorf("%w, in the midst of this: %w", errTimeout, err)
			failure.Hint = "the same command goes on from here, and looks first what became of that"
		}
		return failure
	}
}

// begun marks the error of a push that had begun to write.
type begun struct{ error }

func (b begun) Unwrap() error { return b.error }
