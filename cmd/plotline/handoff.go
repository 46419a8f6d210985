package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"plotline/roadmap"
	"plotline/stories"
)

func (p *program) acceptCommand() *cli.Command {
	return &cli.Command{
		Name:      "accept",
		Usage:     "hands items over: records who accepted what, and for which destination",
		ArgsUsage: "[ID…]",
		Flags: append(projectFlags(), byFlag(),
			&cli.BoolFlag{Name: "all", Usage: "every epic and story that is not accepted, or has moved, but for what was asked about"},
			&cli.BoolFlag{Name: "moved", Usage: "what was accepted and has moved since"},
			&cli.StringFlag{Name: "goal", Usage: "everything that serves this goal (`ID`)"},
			formatFlag("text", "json")),
		Description: examples("plotline accept --all", "plotline accept 7d0b0f5b backlog/search/forgive-typos.md",
			"plotline accept --goal engagement"),
		Action: p.accept,
	}
}

func byFlag() cli.Flag {
	return &cli.StringFlag{Name: "by", Usage: "who does this, when not git's user"}
}

func (p *program) accept(c *cli.Context) error {
	project, err := p.open(c, p.overrides(c))
	if err != nil {
		return after(err, "nothing was accepted")
	}
	p.noteUnread(project)
	items, asked, err := p.toAccept(c, project)
	if err != nil {
		return err
	}
	by := p.person(c.Context, c.String("by"))
	var done []handedJSON
	for _, item := range items {
		if err := project.backlog.Accept(item, project.roadmap, by, p.now().UTC()); err != nil {
			return err
		}
		done = append(done, handedOf(project, item))
	}
	if _, err := project.backlog.Save(c.Context); err != nil {
		return err
	}
	if one := stories.OnePerson(&project.roadmap.Team); len(items) == 0 && one != "" {
		fmt.Fprintf(p.stderr, "note: %s is product manager and product owner, so what is drafted counts as accepted; the roadmap's team says who is who\n", one)
	}
	p.noteAsked(project, asked)
	return p.printHanded(c.String("format"), "accepted", by, done)
}

// noteAsked says which questions kept items from being accepted among others.
func (p *program) noteAsked(project *project, asked []*stories.Item) {
	for _, item := range asked {
		fmt.Fprintf(p.stderr, "note: %s was left out: it waits for an answer", project.itemPath(item.Path))
		if q := project.backlog.OpenQuestion(item, project.roadmap); q != nil {
			fmt.Fprintf(p.stderr, " to %s", saidBy(q.By, q.Text))
		}
		fmt.Fprintf(p.stderr, "\n      to accept it all the same, and settle the question: plotline accept %s\n", shortID(item.ID))
	}
}

// toAccept are the items that the arguments and flags name, each once. What was
// asked about is accepted only by its name: a flag would settle a question that
// nobody had in mind. A flag gives it apart.
func (p *program) toAccept(c *cli.Context, project *project) (items, asked []*stories.Item, err error) {
	if !c.Bool("all") && !c.Bool("moved") && !c.IsSet("goal") {
		if c.NArg() == 0 {
			return nil, nil, usagef("plotline accept ID…, or --all, --moved, --goal ID", "nothing was named to accept")
		}
		return named(c.Context, project, c.Args().Slice())
	}
	if c.NArg() > 0 {
		return nil, nil, usagef("name items, or use a flag", "accept takes IDs or --all, --moved, --goal, not both")
	}
	goal := c.String("goal")
	if goal != "" && project.roadmap.Goal(goal) == nil {
		return nil, nil, usagef("the roadmap's goals: "+strings.Join(project.goalIDs(), ", "), "there is no goal %q", goal)
	}
	for _, item := range project.backlog.Items {
		switch {
		case item.ID == "" || !project.wantsAccepting(item, c.Bool("moved"), goal):
		case project.asked(item):
			asked = append(asked, item)
		default:
			items = append(items, item)
		}
	}
	return items, asked, nil
}

// named are the items that a person names; the folder of an epic stands for the
// epic with its stories, but for those that were asked about.
func named(ctx context.Context, project *project, texts []string) (items, asked []*stories.Item, err error) {
	for _, text := range texts {
		item, err := findItem(ctx, project.backlog, text)
		if err != nil {
			return nil, nil, err
		}
		items = append(items, item)
		if info, err := os.Stat(text); err != nil || !info.IsDir() || item.Kind != stories.Epic {
			continue
		}
		for _, story := range project.backlog.StoriesOf(item.ID) {
			if project.asked(story) {
				asked = append(asked, story)
			} else {
				items = append(items, story)
			}
		}
	}
	return items, asked, nil
}

func (p *project) asked(item *stories.Item) bool {
	return p.backlog.Standing(item, p.roadmap) == stories.Asked
}

func (p *project) wantsAccepting(item *stories.Item, onlyMoved bool, goal string) bool {
	moved := len(p.backlog.Moved(item, p.roadmap)) > 0
	if onlyMoved && !moved {
		return false
	}
	if goal != "" && !p.serves(item, goal) {
		return false
	}
	_, through := p.backlog.Gate(item, p.roadmap)
	return moved || !through
}

func (p *project) serves(item *stories.Item, goal string) bool {
	for _, behind := range p.roadmap.GoalsBehind(item.Serves) {
		if behind.ID == goal {
			return true
		}
	}
	return false
}

func (p *project) goalIDs() []string {
	var ids []string
	for _, goal := range p.roadmap.Goals {
		ids = append(ids, goal.ID)
	}
	return ids
}

