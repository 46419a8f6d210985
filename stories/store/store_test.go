package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSaveDoesWhatTheChangesSay writes, changes, moves and removes a file, and each
// time says in the change what is on disk then.
func TestSaveDoesWhatTheChangesSay(t *testing.T) {
	root := t.TempDir()
	s := New(filepath.Join(root, "backlog"), filepath.Join(root, "state"))
	c := &Change{ID: "1", File: File{"a/b.md", []byte("one")}, Sidecar: []byte("s1")}
	for _, step := range []struct {
		change func()
		wrote  string
		have   string
	}{
		{func() {}, ".base/1.yaml a/b.md", ".base/1.yaml=s1 a/b.md=one"},
		{func() { c.File.Data, c.Sidecar = []byte("two"), nil }, "a/b.md", ".base/1.yaml=s1 a/b.md=two"},
		{func() { c.File.Path = "c/d.md" }, "c/d.md", ".base/1.yaml=s1 c/d.md=two"},
		{func() { c.Remove, c.Sidecar = true, []byte("s2") }, ".base/1.yaml c/d.md", ".base/1.yaml=s2"},
	} {
		step.change()
		wrote, err := s.Save(t.Context(), []*Change{c})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(wrote, " "); got != step.wrote {
			t.Errorf("it wrote %q, not %q", got, step.wrote)
		}
		if got := filesIn(t, filepath.Join(root, "backlog")); got != step.have {
			t.Errorf("there is %q, not %q", got, step.have)
		}
		if string(c.SidecarWas) == "" || !c.Remove && string(c.Was.Data) != string(c.File.Data) || c.Remove && c.Was.Data != nil {
			t.Errorf("it does not know what is on disk: %+v", c)
		}
	}
}

// TestSaveWritesOverNobody holds that nothing is written where one file is not as it
// was read.
func TestSaveWritesOverNobody(t *testing.T) {
	for name, other := range map[string]struct{ file, text, says string }{
		"changed": {"a.md", "theirs", "somebody changed this file"},
		"made":    {"b.md", "theirs", "somebody made this file"},
		"removed": {"a.md", "", "somebody removed or moved this file"},
		"sidecar": {".base/1.yaml", "theirs", "somebody changed this file"},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			folder := filepath.Join(root, "backlog")
			s := New(folder, filepath.Join(root, "state"))
			a := &Change{ID: "1", File: File{"a.md", []byte("a")}, Sidecar: []byte("s")}
			if _, err := s.Save(t.Context(), []*Change{a}); err != nil {
				t.Fatal(err)
			}
			if other.text == "" {
				_ = os.Remove(filepath.Join(folder, other.file))
			} else if err := os.WriteFile(filepath.Join(folder, other.file), []byte(other.text), 0o644); err != nil {
				t.Fatal(err)
			}
			before := filesIn(t, folder)
			a.File.Data, a.Sidecar = []byte("mine"), []byte("mine")
			b := &Change{ID: "2", File: File{"b.md", []byte("b")}}
			if _, err := s.Save(t.Context(), []*Change{b, a}); err == nil || !strings.Contains(err.Error(), other.says) {
				t.Errorf("%v", err)
			}
			if after := filesIn(t, folder); after != before {
				t.Errorf("%q became %q", before, after)
			}
		})
	}
}

// TestACutOffSaveIsKnown holds that a save that does not come to its end is known to
// the next, until one that completes it does.
func TestACutOffSaveIsKnown(t *testing.T) {
	root := t.TempDir()
	folder, state := filepath.Join(root, "backlog"), filepath.Join(root, "state")
	cut := New(folder, state)
	unlock, err := cut.lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := cut.begin([]*Change{{ID: "2", File: File{"x/b.md", []byte("b")}, Sidecar: []byte("s")}}); err != nil {
		t.Fatal(err)
	}
	unlock()
	save := func(name string, complete bool) {
		t.Helper()
		next := New(folder, state)
		if err := next.ReadUnfinished(); err != nil {
			t.Fatal(err)
		}
		if !next.HasUnfinished() || !next.IsUnfinished("2") || next.IsUnfinished("3") {
			t.Error("it is not known which item was cut off")
		}
		if complete {
			next.Complete()
		}
		if _, err := next.Save(t.Context(), []*Change{{ID: name, File: File{name + ".md", []byte("a")}}}); err != nil {
			t.Fatal(err)
		}
	}
	save("1", false)
	save("3", true)
	last := New(folder, state)
	if err := last.ReadUnfinished(); err != nil || last.HasUnfinished() {
		t.Errorf("it is still unfinished: %v", err)
	}
}

// filesIn lists a folder's files with what stands in them.
func filesIn(t *testing.T, folder string) string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(folder, func(file string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		name, _ := filepath.Rel(folder, file)
		files = append(files, filepath.ToSlash(name)+"="+string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(files, " ")
}
