package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/roadmap"
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
	p.noteUnread(project)
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
	if waiting := waitingText(status); waiting != "" {
		fmt.Fprintf(p.stdout, "   %-9s %s\n", "waiting", paint.yellow(waiting))
	}
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

// printGoal says where the product manager wants to be and how far that is
// measured, and only then how far the work is.
func (p *program) printGoal(goal render.GoalStatus, forecast bool) {
	paint := p.outPaint()
	name := joined("  ", goal.ID, joined(", ", goal.Horizon, goal.State))
	fmt.Fprintf(p.stdout, "\n%s  %s\n", paint.bold(cut(goal.Statement, p.width(p.stdout)-len(name)-2)), paint.faint(name))
	for _, metric := range goal.Metrics {
		p.printMetric(metric)
	}
	stories := "none yet"
	if goal.Total > 0 {
		stories = progressText(goal.Progress)
	}
	fmt.Fprintf(p.stdout, "   %-9s %s\n", "stories", stories)
	if over := goal.State == string(roadmap.Achieved) || goal.State == string(roadmap.Missed); over && goal.Done < goal.Total {
		fmt.Fprintf(p.stdout, "   %-9s %s\n", "", paint.red("the goal is over, and work is left: plotline review names what serves nothing else"))
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

// joined joins what is not empty.
func joined(between string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), between)
}

func (p *program) printEpic(epic render.EpicStatus) {
	key := epic.Key
	if key == "" {
		key = "-"
	}
	room := max(20, p.width(p.stdout)-len(key)-40)
	progress := "no stories yet"
	if epic.Total > 0 {
		progress = progressText(epic.Progress)
	}
	fmt.Fprintf(p.stdout, "   %-9s %s  %s\n", key, cut(epic.Title, room), p.outPaint().faint(progress))
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

// printMetric gives a metric's name and, on a line of its own, its figures:
// "41,000 → 41,900 → 49,200 by the end of March 2027, 10% of the way".
func (p *program) printMetric(metric render.MetricStatus) {
	paint := p.outPaint()
	read := ""
	if metric.LatestOn != "" {
		read = "  read on " + metric.LatestOn
	}
	fmt.Fprintf(p.stdout, "   %-9s %s%s\n", "metric", cut(metric.Name, p.width(p.stdout)-13-len(read)), paint.faint(read))
	fmt.Fprintf(p.stdout, "   %-9s %s → %s → %s", "", orWord(metric.Baseline, "unknown"),
		paint.bold(orWord(metric.Latest, "no reading")), orWord(metric.Target, "no target"))
	if metric.Due != "" {
		fmt.Fprintf(p.stdout, " by %s", metric.Due)
	}
	if metric.Percent != nil {
		fmt.Fprintf(p.stdout, ", %d%% of the way", *metric.Percent)
	}
	fmt.Fprintln(p.stdout)
}

func orWord(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// waitingText says in a line what stands at the end.
func waitingText(status *render.Status) string {
	var parts []string
	if n := len(status.Questions); n > 0 {
		parts = append(parts, count(n, "question")+" for the product manager")
	}
	if n := forOwner(status); n > 0 {
		parts = append(parts, count(n, "item")+" for the product owner")
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ", ") + ": see below"
}

// forOwner is how many items wait for the product owner; one may wait for
// several reasons.
func forOwner(status *render.Status) int {
	items := map[string]bool{}
	for _, item := range slices.Concat(status.Moved, status.Conflicts) {
		items[item.ID] = true
	}
	for _, answered := range status.Answered {
		items[answered.ID] = true
	}
	return len(items)
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
	p.printAnswers(status.Answered)
	p.printItems(status.Moved, "the destination has moved (plotline accept ID)")
	p.printItems(status.Conflicts, "the draft is in conflict with the backlog (plotline draft --keep ID | --take ID)")
}

// printAnswers lists what the product manager answered and nobody accepted
// since.
func (p *program) printAnswers(items []render.AnsweredStatus) {
	if len(items) == 0 {
		return
	}
	room := p.width(p.stdout) - 13
	fmt.Fprintf(p.stdout, "\n%s for the product owner: the question is answered (plotline accept ID)\n", count(len(items), "item"))
	for _, item := range items {
		fmt.Fprintf(p.stdout, "   %s  %s\n", shortID(item.ID), cut(item.Title, room))
		fmt.Fprintf(p.stdout, "             %s\n", cut(saidBy(item.AskedBy, item.Question), room))
		fmt.Fprintf(p.stdout, "             %s\n", cut(saidBy(item.By, item.Answer), room))
	}
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
