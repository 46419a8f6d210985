package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// arrange puts flags where urfave/cli sees them: it stops looking for flags at
// the first argument and would ignore `plotline draft ID --check` in silence.
// Flags before the command's name go behind it, and flags behind arguments go
// before them; what follows "--" stays. Unknown flags go in front too, so that
// the library reports them. A question for completion is left as it is.
func arrange(app *cli.App, args []string) []string {
	if len(args) < 2 || args[len(args)-1] == completionFlag {
		return args
	}
	commands, known := app.Commands, app.Flags
	var path, flags, rest []string
	for i := 1; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			rest = append(rest, args[i:]...)
			i = len(args)
		case strings.HasPrefix(arg, "-") && arg != "-":
			flags = append(flags, arg)
			if takesValue(known, commands, arg) && i+1 < len(args) {
				i++
				flags = append(flags, args[i])
			}
		default:
			command := find(commands, arg)
			if command == nil || len(rest) > 0 {
				rest = append(rest, arg)
				continue
			}
			path = append(path, arg)
			commands, known = command.Subcommands, command.Flags
		}
	}
	return slices.Concat(args[:1], path, flags, rest)
}

func find(commands []*cli.Command, name string) *cli.Command {
	i := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(name) })
	if i < 0 {
		return nil
	}
	return commands[i]
}

// takesValue says whether the flag's value is the next argument. Before the
// command's name is known any command's flag of that name decides.
func takesValue(known []cli.Flag, commands []*cli.Command, arg string) bool {
	name := strings.TrimLeft(arg, "-")
	if strings.Contains(name, "=") {
		return false
	}
	for _, flag := range known {
		if slices.Contains(flag.Names(), name) {
			return needsValue(flag)
		}
	}
	for _, command := range commands {
		for _, flag := range command.Flags {
			if slices.Contains(flag.Names(), name) {
				return needsValue(flag)
			}
		}
	}
	return false
}

func needsValue(flag cli.Flag) bool {
	documented, ok := flag.(cli.DocGenerationFlag)
	return ok && documented.TakesValue()
}
