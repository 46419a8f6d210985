package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/term"

	"plotline/integrations/github"
)

// program is the command line's connection to the world: tests give it their
// own. stdout is the product of a command; stderr is talk.
type program struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	getenv func(string) string
	dir    string
	now    func() time.Time
	// Terminals: whether a person looks at stdout and stderr, or types.
	outTerminal, errTerminal, inTerminal bool
	// answers are what GitHub said in a watch's rounds before; nil elsewhere.
	answers *github.Answers
	// watchers see steps and waits beside the terminal.
	watchers watchers
}

func newProgram() *program {
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	return &program{
		stdin:       os.Stdin,
		stdout:      os.Stdout,
		stderr:      os.Stderr,
		getenv:      os.Getenv,
		dir:         dir,
		now:         time.Now,
		outTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		errTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		inTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
	}
}

// run executes the arguments, program name first, and gives the exit code. The
// first interrupt asks to stop cleanly; a second one ends the process.
func (p *program) run(ctx context.Context, args []string) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	app := p.app()
	err := app.RunContext(ctx, arrange(app, args))
	return p.report(err)
}
