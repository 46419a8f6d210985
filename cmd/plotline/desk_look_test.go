package main

import (
	"errors"
	"os"
	"path/filepath"
	"plotline/roadmap/roadmaptest"
	"reflect"
	"strings"
	"testing"
	"time"
)

// What the desk remembers is never older than what is on disk: whatever
// changes there, the next look shows it.
func TestLookSeesEveryChange(t *testing.T) {
	s, d := newDesk(t)
	s.run("push", "--yes")
	// By tomorrow's clock everything here has stood for long.
	d.program.now = func() time.Time { return time.Now().AddDate(0, 0, 1) }
	const sidecars = "backlog/.base"
	same := func(text string) string { return strings.Replace(text, "# Implement", "# Implemens", 1) }
	for name, change := range map[string]func() error{
		"a text of the same length, with its old time": func() error {
			info, err := os.Stat(engine)
			s.write(engine, same(s.read(engine)))
			return errors.Join(err, os.Chtimes(engine, time.Time{}, info.ModTime()))
		},
		"a file put in its place": func() error {
			s.write("elsewhere", strings.Replace(s.read(engine), "# ", "# Again: ", 1))
			return os.Rename("elsewhere", engine)
		},
		"a question":      func() error { s.run("ask", engine, "Really?", "--by", "Ana"); return nil },
		"a story more":    func() error { s.run("add", "Print a list", "--epic", "backlog/recommendations/epic.md"); return nil },
		"a story fewer":   func() error { return os.Remove("backlog/recommendations/dismiss.md") },
		"another name":    func() error { return os.Rename(engine, "backlog/recommendations/motor.md") },
		"a sidecar fewer": func() error { return os.RemoveAll(sidecars) },
		"a link": func() error {
			s.write("backlog/real.txt", same(s.read(engine)))
			return errors.Join(os.Remove(engine), os.Symlink("../real.txt", engine))
		},
		"the roadmap": func() error {
			s.write("roadmap.yaml", strings.Replace(roadmaptest.Northwind, "+20%\n", "+25%\n", 1))
			return nil
		},
		"the settings": func() error {
			s.write("plotline.yaml", "version: 1\nreview: {severities: {goal/no-reason: error}, max_criteria: 1}\n")
			return nil
		},
		"a ticket": func() error { return d.Move(t.Context(), "LOCAL-3", "Done") },
		"the day": func() error {
			d.program.now = func() time.Time { return time.Now().AddDate(5, 0, 0) }
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := readTree(t, s.dir)
			now := d.program.now
			first, err := d.Look(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := d.Look(t.Context()); err != nil {
				t.Fatal(err)
			}
			if !d.sight.files.stand("backlog") {
				t.Fatal("nothing is remembered, so that nothing is shown here")
			}
			if err := change(); err != nil {
				t.Fatal(err)
			}
			got, err := d.Look(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			fresh := &desk{program: d.program, by: d.by}
			want, err := fresh.Look(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if reflect.DeepEqual(first, want) {
				t.Error("the change changes nothing that is shown")
			}
			if !reflect.DeepEqual(got, want) {
				t.Error("the change is not shown")
			}
			d.program.now = now
			restore(t, s.dir, before)
		})
	}
}

// readTree reads the backlog and what stands beside it.
func readTree(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			files[path], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func restore(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	for _, entry := range entries {
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, entry.Name())))
	}
	for path, data := range files {
		err = errors.Join(err, os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, data, 0o644))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A file that was written just now may be written again without a sign.
func TestWhatChangedJustNowIsReadAgain(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "story.md")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for later, want := range map[time.Duration]bool{0: false, time.Second: false, time.Minute: true} {
		if seen := seeFiles(dir, time.Now().Add(later)); seen.stand(dir) != want {
			t.Errorf("%s after it was written it stands for certain: %v, want %v", later, !want, want)
		}
	}
}
