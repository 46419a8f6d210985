package stories

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plotline/stories/document"
	"plotline/stories/store"

	"github.com/google/go-cmp/cmp"
)

// TestWhatPeopleDoToFiles is the table of what happens to a backlog between
// two runs. Whatever it is, saving afterwards changes no file unasked.
func TestWhatPeopleDoToFiles(t *testing.T) {
	const engineFile = "recommendations/recommendation-engine.md"
	sidecarFile := store.SidecarFolder + "/" + storyID + ".yaml"
	mv := func(from, to string) func(*testing.T, string) {
		return func(t *testing.T, folder string) {
			must(t, os.MkdirAll(filepath.Dir(filepath.Join(folder, to)), 0o755))
			must(t, os.Rename(filepath.Join(folder, from), filepath.Join(folder, to)))
		}
	}
	rm := func(files ...string) func(*testing.T, string) {
		return func(t *testing.T, folder string) {
			for _, file := range files {
				must(t, os.RemoveAll(filepath.Join(folder, file)))
			}
		}
	}
	change := func(file, from, to string) func(*testing.T, string) {
		return func(t *testing.T, folder string) {
			text := read(t, folder, file)
			if !strings.Contains(text, from) {
				t.Fatalf("%s holds no %q", file, from)
			}
			put(t, folder, file, strings.Replace(text, from, to, 1))
		}
	}
	cases := map[string]struct {
		do       func(*testing.T, string)
		items    int
		dropped  int
		missing  int
		problems []string
		check    func(*testing.T, *Backlog)
	}{
		"nothing": {do: func(*testing.T, string) {}, items: 3},
		"a file renamed": {do: mv(engineFile, "recommendations/x.md"), items: 3, check: func(t *testing.T, b *Backlog) {
			if item := b.Item(storyID); item.Path != "recommendations/x.md" || item.Epic != epicID || item.Sidecar == nil {
				t.Errorf("%+v", item)
			}
		}},
		"a file moved to another folder": {do: mv(engineFile, "later/deep/x.md"), items: 3, check: func(t *testing.T, b *Backlog) {
			if b.Item(storyID).Epic != epicID {
				t.Error("the story changed its epic")
			}
		}},
		"the epic's folder renamed": {do: mv("recommendations", "recs"), items: 3},
		"the epic's file renamed":   {do: mv("recommendations/epic.md", "recommendations/about.md"), items: 3},
		"a file deleted":            {do: rm(engineFile), items: 2, dropped: 1},
		"a sidecar lost": {do: rm(sidecarFile), items: 3, problems: []string{
			"recommendations/recommendation-engine.md:2:5: the sidecar of this file is gone, .base/" + storyID + ".yaml: what was drafted, accepted and pushed of it is not known"}, check: keepsWhatIsLost},
		"all sidecars lost": {do: rm(store.SidecarFolder), items: 3, problems: []string{
			".base: the sidecars of all 3 files are gone: what was drafted, accepted and pushed is not known"}, check: keepsWhatIsLost},
		"a sidecar's words edited": {do: change(sidecarFile, "kind: story", "kind: story\nroadmap: mine"), items: 2, problems: []string{
			".base/" + storyID + ".yaml:3:1: the sidecar was edited: from here on it is not as Plotline wrote it"}, check: protects},
		"file and sidecar deleted": {do: rm(engineFile, sidecarFile), items: 2},
		"the whole epic gone": {do: rm("recommendations"), missing: 3, problems: []string{
			`recommendations/epic.md: the whole epic is gone: ""`}},
		"the epic's file gone": {do: rm("recommendations/epic.md"), items: 2, missing: 1, problems: []string{
			`recommendations/epic.md: the epic's file is gone, its stories are still there: ""`}},
		"everything but the sidecars gone, the epic unknown": {do: rm("recommendations", store.SidecarFolder+"/"+epicID+".yaml"), dropped: 2},
		"a copy": {do: func(t *testing.T, folder string) { put(t, folder, "recommendations/a.md", read(t, folder, engineFile)) }, items: 3,
			problems: []string{"recommendations/a.md:2:5: the ID " + storyID + " is that of backlog/recommendations/recommendation-engine.md too"},
			check: func(t *testing.T, b *Backlog) {
				if b.Item(storyID).Path != engineFile {
					t.Error("the copy was taken for the first")
				}
			}},
		"a file without an ID": {do: func(t *testing.T, folder string) { put(t, folder, "recommendations/new.md", "# New\n\nText.\n") }, items: 4, check: func(t *testing.T, b *Backlog) {
			item, err := b.Find("new")
			if err != nil || item.ID != "" || item.Epic != epicID || item.Kind != Story || item.Type != TypeFeature {
				t.Errorf("%+v, %v", item, err)
			}
		}},
		"broken front matter": {do: change(engineFile, "size: 3", "size 3"), items: 2, problems: []string{
			"recommendations/recommendation-engine.md:4:1: the front matter is not YAML: a key without its ':'"}, check: protects},
		"front matter never closed": {do: change(engineFile, "---\n# ", "# "), items: 2, problems: []string{
			"recommendations/recommendation-engine.md:1:1: the front matter is never closed"}, check: protects},
		"broken and renamed": {do: func(t *testing.T, folder string) {
			change(engineFile, "size: 3", "size 3")(t, folder)
			mv(engineFile, "recommendations/x.md")(t, folder)
		}, items: 2, problems: []string{"recommendations/x.md:4:1: the front matter is not YAML: a key without its ':'"}, check: protects},
		"conflict markers": {do: change(engineFile, "# Recommendation engine", "<<<<<<< HEAD\n# Recommendation engine\n=======\n# Engine\n>>>>>>> other"), items: 2, problems: []string{
			"recommendations/recommendation-engine.md:6:1: git's conflict marker: the file is half merged"}, check: protects},
		"an unknown key": {do: change(engineFile, "size: 3", "sise: 3"), items: 2, problems: []string{
			`recommendations/recommendation-engine.md:4:1: unknown key "sise"; did you mean "size"?`}, check: protects},
		"a bad handoff": {do: change(engineFile, "size: 3", "handoff: done"), items: 2, problems: []string{
			`recommendations/recommendation-engine.md:4:10: unknown handoff "done"`}, check: protects},
		"a bad type": {do: change(engineFile, "type: feature", "type: future"), items: 2, problems: []string{
			`recommendations/recommendation-engine.md:3:7: unknown type "future"`}, check: protects},
		"a story made an epic": {do: change(engineFile, "type: feature", "type: epic"), items: 2, problems: []string{
			`recommendations/recommendation-engine.md:3:7: this is of kind story, and its type "epic" makes it another`}, check: protects},
		"an ID changed by hand": {do: change(engineFile, storyID, "7d0b0f5b"), items: 2, problems: []string{
			`recommendations/recommendation-engine.md:2:5: id "7d0b0f5b" is not one of Plotline's`}, check: protects},
		"not UTF-8": {do: change(engineFile, "Recommendation engine", "Recommendation\xff engine"), items: 2, problems: []string{
			"recommendations/recommendation-engine.md:6:17: the file is not UTF-8 from here on"}, check: protects},
		"too large": {do: func(t *testing.T, folder string) { put(t, folder, engineFile, strings.Repeat("x", document.MaxSize+1)) }, items: 2, problems: []string{
			"recommendations/recommendation-engine.md: the file is larger than 1 MB; no epic or story is"}, check: protects},
		"an epic named": {do: change(engineFile, "size: 3", "epic: recommendations"), items: 3, check: func(t *testing.T, b *Backlog) {
			if b.Item(storyID).Epic != epicID {
				t.Error(b.Item(storyID).Epic)
			}
		}},
		"an epic mistyped": {do: change(engineFile, "size: 3", "epic: recomendations"), items: 2, problems: []string{
			`recommendations/recommendation-engine.md:4:7: no epic "recomendations"; did you mean "recommendations"?`}, check: protects},
		"needs by name": {do: change(engineFile, "size: 3", "needs: [record-behavior.md, 4be1c7f2, ./record-behavior, nobody]"), items: 3, check: func(t *testing.T, b *Backlog) {
			if diff := cmp.Diff([]string{otherID, otherID, otherID, "nobody"}, b.Item(storyID).Needs); diff != "" {
				t.Error(diff)
			}
		}},
		"a sidecar half merged": {do: change(sidecarFile, "kind: story", "<<<<<<< HEAD\nkind: story\n=======\n>>>>>>> x"), items: 2, problems: []string{
			".base/" + storyID + ".yaml:2:1: git's conflict marker: the sidecar is half merged"}, check: protects},
		"a sidecar edited into nonsense": {do: change(sidecarFile, "kind: story", "knd: story\norder: many"), items: 2, problems: []string{
			".base/" + storyID + `.yaml:2:1: unknown key "knd"`, ".base/" + storyID + `.yaml:3:8: "many" is no number`}, check: protects},
		"a sidecar edited well": {do: change(sidecarFile, "kind: story", "kind:   'story' # really"), items: 3},
		"a sidecar of another": {do: mv(sidecarFile, store.SidecarFolder+"/"+strings.Replace(storyID, "7", "8", 1)+".yaml"), items: 3, problems: []string{
			".base/" + strings.Replace(storyID, "7", "8", 1) + ".yaml:1: the sidecar's name is not its id, " + storyID,
			"recommendations/recommendation-engine.md:2:5: the sidecar of this file is gone, .base/" + storyID + ".yaml: what was drafted, accepted and pushed of it is not known"}, check: keepsWhatIsLost},
		"a link that leaves": {do: func(t *testing.T, folder string) {
			put(t, filepath.Dir(folder), "secret.md", "# Secret\n")
			must(t, os.Symlink("../../secret.md", filepath.Join(folder, "recommendations/link.md")))
		}, items: 3, problems: []string{"recommendations/link.md: a link that leaves the backlog folder"}},
		"a link to a folder": {do: func(t *testing.T, folder string) { must(t, os.Symlink("..", filepath.Join(folder, "up"))) }, items: 3,
			problems: []string{"up: a link that leaves the backlog folder"}},
		"a link in circles": {do: func(t *testing.T, folder string) {
			must(t, os.Symlink("round.md", filepath.Join(folder, "recommendations/round.md")))
		}, items: 3, problems: []string{"recommendations/round.md: a link that leads nowhere"}},
		"other files": {do: func(t *testing.T, folder string) {
			put(t, folder, "README.md", "# What this is\n# And more\n")
			put(t, folder, "recommendations/notes.txt", "x")
			put(t, folder, ".obsidian/a.md", "x")
		}, items: 3},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, folder := saved(t)
			c.do(t, folder)
			before := everything(t, folder)
			b := load(t, folder)
			var problems []string
			for _, problem := range b.Problems {
				if problem.Hint == "" {
					t.Errorf("no way out: %v", problem)
				}
				text := strings.ReplaceAll(problem.Error(), filepath.ToSlash(folder)+"/", "")
				problems = append(problems, strings.ReplaceAll(text, filepath.ToSlash(folder), "backlog"))
			}
			for i := range problems {
				problems[i] = strings.ReplaceAll(problems[i], "that of recomm", "that of backlog/recomm")
			}
			if diff := cmp.Diff(c.problems, problems); diff != "" {
				t.Error(diff)
			}
			if len(b.Items) != c.items || len(b.Dropped) != c.dropped || len(b.Missing) != c.missing {
				t.Errorf("%d items, %d dropped, %d missing", len(b.Items), len(b.Dropped), len(b.Missing))
			}
			if c.check != nil {
				c.check(t, b)
			}
			if paths := save(t, b); paths != nil {
				t.Errorf("saving wrote %v", paths)
			}
			if diff := cmp.Diff(before, everything(t, folder)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// protects checks that an item whose file cannot be read is neither dropped
// nor drafted anew.
func protects(t *testing.T, b *Backlog) {
	t.Helper()
	if !b.Known(storyID) || b.Item(storyID) != nil {
		t.Error("the broken item is not protected")
	}
	if err := b.Add(storyItem(storyID, "Again")); err == nil {
		t.Error("its ID was given a second time")
	}
}

// keepsWhatIsLost checks that nothing is saved of an item whose sidecar is gone.
func keepsWhatIsLost(t *testing.T, b *Backlog) {
	t.Helper()
	item := b.Item(storyID)
	must(t, b.SetRank(item, 7))
	if _, err := b.Save(t.Context()); err == nil || !strings.Contains(err.Error(), "the sidecar of this file is gone") {
		t.Error(err)
	}
	must(t, b.SetRank(item, 0))
}

// everything gives the bytes of all files in a folder.
func everything(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, filepath.WalkDir(folder, func(file string, entry os.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			data, err := os.ReadFile(file)
			files[file] = string(data)
			return err
		}
		return err
	}))
	return files
}
