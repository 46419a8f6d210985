package roadmap_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"plotline/roadmap"
	"plotline/roadmap/source"
)

// project writes files into a new folder, goes there, and loads its
// roadmap.yaml.
func project(t *testing.T, files map[string]string) (*roadmap.Roadmap, error) {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if target, isLink := strings.CutPrefix(text, "→ "); isLink {
			if err := os.Symlink(target, path); err != nil {
				t.Skip(err)
			}
			continue
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(folder)
	return roadmap.Load(context.Background(), "roadmap.yaml", ".")
}

const (
	head   = "version: 1\nproduct: {name: Shop}\nteam: {product_manager: Ana, product_owner: Pia}\n"
	goalA  = "goals:\n  - {id: a, statement: A}\n"
	goalB  = "goals:\n  - {id: b, statement: B, depends_on: [a]}\n"
	goalC  = "goals:\n  - {id: c, statement: C}\n"
	ownerB = "team: {product_manager: Bo}\n"
)

func TestInclude(t *testing.T) {
	r, err := project(t, map[string]string{
		"roadmap.yaml":        head + "include: [goals/*.yaml, deep/**/c.yaml]\n" + goalA,
		"goals/b.yaml":        "include: [\"../deep/one/two/c.yaml\"]\n" + ownerB + goalB,
		"deep/one/two/c.yaml": goalC,
		"deep/.hidden/c.yaml": "not: read\n",
		"goals/notes.txt":     "not read",
	})
	if err != nil {
		t.Fatal(err)
	}
	ids := ""
	for _, goal := range r.Goals {
		ids += goal.ID
	}
	if ids != "abc" {
		t.Errorf("goals %s", ids)
	}
	if b := r.Goal("b"); b.Owner.ProductManager.Name != "Bo" || b.Owner.ProductOwner.Name != "Pia" {
		t.Errorf("b is answered for by %+v", b.Owner)
	}
	if c := r.Goal("c"); c.Owner.ProductManager.Name != "Ana" || c.Position().Path != filepath.Join("deep", "one", "two", "c.yaml") {
		t.Errorf("c stands at %s, answered for by %s", c.Position(), c.Owner.ProductManager.Name)
	}
}

func TestIncludeMistakes(t *testing.T) {
	for name, row := range map[string]struct {
		files map[string]string
		want  string
	}{
		"no match":           {map[string]string{"roadmap.yaml": head + "include: [goals/*.yaml]\n"}, `roadmap.yaml:4:11: include "goals/*.yaml" matches no file`},
		"no such file":       {map[string]string{"roadmap.yaml": head + "include: b.yaml\n"}, `roadmap.yaml:4:10: include "b.yaml" matches no file`},
		"above the folder":   {map[string]string{"roadmap.yaml": head + "include: [../b.yaml]\n"}, `roadmap.yaml:4:11: include "../b.yaml" leaves the project's folder`},
		"from the root":      {map[string]string{"roadmap.yaml": head + "include: [/etc/passwd]\n"}, `roadmap.yaml:4:11: include "/etc/passwd" leaves the project's folder`},
		"by a link":          {map[string]string{"roadmap.yaml": head + "include: [b.yaml]\n", "b.yaml": "→ /etc/hostname"}, `roadmap.yaml:4:11: include "b.yaml": b.yaml cannot be read: path escapes from parent`},
		"by a linked folder": {map[string]string{"roadmap.yaml": head + "include: [d/hostname]\n", "d": "→ /etc"}, `roadmap.yaml:4:11: include "d/hostname" matches no file`},
		"a folder":           {map[string]string{"roadmap.yaml": head + "include: [d]\n", "d/x": ""}, `roadmap.yaml:4:11: include "d": d cannot be read: it is a folder`},
		"itself":             {map[string]string{"roadmap.yaml": head + "include: ['*.yaml']\n"}, `roadmap.yaml:4:11: files include each other: roadmap.yaml → roadmap.yaml`},
		"a circle":           {map[string]string{"roadmap.yaml": head + "include: [b.yaml]\n", "b.yaml": "include: [c.yaml]\n", "c.yaml": "include: [b.yaml]\n"}, `c.yaml:1:11: files include each other: b.yaml → c.yaml → b.yaml`},
		"a circle by a link": {map[string]string{"roadmap.yaml": head + "include: [b.yaml]\n", "b.yaml": "include: [c.yaml]\n", "c.yaml": "→ b.yaml"}, `b.yaml:1:11: files include each other: b.yaml → b.yaml`},
		"a malformed glob":   {map[string]string{"roadmap.yaml": head + "include: ['[a']\n"}, `roadmap.yaml:4:11: include "[a": the pattern is malformed`},
		"the same ID":        {map[string]string{"roadmap.yaml": head + "include: [b.yaml]\n" + goalA, "b.yaml": goalA}, `b.yaml:2:10: two goals have the ID "a"; the other is at roadmap.yaml:6:10`},
		"root keys":          {map[string]string{"roadmap.yaml": head + "include: [b.yaml]\n", "b.yaml": "id: b\n"}, `b.yaml:1:5: "id" stands in the root roadmap only`},
		"a mistake there":    {map[string]string{"roadmap.yaml": head + "include: [b.yaml]\n", "b.yaml": "gaols: []\n"}, `b.yaml:1:1: unknown key "gaols" in roadmap; did you mean "goals"?`},
		"no roadmap":         {map[string]string{}, `roadmap.yaml: there is no roadmap here`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := project(t, row.files)
			var problems source.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("%v", err)
			}
			if err.Error() != row.want {
				t.Errorf("\n got %s\nwant %s", err, row.want)
			}
		})
	}
}

