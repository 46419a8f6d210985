package main

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/urfave/cli/v2"
)

// version is set by the release build's linker flags.
var version = ""

func (p *program) versionCommand() *cli.Command {
	return &cli.Command{
		Name:        "version",
		Usage:       "says which plotline this is",
		Flags:       []cli.Flag{formatFlag("text", "json")},
		Description: examples("plotline version", "plotline version --format json"),
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			if c.String("format") == "json" {
				return printJSON(p.stdout, map[string]any{
					"version": 1, "plotline": releaseName(), "go": runtime.Version(),
					"platform": runtime.GOOS + "/" + runtime.GOARCH,
				})
			}
			fmt.Fprintf(p.stdout, "plotline %s (%s, %s/%s)\n", releaseName(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}

func releaseName() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

func formatFlag(allowed ...string) cli.Flag {
	usage := "print as " + allowed[0]
	for _, format := range allowed[1:] {
		usage += ", " + format
	}
	return &cli.StringFlag{
		Name: "format", Value: allowed[0], Usage: usage,
		Action: func(_ *cli.Context, value string) error { return oneOf("format", value, allowed) },
	}
}

func printJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
