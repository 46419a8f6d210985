package stories

import (
	"slices"
	"strings"
	"testing"

	"plotline/roadmap"

	"github.com/google/go-cmp/cmp"
)

// counting gives IDs that are the same in every run.
func counting() IDs {
	n := 100
	return func() (string, error) {
		n++
		return idOf(n), nil
	}
}

func slotTexts(criteria []Criterion) []string {
	var lines []string
	for _, c := range criteria {
		lines = append(lines, c.Slot+": "+c.Text)
	}
	return lines
}

// slotted is saved, with a story that answers for a slot.
func slotted(t *testing.T) (*Backlog, *Item, *Item) {
	t.Helper()
	_, folder := saved(t)
	b := load(t, folder)
	for _, id := range []string{storyID, otherID} {
		s := b.Item(id).Sidecar
		s.Slots = []Slot{{Source: "initiative:recommendations", Template: "recommendations", Slot: "slot-" + id[:1], Callers: []roadmap.Ref{"pain-point:cannot-find"}}}
		s.Order = float64(len(s.Path))
	}
	save(t, b)
	b = load(t, folder)
	return b, b.Item(storyID), b.Item(otherID)
}

func TestSplitDividesWhatAStoryAnswersFor(t *testing.T) {
	b, item, other := slotted(t)
	r := roadmapOf(t, shop)
	must(t, b.Accept(item, r, "Pia", noon))
	item.Sidecar.Keys = []Key{{Tracker: "github", Project: "northwind/shop", Key: "#40"}}
	c := other.Content
	c.Needs = []string{storyID}
	must(t, b.Update(other, c))
	c = item.Content
	c.Criteria = []Criterion{{Text: "Given a, when b, then c!"}, {Text: "Given mine."}, {Text: "Given d, when e, then f."}}
	must(t, b.Update(item, c))

	fresh, err := b.Split(item, Part{Title: "Find more", Criteria: []int{0, 1}}, counting())
	must(t, err)
	save(t, b)
	b = load(t, b.Folder)
	item, fresh, other = b.Item(storyID), b.Item(fresh.ID), b.Item(otherID)

	if diff := cmp.Diff([]string{": Given d, when e, then f."}, slotTexts(item.Criteria)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{": Given a, when b, then c!", ": Given mine."}, slotTexts(fresh.Criteria)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"b: Given d, when e, then f."}, slotTexts(item.Sidecar.Drafted.Criteria)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"a: Given a, when b, then c."}, slotTexts(fresh.Sidecar.Drafted.Criteria)); diff != "" {
		t.Error(diff)
	}
	if s := item.Sidecar.Slots; len(s) != 1 || s[0].Criteria != nil {
		t.Errorf("%+v", s)
	}
	if s := fresh.Sidecar.Slots; len(s) != 1 || s[0].Slot != "slot-7" || !slices.Equal(s[0].Criteria, []string{"a"}) || len(s[0].Callers) != 1 {
		t.Errorf("%+v", s)
	}
	if len(item.Sidecar.Keys) != 1 || fresh.Sidecar.Keys != nil {
		t.Error("the ticket is not the first story's alone")
	}
	if !slices.Equal(other.Needs, []string{storyID, fresh.ID}) {
		t.Errorf("needs %v", other.Needs)
	}
	if fresh.Epic != epicID || fresh.Sidecar.Epic != epicID || fresh.Path != "recommendations/find-more.md" {
		t.Errorf("%+v", fresh)
	}
	if order := fresh.Sidecar.Order; order <= item.Sidecar.Order {
		t.Errorf("its place is %v", order)
	}
	for _, one := range []*Item{item, fresh} {
		if hold, ok := b.Gate(one, r); !ok {
			t.Errorf("%s: %v", one.Path, hold)
		}
	}
}

