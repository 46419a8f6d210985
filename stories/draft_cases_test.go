package stories

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plotline/stories/pack"
)

func TestDraftAgainWritesNothing(t *testing.T) {
	k, p := newDesk(t), parsePack(t, casePack)
	k.draft(caseRoadmap("first", "other"), p, nil)
	before := k.files()
	result, written := k.draft(caseRoadmap("first", "other"), p, nil)
	if len(written) > 0 || result.Pending() {
		t.Errorf("written: %v, items: %+v", written, result.Items)
	}
	if diff := cmp.Diff(before, k.files()); diff != "" {
		t.Error(diff)
	}
}

// hands are what people may have done to the story left/one.md.
var hands = map[string]func(*desk){
	"unchanged": func(*desk) {},
	"edited": func(k *desk) {
		k.replace("left/one.md", "# Build the first thing", "# Build my first thing")
		k.replace("left/one.md", "the first thing is shown.", "my first thing is shown.")
	},
	"accepted": func(k *desk) { k.replace("left/one.md", "type: feature", "type: feature\nhandoff: accepted") },
	"dropped":  func(k *desk) { k.remove("left/one.md") },
	"split": func(k *desk) {
		k.change("left/one.md", func(b *Backlog, one *Item) error {
			_, err := b.Split(one, Part{Title: "Say that there is no data", Criteria: []int{2}}, RandomIDs)
			return err
		})
	},
	"merged": func(k *desk) {
		k.change("left/one.md", func(b *Backlog, one *Item) error {
			return b.Unite(one, b.items[k.id("left/two.md")], "Pia", today())
		})
	},
	"moved": func(k *desk) {
		k.write("right/one.md", k.read("left/one.md"))
		k.remove("left/one.md")
	},
	"renamed": func(k *desk) {
		k.write("left/my-name.md", k.read("left/one.md"))
		k.remove("left/one.md")
	},
	"added by hand": func(k *desk) {
		k.write("left/own.md", "---\ntype: feature\nserves: grow\n---\n# My own first story\n\nAs a user, I want it, so that it is there.\n")
	},
	"half merged by git": func(k *desk) {
		k.replace("left/one.md", "# Build the first thing", "<<<<<<< HEAD\n# Build the first thing\n=======\n# Build my first thing\n>>>>>>> theirs")
	},
}

// draftCase is one row: what people did, what the draft does, what comes out.
type draftCase struct {
	hand, draft string
	// action is the story's, "" where it is not among the items.
	action Action
	// where is the story's file, "" where there is none; says is in it.
	where, says string
	// conflicts are the fields in conflict.
	conflicts []Field
}

