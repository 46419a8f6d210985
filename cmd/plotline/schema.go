package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/cmd/settings"
	"plotline/roadmap"
	"plotline/stories"
	"plotline/stories/pack"
)

func (p *program) schemaCommand() *cli.Command {
	schemas := map[string]func() ([]byte, error){
		"roadmap": roadmap.Schema, "backlog": stories.Schema, "template": pack.Schema, "config": settings.Schema,
	}
	names := []string{"roadmap", "backlog", "template", "config"}
	return &cli.Command{
		Name:      "schema",
		Usage:     "prints the JSON Schema of a file's format, for editors and checks",
		ArgsUsage: strings.Join(names, "|"),
		Description: examples("plotline schema roadmap > roadmap.schema.json",
			"# and as the first line of roadmap.yaml:",
			"# yaml-language-server: $schema=roadmap.schema.json"),
		Action: func(c *cli.Context) error {
			name := c.Args().First()
			if !slices.Contains(names, name) || c.NArg() != 1 {
				return usagef("plotline schema "+strings.Join(names, "|"), "no schema for %q", name)
			}
			schema, err := schemas[name]()
			if err != nil {
				return err
			}
			_, err = p.stdout.Write(schema)
			return err
		},
	}
}
