package stories

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"plotline/roadmap"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// oddText draws text that is hard on writers of YAML and Markdown.
func oddText() *rapid.Generator[string] {
	pieces := []string{
		"a", "b c", "Given x, when y, then z.", ": ", " #", "#", "- ", "---", "\n", "\n\n", "\t", "\"", "'", "\\",
		"[", "]", "{", "}", ",", "|", ">", "&", "*", "!", "%", "@", "`", "```", "~~~", "<!--", "-->", "# x", "## Notes", "===", "é", "漢",
		"\u00a0", "\u2028", "\ufeff", "\r\n", "\r", "\x00", "\x1b", "\x7f", "\x80", "null", "~", "yes", "8", "1.", "2)", "[ ] ", "+ ", "    ", "<<<<<<< HEAD", ">>>>>>> x", "=======", "  ", "<pre>", "😀", "\xff",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 9).Draw(t, "pieces"), "")
	})
}

func oddContent() *rapid.Generator[Content] {
	return rapid.Custom(func(t *rapid.T) Content {
		c := Content{
			Title: oddText().Draw(t, "title"), Narrative: oddText().Draw(t, "narrative"),
			Destination: oddText().Draw(t, "destination"), Notes: oddText().Draw(t, "notes"),
			Type: rapid.SampledFrom([]Type{TypeEpic, TypeFeature, TypeSpike}).Draw(t, "type"), Size: oddText().Draw(t, "size"),
			Labels: rapid.SliceOfN(oddText(), 0, 3).Draw(t, "labels"),
			Needs:  rapid.SliceOfN(oddText(), 0, 3).Draw(t, "needs"),
		}
		for _, text := range rapid.SliceOfN(oddText(), 0, 4).Draw(t, "criteria") {
			c.Criteria = append(c.Criteria, Criterion{Text: text})
		}
		return c
	})
}

func TestSidecarComesBackAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		on := time.Date(2027, 1, 12, 9, 30, 0, 0, time.UTC)
		text := oddText().Filter(func(s string) bool { return s != "" && s == strings.ToValidUTF8(s, "") })
		some := func(name string) string { return text.Draw(t, name) }
		s := &Sidecar{
			ID: "7d0b0f5b-4c1a-5a7e-8f5c-0d8f6f2b7c21", Kind: Story, Path: some("path"), Epic: some("epic"),
			Template: some("template"), Version: some("version"), Order: rapid.Float64Range(0, 1e9).Draw(t, "order"),
			Slots:     []Slot{{Source: "goal:a", Template: some("t"), Slot: some("s"), Callers: []roadmap.Ref{"goal:b", roadmap.Ref(some("ref"))}}},
			Drafted:   oddContent().Draw(t, "drafted").Canonical(),
			SplitFrom: some("from"),
			Conflicts: []OpenConflict{{Field: FieldTitle, Draft: some("open")}, {Field: FieldCriteria, Criterion: "a"}},
			Held:      []HeldField{{Field: "title", Draft: some("held")}, {Field: "notes"}},
			Accepted:  &Acceptance{By: some("by"), On: on, Destination: roadmap.Destination{{Of: "goal:a", Name: "target", Value: some("value")}}, Drafted: "0a1b2c3d"},
			Questions: []Question{{By: "Pia", Text: some("question"), On: on, Settled: true}},
			Heard:     some("heard"),
			Dropped:   &Drop{By: "Pia", On: on, Text: some("file") + "\n", ByDraft: true},
			Keys:      []Key{{Tracker: "github", Project: "northwind/shop", Key: "#40", Ranked: true, Rank: 2.5}},
		}
		data := s.Bytes()
		got, problems := ParseSidecar("x.yaml", data)
		if err := problems.Err(); err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		if diff := cmp.Diff(s, got); diff != "" {
			t.Fatalf("%s\n%s", diff, data)
		}
	})
}

// FuzzSidecar holds that no bytes panic, and that what is read is written so
// that it is read again as the same.
func FuzzSidecar(f *testing.F) {
	f.Add((&Sidecar{ID: storyID, Kind: Story, Path: "a/b.md", Drafted: Content{Title: "T", Criteria: []Criterion{{Slot: "s", Text: "a\nb"}}}}).Bytes())
	f.Add([]byte("id: " + storyID + "\nkind: 'story'\norder: 1e3 # hand\nslots: [{source: goal:a, slot: b}]\n"))
	f.Add([]byte("id: " + storyID + "\nkind: story\naccepted:\n  on: 2027-01-12T09:30:00+01:00\n  text:\n    title: |\n      x\n"))
	f.Add([]byte("<<<<<<< HEAD\nid: x\n"))
	f.Add([]byte("a: &a [*a, *a]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, problems := ParseSidecar("x.yaml", data)
		for _, problem := range problems {
			if problem.Message == "" || problem.Hint == "" || problem.Path == "" {
				t.Fatalf("a problem without a place or a way out: %+v", problem)
			}
		}
		if (s == nil) != (len(problems) > 0) {
			t.Fatal("a sidecar and problems")
		}
		if s == nil {
			return
		}
		again, problems := ParseSidecar("x.yaml", s.Bytes())
		if err := problems.Err(); err != nil {
			t.Fatalf("%v\n%s", err, s.Bytes())
		}
		if !bytes.Equal(s.Bytes(), again.Bytes()) {
			t.Fatalf("%s\n%s", s.Bytes(), again.Bytes())
		}
	})
}
