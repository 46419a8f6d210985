package stories

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What git, editors and people do to a backlog folder: a draft changes no file
// over it, and doubles nothing.
func TestDraftOverABrokenBacklogChangesNoFile(t *testing.T) {
	sidecar := func(k *desk, file string) string { return SidecarFolder + "/" + k.id(file) + ".yaml" }
	for _, c := range []struct {
		name string
		hand func(*desk)
		// says is part of a problem or notice.
		says string
	}{
		{"a sidecar lost", func(k *desk) { k.remove(sidecar(k, "left/one.md")) }, "sidecar"},
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
			for file := range after {
				if strings.HasPrefix(file, SidecarFolder) && before[file] == "" && c.name == "a sidecar lost" {
					delete(after, file) // made anew, beside a file that stays
				}
			}
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