func TestSplitRefusesWhatWouldLose(t *testing.T) {
	b, item, _ := slotted(t)
	for name, c := range map[string]struct {
		item *Item
		part Part
		want string
	}{
		"an epic":      {b.Item(epicID), Part{Title: "x", Criteria: []int{0}}, "it is an epic"},
		"no title":     {item, Part{Criteria: []int{0}}, "needs a title"},
		"no criteria":  {item, Part{Title: "x"}, "name the criteria"},
		"all criteria": {item, Part{Title: "x", Criteria: []int{0, 1}}, "leave one"},
		"no such":      {item, Part{Title: "x", Criteria: []int{2}}, "no criterion 3"},
		"twice":        {item, Part{Title: "x", Criteria: []int{1, 1}}, "named twice"},
		"title taken":  {item, Part{Title: "record behavior", Criteria: []int{1}}, "titles are unique"},
	} {
		if _, err := b.Split(c.item, c.part, counting()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if paths := save(t, b); paths != nil {
		t.Errorf("what was refused wrote %v", paths)
	}
}

func TestSplittingAndUnitingAgainLeavesWhatWas(t *testing.T) {
	b, item, _ := slotted(t)
	r := roadmapOf(t, shop)
	must(t, b.Accept(item, r, "Pia", noon))
	before, drafted := item.Content, item.Sidecar.Drafted
	fresh, err := b.Split(item, Part{Title: "Find more", Criteria: []int{1}}, counting())
	must(t, err)
	must(t, b.Unite(item, fresh, "Pia", noon))
	if diff := cmp.Diff(before, item.Content); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(drafted, item.Sidecar.Drafted); diff != "" {
		t.Error(diff)
	}
	if s := item.Sidecar.Slots; len(s) != 1 || s[0].Criteria != nil {
		t.Errorf("%+v", s)
	}
	if hold, ok := b.Gate(item, r); !ok {
		t.Error(hold)
	}
}

func TestUniteKeepsAllThatBothSay(t *testing.T) {
	b, stays, other := slotted(t)
	r := roadmapOf(t, shop)
	must(t, b.Accept(stays, r, "Pia", noon))
	must(t, b.Accept(other, r, "Pia", noon))
	third, err := b.AddNew(Addition{Content: Content{Title: "Third", Needs: []string{otherID}}, Epic: epicID}, r, counting())
	must(t, err)
	c := other.Content
	c.Criteria = append(slices.Clone(c.Criteria), Criterion{Text: "Given only here."})
	c.Labels, c.Needs, c.Serves = []string{"data"}, []string{storyID}, append(slices.Clone(c.Serves), "goal:trust")
	must(t, b.Update(other, c))
	text := string(other.Document.Bytes())

	must(t, b.Unite(stays, other, "Pia", noon))
	save(t, b)
	b = load(t, b.Folder)
	stays = b.Item(storyID)
	if diff := cmp.Diff([]string{": Given a, when b, then c.", ": Given d, when e, then f.", ": Given only here."}, slotTexts(stays.Criteria)); diff != "" {
		t.Error(diff)
	}
	want := []string{
		"a: Given a, when b, then c.", "b: Given d, when e, then f.",
		"recommendations/slot-4/a: Given a, when b, then c.", "recommendations/slot-4/b: Given d, when e, then f.",
	}
	if diff := cmp.Diff(want, slotTexts(stays.Sidecar.Drafted.Criteria)); diff != "" {
		t.Error(diff)
	}
	if len(stays.Sidecar.Slots) != 2 || stays.Needs != nil || !slices.Contains(stays.Serves, "goal:trust") || !slices.Equal(stays.Labels, []string{"data"}) {
		t.Errorf("%+v", stays)
	}
	if !slices.Equal(b.Item(third.ID).Needs, []string{storyID}) {
		t.Errorf("needs %v", b.Item(third.ID).Needs)
	}
	gone := b.Dropped[0]
	if gone.ID != otherID || gone.Slots != nil || gone.Dropped.Into != storyID || gone.Dropped.Text != text {
		t.Errorf("%+v", gone)
	}
	if hold, ok := b.Gate(stays, r); ok || hold.Reason != "moved since it was accepted" {
		t.Errorf("it serves a goal that nobody accepted it for: %v", hold)
	}
}

func TestUniteRefuses(t *testing.T) {
	b, stays, other := slotted(t)
	r := roadmapOf(t, shop)
	between, err := b.AddNew(Addition{Content: Content{Title: "Between", Needs: []string{otherID}}, Epic: epicID}, r, counting())
	must(t, err)
	c := stays.Content
	c.Needs = []string{between.ID}
	must(t, b.Update(stays, c))
	for _, pair := range [][2]*Item{{stays, other}, {other, stays}} {
		if err := b.Unite(pair[0], pair[1], "", noon); err == nil || !strings.Contains(err.Error(), "recommendations/between.md stands between them") {
			t.Error(err)
		}
	}
	if err := b.Unite(stays, stays, "", noon); err == nil {
		t.Error("a story was merged into itself")
	}
	if err := b.Unite(stays, b.Item(epicID), "", noon); err == nil {
		t.Error("an epic was merged into a story")
	}
}