func (p *program) askCommand() *cli.Command {
	return &cli.Command{
		Name: "ask", Usage: "sends an item back with a question for the product manager", ArgsUsage: "ID TEXT",
		Flags:       append(projectFlags(), byFlag()),
		Description: examples(`plotline ask 7d0b0f5b "Does this hold for guests too?"`),
		Action: func(c *cli.Context) error {
			return p.talk(c, "asked", (*stories.Backlog).Ask)
		},
	}
}

func (p *program) answerCommand() *cli.Command {
	return &cli.Command{
		Name: "answer", Usage: "answers the question that an item was sent back with", ArgsUsage: "ID TEXT",
		Flags:       append(projectFlags(), byFlag()),
		Description: examples(`plotline answer 7d0b0f5b "Yes, from their second visit on"`),
		Action: func(c *cli.Context) error {
			return p.talk(c, "answered", (*stories.Backlog).Answer)
		},
	}
}

// saidBy is "Otto: Does this hold for guests?".
func saidBy(name, text string) string { return orWord(name, "somebody") + ": " + text }

// sayer is [stories.Backlog.Ask] or [stories.Backlog.Answer].
type sayer func(b *stories.Backlog, item *stories.Item, rm *roadmap.Roadmap, text, by string, on time.Time) error

// talk is what ask and answer share: an item, a text, a person.
func (p *program) talk(c *cli.Context, done string, say sayer) error {
	if c.NArg() < 2 {
		return usagef(fmt.Sprintf("plotline %s ID TEXT", c.Command.Name), "%s takes an item and a text", c.Command.Name)
	}
	project, item, err := p.openItem(c)
	if err != nil {
		return err
	}
	text := strings.Join(c.Args().Tail(), " ")
	by := p.person(c.Context, c.String("by"))
	question := project.backlog.OpenQuestion(item, project.roadmap)
	if err := say(project.backlog, item, project.roadmap, text, by, p.now().UTC()); err != nil {
		return usagef(fmt.Sprintf("plotline %s ID TEXT; plotline status lists what waits", c.Command.Name), "%v", err)
	}
	if _, err := project.backlog.Save(c.Context); err != nil {
		return err
	}
	if question != nil && question.Answer != "" {
		p.printAnswered(project, item, question)
	}
	return p.printHanded("text", done, by, []handedJSON{handedOf(project, item)})
}

// printAnswered says which question was answered, and who is next.
func (p *program) printAnswered(project *project, item *stories.Item, question *stories.Question) {
	fmt.Fprintf(p.stdout, "question %s\n", saidBy(question.By, question.Text))
	if next := project.backlog.OpenQuestion(item, project.roadmap); next != nil {
		fmt.Fprintf(p.stderr, "note: another question about it is open: %s\n      answer it, too: plotline answer %s TEXT\n",
			saidBy(next.By, next.Text), shortID(item.ID))
		return
	}
	fmt.Fprintf(p.stderr, "note: it waits for the product owner: plotline accept %s\n", shortID(item.ID))
}

func (p *program) readyCommand() *cli.Command {
	return &cli.Command{
		Name: "ready", Usage: "says what an item still lacks by the team's definition of ready; exit 1 when it is not ready", ArgsUsage: "ID",
		Flags:       append(projectFlags(), formatFlag("text", "json")),
		Description: examples("plotline ready 7d0b0f5b"),
		Action:      p.ready,
	}
}

func (p *program) ready(c *cli.Context) error {
	if c.NArg() != 1 {
		return usagef("plotline ready ID", "ready takes one item")
	}
	project, item, err := p.openItem(c)
	if err != nil {
		return err
	}
	var parts []string
	for _, part := range project.settings.Handoff.Ready {
		parts = append(parts, string(part))
	}
	lacks := project.backlog.Ready(item, project.roadmap, parts)
	if err := p.printReady(c.String("format"), item, lacks); err != nil {
		return err
	}
	if len(lacks) > 0 {
		return pending{}
	}
	return nil
}

func (p *program) printReady(format string, item *stories.Item, lacks []string) error {
	if format == "json" {
		return printJSON(p.stdout, map[string]any{
			"version": 1, "id": item.ID, "ready": len(lacks) == 0, "lacks": append([]string{}, lacks...),
		})
	}
	if len(lacks) == 0 {
		fmt.Fprintf(p.stdout, "ready    %s\n", item.Title)
		return nil
	}
	fmt.Fprintf(p.stdout, "not ready: %s\n", item.Title)
	for _, lack := range lacks {
		fmt.Fprintf(p.stdout, "  - %s\n", lack)
	}
	return nil
}

type handedJSON struct {
	ID    string `json:"id"`
	Path  string `json:"path"`
	Title string `json:"title"`
}

func handedOf(project *project, item *stories.Item) handedJSON {
	return handedJSON{ID: item.ID, Path: project.itemPath(item.Path), Title: item.Title}
}

func (p *program) printHanded(format, what, by string, items []handedJSON) error {
	if format == "json" {
		return printJSON(p.stdout, map[string]any{"version": 1, what: append([]handedJSON{}, items...), "by": by})
	}
	for _, item := range items {
		fmt.Fprintf(p.stdout, "%-8s %s  %s\n", what, item.Title, p.outPaint().faint(item.Path))
	}
	if len(items) == 0 {
		fmt.Fprintf(p.stdout, "nothing waits to be %s\n", what)
		return nil
	}
	fmt.Fprintf(p.stdout, "%s %s by %s\n", count(len(items), "item"), what, by)
	return nil
}
