package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/roadmap/source"
)

// app is the command line: a command a file, in the order of a day's work.
func (p *program) app() *cli.App {
	app := &cli.App{
		Name:                      "plotline",
		Usage:                     "the product manager sets the destination, the product owner charts the course",
		Writer:                    p.stdout,
		ErrWriter:                 p.stderr,
		Reader:                    p.stdin,
		HideVersion:               true,
		DisableSliceFlagSeparator: true,
		EnableBashCompletion:      true,
		Suggest:                   true,
		ExitErrHandler:            func(*cli.Context, error) {},
		OnUsageError:              usage,
		Action:                    p.noCommand,
		CustomAppHelpTemplate:     appHelp,
		Flags:                     []cli.Flag{cli.HelpFlag}, // an app with a help command of its own gets none
		Commands: []*cli.Command{
			p.initCommand(),
			p.doctorCommand(),
			p.convertCommand(),
			p.draftCommand(),
			p.reviewCommand(),
			p.acceptCommand(),
			p.askCommand(),
			p.answerCommand(),
			p.readyCommand(),
			p.addCommand(),
			p.dropCommand(),
			p.restoreCommand(),
			p.splitCommand(),
			p.mergeCommand(),
			p.rankCommand(),
			p.planCommand(),
			p.pushCommand(),
			p.syncCommand(),
			p.importCommand(),
			p.statusCommand(),
			p.renderCommand(),
			p.boardCommand(),
			p.explainCommand(),
			p.whoCommand(),
			p.templatesCommand(),
			p.versionCommand(),
			p.schemaCommand(),
			p.completionCommand(),
			p.helpCommand(),
		},
	}
	for _, command := range app.Commands {
		finish(command)
	}
	return app
}

// finish gives a command what all have in common.
func finish(command *cli.Command) {
	command.OnUsageError = usage
	command.CustomHelpTemplate = commandHelp
	command.HideHelpCommand = true
	timed(command)
	for _, sub := range command.Subcommands {
		finish(sub)
	}
}

func usage(c *cli.Context, err error, _ bool) error {
	name := "plotline"
	if c.Command != nil && c.Command.HelpName != "" {
		name = c.Command.HelpName
	}
	return usagef("see "+name+" --help", "%s", err)
}

// noCommand is what runs when the first word is no command.
func (p *program) noCommand(c *cli.Context) error {
	if !c.Args().Present() {
		return cli.ShowAppHelp(c)
	}
	return unknownCommand("plotline", c.Args().First(), c.App.Commands)
}

// unknownCommand names the nearest of the commands that there are.
func unknownCommand(under, word string, commands []*cli.Command) error {
	hint := "see " + under + " --help"
	var names []string
	for _, command := range commands {
		if !command.Hidden {
			names = append(names, command.Name)
		}
	}
	if near := source.Nearest(word, names); near != "" {
		hint = fmt.Sprintf("did you mean %s %s?", under, near)
	}
	return usagef(hint, "unknown command %q", word)
}

func (p *program) helpCommand() *cli.Command {
	return &cli.Command{
		Name: "help", Aliases: []string{"h"}, Usage: "says what a command does, with its flags", ArgsUsage: "[COMMAND]",
		Description: examples("plotline help draft", "plotline help templates show"),
		Action:      p.help,
	}
}

// help prints what the --help of the named command does.
func (p *program) help(c *cli.Context) error {
	under, commands, words := "plotline", c.App.Commands, c.Args().Slice()
	for _, word := range words {
		command := find(commands, word)
		if command == nil {
			return unknownCommand(under, word, commands)
		}
		under, commands = under+" "+command.Name, command.Subcommands
	}
	return p.app().RunContext(c.Context, slices.Concat([]string{"plotline"}, words, []string{"--help"}))
}

// noArguments refuses what a command does not take.
func noArguments(c *cli.Context) error {
	if c.Args().Present() {
		return usagef("see plotline "+c.Command.Name+" --help",
			"%s takes no arguments, and got %s", c.Command.Name, strings.Join(c.Args().Slice(), " "))
	}
	return nil
}

// oneOf refuses a flag's value that is not in the list.
func oneOf(flag, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return usagef("use one of: "+strings.Join(allowed, ", "), "--%s %q is not known", flag, value)
}

// examples is the end of a command's help: what a person would type.
func examples(lines ...string) string { return strings.Join(lines, "\n") }

const appHelp = `{{.Name}}: {{.Usage}}

Usage:
   plotline COMMAND [flags] [arguments]

Commands:{{range .VisibleCommands}}
   {{printf "%-11s" .Name}} {{.Usage}}{{end}}

Exit codes: 0 fine, 1 findings or pending changes, 2 usage or invalid input,
3 tracker or I/O failure, 130 interrupted.

Examples:
   plotline init
   plotline convert roadmap.yaml
   plotline review --format github
   plotline plan && plotline push --yes
`

const commandHelp = `{{.HelpName}}: {{.Usage}}

Usage:
   {{.HelpName}}{{if .VisibleFlags}} [flags]{{end}}{{if .ArgsUsage}} {{.ArgsUsage}}{{end}}{{if .VisibleCommands}} COMMAND{{end}}
{{if .VisibleCommands}}
Commands:{{range .VisibleCommands}}
   {{printf "%-11s" .Name}} {{.Usage}}{{end}}
{{end}}{{if .VisibleFlags}}
Flags:{{range .VisibleFlags}}
   {{.}}{{end}}
{{end}}{{if .Description}}
Examples:
{{indent 3 .Description}}
{{end}}`
