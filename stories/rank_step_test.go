package stories

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestAnOrderIsTakenWhole: whatever was ranked before, what is named stands in
// the order that was asked for, and what is not named stays in its own.
func TestAnOrderIsTakenWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := NewBacklog("backlog")
		epic := &Item{ID: testID(0), Kind: Epic, Content: Content{Title: "An epic", Type: TypeEpic}}
		if err := b.Add(epic); err != nil {
			t.Fatal(err)
		}
		n := rapid.IntRange(1, 12).Draw(t, "stories")
		for i := range n {
			item := &Item{ID: testID(i + 1), Kind: Story, Epic: epic.ID, Content: Content{Title: fmt.Sprint("Story ", i), Type: TypeFeature}, Sidecar: &Sidecar{Order: float64(i + 1)}}
			if err := b.Add(item); err != nil {
				t.Fatal(err)
			}
			if rank := rapid.IntRange(0, 4).Draw(t, "rank"); rank > 0 {
				if err := b.SetRank(item, float64(rank)); err != nil {
					t.Fatal(err)
				}
			}
		}
		b.Sort()
		var ids []string
		for _, item := range b.StoriesOf(epic.ID) {
			ids = append(ids, item.ID)
		}
		named := rapid.Permutation(ids).Draw(t, "order")[:rapid.IntRange(1, n).Draw(t, "named")]
		if err := b.TakeOrder(named); err != nil {
			t.Fatal(err)
		}
		var got, rest, restWas []string
		for _, item := range b.StoriesOf(epic.ID) {
			if slices.Contains(named, item.ID) {
				got = append(got, item.ID)
			} else {
				rest = append(rest, item.ID)
			}
		}
		for _, id := range ids {
			if !slices.Contains(named, id) {
				restWas = append(restWas, id)
			}
		}
		if !slices.Equal(got, named) || !slices.Equal(rest, restWas) {
			t.Fatalf("asked for %v, got %v; the rest was %v and is %v", named, got, restWas, rest)
		}
	})
}

func testID(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

func TestAscendingKeepsAsManyAsCanBe(t *testing.T) {
	place := func(name string) int { return slices.Index([]string{"a", "b", "c", "d", "e"}, name) }
	for _, c := range []struct{ names, want []string }{
		{nil, nil},
		{[]string{"a", "b", "c"}, []string{"a", "b", "c"}},
		{[]string{"e", "a", "b", "c", "d"}, []string{"a", "b", "c", "d"}},
		{[]string{"d", "a", "e", "b", "c"}, []string{"a", "b", "c"}},
	} {
		if got := Ascending(c.names, place); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v", c.names, got)
		}
	}
}
