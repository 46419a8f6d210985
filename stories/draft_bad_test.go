package stories

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"plotline/stories/store"

	"github.com/google/go-cmp/cmp"
)

// What git, editors and people do to a backlog folder: a draft changes no file
// over it, and doubles nothing.
func TestDraftOverABrokenBacklogChangesNoFile(t *testing.T) {
	sidecar := func(k *desk, file string) string { return store.SidecarFolder + "/" + k.id(file) + ".yaml" }
	for _, c := range []struct {
		name string
		hand func(*desk)
		// says is part of a problem or notice.
		says string
	}{
		{"a sidecar lost", func(k *desk) { k.remove(sidecar(k, "left/one.md")) }, "the sidecar of this file is gone"},
		{"all sidecars lost", func(k *desk) {
			if err := os.RemoveAll(filepath.Join(k.folder, store.SidecarFolder)); err != nil {
				k.Fatal(err)
			}
		}, "files are gone"},
		{"a sidecar's words edited", func(k *desk) {
			k.replace(sidecar(k, "left/one.md"), "title: Build the first thing", "title: Build a thing")
		}, "the sidecar was edited"},
		{"a sidecar edited to nonsense", func(k *desk) { k.write(sidecar(k, "left/one.md"), "nonsense: [\n") }, ""},
		{"a file copied", func(k *desk) { k.write("right/copy.md", k.read("left/one.md")) }, "the ID"},
		{"a front matter broken by hand", func(k *desk) { k.replace("left/one.md", "type: feature", "type: [feature") }, ""},
		{"conflict markers in the front matter", func(k *desk) {
			k.replace("left/one.md", "type: feature", "<<<<<<< HEAD\ntype: feature\n=======\ntype: bug\n>>>>>>> x")
		}, ""},
		{"a whole epic gone", func(k *desk) {
			if err := os.RemoveAll(filepath.Join(k.folder, "left")); err != nil {
				k.Fatal(err)
			}
		}, "epic is gone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k, p := newDesk(t), parsePack(t, casePack)
			k.draft(caseRoadmap("first", "other"), p, nil)
			c.hand(k)
			before := k.files()
			in := draftInput(k.load(), parseRoadmap(t, caseRoadmap("first", "other")), p)
			problems := in.Backlog.Problems
			result, _ := k.draft(caseRoadmap("first", "other"), p, nil)
			after := k.files()
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("files changed:\n%s", diff)
			}
			said := problems.Error()
			for _, n := range result.Notices {
				said += n.Message + "\n"
			}
			if said == "" || !strings.Contains(said, c.says) {
				t.Errorf("nothing says %q: %s", c.says, said)
			}
			if slices.ContainsFunc(result.Items, func(i DraftItem) bool { return i.Action == ActionNew || i.Action == ActionDropped }) {
				t.Errorf("items: %+v", result.Items)
			}
		})
	}
}

// A lost sidecar that a person has made anew: the words of the file stay, and
// what is drafted from then on merges with them.
func TestALostSidecarIsMadeAnewWhenAsked(t *testing.T) {
	for _, all := range []bool{false, true} {
		k, p := newDesk(t), parsePack(t, casePack)
		k.draft(caseRoadmap("first", "other"), p, nil)
		k.replace("left/one.md", "# Build the first thing", "# Build my own thing")
		k.write("left/mine.md", "# A thing of mine\n\nText.\n")
		k.draft(caseRoadmap("first", "other"), p, nil)
		ids := []string{k.id("left/one.md"), k.id("left/mine.md")}
		for _, id := range ids {
			k.remove(store.SidecarFolder + "/" + id + ".yaml")
		}
		files := k.files()
		adopt := func(in *DraftInput) {
			if all {
				in.Backlog.AdoptAll()
				return
			}
			for _, name := range []string{"left/one.md", ids[1][:8]} {
				if err := in.Backlog.Adopt(name); err != nil {
					t.Fatal(err)
				}
			}
		}
		result, _ := k.draft(caseRoadmap("first", "other"), p, adopt)
		if len(result.Conflicts) > 0 || result.Count(ActionNew)+result.Count(ActionDropped) > 0 || result.Count(ActionChanged) != 2 {
			t.Errorf("%+v, %+v", result.Items, result.Conflicts)
		}
		for _, id := range ids {
			delete(files, store.SidecarFolder+"/"+id+".yaml")
		}
		now := k.files()
		for file, text := range files {
			if now[file] != text {
				t.Errorf("%s changed", file)
			}
		}
		b := k.load()
		if len(b.Problems) > 0 || b.Item(ids[0]) == nil || len(b.Item(ids[0]).Sidecar.Slots) != 1 || b.Item(ids[1]).Sidecar == nil {
			t.Fatalf("%v", b.Problems)
		}
		if _, written := k.draft(caseRoadmap("first", "other"), p, nil); len(written) > 0 {
			t.Errorf("drafting again wrote %v", written)
		}
		k.draft(caseRoadmap("first", "other"), parsePack(t, strings.Replace(casePack, "within 2 s", "within 3 s", 1)), nil)
		if text := k.read("left/one.md"); !strings.Contains(text, "within 3 s") || !strings.Contains(text, "# Build my own thing") {
			t.Error(text)
		}
	}
	k := newDesk(t)
	if err := k.load().Adopt("nothing"); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}
