package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"plotline/roadmap"
	"plotline/stories"
)

func (p *program) explainCommand() *cli.Command {
	return &cli.Command{
		Name: "explain", Usage: "says why an item exists: the chain to the vision, and the words that called it", ArgsUsage: "ID",
		Flags:       append(projectFlags(), formatFlag("text", "json")),
		Description: examples("plotline explain 7d0b0f5b", "plotline explain backlog/recommendations/engine.md"),
		Action:      p.explain,
	}
}

func (p *program) explain(c *cli.Context) error {
	if c.NArg() != 1 {
		return usagef("plotline explain ID", "explain takes one item")
	}
	project, err := p.open(c, p.overrides(c))
	if err != nil {
		return err
	}
	item, err := findItem(c.Context, project.backlog, c.Args().First())
	if ref, ok := project.roadmap.Resolve(c.Args().First()); ok && err != nil {
		return p.explainRef(c.String("format"), project, ref)
	}
	if err != nil {
		return err
	}
	explanation := stories.Explain(project.roadmap, project.pack, project.backlog, item)
	explanation.Path = project.itemPath(explanation.Path)
	if c.String("format") == "json" {
		return printJSON(p.stdout, struct {
			Version int `json:"version"`
			stories.Explanation
		}{1, explanation})
	}
	p.printExplanation(explanation)
	return nil
}

// explainRef says what came of a part of the roadmap, and which words called it.
func (p *program) explainRef(format string, project *project, ref roadmap.Ref) error {
	found := []stories.Explanation{}
	for _, item := range project.backlog.Items {
		if item.ID != "" && slices.Contains(stories.From(project.roadmap, item), ref) {
			explanation := stories.Explain(project.roadmap, project.pack, project.backlog, item)
			explanation.Path = project.itemPath(explanation.Path)
			found = append(found, explanation)
		}
	}
	if format == "json" {
		return printJSON(p.stdout, map[string]any{"version": 1, "of": ref, "items": found})
	}
	fmt.Fprintf(p.stdout, "%s: %s come of it\n", ref, count(len(found), "item"))
	for _, explanation := range found {
		fmt.Fprintf(p.stdout, "\n%s  %s\n", explanation.Title, p.outPaint().faint(explanation.Path))
		for _, caller := range explanation.Callers {
			if caller.Caller == ref {
				p.printCaller(caller)
			}
		}
	}
	return nil
}

func (p *program) printExplanation(e stories.Explanation) {
	paint := p.outPaint()
	for i, link := range e.Chain {
		arrow := ""
		if i > 0 {
			arrow = strings.Repeat("  ", i-1) + "└─ "
		}
		fmt.Fprintf(p.stdout, "%s%s  %s\n", arrow, paint.faint(link.Kind), link.Text)
	}
	for _, ref := range e.Missing {
		fmt.Fprintf(p.stdout, "it says that it serves %s, which the roadmap does not have\n", ref)
	}
	if e.Template == "" {
		fmt.Fprintln(p.stdout, "\nadded by hand")
	} else {
		fmt.Fprintf(p.stdout, "\ndrafted from template %s\n", e.Template)
	}
	for _, caller := range e.Callers {
		p.printCaller(caller)
	}
	for _, placed := range e.Placed {
		fmt.Fprintf(p.stdout, "  no initiative addresses %s; it stands in %s: %s\n", placed.PainPoint, placed.Initiative, placed.Why)
	}
	for _, answer := range e.Answers {
		fmt.Fprintf(p.stdout, "%s: %s\n", answer.Question, answer.Name)
	}
	for _, asking := range e.Questions {
		p.printAsking(e.ID, asking)
	}
}

// printAsking says who asked what, when, and what became of it.
func (p *program) printAsking(id string, asking stories.Asking) {
	fmt.Fprintf(p.stdout, "\nasked by %s\n", saidOn(asking.By, asking.On, asking.Text))
	switch {
	case asking.Open:
		fmt.Fprintf(p.stdout, "  open: plotline answer %s TEXT\n", shortID(id))
	case asking.Answer != "":
		fmt.Fprintf(p.stdout, "  answered by %s\n", saidOn(asking.AnsweredBy, asking.AnsweredOn, asking.Answer))
	default:
		fmt.Fprintln(p.stdout, "  settled without an answer: it was accepted, or the roadmap changed")
	}
}

// saidOn is "Otto on 3 March 2027: Does this hold for guests?".
func saidOn(name string, on time.Time, text string) string {
	if on.IsZero() {
		return saidBy(name, text)
	}
	return saidBy(orWord(name, "somebody")+" on "+on.UTC().Format("2 January 2006"), text)
}

func (p *program) printCaller(caller stories.CallerWords) {
	why := "the fallback: no words called another template"
	switch {
	case caller.Explicit:
		why = "the roadmap names the template"
	case len(caller.Words) > 0:
		var words []string
		for _, word := range caller.Words {
			words = append(words, fmt.Sprintf("%q in the %s", word.Text, word.Where))
		}
		why = strings.Join(words, ", ")
	case caller.Companion != "":
		why = "it comes along with " + caller.Companion
	case caller.Kept:
		why = "its words call something else by now; it stays with the template that drafted it"
	}
	fmt.Fprintf(p.stdout, "  %s calls %s/%s: %s\n", caller.Caller, caller.Template, caller.Slot, why)
}
