package main

import (
	"context"
	"reflect"
	"sync"

	"plotline/cmd/settings"
	"plotline/roadmap"
	"plotline/stories"
	"plotline/stories/render"
	"plotline/stories/review"
)

// sight is what the desk saw last. Settings, roadmap and tickets are read at
// every look; the backlog, of thousands of files, only where one of them is
// another than it was, and of these only what changed is reviewed.
type sight struct {
	sync.Mutex
	settings *settings.Settings
	roadmap  *roadmap.Roadmap
	backlog  *stories.Backlog
	// files are the backlog's, as they were before it was read.
	files    filesSeen
	day      string
	findings []review.Finding
	memory   review.Memory
}

// Look gives everything there is to see.
func (d *desk) Look(ctx context.Context) (*render.View, error) {
	project, err := d.program.openRoadmap(ctx, d.overrides)
	if err != nil {
		return nil, err
	}
	last := &d.sight
	last.Lock()
	defer last.Unlock()
	if !last.framed(project) || !last.files.stand(project.settings.BacklogPath) {
		files := seeFiles(project.settings.BacklogPath, d.program.now())
		if err := project.loadBacklog(ctx); err != nil {
			return nil, err
		}
		last.backlog, last.files = project.backlog, files
		last.day = ""
	}
	project.backlog = last.backlog
	if today := d.Today(); last.day != today {
		last.findings, last.day = d.program.findingsBy(ctx, last.memory.Run, project), today
	}
	return d.program.viewWith(ctx, project, last.findings)
}

// framed says that settings and roadmap are what they were at the last look,
// and has the project keep those: what is remembered belongs to them.
func (s *sight) framed(project *project) bool {
	same := s.backlog != nil && reflect.DeepEqual(s.settings, project.settings) && reflect.DeepEqual(s.roadmap, project.roadmap)
	if same {
		project.settings, project.roadmap = s.settings, s.roadmap
		return true
	}
	s.settings, s.roadmap, s.backlog = project.settings, project.roadmap, nil
	return false
}
