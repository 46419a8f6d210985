package review

import (
	"path/filepath"
	"testing"
	"time"

	"plotline/roadmap"
	"plotline/stories"
	"plotline/stories/pack"
	"plotline/templates"
)

// TestDraftsPass holds the project's examples, as the default pack drafts them
// with all horizons as stories, to having no findings.
func TestDraftsPass(t *testing.T) {
	files, err := filepath.Glob("../../examples/*/roadmap.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples: ", err)
	}
	p := defaultPack(t)
	for _, file := range files {
		for _, details := range []map[roadmap.Horizon]stories.Detail{nil,
			{roadmap.Now: stories.DetailStories, roadmap.Next: stories.DetailStories, roadmap.Later: stories.DetailStories}} {
			r, err := roadmap.Load(t.Context(), file, filepath.Dir(file))
			if err != nil {
				t.Fatal(err)
			}
			b := saved(t, draft(t, p, r, details))
			horizons := []roadmap.Horizon{roadmap.Now}
			if details != nil {
				horizons = []roadmap.Horizon{roadmap.Now, roadmap.Next, roadmap.Later}
			}
			found := Run(Input{Roadmap: r, Backlog: b, Settings: Settings{Drafted: horizons, Today: roadmap.Date{Year: 2026, Month: 1, Day: 1}}})
			if len(found) > 0 {
				t.Errorf("%s: %d findings%s", file, len(found), listed(found))
			}
		}
	}
}

func defaultPack(t *testing.T) *pack.Pack {
	t.Helper()
	p, err := pack.Load(pack.Folder{Name: "default", Files: templates.Default()})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// draft gives the backlog that a roadmap's draft makes, in memory.
func draft(t *testing.T, p *pack.Pack, r *roadmap.Roadmap, details map[roadmap.Horizon]stories.Detail) *stories.Backlog {
	t.Helper()
	b := stories.NewBacklog(filepath.Join(t.TempDir(), "backlog"))
	in := stories.DraftInput{Roadmap: r, Pack: p, Backlog: b, Details: details, Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), By: "pia"}
	if _, err := stories.Draft(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	return b
}

// saved gives a backlog as it is read back from disk.
func saved(t *testing.T, b *stories.Backlog) *stories.Backlog {
	t.Helper()
	if _, err := b.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	again, err := stories.LoadBacklog(t.Context(), b.Folder)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// TestTemplatesPass holds each template of the default pack, called by name,
// to drafting stories without findings.
func TestTemplatesPass(t *testing.T) {
	p := defaultPack(t)
	for _, template := range p.Templates() {
		if template.Name == "measure" || template.Name == "understand" {
			continue // metrics and baselines call these, not pain points
		}
		t.Run(template.Name, func(t *testing.T) {
			r, err := roadmap.Parse("roadmap.yaml", []byte(callFor(template.Name)))
			if err != nil {
				t.Fatal(err)
			}
			found := Run(Input{Roadmap: r, Backlog: draft(t, p, r, nil)})
			if len(found) > 0 {
				t.Errorf("%d findings%s", len(found), listed(found))
			}
		})
	}
}

// callFor is a roadmap whose only pain point calls a template.
func callFor(template string) string {
	return `version: 1
product: {name: Harbour}
personas: [{id: skipper, name: weekend skipper}]
goals:
  - id: berths
    statement: Skippers find a free berth within five minutes
    why: Two in five give up and sail on
    metrics: [{id: found, name: berths found in five minutes, baseline: 55%, target: 80%, due: 2031-Q2}]
    guardrails: [The map renders within 2 s]
pain_points:
  - id: unknown-berths
    personas: [skipper]
    problem: Skippers do not see which berths are free
    evidence: [31 calls a day to the harbour office]
    goals: [berths]
    templates: [` + template + `]
`
}
