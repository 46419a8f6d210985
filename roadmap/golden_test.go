package roadmap_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plotline/roadmap"
	"plotline/roadmap/source"
)

var update = flag.Bool("update", false, "write the golden files")

// TestMistakes reads each roadmap in testdata/mistakes and compares what is
// said of it with the .out file beside it. A new case needs no Go.
func TestMistakes(t *testing.T) {
	for _, path := range corpus(t, "testdata/mistakes/*.yaml") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			said := mistakesIn(t, path)
			golden(t, strings.TrimSuffix(path, ".yaml")+".out", said)
		})
	}
}

// TestGoodRoadmaps reads what must pass.
func TestGoodRoadmaps(t *testing.T) {
	for _, path := range append(corpus(t, "testdata/ok/*.yaml"), "testdata/northwind.yaml") {
		if said := mistakesIn(t, path); said != "" {
			t.Errorf("%s:\n%s", path, said)
		}
	}
}

func corpus(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files match %s: %v", pattern, err)
	}
	return paths
}

func mistakesIn(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = roadmap.Parse(filepath.Base(path), data)
	var problems source.Problems
	if !errors.As(err, &problems) {
		return ""
	}
	var b strings.Builder
	for _, p := range problems {
		if p.Path == "" || p.Line == 0 {
			fmt.Fprintf(&b, "no place: ")
		}
		b.WriteString(p.Text())
	}
	return b.String()
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update and look\ngot:\n%s\nwant:\n%s", path, got, want)
	}
}
