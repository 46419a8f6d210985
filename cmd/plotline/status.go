package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/stories/render"
)

func (p *program) statusCommand() *cli.Command {
	return &cli.Command{
		Name: "status", Usage: "says how far the work is, from story to goal, beside the goals' metrics",
		Flags:       append(projectFlags(), formatFlag("text", "json")),
		Description: examples("plotline status", "plotline status --format json | jq '.goals[] | {id, done, total}'"),
		Action:      p.status,
	}
}

func (p *program) status(c *cli.Context) error {
	if err := noArguments(c); err != nil {
		return err
	}
	project, err := p.openToLook(c.Context, p.overrides(c))
	if err != nil {
		return err
	}
	view, err := p.view(c.Context, project)
	if err != nil {
		return err
	}
	status := render.StatusOf(view)
	if c.String("format") == "json" {
		return printJSON(p.stdout, status)
	}
	p.printStatus(view.Product, status)
	return nil
}

func (p *program) printStatus(product string, status *render.Status) {
	paint := p.outPaint()
	fmt.Fprintf(p.stdout, "%s%s\n", paint.bold(product), paint.faint(asRead(status)))
	p.printForecast(status.Forecast)
	for _, goal := range status.Goals {
		p.printGoal(goal, len(status.Forecast.Dates) > 0)
	}
	if len(status.Others) > 0 {
		fmt.Fprintf(p.stdout, "\n%s\n", paint.bold("without a goal"))
		for _, epic := range status.Others {
			p.printEpic(epic)
		}
	}
	p.printWaiting(status)
}

// asRead says what the numbers rest on.
func asRead(status *render.Status) string {
	switch {
	case status.Read != "":
		return fmt.Sprintf("  %s, as read on %s", status.Tracker, status.Read)
	case status.Tracker == "local":
		return "  local tickets, now"
	}
	return fmt.Sprintf("  %s was not read yet: plotline sync --pull-only", status.Tracker)
}

// printForecast says at what pace the work goes, when all of it may be done, and
// what that rests on.
func (p *program) printForecast(f render.Forecast) {
	paint := p.outPaint()
	if len(f.Dates) == 0 {
		fmt.Fprintf(p.stdout, "   %-9s %s\n", "forecast", paint.faint("none: "+f.None))
		return
	}
	fmt.Fprintf(p.stdout, "   %-9s %s\n", "pace", f.Pace())
	fmt.Fprintf(p.stdout, "   %-9s %s\n", "forecast", forecastText(f))
	fmt.Fprintf(p.stdout, "   %-9s %s\n", "", paint.faint(fmt.Sprintf(
		"for what is left, %s %s: those weeks drawn at random, %d times", number(f.Left), f.Unit, f.Trials)))
}

// forecastText is "50% sure by 3 March 2027, 85% sure by 24 March 2027, …".
func forecastText(f render.Forecast) string {
	var parts []string
	for _, date := range f.Dates {
		by := "sure by "
		if date.On == "" {
			by = ""
		}
		parts = append(parts, fmt.Sprintf("%d%% %s%s", date.Percent, by, date.Text))
	}
	return strings.Join(parts, ", ")
}

func (p *program) printGoal(goal render.GoalStatus, forecast bool) {
	paint := p.outPaint()
	fmt.Fprintf(p.stdout, "\n%s  %s\n", paint.bold(goal.ID), cut(goal.Statement, p.width(p.stdout)-len(goal.ID)-2))
	fmt.Fprintf(p.stdout, "   %-9s %s\n", "stories", progressText(goal.Progress))
	for _, metric := range goal.Metrics {
		fmt.Fprintf(p.stdout, "   %-9s %s\n", "metric", metricText(metric))
	}
	if goal.Unmoved {
		fmt.Fprintf(p.stdout, "   %-9s %s\n", "", paint.red("all stories are done, and no metric has moved"))
	}
	switch f := goal.Forecast; {
	case len(f.Dates) > 0:
		fmt.Fprintf(p.stdout, "   %-9s %s\n", "forecast", forecastText(f))
	case forecast && f.Left > 0:
		fmt.Fprintf(p.stdout, "   %-9s %s\n", "forecast", paint.faint("none: "+f.None))
	}
	if goal.Forecast.Late {
		fmt.Fprintf(p.stdout, "   %-9s %s\n", "", paint.red("likely (85%) after the goal is due"))
	}
	for _, epic := range goal.Epics {
		p.printEpic(epic)
	}
}

func (p *program) printEpic(epic render.EpicStatus) {
	key := epic.Key
	if key == "" {
		key = "-"
	}
	room := max(20, p.width(p.stdout)-len(key)-40)
	fmt.Fprintf(p.stdout, "   %-9s %s  %s\n", key, cut(epic.Title, room), p.outPaint().faint(progressText(epic.Progress)))
}

func progressText(progress render.Progress) string {
	text := fmt.Sprintf("%d of %d done", progress.Done, progress.Total)
	if progress.Started > 0 {
		text += fmt.Sprintf(", %d in progress", progress.Started)
	}
	if progress.Points > 0 {
		text += fmt.Sprintf(", %s of %s points", number(progress.DonePoints), number(progress.Points))
	}
	if progress.Unsized > 0 {
		text += fmt.Sprintf(", %d without a size", progress.Unsized)
	}
	return text
}

func number(value float64) string { return strconv.FormatFloat(value, 'f', -1, 64) }

// metricText is "weekly engaged shoppers: 41,000 → 41,900 (1 November 2026) → 49,200
// by the end of March 2027".
func metricText(metric render.MetricStatus) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s → ", metric.Name, orWord(metric.Baseline, "unknown"))
	if metric.Latest == "" {
		b.WriteString("no reading")
	} else {
		fmt.Fprintf(&b, "%s (%s)", metric.Latest, metric.LatestOn)
	}
	fmt.Fprintf(&b, " → %s", orWord(metric.Target, "no target"))
	if metric.Due != "" {
		b.WriteString(" by " + metric.Due)
	}
	if metric.Percent != nil {
		fmt.Fprintf(&b, ", %d%% of the way", *metric.Percent)
	}
	return b.String()
}

func orWord(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// printWaiting says what waits for a person, and for which.
func (p *program) printWaiting(status *render.Status) {
	if len(status.Questions) > 0 {
		fmt.Fprintf(p.stdout, "\n%s for the product manager\n", count(len(status.Questions), "open question"))
		for _, q := range status.Questions {
			fmt.Fprintf(p.stdout, "   %s  %s\n", shortID(q.ID), cut(q.Title, p.width(p.stdout)-13))
			fmt.Fprintf(p.stdout, "             %s\n", cut(q.By+": "+q.Text, p.width(p.stdout)-13))
		}
	}
	p.printItems(status.Moved, "the destination has moved (plotline accept ID)")
	p.printItems(status.Conflicts, "the draft is in conflict with the backlog (plotline draft --keep ID | --take ID)")
}

// printItems lists what waits for the product owner, and why.
func (p *program) printItems(items []render.ItemStatus, why string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(p.stdout, "\n%s for the product owner: %s\n", count(len(items), "item"), why)
	for _, item := range items {
		fmt.Fprintf(p.stdout, "   %s  %s\n", shortID(item.ID), cut(item.Title, p.width(p.stdout)-13))
	}
}

func shortID(id string) string { return id[:min(8, len(id))] }
