package settings

import "path/filepath"

// fill gives every key that was not written its default.
func (s *Settings) fill() {
	or(&s.Version, 1)
	or(&s.Roadmap, "roadmap.yaml")
	or(&s.Backlog, "backlog")
	or(&s.Draft.Now, Stories)
	or(&s.Draft.Next, Epics)
	or(&s.Draft.Later, None)
	or(&s.Tracker, Local)
	or(&s.Jira.Deployment, DeploymentAuto)
	or(&s.Review.FailOn, "error")
	or(&s.RoadmapPath, filepath.Join(s.Folder, s.Roadmap))
	or(&s.BacklogPath, filepath.Join(s.Folder, s.Backlog))
	if s.Templates == nil {
		s.Templates = []string{DefaultPack}
	}
	if s.Handoff.Ready == nil && !s.Handoff.Written("ready") {
		s.Handoff.Ready = []ReadinessOf{ReadyCriteria, ReadySize, ReadyNoQuestion, ReadyNotMoved}
	}
	if !s.Limits.Written("closures") {
		s.Limits.Closures = Limit{Percent: true, Value: 25}
	}
	if s.Handoff.Gate == "" {
		s.Handoff.Gate = GateAccepted
		if s.Tracker == Local {
			s.Handoff.Gate = GateOff
		}
	}
}

func or[T comparable](value *T, otherwise T) {
	var zero T
	if *value == zero {
		*value = otherwise
	}
}

// DefaultPack names the built-in pack in the list of templates.
const DefaultPack = "default"

// PackFolders are the folders of the packs besides the built-in one, in order.
func (s *Settings) PackFolders() []string {
	var folders []string
	for _, pack := range s.Templates {
		if pack != DefaultPack {
			folders = append(folders, filepath.Join(s.Folder, filepath.FromSlash(pack)))
		}
	}
	return folders
}

// BuiltIn says that the built-in pack is used.
func (s *Settings) BuiltIn() bool {
	for _, pack := range s.Templates {
		if pack == DefaultPack {
			return true
		}
	}
	return false
}
