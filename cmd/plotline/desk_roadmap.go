package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/natefinch/atomic"

	"plotline/cmd/board"
	"plotline/roadmap"
)

// AddReading adds a reading to a metric, in the file where it stands.
func (d *desk) AddReading(ctx context.Context, reading board.Reading) error {
	project, err := d.program.openRoadmap(ctx, d.overrides)
	if err != nil {
		return err
	}
	goal := project.roadmap.Goal(reading.Goal)
	on, dateErr := time.Parse("2006-01-02", reading.On)
	switch {
	case goal == nil:
		return &board.Refusal{Message: fmt.Sprintf("there is no goal %q in the roadmap any more", reading.Goal)}
	case dateErr != nil:
		return &board.Refusal{Message: fmt.Sprintf("%q is no day; write it as 2026-11-23", reading.On)}
	}
	return editFile(goal.Position().Path, func(path string, data []byte) ([]byte, error) {
		return roadmap.WithReading(path, data, roadmap.NewReading{
			Goal: goal.ID, Metric: reading.Metric, On: roadmap.DateOf(on), Value: strings.TrimSpace(reading.Value),
		})
	})
}

// AddPainPoint adds a pain point to the file of its goal, else to the root.
func (d *desk) AddPainPoint(ctx context.Context, pain board.PainPoint) error {
	project, err := d.program.openRoadmap(ctx, d.overrides)
	if err != nil {
		return err
	}
	rm := project.roadmap
	file := project.settings.RoadmapPath
	switch goal := rm.Goal(pain.Goal); {
	case pain.Goal != "" && goal == nil:
		return &board.Refusal{Message: fmt.Sprintf("there is no goal %q in the roadmap any more", pain.Goal)}
	case pain.Goal != "":
		file = goal.Position().Path
	}
	if pain.Persona != "" && rm.Persona(pain.Persona) == nil {
		return &board.Refusal{Message: fmt.Sprintf("there is no persona %q in the roadmap any more", pain.Persona)}
	}
	severities := []string{"", string(roadmap.Low), string(roadmap.Medium), string(roadmap.High), string(roadmap.Critical)}
	if !slices.Contains(severities, pain.Severity) {
		return &board.Refusal{Message: fmt.Sprintf("%q is no severity", pain.Severity)}
	}
	return editFile(file, func(path string, data []byte) ([]byte, error) {
		return roadmap.WithPainPoint(path, data, roadmap.NewPainPoint{
			ID: freeID(rm, pain.Problem), Problem: pain.Problem, Persona: pain.Persona, Severity: pain.Severity,
			Goal: pain.Goal, Evidence: pain.Evidence,
		})
	})
}

// editFile splices into a file, and leaves one alone that changes in between.
func editFile(path string, edit func(path string, data []byte) ([]byte, error)) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	changed, err := edit(path, data)
	if err != nil {
		return refused(err)
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, data) {
		return &board.Refusal{Message: path + " was changed at this very moment; nothing was written, try again"}
	}
	if err := atomic.WriteFile(path, bytes.NewReader(changed)); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// freeID makes an ID of a problem's first words that nothing has yet.
func freeID(rm *roadmap.Roadmap, problem string) string {
	words := strings.FieldsFunc(strings.ToLower(problem), func(c rune) bool {
		return c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c)
	})
	id := strings.Join(words[:min(4, len(words))], "-")
	if id == "" || len(id) > 40 {
		id = "pain-point"
	}
	for n := 2; ; n++ {
		if _, taken := rm.Resolve(id); !taken {
			return id
		}
		id = strings.TrimRight(strings.TrimRight(id, "0123456789"), "-") + fmt.Sprintf("-%d", n)
	}
}
