package review

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"plotline/roadmap"
	"plotline/stories"
)

// What a review remembers changes nothing of what it finds: whatever changes
// between two of them, the second gives what a first one would.
func TestMemoryFindsWhatAFirstReviewFinds(t *testing.T) {
	const goal = "version: 1\nproduct: {name: Shop}\npersonas: [{id: p, name: %s}]\ngoals:\n  - id: g\n    statement: Shoppers come back\n    metrics: [{id: m, name: weekly %s, baseline: 1, target: 2}]\n"
	var roadmaps []*roadmap.Roadmap
	for _, name := range []string{"shopper", "clerk"} {
		r, err := roadmap.Parse("roadmap.yaml", fmt.Appendf(nil, goal, name, name))
		if err != nil {
			t.Fatal(err)
		}
		roadmaps = append(roadmaps, r)
	}
	texts := []string{
		"As a shopper, I want to pay invoices easily, so that I save time.", "As a shopper, I want to see invoices, so that I save time.",
		"I want to pay invoices etc.", "As a clerk, I want to count weekly clerks and print the list, so that I know.", "",
	}
	criteria := []string{"Given an invoice, then it is paid fast.", "It is paid, TBD.", "When paid, then it is shown within 2 s.", "weekly shopper"}
	rapid.Check(t, func(t *rapid.T) {
		var memory Memory
		in := Input{Roadmap: roadmaps[0]}
		shown := make([][3]int, 4)
		found := 0
		for range rapid.IntRange(2, 6).Draw(t, "reviews") {
			at := rapid.IntRange(0, len(shown)-1).Draw(t, "at")
			switch rapid.SampledFrom([]string{"nothing", "words", "words", "size", "roadmap", "settings", "gone"}).Draw(t, "change") {
			case "words":
				shown[at] = [3]int{rapid.IntRange(0, len(texts)-1).Draw(t, "text"), rapid.IntRange(0, len(criteria)-1).Draw(t, "criterion"), shown[at][2]}
			case "size":
				shown[at][2] = rapid.IntRange(0, 1).Draw(t, "size")
			case "roadmap":
				in.Roadmap = rapid.SampledFrom(roadmaps).Draw(t, "roadmap")
			case "settings":
				in.Settings.MaxSize = rapid.SampledFrom([]int{0, 8, 200}).Draw(t, "most")
			case "gone":
				shown[at] = [3]int{-1}
			}
			in.Backlog = stories.NewBacklog(t.Name()) // as it is read anew each time
			for i, of := range shown {
				if of[0] < 0 {
					continue
				}
				item := &stories.Item{ID: fmt.Sprintf("00000000-0000-4000-8000-%012d", i), Kind: stories.Story, Content: stories.Content{
					Type: stories.TypeFeature, Title: fmt.Sprintf("Story %d", i), Narrative: texts[of[0]], Size: []string{"", "100"}[of[2]],
					Criteria: []stories.Criterion{{Text: criteria[of[1]]}}, Serves: []roadmap.Ref{"goal:g"},
				}}
				if err := in.Backlog.Add(item); err != nil {
					t.Fatal(err)
				}
			}
			got, want := memory.Run(in), Run(in)
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("with a memory it finds\n%v\nwithout\n%v", got, want)
			}
			found += len(want)
		}
		if found == 0 {
			t.Skip("nothing to find")
		}
	})
}
