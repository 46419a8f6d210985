package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// deadEndsFile names the file in which scripts note commands that failed and did
// not say what to do next.
const deadEndsFile = "PLOTLINE_DEAD_ENDS"

// runNotingDeadEnds runs the program. Whatever a script is about, an error in it
// has to end in a way out.
func runNotingDeadEnds() int {
	var said strings.Builder
	p := newProgram()
	p.stderr = io.MultiWriter(p.stderr, &said)
	code := p.run(context.Background(), os.Args)
	file := os.Getenv(deadEndsFile)
	if file == "" || code != exitUsage && code != exitFailure || showsAWayOut(said.String()) {
		return code
	}
	notes, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(notes, "%s\n%s\n", strings.Join(os.Args, " "), said.String())
	if err := notes.Close(); err != nil {
		panic(err)
	}
	return code
}

// showsAWayOut says that the last thing that went wrong has a hint, or that each
// mistake in a file has a line below it that says how to mend it.
func showsAWayOut(said string) bool {
	if strings.Contains(said, "\n  hint: ") {
		return true
	}
	mistakes, mended := 0, 0
	for line := range strings.Lines(said) {
		switch {
		case strings.HasPrefix(line, "      "):
			mended++
		case !strings.HasPrefix(line, " ") && strings.Contains(line, ":"):
			mistakes++
		}
	}
	return mistakes > 0 && mended >= mistakes
}

// noteDeadEnds gives the file for them, and fails the test if there are any.
func noteDeadEnds(t *testing.T) string {
	file := filepath.Join(t.TempDir(), "dead-ends")
	t.Cleanup(func() {
		if notes, err := os.ReadFile(file); err == nil {
			t.Errorf("these errors do not say what to do next:\n%s", notes)
		}
	})
	return file
}

func TestADeadEndIsKnown(t *testing.T) {
	for said, want := range map[string]bool{
		"plotline: there is no roadmap here\n  hint: plotline init makes one\n":                 true,
		"plotline: there is no roadmap here\n":                                                  false,
		"a.md:1:1: no title\n    1 | x\n      write one\n1 mistake in a.md; nothing was done\n": true,
		"a.md:1:1: no title\n    1 | x\n1 mistake in a.md; nothing was done\n":                  false,
	} {
		if got := showsAWayOut(said); got != want {
			t.Errorf("%q: %v", said, got)
		}
	}
}
