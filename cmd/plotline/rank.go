package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/stories"
)

func (p *program) rankCommand() *cli.Command {
	return &cli.Command{
		Name: "rank", Usage: "shows the order of work and the reason for each place; places an item by hand", ArgsUsage: "[ID]",
		Flags: append(projectFlags(),
			&cli.StringFlag{Name: "before", Usage: "place the item before this one (`ID`)"},
			&cli.StringFlag{Name: "after", Usage: "place the item after this one (`ID`)"},
			formatFlag("text", "json")),
		Description: examples("plotline rank", "plotline rank 7d0b0f5b --before 4be1c7f2"),
		Action:      p.rank,
	}
}

func (p *program) rank(c *cli.Context) error {
	project, err := p.open(c, p.overrides(c))
	if err != nil {
		return err
	}
	if c.NArg() > 0 {
		return p.place(c, project)
	}
	p.noteUnread(project)
	return p.printRanking(c.String("format"), project)
}

func (p *program) place(c *cli.Context, project *project) error {
	before, after := c.String("before"), c.String("after")
	if c.NArg() != 1 || (before == "") == (after == "") {
		return usagef("plotline rank ID --before OTHER, or --after OTHER", "rank places one item before or after another")
	}
	item, err := findItem(c.Context, project.backlog, c.Args().First())
	if err != nil {
		return err
	}
	other, err := findItem(c.Context, project.backlog, before+after)
	if err != nil {
		return err
	}
	first, then := item, other
	if before != "" {
		err = project.backlog.PlaceBefore(item, other)
	} else {
		first, then = other, item
		err = project.backlog.PlaceAfter(item, other)
	}
	if err != nil {
		return usagef("a story goes before or after another of its epic, an epic before or after another; for another epic, write epic: ID into the story's file", "%v", err)
	}
	if _, err := project.backlog.Save(c.Context); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "placed   %s\n", item.Title)
	p.noteStays(project, first, then)
	return nil
}

// noteStays says where an order by hand is kept, but the order of work is another.
func (p *program) noteStays(project *project, first, then *stories.Item) {
	ranking := project.backlog.Ranking(project.roadmap)
	if first.Kind == stories.Epic {
		ranking = project.backlog.RankingOfEpics(project.roadmap)
	}
	at := func(item *stories.Item) int {
		return slices.IndexFunc(ranking, func(place stories.Place) bool { return place.Item == item })
	}
	if at(first) < at(then) {
		return
	}
	way := project.backlog.WayOfNeeds(first, then)
	if way == nil {
		fmt.Fprintf(p.stderr, "note: the order of work stays: %q still comes before %q, as plotline rank says why\n", then.Title, first.Title)
		return
	}
	var titles []string
	for _, item := range way {
		titles = append(titles, fmt.Sprintf("%q", item.Title))
	}
	fmt.Fprintf(p.stderr, "note: the order of work stays: %s\n      to change it, delete the need from needs: in %s\n",
		strings.Join(titles, " needs "), project.itemPath(first.Path))
}

type placeJSON struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Path    string   `json:"path"`
	Horizon string   `json:"horizon"`
	Score   float64  `json:"score"`
	Reasons []string `json:"reasons"`
}

func (p *program) printRanking(format string, project *project) error {
	ranking := project.backlog.Ranking(project.roadmap)
	places := []placeJSON{}
	for _, place := range ranking {
		places = append(places, placeJSON{
			ID: place.Item.ID, Title: place.Item.Title, Path: project.itemPath(place.Item.Path),
			Horizon: string(place.Horizon), Score: place.Score, Reasons: append([]string{}, place.Reasons...),
		})
	}
	if format == "json" {
		return printJSON(p.stdout, map[string]any{"version": 1, "places": places})
	}
	for i, place := range places {
		fmt.Fprintf(p.stdout, "%3d  %s\n     %s\n", i+1, place.Title, p.outPaint().faint(strings.Join(place.Reasons, "; ")))
	}
	return nil
}
