package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plotline/cmd/board"
	"plotline/roadmap/roadmaptest"
)

// newDesk drafts the board's roadmap in a folder of its own.
func newDesk(t *testing.T) (*site, *desk) {
	t.Helper()
	s := &site{t: t, dir: t.TempDir()}
	t.Chdir(s.dir)
	s.write("roadmap.yaml", roadmaptest.Northwind)
	s.run("draft")
	return s, &desk{program: quiet(s.dir, io.Discard), by: "Pia"}
}

// itemOf gives the engine's ID with the version that stands on disk.
func itemOf(t *testing.T, d *desk) board.Seen {
	t.Helper()
	project, err := d.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	item, err := project.backlog.Find(engine)
	if err != nil {
		t.Fatal(err)
	}
	return sheetOf(project, item).Seen
}

func TestWhatWasNotSeenIsNotPushed(t *testing.T) {
	s, d := newDesk(t)
	plan, err := d.Plan(t.Context(), watchers{})
	if err != nil {
		t.Fatal(err)
	}
	s.write(engine, strings.Replace(s.read(engine), "# Implement", "# Changed since: implement", 1))
	var refusal *board.Refusal
	if _, err := d.Push(t.Context(), plan.Digest, watchers{}); !errors.As(err, &refusal) {
		t.Fatalf("a plan that nobody saw was pushed: %v", err)
	}
	seen, err := d.Plan(t.Context(), watchers{})
	if err != nil || seen.Summary.Create != 14 {
		t.Fatalf("%v, %+v", err, seen.Summary)
	}
	result, err := d.Push(t.Context(), seen.Digest, watchers{})
	if err != nil || result.Created != 14 {
		t.Errorf("%v, %+v", err, result)
	}
}

// Whoever decides about an item decides about what they saw: its text, its
// question, and the destination behind it.
func TestWhatChangedSinceIsAConflict(t *testing.T) {
	for name, change := range map[string]func(s *site){
		"the file":    func(s *site) { s.write(engine, s.read(engine)+"\nMore.\n") },
		"the handoff": func(s *site) { s.run("ask", engine, "Really?", "--by", "Ana") },
		"the roadmap": func(s *site) { s.write("roadmap.yaml", strings.Replace(roadmaptest.Northwind, "+20%\n", "+25%\n", 1)) },
	} {
		t.Run(name, func(t *testing.T) {
			s, d := newDesk(t)
			seen := itemOf(t, d)
			change(s)
			before := s.read(engine)
			var conflict *board.Conflict
			if err := d.Accept(t.Context(), seen); !errors.As(err, &conflict) || conflict.Theirs.File != before {
				t.Fatalf("accepted something else than was seen: %v", err)
			}
			if s.read(engine) != before {
				t.Error("the file was written")
			}
			if err := d.Accept(t.Context(), conflict.Theirs.Seen); err != nil {
				t.Errorf("accepting what was shown then: %v", err)
			}
		})
	}
}

func TestRoadmapIsEditedWhereItStands(t *testing.T) {
	s, d := newDesk(t)
	if err := d.AddPainPoint(t.Context(), board.PainPoint{Problem: "Users struggle to find relevant products", Persona: "nobody"}); err == nil {
		t.Error("a persona that there is not was taken")
	}
	if err := d.AddReading(t.Context(), board.Reading{Goal: "engagement", Metric: "engaged", On: "23.11.2026", Value: "1"}); err == nil {
		t.Error("a day that is none was taken")
	}
	if s.read("roadmap.yaml") != roadmaptest.Northwind {
		t.Fatal("a refused edit was written")
	}
	for range 2 {
		if err := d.AddPainPoint(t.Context(), board.PainPoint{Problem: "Cannot find", Persona: "shopper", Severity: "low", Goal: "engagement"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{"id: cannot-find-2\n", "id: cannot-find-3\n"} {
		s.has("roadmap.yaml", id)
	}
	if info, err := os.Stat(filepath.Join(s.dir, "roadmap.yaml")); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("the file's rights changed: %v", info.Mode())
	}
	if _, err := d.Look(t.Context()); err != nil {
		t.Errorf("the roadmap cannot be read any more: %v", err)
	}
}
