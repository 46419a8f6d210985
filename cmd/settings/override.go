package settings

import (
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap/source"
)

// Overrides is what flags and variables say instead of the settings file; ""
// says nothing. Paths are relative to the working folder.
type Overrides struct {
	Config, Roadmap, Backlog, Tracker string
}

// FromEnvironment reads the overrides from PLOTLINE_CONFIG, PLOTLINE_ROADMAP,
// PLOTLINE_BACKLOG and PLOTLINE_TRACKER.
func FromEnvironment(getenv func(name string) string) Overrides {
	return Overrides{
		Config: getenv("PLOTLINE_CONFIG"), Roadmap: getenv("PLOTLINE_ROADMAP"),
		Backlog: getenv("PLOTLINE_BACKLOG"), Tracker: getenv("PLOTLINE_TRACKER"),
	}
}

// Or takes from the others what o does not say: flags.Or(environment).
func (o Overrides) Or(others Overrides) Overrides {
	or(&o.Config, others.Config)
	or(&o.Roadmap, others.Roadmap)
	or(&o.Backlog, others.Backlog)
	or(&o.Tracker, others.Tracker)
	return o
}

func (s *Settings) override(o Overrides) error {
	s.RoadmapPath, s.BacklogPath = o.Roadmap, o.Backlog
	if o.Tracker == "" {
		return nil
	}
	if trackers := s.Tracker.Choices(); !slices.Contains(trackers, o.Tracker) {
		message := fmt.Sprintf("unknown tracker %q; one of: %s", o.Tracker, strings.Join(trackers, ", "))
		if near := source.Nearest(o.Tracker, trackers); near != "" {
			message = fmt.Sprintf("unknown tracker %q; did you mean %q?", o.Tracker, near)
		}
		return source.Problems{{Message: message, Hint: "it comes from --tracker or PLOTLINE_TRACKER"}}
	}
	s.Tracker = Tracker(o.Tracker)
	return nil
}
