package stories

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plotline/roadmap"
)

func summed() *Sidecar {
	return &Sidecar{
		ID: storyID, Kind: Story, Roadmap: "shop", Path: "a/b.md", Epic: epicID, Template: "search", Version: "1a2b",
		Slots: []Slot{{Source: "goal:a", Template: "search", Slot: "rank", Callers: []roadmap.Ref{"pain-point:p"}}}, Order: 3,
		Drafted: Content{
			Title: "Rank results", Narrative: "As a shopper, I want order, so that I find things.",
			Criteria: []Criterion{{Slot: "a", Text: "The first."}, {Slot: "b", Text: "The second."}, {Slot: "c", Text: "The third."}},
			Notes:    "Why this story: it helps.\n\nIt is long.\nQuestions? Ask Ana.", Type: TypeFeature, Size: "3", Serves: []roadmap.Ref{"goal:a"},
		},
	}
}

func TestAnEditedSidecarIsFound(t *testing.T) {
	whole := string(summed().Bytes())
	for _, c := range []struct{ from, to, at string }{
		{"Rank results", "Rank the results", "x.yaml:15:1"},
		{"The second.", "The 2nd.", "x.yaml:21:1"},
		{"order: 3\n", "", "x.yaml:8:1"},
		{"kind: story\n", "kind: story\nsplit_from: me\n", "x.yaml:3:1"},
		{"shopper", "visitor", "x.yaml:16:1"},
	} {
		edited := strings.ReplaceAll(whole, c.from, c.to)
		if edited == whole {
			t.Fatalf("%q is not there:\n%s", c.from, whole)
		}
		_, problems := ParseSidecar("x.yaml", []byte(edited))
		if err := problems.Err(); err == nil || !strings.Contains(err.Error(), "edited") || !strings.HasPrefix(err.Error(), c.at) {
			t.Errorf("%q → %q: %v\n%s", c.from, c.to, err, edited)
		}
		bare, _, _ := strings.Cut(edited, "sums:\n")
		if _, problems := ParseSidecar("x.yaml", []byte(bare)); len(problems) > 0 {
			t.Errorf("without sums: %v", problems)
		}
	}
}

// A formatter changes how a sidecar is written, not what it says.
func TestAReformattedSidecarIsNotEdited(t *testing.T) {
	text := string(summed().Bytes())
	for name, reformatted := range map[string]string{
		"Windows lines": strings.ReplaceAll(text, "\n", "\r\n"),
		"quotes":        strings.Replace(text, "title: Rank results", "title: 'Rank results'", 1),
		"lists":         strings.Replace(text, `callers: [pain-point:p]`, "callers:\n        - pain-point:p", 1),
		"indentation":   strings.Replace(text, "\n  criteria:", "\n  criteria:  # these", 1),
		"blank lines":   strings.Replace(text, "\ndrafted:", "\n\ndrafted:", 1),
	} {
		if _, problems := ParseSidecar("x.yaml", []byte(reformatted)); len(problems) > 0 {
			t.Errorf("%s: %v\n%s", name, problems, reformatted)
		}
	}
}

// changeOne changes one fact of a sidecar as a command would.
func changeOne(t *rapid.T, s *Sidecar, name string) {
	on := time.Date(2027, 1, 12, 9, 30, 0, 0, time.UTC)
	d := &s.Drafted
	switch rapid.IntRange(0, 11).Draw(t, "change "+name) {
	case 0:
		d.Title += " " + name
	case 1:
		d.Narrative += " " + name
	case 2, 3, 4:
		at := rapid.IntRange(0, len(d.Criteria)-1).Draw(t, "criterion "+name)
		d.Criteria[at].Text += " " + name
	case 5:
		d.Criteria = append(d.Criteria, Criterion{Slot: "n" + name, Text: "A new one of " + name})
	case 6:
		d.Notes = strings.Replace(d.Notes, rapid.SampledFrom([]string{"Why", "long", "Questions"}).Draw(t, "note "+name), name, 1)
	case 7:
		s.Version += name
	case 8:
		s.Accepted = &Acceptance{By: name, On: on, Text: *d}
	case 9:
		s.Keys = []Key{{Tracker: "github", Project: "a/b", Key: "#" + name}}
	case 10:
		s.Questions = append(s.Questions, Question{By: name, Text: "What of it?", On: on})
	case 11:
		d.Criteria = d.Criteria[1:]
	}
}

func copyOf(s *Sidecar) *Sidecar {
	c, problems := ParseSidecar("x.yaml", s.Bytes())
	if len(problems) > 0 {
		panic(problems)
	}
	return c
}

// Where git merges the facts of two branches, it merges their sums as well.
func TestSumsMergeWhereTheFactsDo(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git here")
	}
	folder, clean := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		base := summed()
		mine, theirs := copyOf(base), copyOf(base)
		for range rapid.IntRange(1, 3).Draw(rt, "mine") {
			changeOne(rt, mine, "mine")
		}
		for range rapid.IntRange(1, 3).Draw(rt, "theirs") {
			changeOne(rt, theirs, "theirs")
		}
		if _, ok := gitMerge(t, folder, facts(mine), facts(base), facts(theirs)); !ok {
			return
		}
		merged, ok := gitMerge(t, folder, mine.Bytes(), base.Bytes(), theirs.Bytes())
		if !ok {
			rt.Fatalf("the facts merge, the sums do not:\n%s", merged)
		}
		if _, problems := ParseSidecar("x.yaml", merged); len(problems) > 0 {
			rt.Fatalf("what git merged counts as edited: %v\n%s", problems, merged)
		}
		clean++
	})
	t.Logf("git merged %d", clean)
	if clean == 0 {
		t.Error("git merged nothing")
	}
}

// facts are a sidecar without its sums.
func facts(s *Sidecar) []byte {
	facts, _, _ := bytes.Cut(s.Bytes(), []byte("sums:\n"))
	return facts
}

// gitMerge merges three files as git does, and tells whether it could.
func gitMerge(t *testing.T, folder string, mine, base, theirs []byte) ([]byte, bool) {
	t.Helper()
	var files []string
	for i, data := range [][]byte{mine, base, theirs} {
		file := filepath.Join(folder, fmt.Sprint(i))
		must(t, os.WriteFile(file, data, 0o644))
		files = append(files, file)
	}
	var out bytes.Buffer
	command := exec.Command("git", append([]string{"merge-file", "-p"}, files...)...)
	command.Stdout = &out
	err := command.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.Bytes(), err == nil
}
