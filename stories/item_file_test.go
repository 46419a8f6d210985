package stories

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"plotline/roadmap"
)

func TestANewFileSaysWhatTheItemSays(t *testing.T) {
	item := &Item{ID: epicID, Kind: Epic, Handoff: Accepted, Rank: 2.5, Release: "r1", Content: Content{
		Title: "A # #", Destination: "d", Type: TypeEpic, Criteria: []Criterion{{Text: "- - -"}},
		Serves: []roadmap.Ref{"initiative:a", "goal:b"}, Horizon: roadmap.Now,
	}}
	d, problems := parseDocument("a/epic.md", newDocument("a/epic.md", item, item.Content.Canonical()).Bytes())
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(item.Content.Canonical(), contentOf(d)); diff != "" {
		t.Errorf("%s\n%s", diff, d.Bytes())
	}
	for key, want := range map[string]string{"id": epicID, "goal": "b", "initiative": "a", "pain_point": "", "release": "r1"} {
		if got := d.Value(key); got != want {
			t.Errorf("%s is %q, not %q", key, got, want)
		}
	}
	if handoffOf(d) != Accepted || rankOf(d) != 2.5 {
		t.Errorf("%s %v", handoffOf(d), rankOf(d))
	}
}

// TestAFileTakesAnotherContent holds that no field of a content is forgotten where
// a file is written, changed or read.
func TestAFileTakesAnotherContent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := oddContent().Draw(t, "before").Canonical(), oddContent().Draw(t, "after").Canonical()
		after.Horizon, after.Serves = roadmap.Later, []roadmap.Ref{"goal:a"}
		d := newDocument("x.md", &Item{ID: storyID, Kind: Story, Content: before}, before)
		changed, err := d.With(textOf(after), changedKeys(before, after)...)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(after, contentOf(changed)); diff != "" {
			t.Fatalf("%s\n%s", diff, changed.Bytes())
		}
	})
}

func TestValuesThatCannotBeAreTold(t *testing.T) {
	text := "---\nid: x\ntype: chore\nhandoff: maybe\nrank: -1\n---\n# T\n"
	_, problems := parseDocument("x.md", []byte(text))
	var at []string
	for _, problem := range problems {
		if problem.Hint == "" {
			t.Errorf("no way out: %v", problem)
		}
		at = append(at, problem.String())
	}
	if diff := cmp.Diff([]string{"x.md:2:5", "x.md:3:7", "x.md:4:10", "x.md:5:7"}, at); diff != "" {
		t.Error(diff)
	}
}
