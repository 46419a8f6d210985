package main

import (
	"context"
	"errors"
	"strings"

	"plotline/integrations"
)

// home is one project in which tickets live: the settings' own, or a team's.
type home struct {
	place   string
	tracker *openTracker
	server  integrations.Server
	// found is what a sync read a moment ago.
	found []integrations.Ticket
	// moves bring its order in step with the backlog's, as a sync found.
	moves []integrations.Move
	// unsettled are the creates of a run that never came to its end.
	unsettled []integrations.Intent
}

// openHomes opens the settings' project first, then those that teams name.
// What two of them call one project is one home.
func (p *program) openHomes(ctx context.Context, project *project) ([]*home, error) {
	var homes []*home
	for _, place := range project.places() {
		home, err := p.openHome(ctx, project, place)
		if err != nil {
			closeHomes(homes)
			return nil, err
		}
		homes = withHome(homes, home)
	}
	return homes, nil
}

// places are where tickets go: "" is the settings' own project.
func (p *project) places() []string {
	places := []string{""}
	if p.roadmap != nil {
		places = append(places, integrations.Places(p.roadmap, string(p.settings.Tracker))...)
	}
	return places
}

func withHome(homes []*home, one *home) []*home {
	for _, known := range homes {
		if known.server.Project == one.server.Project {
			known.place = one.place
			closeHomes([]*home{one})
			return homes
		}
	}
	return append(homes, one)
}

func (p *program) openHome(ctx context.Context, project *project, place string) (*home, error) {
	tracker, err := p.openTracker(ctx, project, place)
	if err != nil {
		return nil, err
	}
	home := &home{place: place, tracker: tracker}
	if home.server, err = tracker.Describe(ctx); err != nil {
		return nil, errors.Join(err, tracker.close())
	}
	journal, err := home.journal(project.settings.StateFolder())
	if err != nil {
		return nil, errors.Join(err, tracker.close())
	}
	home.unsettled = journal.Unsettled()
	return home, nil
}

// journal opens the journal of the home's project.
func (h *home) journal(folder string) (*integrations.Journal, error) {
	return integrations.OpenJournal(integrations.JournalPath(folder, h.server.Tracker, h.server.Project))
}

// titlesOf names the homes for people.
func titlesOf(homes []*home) string {
	titles := make([]string, len(homes))
	for i, home := range homes {
		titles[i] = home.server.Title
	}
	return strings.Join(titles, " and ")
}

// closeHomes lets the trackers go; by then everything is written.
func closeHomes(homes []*home) {
	for _, home := range homes {
		_ = home.tracker.close()
	}
}
