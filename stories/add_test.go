package stories

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"plotline/roadmap"
)

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
