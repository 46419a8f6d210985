package stories

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"plotline/roadmap"
)

// crit makes criteria from slot, text, slot, text, …
func crit(pairs ...string) []Criterion {
	var list []Criterion
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, Criterion{Slot: pairs[i], Text: pairs[i+1]})
	}
	return list
}

// texts makes criteria without slots, as files hold them.
func texts(lines ...string) []Criterion {
	var list []Criterion
	for _, line := range lines {
		list = append(list, Criterion{Text: line})
	}
	return list
}

const (
	six     = "Given a shopper with three purchases, then at least six products are suggested."
	nine    = "Given a shopper with three purchases, then at least nine products are suggested."
	twelve  = "Given a shopper with three purchases, then at least twelve products are suggested."
	differ  = "Given two shoppers with different histories, then their suggestions differ."
	soldOut = "Given a product that is out of stock, then it is not suggested."
	optOut  = "Given somebody who opted out, then no history is used."
	own     = "The legal department has signed off the wording."
)

func TestMergeCriteria(t *testing.T) {
	base := crit("many", six, "differ", differ, "stock", soldOut)
	for _, c := range []struct {
		name      string
		mine      []Criterion
		theirs    []Criterion
		want      []Criterion
		conflicts []Conflict
	}{
		{"nothing changed", texts(six, differ, soldOut), base, base, nil},
		{"only the draft changed", texts(six, differ, soldOut),
			crit("many", nine, "differ", differ, "stock", soldOut), crit("many", nine, "differ", differ, "stock", soldOut), nil},
		{"only a person changed", texts(nine, differ, soldOut), base,
			crit("many", nine, "differ", differ, "stock", soldOut), nil},
		{"each changed another", texts(nine, differ, soldOut), crit("many", six, "differ", differ, "stock", soldOut+" Nor shown."),
			crit("many", nine, "differ", differ, "stock", soldOut+" Nor shown."), nil},
		{"both changed alike", texts(nine, differ, soldOut), crit("many", nine, "differ", differ, "stock", soldOut),
			crit("many", nine, "differ", differ, "stock", soldOut), nil},
		{"both changed differently", texts(nine, differ, soldOut), crit("many", twelve, "differ", differ, "stock", soldOut),
			crit("many", nine, "differ", differ, "stock", soldOut),
			[]Conflict{{FieldCriteria, "many", six, nine, twelve}}},
		{"a person reordered, the draft changed", texts(soldOut, six, differ),
			crit("many", nine, "differ", differ, "stock", soldOut), crit("stock", soldOut, "many", nine, "differ", differ), nil},
		{"a person deleted, the draft kept", texts(six, soldOut), base, crit("many", six, "stock", soldOut), nil},
		{"a person deleted, the draft changed", texts(differ, soldOut), crit("many", nine, "differ", differ, "stock", soldOut),
			crit("differ", differ, "stock", soldOut), []Conflict{{FieldCriteria, "many", six, "", nine}}},
		{"the draft deleted, the person kept", texts(six, differ, soldOut), crit("many", six, "stock", soldOut),
			crit("many", six, "stock", soldOut), nil},
		{"the draft deleted, the person changed", texts(nine, differ, soldOut), crit("differ", differ, "stock", soldOut),
			crit("many", nine, "differ", differ, "stock", soldOut), []Conflict{{FieldCriteria, "many", six, nine, ""}}},
		{"both deleted", texts(differ, soldOut), crit("differ", differ, "stock", soldOut), crit("differ", differ, "stock", soldOut), nil},
		{"a person added", texts(six, own, differ, soldOut), base,
			crit("many", six, "", own, "differ", differ, "stock", soldOut), nil},
		{"the draft added", texts(six, differ, soldOut), crit("many", six, "optout", optOut, "differ", differ, "stock", soldOut),
			crit("many", six, "optout", optOut, "differ", differ, "stock", soldOut), nil},
		{"both added, in one place", texts(six, own, differ, soldOut), crit("many", six, "optout", optOut, "differ", differ, "stock", soldOut),
			crit("many", six, "", own, "optout", optOut, "differ", differ, "stock", soldOut), nil},
		{"both added the same", texts(six, differ, soldOut, optOut), crit("many", six, "differ", differ, "stock", soldOut, "optout", optOut),
			crit("many", six, "differ", differ, "stock", soldOut, "optout", optOut), nil},
		{"a person wrapped a line, the draft changed it", texts("Given a shopper with three purchases,\n  then at least six products are suggested.", differ, soldOut),
			crit("many", nine, "differ", differ, "stock", soldOut), crit("many", nine, "differ", differ, "stock", soldOut), nil},
		{"a person emptied the list", nil, base, nil, nil},
		{"a slot was renamed in the pack", texts(nine, differ, soldOut), crit("enough", six, "differ", differ, "stock", soldOut),
			crit("enough", nine, "differ", differ, "stock", soldOut), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Merge(Content{Criteria: base}, Content{Criteria: c.mine}, Content{Criteria: c.theirs})
			if diff := cmp.Diff(c.want, got.Content.Criteria, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("criteria (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.conflicts, got.Conflicts, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("conflicts (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMergeFields(t *testing.T) {
	for _, c := range []struct {
		name               string
		base, mine, theirs Content
		want               Content
		conflicts, putBack []Conflict
	}{
		{name: "title edited by a person", base: Content{Title: "A"}, mine: Content{Title: "B"}, theirs: Content{Title: "A"}, want: Content{Title: "B"}},
		{name: "title changed by the draft", base: Content{Title: "A"}, mine: Content{Title: "A"}, theirs: Content{Title: "C"}, want: Content{Title: "C"}},
		{name: "title changed by both", base: Content{Title: "A"}, mine: Content{Title: "B"}, theirs: Content{Title: "C"}, want: Content{Title: "B"},
			conflicts: []Conflict{{Field: FieldTitle, Base: "A", Mine: "B", Theirs: "C"}}},
		{name: "narrative changed by both", base: Content{Narrative: "A"}, mine: Content{Narrative: "B"}, theirs: Content{Narrative: "C"}, want: Content{Narrative: "B"},
			conflicts: []Conflict{{Field: FieldNarrative, Base: "A", Mine: "B", Theirs: "C"}}},
		{name: "type changed by both", base: Content{Type: TypeFeature}, mine: Content{Type: TypeBug}, theirs: Content{Type: TypeSpike}, want: Content{Type: TypeBug},
			conflicts: []Conflict{{Field: FieldType, Base: "feature", Mine: "bug", Theirs: "spike"}}},
		{name: "size is a hint", base: Content{Size: "3"}, mine: Content{Size: "8"}, theirs: Content{Size: "5"}, want: Content{Size: "8"}},
		{name: "destination is put back", base: Content{Destination: "by 20%"}, mine: Content{Destination: "by 10%"}, theirs: Content{Destination: "by 25%"},
			want:    Content{Destination: "by 25%"},
			putBack: []Conflict{{Field: FieldDestination, Base: "by 20%", Mine: "by 10%", Theirs: "by 25%"}}},
		{name: "sets", base: Content{Labels: []string{"a", "b", "c"}}, mine: Content{Labels: []string{"c", "own", "a"}}, theirs: Content{Labels: []string{"a", "c", "new"}},
			want: Content{Labels: []string{"c", "own", "a", "new"}}},
		{name: "set item taken away by the draft", base: Content{Needs: []string{"1", "2"}}, mine: Content{Needs: []string{"1", "2", "3"}}, theirs: Content{Needs: []string{"2"}},
			want: Content{Needs: []string{"2", "3"}}},
		{name: "set item taken away by a person", base: Content{Labels: []string{"a", "b"}}, mine: Content{Labels: []string{"b"}}, theirs: Content{Labels: []string{"a", "b", "new"}},
			want: Content{Labels: []string{"b", "new"}}},
		{name: "notes line by line", base: Content{Notes: "Why: pain.\nQuestions? Ana."},
			mine: Content{Notes: "Why: pain.\n\nAsk legal first.\n\nQuestions? Ana."}, theirs: Content{Notes: "Why: pain.\nQuestions? Bo."},
			want: Content{Notes: "Why: pain.\n\nAsk legal first.\n\nQuestions? Bo."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Merge(c.base, c.mine, c.theirs)
			if diff := cmp.Diff(c.want, got.Content, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("content (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.conflicts, got.Conflicts, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("conflicts (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.putBack, got.PutBack, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("put back (-want +got):\n%s", diff)
			}
		})
	}
}

// words are few, so that texts are often near, equal or repeated.
func anyText(t *rapid.T, label string) string {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"given", "a", "shopper", "when", "search", "then", "result", "six", "nine", "fast"}), 1, 6).Draw(t, label)
	text := ""
	for i, w := range words {
		if i > 0 {
			text += rapid.SampledFrom([]string{" ", " ", "  ", "\n"}).Draw(t, "gap")
		}
		text += w
	}
	return text
}

func anyDraft(t *rapid.T, label string) Content {
	c := Content{
		Title:     anyText(t, label+" title"),
		Narrative: anyText(t, label+" narrative"),
		Notes:     anyText(t, label+" notes"),
		Type:      rapid.SampledFrom([]Type{TypeFeature, TypeSpike, TypeBug}).Draw(t, label+" type"),
		Size:      rapid.SampledFrom([]string{"", "3", "5"}).Draw(t, label+" size"),
		Labels:    anySet(t, label+" labels"),
		Needs:     anySet(t, label+" needs"),
	}
	for _, slot := range anySet(t, label+" slots") {
		// No draft says the same in two slots.
		c.Criteria = append(c.Criteria, Criterion{Slot: slot, Text: slot + " " + anyText(t, label+" criterion")})
	}
	for _, ref := range anySet(t, label+" serves") {
		c.Serves = append(c.Serves, roadmap.Ref("goal:"+ref))
	}
	return c
}

func anySet(t *rapid.T, label string) []string {
	all := rapid.Permutation([]string{"a", "b", "c", "d", "e"}).Draw(t, label)
	return all[:rapid.IntRange(0, len(all)).Draw(t, label+" size")]
}

// asFile is a content as a file holds it: criteria without slots.
func asFile(c Content) Content {
	c.Criteria = append([]Criterion(nil), c.Criteria...)
	for i := range c.Criteria {
		c.Criteria[i].Slot = ""
	}
	return c
}

// editedFile is what a person may have made of a draft.
func editedFile(t *rapid.T, base Content) Content {
	mine, other := asFile(base), asFile(anyDraft(t, "edit"))
	flip := func(label string) bool { return rapid.IntRange(0, 3).Draw(t, label) == 0 }
	if flip("edit title") {
		mine.Title = other.Title
	}
	if flip("edit narrative") {
		mine.Narrative = other.Narrative
	}
	if flip("edit notes") {
		mine.Notes += "\n" + other.Notes
	}
	if flip("edit labels") {
		mine.Labels = other.Labels
	}
	if flip("edit needs") {
		mine.Needs = other.Needs
	}
	var criteria []Criterion
	for _, c := range mine.Criteria {
		switch rapid.IntRange(0, 6).Draw(t, "criterion edit") {
		case 0:
		case 1:
			criteria = append(criteria, Criterion{Text: c.Text + " " + anyText(t, "more")})
		case 2:
			criteria = append(criteria, c, Criterion{Text: anyText(t, "own")})
		default:
			criteria = append(criteria, c)
		}
	}
	if len(criteria) > 1 && flip("reorder") {
		criteria = rapid.Permutation(criteria).Draw(t, "order")
	}
	mine.Criteria = criteria
	return mine
}

func TestMergeWithoutAnEditIsTheDraft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, theirs := anyDraft(t, "base"), anyDraft(t, "theirs")
		got := Merge(base, asFile(base), theirs)
		if diff := cmp.Diff(theirs, got.Content, cmpopts.EquateEmpty()); diff != "" || len(got.Conflicts) > 0 {
			t.Fatalf("the draft does not come through: %v\n%s", got.Conflicts, diff)
		}
	})
}

func TestMergeWithAnUnchangedDraftIsTheFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := anyDraft(t, "base")
		mine := editedFile(t, base)
		got := Merge(base, mine, base)
		if diff := cmp.Diff(mine, asFile(got.Content), cmpopts.EquateEmpty()); diff != "" || len(got.Conflicts) > 0 {
			t.Fatalf("the file changed: %v\n%s", got.Conflicts, diff)
		}
	})
}

func TestMergeAgainChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, theirs := anyDraft(t, "base"), anyDraft(t, "theirs")
		mine := editedFile(t, base)
		choice := rapid.SampledFrom([]Choice{Undecided, KeepMine, TakeTheirs}).Draw(t, "choice")
		once := MergeWith(base, mine, theirs, choice)
		if choice != Undecided && len(once.Conflicts) > 0 {
			t.Fatalf("conflicts stay open: %v", once.Conflicts)
		}
		again := Merge(once.Base, asFile(once.Content), theirs)
		once.Content, again.Content = asFile(once.Content), asFile(again.Content)
		if diff := cmp.Diff(once, again, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("merging again (-once +again):\n%s", diff)
		}
	})
}

// Everything a person wrote is in the outcome, or a conflict shows it, unless
// the draft took away exactly what the person had left alone.
func TestMergeLosesNoEdit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, theirs := anyDraft(t, "base"), anyDraft(t, "theirs")
		mine := editedFile(t, base)
		got := Merge(base, mine, theirs)
		left := map[string]int{}
		for _, c := range got.Content.Criteria {
			left[foldSpace(c.Text)]++
		}
		drafted := map[string]int{}
		for _, c := range base.Criteria {
			drafted[foldSpace(c.Text)]++
		}
		for _, c := range mine.Criteria {
			text := foldSpace(c.Text)
			if drafted[text] > 0 { // left alone: the draft may have changed it
				drafted[text]--
				continue
			}
			if left[text]--; left[text] < 0 {
				t.Fatalf("%q is lost", text)
			}
		}
		if mine.Title != base.Title && !sameText(mine.Title, base.Title) && got.Content.Title != mine.Title {
			t.Fatalf("title %q is lost", mine.Title)
		}
	})
}