// TestFilesAreReadOnce: however many patterns and links lead to a file.
func TestFilesAreReadOnce(t *testing.T) {
	r, err := project(t, map[string]string{
		"roadmap.yaml": head + "include: [b.yaml, ./b.yaml, 'b*.yaml', link.yaml]\n" + goalA,
		"b.yaml":       goalB,
		"link.yaml":    "→ b.yaml",
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Goals) != 2 {
		t.Errorf("%d goals", len(r.Goals))
	}
}

func TestAPipeIsNotWaitedFor(t *testing.T) {
	folder := t.TempDir()
	pipe := filepath.Join(folder, "roadmap.yaml")
	if err := makePipe(pipe); err != nil {
		t.Skip(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := roadmap.Load(context.Background(), pipe, folder)
		done <- err
	}()
	select {
	case err := <-done:
		if err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("%v", err)
		}
	case <-time.After(5 * time.Second):
		t.Error("it waits")
	}
}

func TestLoadStops(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"roadmap.yaml": head + "include: [b.yaml]\n", "b.yaml": goalB} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := roadmap.Load(ctx, filepath.Join(folder, "roadmap.yaml"), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"testdata/ok/*.yaml", "testdata/mistakes/*.yaml"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			f.Fatalf("no seeds in %s", pattern)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := roadmap.Parse("roadmap.yaml", data)
		var problems source.Problems
		if err != nil && (!errors.As(err, &problems) || len(problems) == 0 || r != nil) {
			t.Fatalf("an error without a place: %v", err)
		}
		for _, p := range problems {
			if p.Message == "" || p.Path == "" {
				t.Errorf("%+v", p)
			}
		}
		if r == nil {
			return
		}
		if r.Slug() == "" {
			t.Error("no slug")
		}
		var refs []roadmap.Ref
		for _, goal := range r.Goals {
			refs = append(refs, roadmap.NewRef(roadmap.GoalRef, goal.ID))
			for _, metric := range goal.Metrics {
				_, _ = metric.TargetText(), metric.Due.Phrase()
			}
		}
		d := r.Destination(refs)
		if roadmap.Diff(d, r.Destination(refs)) != nil {
			t.Error("a destination differs from itself")
		}
	})
}