func TestDraftCases(t *testing.T) {
	const mine, drafted, changed = "my first thing is shown.", "the first thing is shown.", "the first thing is shown in bold."
	const secondOne = "the second one follows."
	rows := []draftCase{
		{hand: "unchanged", draft: "unchanged", action: ActionKept, where: "left/one.md", says: drafted},
		{hand: "unchanged", draft: "changed", action: ActionChanged, where: "left/one.md", says: changed},
		{hand: "unchanged", draft: "gone", action: ActionDropped},
		{hand: "unchanged", draft: "re-parented", action: ActionChanged, where: "right/one.md", says: drafted},

		{hand: "edited", draft: "unchanged", action: ActionKept, where: "left/one.md", says: mine},
		{hand: "edited", draft: "changed", action: ActionConflict, where: "left/one.md", says: mine, conflicts: []Field{FieldTitle, FieldCriteria}},
		{hand: "edited", draft: "gone", action: ActionConflict, where: "left/one.md", says: mine, conflicts: []Field{FieldItem}},
		{hand: "edited", draft: "re-parented", action: ActionChanged, where: "right/one.md", says: mine},

		{hand: "accepted", draft: "unchanged", action: ActionKept, where: "left/one.md", says: drafted},
		{hand: "accepted", draft: "changed", action: ActionChanged, where: "left/one.md", says: changed},
		{hand: "accepted", draft: "gone", action: ActionConflict, where: "left/one.md", says: drafted, conflicts: []Field{FieldItem}},
		{hand: "accepted", draft: "re-parented", action: ActionChanged, where: "right/one.md", says: "handoff: accepted"},

		{hand: "dropped", draft: "unchanged", action: ActionDropped},
		{hand: "dropped", draft: "changed", action: ActionDropped},
		{hand: "dropped", draft: "gone", action: ActionDropped},
		{hand: "dropped", draft: "re-parented", action: ActionDropped},

		{hand: "split", draft: "unchanged", action: ActionKept, where: "left/one.md", says: drafted},
		{hand: "split", draft: "changed", action: ActionChanged, where: "left/one.md", says: changed},
		{hand: "split", draft: "gone", action: ActionConflict, where: "left/one.md", says: drafted, conflicts: []Field{FieldItem}},
		{hand: "split", draft: "re-parented", action: ActionChanged, where: "right/one.md", says: drafted},

		{hand: "merged", draft: "unchanged", action: ActionKept, where: "left/one.md", says: secondOne},
		{hand: "merged", draft: "changed", action: ActionChanged, where: "left/one.md", says: changed},
		{hand: "merged", draft: "gone", action: ActionConflict, where: "left/one.md", says: secondOne, conflicts: []Field{FieldItem}},
		{hand: "merged", draft: "re-parented", action: ActionChanged, where: "right/one.md", says: secondOne},

		{hand: "moved", draft: "unchanged", action: ActionKept, where: "right/one.md", says: drafted},
		{hand: "moved", draft: "changed", action: ActionChanged, where: "right/one.md", says: changed},
		{hand: "moved", draft: "gone", action: ActionDropped},
		{hand: "moved", draft: "re-parented", action: ActionChanged, where: "right/one.md", says: drafted},

		{hand: "renamed", draft: "unchanged", action: ActionKept, where: "left/my-name.md", says: drafted},
		{hand: "renamed", draft: "changed", action: ActionChanged, where: "left/my-name.md", says: changed},
		{hand: "renamed", draft: "gone", action: ActionDropped},
		{hand: "renamed", draft: "re-parented", action: ActionChanged, where: "right/my-name.md", says: drafted},

		{hand: "added by hand", draft: "unchanged", action: ActionKept, where: "left/one.md", says: drafted},
		{hand: "added by hand", draft: "changed", action: ActionChanged, where: "left/one.md", says: changed},
		{hand: "added by hand", draft: "gone", action: ActionDropped},
		{hand: "added by hand", draft: "re-parented", action: ActionChanged, where: "right/one.md", says: drafted},

		{hand: "half merged by git", draft: "unchanged", where: "left/one.md", says: "<<<<<<< HEAD"},
		{hand: "half merged by git", draft: "changed", where: "left/one.md", says: "<<<<<<< HEAD"},
		{hand: "half merged by git", draft: "gone", where: "left/one.md", says: "<<<<<<< HEAD"},
		{hand: "half merged by git", draft: "re-parented", where: "left/one.md", says: "<<<<<<< HEAD"},
	}
	for _, row := range rows {
		t.Run(row.hand+", draft "+row.draft, func(t *testing.T) { row.run(t) })
	}
}

// after is the roadmap and pack of the second draft.
func (row draftCase) after(t testing.TB) (string, *pack.Pack) {
	switch row.draft {
	case "changed":
		text := strings.Replace(casePack, "title: Build the first thing", "title: Build the very first thing", 1)
		return caseRoadmap("first", "other"), parsePack(t, strings.Replace(text, "the first thing is shown.", "the first thing is shown in bold.", 1))
	case "gone":
		return caseRoadmap("", "other"), parsePack(t, casePack)
	case "re-parented":
		return caseRoadmap("", "first, other"), parsePack(t, casePack)
	}
	return caseRoadmap("first", "other"), parsePack(t, casePack)
}

func (row draftCase) begin(t *testing.T) (k *desk, id string) {
	k = newDesk(t)
	result, _ := k.draft(caseRoadmap("first", "other"), parsePack(t, casePack), nil)
	for _, item := range result.Items {
		if item.Path == "left/one.md" {
			id = item.ID
		}
	}
	hands[row.hand](k)
	return k, id
}

