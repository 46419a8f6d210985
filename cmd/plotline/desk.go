package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"plotline/cmd/board"
	"plotline/cmd/settings"
	"plotline/integrations"
	"plotline/integrations/local"
	"plotline/roadmap/source"
	"plotline/stories"
	"plotline/stories/render"
)

// desk is the board's hands: what the commands do, on files read anew each
// time. Only what is shown is remembered, as long as its files stand.
type desk struct {
	program   *program
	overrides settings.Overrides
	by        string
	sight     sight
}

func (d *desk) open(ctx context.Context) (*project, error) {
	return d.program.openToLook(ctx, d.overrides)
}

// Statuses are what a local ticket can be put in.
func (d *desk) Statuses() []string {
	s, err := settings.Open(".", d.overrides)
	if err != nil || s.Tracker != settings.Local {
		return nil
	}
	return local.Statuses()
}

// Today is the day.
func (d *desk) Today() string { return d.program.now().Format("2006-01-02") }

// Sheet is an item as it is to be edited.
func (d *desk) Sheet(ctx context.Context, id string) (*board.Sheet, error) {
	project, err := d.open(ctx)
	if err != nil {
		return nil, err
	}
	item := project.backlog.Item(id)
	if item == nil {
		return nil, gone(id)
	}
	return sheetOf(project, item), nil
}

func gone(id string) error {
	return &board.Refusal{Message: fmt.Sprintf("there is no item %s in the backlog any more; load the page again", shortID(id))}
}

func sheetOf(project *project, item *stories.Item) *board.Sheet {
	sheet := &board.Sheet{
		Seen:  board.Seen{ID: item.ID, Version: render.Version(project.backlog, project.roadmap, item)},
		Words: board.Words{Title: item.Title, Narrative: item.Narrative, Criteria: []string{}},
		File:  string(item.Document.Bytes()),
	}
	for _, criterion := range item.Criteria {
		sheet.Criteria = append(sheet.Criteria, criterion.Text)
	}
	return sheet
}

// on does something to an item as a person saw it, and saves. An item that is
// not as it was seen is a conflict, and so is a file that changes in between.
func (d *desk) on(ctx context.Context, seen board.Seen, do func(*project, *stories.Item) error) error {
	project, err := d.open(ctx)
	if err != nil {
		return err
	}
	item := project.backlog.Item(seen.ID)
	if item == nil {
		return gone(seen.ID)
	}
	if sheet := sheetOf(project, item); sheet.Version != seen.Version {
		return &board.Conflict{Message: "it was changed since this page was loaded; nothing was written", Theirs: sheet}
	}
	if err := do(project, item); err != nil {
		return refused(err)
	}
	_, err = project.backlog.Save(ctx)
	var problems source.Problems
	if errors.As(err, &problems) {
		return d.changed(ctx, seen.ID, err)
	}
	return err
}

// changed tells of a file that somebody changed at the very moment.
func (d *desk) changed(ctx context.Context, id string, cause error) error {
	sheet, err := d.Sheet(ctx, id)
	if err != nil {
		return errors.Join(cause, err)
	}
	return &board.Conflict{Message: cause.Error(), Theirs: sheet}
}

// refused makes an error of the backlog's methods one for the person.
func refused(err error) error {
	var problems source.Problems
	if errors.As(err, &problems) {
		return err
	}
	return &board.Refusal{Message: err.Error()}
}

// Accept hands an item over.
func (d *desk) Accept(ctx context.Context, seen board.Seen) error {
	return d.on(ctx, seen, func(p *project, item *stories.Item) error {
		return p.backlog.Accept(item, p.roadmap, d.by, d.program.now().UTC())
	})
}

// Ask sends an item back with a question.
func (d *desk) Ask(ctx context.Context, seen board.Seen, text string) error {
	return d.on(ctx, seen, func(p *project, item *stories.Item) error {
		return p.backlog.Ask(item, p.roadmap, text, d.by, d.program.now().UTC())
	})
}

// Answer answers an item's question.
func (d *desk) Answer(ctx context.Context, seen board.Seen, text string) error {
	return d.on(ctx, seen, func(p *project, item *stories.Item) error {
		return p.backlog.Answer(item, p.roadmap, text, d.by, d.program.now().UTC())
	})
}

// Edit changes an item's words, and only the bytes of what differs.
func (d *desk) Edit(ctx context.Context, seen board.Seen, words board.Words) error {
	return d.on(ctx, seen, func(p *project, item *stories.Item) error {
		content := item.Content
		content.Title, content.Narrative = strings.TrimSpace(words.Title), strings.TrimSpace(words.Narrative)
		content.Criteria = nil
		if content.Title == "" {
			return errors.New("a title is needed")
		}
		for _, text := range words.Criteria {
			if text = strings.TrimSpace(text); text != "" {
				content.Criteria = append(content.Criteria, stories.Criterion{Text: text})
			}
		}
		return p.backlog.Update(item, content)
	})
}

// Place puts an item before or after another of its epic.
func (d *desk) Place(ctx context.Context, id string, place board.Place) error {
	project, err := d.open(ctx)
	if err != nil {
		return err
	}
	item, other := project.backlog.Item(id), project.backlog.Item(place.Before+place.After)
	if item == nil || other == nil {
		return gone(id)
	}
	put := project.backlog.PlaceAfter
	if place.Before != "" {
		put = project.backlog.PlaceBefore
	}
	if err := put(item, other); err != nil {
		return refused(err)
	}
	_, err = project.backlog.Save(ctx)
	return err
}

// Move puts a local ticket into another status.
func (d *desk) Move(ctx context.Context, key, status string) error {
	project, err := d.open(ctx)
	if err != nil {
		return err
	}
	if project.settings.Tracker != settings.Local {
		return &board.Refusal{Message: "the team moves tickets on its own tracker"}
	}
	folder, err := project.makeStateFolder()
	if err != nil {
		return err
	}
	tracker, err := local.Open(ctx, folder, integrations.SystemClock{})
	if err != nil {
		return err
	}
	err = tracker.Move(ctx, key, status)
	return errors.Join(err, tracker.Shut())
}

// Plan says what a push would do.
func (d *desk) Plan(ctx context.Context, watcher board.Watcher) (*integrations.Plan, error) {
	push, err := d.push(ctx, watcher)
	if err != nil {
		return nil, err
	}
	defer push.close()
	return push.plan(ctx)
}

func (d *desk) push(ctx context.Context, watcher board.Watcher) (*pushing, error) {
	project, err := d.open(ctx)
	if err != nil {
		return nil, err
	}
	watched := *d.program
	watched.watchers = watchers{watcher}
	return watched.pushOf(ctx, project, 0)
}

// Push does the plan that was seen, if it still is the plan.
func (d *desk) Push(ctx context.Context, digest string, watcher board.Watcher) (*integrations.Result, error) {
	push, err := d.push(ctx, watcher)
	if err != nil {
		return nil, err
	}
	defer push.close()
	plan, err := push.plan(ctx)
	if err != nil {
		return nil, err
	}
	if plan.Digest != digest {
		return nil, &board.Refusal{Message: "the plan is not what you saw any more; look at it again"}
	}
	if err := plan.Refusal(); err != nil {
		return nil, refused(err)
	}
	return push.apply(ctx, plan)
}
