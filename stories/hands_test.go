package stories

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
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

func TestDropAndRestore(t *testing.T) {
	_, folder := saved(t)
	before := everything(t, folder)
	b := load(t, folder)
	gone, err := b.Drop(b.Item(epicID), Drop{By: "Pia", On: noon, Reason: "not this year"})
	must(t, err)
	if len(gone) != 3 {
		t.Fatalf("%d were dropped", len(gone))
	}
	save(t, b)
	if _, err := os.Stat(filepath.Join(folder, "recommendations")); err == nil {
		t.Error("the folder is still there")
	}
	b = load(t, folder)
	if len(b.Items) != 0 || len(b.Dropped) != 3 || len(b.Problems) != 0 {
		t.Fatalf("%d items, %d dropped, %v", len(b.Items), len(b.Dropped), b.Problems)
	}
	if _, err := b.Find(storyID); !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), "plotline restore 7d0b0f5b") {
		t.Error(err)
	}
	story, err := b.FindDropped(storyID[:8])
	must(t, err)
	if _, err := b.Restore(story); err == nil || !strings.Contains(err.Error(), "its epic is dropped too") {
		t.Error(err)
	}
	epic, err := b.FindDropped("recommendations/epic.md")
	must(t, err)
	restored, err := b.Restore(epic)
	must(t, err)
	if len(restored) != 3 || restored[0].FromDraft {
		t.Errorf("%+v", restored)
	}
	save(t, b)
	if diff := cmp.Diff(before, everything(t, folder)); diff != "" {
		t.Error(diff)
	}
}

func TestADroppedNeedIsNoNeed(t *testing.T) {
	b, item, other := slotted(t)
	c := other.Content
	c.Needs = []string{storyID, epicID}
	must(t, b.Update(other, c))
	if _, err := b.Drop(item, Drop{}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(other.Needs, []string{epicID}) {
		t.Error(other.Needs)
	}
}

func TestRestoreOfAFileDeletedByHand(t *testing.T) {
	_, folder := saved(t)
	must(t, os.Remove(filepath.Join(folder, "recommendations/recommendation-engine.md")))
	b := load(t, folder)
	restored, err := b.Restore(b.Dropped[0])
	must(t, err)
	if !restored[0].FromDraft || restored[0].Item.Title != "Recommendation engine" {
		t.Errorf("%+v", restored)
	}
	if diff := cmp.Diff([]string{"recommendations/recommendation-engine.md"}, save(t, b)); diff != "" {
		t.Error(diff)
	}
}

func TestDroppingAnEpicWhoseFolderIsGone(t *testing.T) {
	_, folder := saved(t)
	must(t, os.RemoveAll(filepath.Join(folder, "recommendations")))
	b := load(t, folder)
	epic, err := b.FindDropped(epicID)
	must(t, err)
	must(t, b.DropMissing(epic, Drop{By: "Pia", On: noon}))
	if len(b.Problems) != 0 {
		t.Error(b.Problems)
	}
	save(t, b)
	b = load(t, folder)
	if len(b.Dropped) != 3 || len(b.Missing) != 0 || len(b.Problems) != 0 {
		t.Errorf("%d dropped, %d missing, %v", len(b.Dropped), len(b.Missing), b.Problems)
	}
}

func TestAddNew(t *testing.T) {
	r := roadmapOf(t, shop+"standing: [{id: upkeep, name: Upkeep}]\n")
	for name, c := range map[string]struct {
		want   Addition
		path   string
		serves []roadmap.Ref
		err    string
	}{
		"into an epic":    {Addition{Content: Content{Title: "New one"}, Epic: epicID}, "recommendations/new-one.md", []roadmap.Ref{"initiative:recommendations", "goal:engagement"}, ""},
		"for a goal":      {Addition{Content: Content{Title: "New", Serves: []roadmap.Ref{"engagement"}}}, "recommendations/new.md", []roadmap.Ref{"goal:engagement"}, ""},
		"for upkeep":      {Addition{Content: Content{Title: "New", Type: TypeBug, Serves: []roadmap.Ref{"upkeep"}}}, "upkeep/new.md", []roadmap.Ref{"standing:upkeep"}, ""},
		"an epic":         {Addition{Content: Content{Title: "Trust us", Type: TypeEpic, Serves: []roadmap.Ref{"trust"}}}, "trust-us/epic.md", []roadmap.Ref{"goal:trust"}, ""},
		"a named epic":    {Addition{Content: Content{Title: "Trust us", Type: TypeEpic, Serves: []roadmap.Ref{"trust"}}, Folder: "Recommendations"}, "recommendations-2/epic.md", []roadmap.Ref{"goal:trust"}, ""},
		"a Windows name":  {Addition{Content: Content{Title: "CON"}, Epic: epicID}, "recommendations/con-item.md", []roadmap.Ref{"initiative:recommendations", "goal:engagement"}, ""},
		"no title":        {Addition{Epic: epicID}, "", nil, "a title is missing"},
		"title taken":     {Addition{Content: Content{Title: "record Behavior"}, Epic: epicID}, "", nil, "titles are unique"},
		"serving nothing": {Addition{Content: Content{Title: "New"}}, "", nil, "say which epic"},
		"serving unknown": {Addition{Content: Content{Title: "New", Serves: []roadmap.Ref{"engagment"}}}, "", nil, `the roadmap has no "engagment"`},
		"unknown type":    {Addition{Content: Content{Title: "New", Type: "task"}, Epic: epicID}, "", nil, `unknown type "task"`},
		"a story as epic": {Addition{Content: Content{Title: "New"}, Epic: storyID}, "", nil, "is no epic"},
	} {
		t.Run(name, func(t *testing.T) {
			_, folder := saved(t)
			b := load(t, folder)
			item, err := b.AddNew(c.want, r, counting())
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Error(err)
				}
				return
			}
			must(t, err)
			save(t, b)
			again := load(t, folder).Item(item.ID)
			if again == nil || again.Path != c.path || !slices.Equal(again.Serves, c.serves) || again.Sidecar == nil || again.Epic != item.Epic {
				t.Errorf("%+v", again)
			}
		})
	}
}

