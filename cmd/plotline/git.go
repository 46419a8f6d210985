package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// git runs git in the program's folder and gives its output without the last
// line's end. The error carries what git said.
func (p *program) git(ctx context.Context, args ...string) (string, error) {
	return p.gitWith(ctx, nil, args...)
}

// gitWith runs git with more variables.
func (p *program) gitWith(ctx context.Context, variables []string, args ...string) (string, error) {
	command := exec.CommandContext(ctx, "git", args...)
	command.Env = append(os.Environ(), variables...)
	command.Dir = p.dir
	var out, talk bytes.Buffer
	command.Stdout, command.Stderr = &out, &talk
	if err := command.Run(); err != nil {
		said := strings.TrimSpace(talk.String())
		if said == "" {
			said = err.Error()
		}
		return "", fmt.Errorf("git %s: %s", args[0], said)
	}
	return strings.TrimRight(out.String(), "\n"), nil
}

// unknownPerson stands where nobody told who it was.
const unknownPerson = "unknown"

// person says who does something: --by, else git's user, else unknown.
func (p *program) person(ctx context.Context, by string) string {
	if by != "" {
		return by
	}
	if name, err := p.git(ctx, "config", "user.name"); err == nil && name != "" {
		return name
	}
	return unknownPerson
}