func (row draftCase) run(t *testing.T) {
	k, id := row.begin(t)
	text, p := row.after(t)
	result, _ := k.draft(text, p, nil)
	row.check(t, k, result, id)

	files := k.files()
	again, written := k.draft(text, p, nil)
	if len(written) > 0 || len(again.Conflicts) != len(result.Conflicts) {
		t.Errorf("a second draft wrote %v, conflicts %v", written, again.Conflicts)
	}
	if diff := cmp.Diff(files, k.files()); diff != "" {
		t.Errorf("a second draft changed files:\n%s", diff)
	}
	if len(row.conflicts) > 0 {
		row.settle(t)
	}
}

func (row draftCase) check(t *testing.T, k *desk, result *DraftResult, id string) {
	t.Helper()
	action := Action("")
	for _, item := range result.Items {
		if item.ID == id {
			action = item.Action
		}
	}
	if action != row.action {
		t.Errorf("action %q, want %q", action, row.action)
	}
	var conflicts []Field
	for _, c := range result.Conflicts {
		if c.ID == id {
			conflicts = append(conflicts, c.Field)
			if !strings.Contains(c.Hint, "--keep "+id[:8]) || !strings.Contains(c.Hint, "--take "+id[:8]) {
				t.Errorf("no way out: %q", c.Hint)
			}
		}
	}
	if diff := cmp.Diff(row.conflicts, conflicts); diff != "" {
		t.Errorf("conflicts:\n%s", diff)
	}
	found := ""
	for file, text := range k.files() {
		if strings.HasSuffix(file, ".md") && strings.Contains(text, "id: "+id) {
			found = file
			if !strings.Contains(text, row.says) {
				t.Errorf("%s does not say %q:\n%s", file, row.says, text)
			}
		}
	}
	if found != row.where {
		t.Errorf("the file is %q, want %q", found, row.where)
	}
	all := strings.Join(mapValues(k.files()), "\n")
	for _, criterion := range []string{"then it says so.", "the second one follows.", "then it is there within 2 s."} {
		if n := strings.Count(all, criterion); n > 1 || n == 0 && row.draft != "gone" && row.hand != "dropped" {
			t.Errorf("%q stands %d times", criterion, n)
		}
	}
	firsts := map[string]string{}
	for file, title := range k.stories() {
		if strings.Contains(title, "first thing") {
			if other := firsts[title]; other != "" {
				t.Errorf("%q is doubled: %s, %s", title, other, file)
			}
			firsts[title] = file
		}
	}
	if row.where == "" && len(firsts) > 0 {
		t.Errorf("it is still there: %v", firsts)
	}
	if len(firsts) > 1 {
		t.Errorf("doubled: %v", firsts)
	}
	if row.hand == "added by hand" && !strings.Contains(k.read("left/own.md"), "serves: grow\n---\n# My own first story\n\nAs a user, I want it, so that it is there.\n") {
		t.Errorf("the story added by hand changed:\n%s", k.read("left/own.md"))
	}
}

// settle takes both ways out of a conflict.
func (row draftCase) settle(t *testing.T) {
	for _, take := range []bool{false, true} {
		k, id := row.begin(t)
		text, p := row.after(t)
		result, _ := k.draft(text, p, func(in *DraftInput) {
			if take {
				in.Take = []string{id}
			} else {
				in.Keep = []string{id}
			}
		})
		open := func(c DraftConflict) bool { return c.ID == id }
		if slices.ContainsFunc(result.Conflicts, open) {
			t.Errorf("take %v leaves conflicts: %v", take, result.Conflicts)
		}
		all := strings.Join(mapValues(k.files()), "\n")
		if mine := strings.Contains(all, row.says); mine == take && row.says != "the first thing is shown." {
			t.Errorf("take %v: %q stands there: %v", take, row.says, mine)
		}
		if again, written := k.draft(text, p, nil); len(written) > 0 || slices.ContainsFunc(again.Conflicts, open) {
			t.Errorf("take %v: a further draft wrote %v, conflicts %v", take, written, again.Conflicts)
		}
	}
}