func TestIdentifyAll(t *testing.T) {
	_, folder := saved(t)
	put(t, folder, "mine/epic.md", "# Mine\n")
	put(t, folder, "mine/a.md", "---\r\ntype: bug\r\n---\r\n# A\r\n")
	b := load(t, folder)
	named, err := b.IdentifyAll(counting())
	must(t, err)
	if len(named) != 2 {
		t.Fatalf("%d were named", len(named))
	}
	save(t, b)
	b = load(t, folder)
	story, err := b.Find("mine/a.md")
	must(t, err)
	epic, err := b.Find("mine")
	must(t, err)
	if story.Epic != epic.ID || epic.ID == "" || story.Sidecar == nil {
		t.Errorf("%+v", story)
	}
	if text := read(t, folder, "mine/a.md"); text != "---\r\nid: "+story.ID+"\r\ntype: bug\r\n---\r\n# A\r\n" {
		t.Errorf("%q", text)
	}
}

func TestFind(t *testing.T) {
	_, folder := saved(t)
	b := load(t, folder)
	b.Item(storyID).Sidecar.Keys = []Key{{Tracker: "github", Project: "northwind/shop", Key: "#40"}}
	b.Item(otherID).Sidecar.Keys = []Key{{Tracker: "jira", Project: "x", Key: "SHOP-12"}}
	for text, want := range map[string]string{
		storyID: storyID, "7d0b": storyID, "7D0B0F5B": storyID, "40": storyID, "#40": storyID, "shop-12": otherID,
		"recommendations/record-behavior.md": otherID, "recommendations/record-behavior": otherID,
		"record-behavior": otherID, "record-behavior.md": otherID, "./recommendations/record-behavior.md": otherID,
		"backlog/recommendations/record-behavior.md": otherID, filepath.Join(folder, "recommendations", "record-behavior.md"): otherID,
		"recommendations": epicID, "backlog/recommendations": epicID, "recommendations/epic.md": epicID, "Record Behavior": otherID,
		"epic.md": epicID,
	} {
		item, err := b.Find(text)
		if err != nil || item.ID != want {
			t.Errorf("%q: %v, %v", text, item, err)
		}
	}
	for text, want := range map[string]string{
		"":                "the name is empty",
		"7d0":             "name it by ID, path or Key",
		"record-behaviur": `did you mean "record-behavior"?`,
		"4":               "name it by ID, path or Key",
	} {
		if _, err := b.Find(text); !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	twin := storyItem(idOf(1), "Twin")
	twin.Path = "x/record-behavior.md"
	twin.Epic = ""
	must(t, b.Add(twin))
	if _, err := b.Find("record-behavior"); !errors.Is(err, ErrAmbiguous) || !strings.Contains(err.Error(), "4be1c7f2 recommendations/record-behavior.md") {
		t.Error(err)
	}
}

func TestNoTwoItemsHaveOneFile(t *testing.T) {
	b := NewBacklog("backlog")
	must(t, b.Add(epicItem()))
	seen := map[string]bool{}
	for i, title := range []string{"Same", "same", "SAME", "same 2", "Sáme"} {
		item := storyItem(idOf(i), title)
		must(t, b.Add(item))
		if key := strings.ToLower(item.Path); seen[key] {
			t.Errorf("%s twice", item.Path)
		} else {
			seen[key] = true
		}
	}
	if fmt.Sprint(len(seen)) != "5" {
		t.Error(seen)
	}
}
