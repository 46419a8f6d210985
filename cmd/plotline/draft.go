package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/stories"
)

func (p *program) draftCommand() *cli.Command {
	return &cli.Command{
		Name:  "draft",
		Usage: "brings the backlog up to date with the roadmap, keeping every edit",
		Flags: append(projectFlags(),
			&cli.BoolFlag{Name: "check", Usage: "write nothing; exit 1 when the backlog is out of date"},
			&cli.StringFlag{Name: "against", Usage: "with --check: what the roadmap would cost compared with a git `REV`"},
			&cli.StringSliceFlag{Name: "keep", Usage: "settle an item's conflict as the backlog has it (`ID`, an epic's folder for all in it, or all)"},
			&cli.StringSliceFlag{Name: "take", Usage: "settle an item's conflict as drafted (`ID`, an epic's folder for all in it, or all)"},
			&cli.StringSliceFlag{Name: "rematch", Usage: "let an item change its template (`ID`)"},
			&cli.StringSliceFlag{Name: "adopt", Usage: "make the lost sidecar of an item anew, with its file's words as yours (`ID`, or all)"},
			&cli.BoolFlag{Name: "notes", Usage: "repeat what earlier drafts said of matches and places, too"},
			&cli.StringFlag{Name: "by", Usage: "who does this, when not git's user"},
			formatFlag("text", "json", "markdown"),
		),
		Description: examples("plotline draft", "plotline draft --check",
			"plotline draft --check --against origin/main --format markdown",
			"plotline draft --keep 7d0b0f5b"),
		Action: p.draft,
	}
}

// draftGrowth is by how many percent the heap may grow between two collections
// while drafting, where the environment does not say: nearly all that a draft makes
// it needs until its end, and a collection finds little. With more than this, a
// redraft takes a third more memory; other commands hold so much that even this
// would show.
const draftGrowth = 200

func (p *program) draft(c *cli.Context) error {
	if err := noArguments(c); err != nil {
		return err
	}
	if p.getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(draftGrowth))
	}
	if c.IsSet("against") {
		return p.draftCost(c)
	}
	project, err := p.open(c, p.overrides(c))
	if err != nil {
		return after(err, "nothing was drafted")
	}
	if err := adopt(project.backlog, c.StringSlice("adopt")); err != nil {
		return err
	}
	choices, err := choicesOf(c, project.backlog)
	if err != nil {
		return err
	}
	result, err := p.redraft(c.Context, project, choices, c.String("by"))
	if err != nil {
		return err
	}
	if !c.Bool("check") {
		if _, err := project.backlog.Save(c.Context); err != nil {
			return err
		}
	}
	if notices := result.Notices; c.String("format") == "text" {
		if !c.Bool("notes") {
			notices = news(notices)
		}
		p.printNotices(notices)
	}
	if err := p.printDraft(c.String("format"), project, result); err != nil {
		return err
	}
	if c.Bool("check") && result.Pending() {
		return pending{}
	}
	return nil
}

// adopt lets lost sidecars be made anew, those of the named items or all.
func adopt(backlog *stories.Backlog, names []string) error {
	for _, name := range names {
		if name == "all" {
			backlog.AdoptAll()
			continue
		}
		if err := backlog.Adopt(name); err != nil {
			return usagef("name it by its ID, the beginning of one, or its file; all stands for every one", "%v", err)
		}
	}
	return nil
}

// draftChoices are the IDs that a person settles a draft's conflicts with.
type draftChoices struct{ keep, take, keepAny, takeAny, rematch []string }

func choicesOf(c *cli.Context, backlog *stories.Backlog) (draftChoices, error) {
	var choices draftChoices
	for _, flag := range []struct {
		name     string
		ids, any *[]string
	}{
		{"keep", &choices.keep, &choices.keepAny}, {"take", &choices.take, &choices.takeAny}, {"rematch", &choices.rematch, nil},
	} {
		for _, text := range c.StringSlice(flag.name) {
			if several := severalOf(backlog, text); several != nil && flag.any != nil {
				*flag.any = append(*flag.any, several...)
				continue
			}
			item, err := findItem(c.Context, backlog, text)
			if err != nil {
				return choices, err
			}
			*flag.ids = append(*flag.ids, item.ID)
		}
	}
	return choices, nil
}

// severalOf are the IDs that all, or an epic's folder, stands for; nil where the
// text names one item.
func severalOf(backlog *stories.Backlog, text string) []string {
	items := backlog.Items
	if text != "all" {
		epic, err := backlog.Find(strings.TrimRight(text, "/"))
		if err != nil || epic.Kind != stories.Epic || path.Base(filepath.ToSlash(text)) != path.Base(path.Dir(epic.Path)) {
			return nil
		}
		items = append([]*stories.Item{epic}, backlog.StoriesOf(epic.ID)...)
	}
	ids := []string{}
	for _, item := range items {
		ids = append(ids, item.ID)
	}
	return ids
}

// redraft drafts into the backlog in memory. Over files that cannot be read it
// drafts nothing: what they hold decides what is missing.
func (p *program) redraft(ctx context.Context, project *project, choices draftChoices, by string) (*stories.DraftResult, error) {
	if err := project.backlog.Problems.Err(); err != nil {
		return nil, after(err, "nothing was drafted, and no file was changed")
	}
	result, err := stories.Draft(ctx, stories.DraftInput{
		Roadmap: project.roadmap, Pack: project.pack, Backlog: project.backlog,
		Details: project.details(), Now: p.now().UTC(), By: p.person(ctx, by),
		Keep: choices.keep, Take: choices.take, KeepAny: choices.keepAny, TakeAny: choices.takeAny, Rematch: choices.rematch,
	})
	if errors.Is(err, context.Canceled) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("draft: %w", err)
	}
	_, err = project.backlog.SettleQuestions(project.roadmap)
	return result, err
}
