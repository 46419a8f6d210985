package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/stories/who"
)

func (p *program) whoCommand() *cli.Command {
	return &cli.Command{
		Name: "who", Usage: "says who answers a question", ArgsUsage: "QUESTION",
		Flags:       append(projectFlags(), formatFlag("text", "json")),
		Description: examples(`plotline who "can we do this technically?"`, `plotline who which story comes first`),
		Action:      p.who,
	}
}

func (p *program) who(c *cli.Context) error {
	question := strings.Join(c.Args().Slice(), " ")
	if strings.TrimSpace(question) == "" {
		return usagef(`plotline who "can we do this technically?"`, "who takes a question")
	}
	project, err := p.openRoadmap(c.Context, p.overrides(c))
	if err != nil {
		return err
	}
	answer, err := who.Answers(&project.roadmap.Team, question)
	if err != nil {
		return err
	}
	if c.String("format") == "json" {
		return printJSON(p.stdout, map[string]any{
			"version": 1, "role": answer.Role, "name": answer.Person.Name, "github": answer.Person.GitHub,
			"jira": answer.Person.Jira, "about": answer.About, "words": append([]string{}, answer.Words...),
			"instead_of": answer.Instead, "also": append([]string{}, answer.Also...),
		})
	}
	p.printAnswer(answer)
	return nil
}

func (p *program) printAnswer(answer who.Answer) {
	name := answer.Person.Name
	if name == "" {
		name = "nobody is named"
	}
	if answer.Person.GitHub != "" {
		name += " (@" + answer.Person.GitHub + ")"
	}
	fmt.Fprintf(p.stdout, "%s: %s\n", answer.Role, p.outPaint().bold(name))
	why := "about " + answer.About
	if len(answer.Words) > 0 {
		why += ": " + strings.Join(answer.Words, ", ")
	}
	fmt.Fprintf(p.stdout, "  %s\n", why)
	if answer.Instead != "" {
		fmt.Fprintf(p.stdout, "  nobody is named for %s in the roadmap's team\n", answer.Instead)
	}
	if len(answer.Also) > 0 {
		fmt.Fprintf(p.stdout, "  it also touches: %s\n", strings.Join(answer.Also, ", "))
	}
}
