package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"plotline/integrations"
	"plotline/roadmap/source"
)

// The exit codes, a contract with scripts and CI.
const (
	exitFine        = 0
	exitFindings    = 1 // findings, or pending changes or conflicts when asked to check
	exitUsage       = 2 // usage or invalid input
	exitFailure     = 3 // tracker or I/O failure
	exitInterrupted = 130
)

// usageError is a mistake on the command line or in what it names.
type usageError struct {
	message string
	hint    string
}

func (e *usageError) Error() string { return e.message }

func usagef(hint, format string, args ...any) error {
	return &usageError{message: fmt.Sprintf(format, args...), hint: hint}
}

// pending ends a command with exit code 1: everything was said on stdout.
type pending struct{}

func (pending) Error() string { return "" }

// inputError is invalid input with the line that sums it up.
type inputError struct {
	problems source.Problems
	// After says what did not happen: "nothing was drafted".
	after string
}

func (e *inputError) Error() string { return e.problems.Error() }
func (e *inputError) Unwrap() error { return e.problems }

// exitCode is the one table from an error to the process's answer.
func exitCode(err error) int {
	var usage *usageError
	var problems source.Problems
	var problem source.Problem
	switch {
	case err == nil:
		return exitFine
	case errors.As(err, &pending{}):
		return exitFindings
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &usage), errors.As(err, &problems), errors.As(err, &problem):
		return exitUsage
	}
	return exitFailure
}

// report prints an error with its way out and gives the exit code.
func (p *program) report(err error) int {
	code := exitCode(err)
	switch code {
	case exitFine, exitFindings:
		return code
	case exitInterrupted:
		fmt.Fprintln(p.stderr, "plotline: interrupted; nothing is half done, the same command goes on from here")
		return code
	}
	var problems source.Problems
	if errors.As(err, &problems) {
		p.printProblems(problems, err)
		return code
	}
	fmt.Fprintln(p.stderr, "plotline: "+err.Error())
	if hint := hintOf(err); hint != "" {
		for line := range strings.SplitSeq(hint, "\n") {
			fmt.Fprintln(p.stderr, "  hint: "+line)
		}
	}
	return code
}

// maxProblems keeps a file full of mistakes from filling the screen.
const maxProblems = 50

func (p *program) printProblems(problems source.Problems, err error) {
	for i, problem := range problems {
		if i == maxProblems {
			fmt.Fprintf(p.stderr, "… and %d more\n", len(problems)-maxProblems)
			break
		}
		fmt.Fprint(p.stderr, problem.Text())
	}
	after := "nothing was done"
	var input *inputError
	if errors.As(err, &input) && input.after != "" {
		after = input.after
	}
	in := ""
	if files := filesOf(problems); files != "" { // flags and variables are no files
		in = " in " + files
	}
	fmt.Fprintf(p.stderr, "%s%s; %s\n", count(len(problems), "mistake"), in, after)
}

func filesOf(problems source.Problems) string {
	var paths []string
	seen := map[string]bool{}
	for _, problem := range problems {
		if !seen[problem.Path] && problem.Path != "" {
			seen[problem.Path] = true
			paths = append(paths, problem.Path)
		}
	}
	if len(paths) > 3 {
		return count(len(paths), "file")
	}
	return strings.Join(paths, ", ")
}

func hintOf(err error) string {
	var usage *usageError
	if errors.As(err, &usage) {
		return usage.hint
	}
	var failure *integrations.Failure
	if errors.As(err, &failure) && failure.Hint != "" {
		return failure.Hint
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "check who may write there, then run the same command again"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "make room on the disk, then run the same command again; no file is half written"
	case errors.Is(err, syscall.EROFS):
		return "nothing can be written there; status, plan and render --out elsewhere only read"
	}
	return ""
}

// count gives "1 goal", "2 goals", "3 stories".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "criterion"); ok {
		return fmt.Sprintf("%d %scriteria", n, stem)
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		return fmt.Sprintf("%d %sies", n, stem)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
