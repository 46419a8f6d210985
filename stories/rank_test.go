package stories

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"plotline/roadmap"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"
)

const market = `version: 1
product: {name: Shop}
goals:
  - {id: soon, statement: Now, horizon: now, initiatives: [{id: big, name: Big, reach: 41k, impact: 2, confidence: 80%}, {id: small, name: Small, reach: 100, depends_on: [big]}]}
  - {id: after, statement: Next, horizon: next}
  - {id: far, statement: Later, horizon: later}
pain_points:
  - {id: bad, problem: Bad, severity: critical, reach: 500, confidence: tested, goals: [after]}
standing: [{id: upkeep, name: Upkeep}]
`

func idOf(n int) string {
	return uuid.NewSHA1(uuid.NameSpaceOID, fmt.Appendf(nil, "%d", n)).String()
}

// ranking makes a backlog of stories in memory: what each serves, needs and is
// ranked.
func ranking(t interface{ Fatal(...any) }, stories ...Item) *Backlog {
	b := NewBacklog("backlog")
	for i := range stories {
		item := stories[i]
		item.ID, item.Kind = idOf(i), Story
		if item.Title == "" {
			item.Title = fmt.Sprintf("s%d", i)
		}
		for j, need := range item.Needs {
			if len(need) < 4 {
				var n int
				fmt.Sscan(need, &n)
				item.Needs[j] = idOf(n)
			}
		}
		item.Sidecar = &Sidecar{Order: float64(i + 1)}
		if err := b.Add(&item); err != nil {
			t.Fatal(err)
		}
	}
	b.Sort()
	return b
}

func TestRankingWeighsWhatTheRoadmapSays(t *testing.T) {
	serves := func(refs ...roadmap.Ref) Content { return Content{Serves: refs} }
	sized := func(c Content, size string) Content { c.Size = size; return c }
	needing := func(c Content, needs ...string) Content { c.Needs = needs; return c }
	r := roadmapOf(t, market)
	cases := map[string]struct {
		stories []Item
		want    string
	}{
		"horizon before score":      {[]Item{{Content: serves("goal:far")}, {Content: serves("goal:after")}, {Content: serves("goal:soon")}}, "s2 s1 s0"},
		"score within a horizon":    {[]Item{{Content: serves("initiative:small")}, {Content: serves("initiative:big")}}, "s1 s0"},
		"the smaller first":         {[]Item{{Content: sized(serves("initiative:big"), "8")}, {Content: sized(serves("initiative:big"), "S")}}, "s1 s0"},
		"what is needed first":      {[]Item{{Content: needing(serves("initiative:big"), "1")}, {Content: serves("initiative:small")}}, "s1 s0"},
		"needed now, so now":        {[]Item{{Content: needing(serves("initiative:small"), "2")}, {Content: serves("goal:after")}, {Content: serves("goal:far")}}, "s2 s0 s1"},
		"by hand before score":      {[]Item{{Content: serves("initiative:big")}, {Content: serves("initiative:small"), Rank: 1}}, "s1 s0"},
		"by hand across horizons":   {[]Item{{Content: serves("goal:soon"), Rank: 2}, {Content: serves("goal:far"), Rank: 1}}, "s1 s0"},
		"needs before hand":         {[]Item{{Content: needing(serves("goal:soon"), "1"), Rank: 1}, {Content: serves("goal:soon"), Rank: 2}}, "s1 s0"},
		"hand kept through a need":  {[]Item{{Content: needing(serves("goal:soon"), "2"), Rank: 1}, {Content: serves("goal:soon"), Rank: 2}, {Content: serves("goal:soon")}}, "s2 s0 s1"},
		"a circle is cut":           {[]Item{{Content: needing(serves("goal:soon"), "1")}, {Content: needing(serves("goal:soon"), "0")}}, "s0 s1"},
		"upkeep is for now":         {[]Item{{Content: serves("goal:after")}, {Content: serves("standing:upkeep")}}, "s1 s0"},
		"a goal's nearest of two":   {[]Item{{Content: serves("goal:after")}, {Content: serves("goal:far", "goal:soon")}}, "s1 s0"},
		"a pain point's numbers":    {[]Item{{Content: serves("goal:after")}, {Content: serves("pain-point:bad")}}, "s1 s0"},
		"a need that is not there":  {[]Item{{Content: needing(serves("goal:soon"), "not there")}}, "s0"},
		"as the backlog, when even": {[]Item{{Content: serves("goal:soon")}, {Content: serves("goal:soon")}}, "s0 s1"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, place := range ranking(t, c.stories...).Ranking(r) {
				got = append(got, place.Item.Title)
				if len(place.Reasons) == 0 {
					t.Error("a place without a reason")
				}
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%v, want %s", got, c.want)
			}
		})
	}
}

func TestRankingSaysWhy(t *testing.T) {
	b := ranking(t,
		Item{Content: Content{Serves: []roadmap.Ref{"initiative:big"}, Size: "8", Needs: []string{"1"}}, Rank: 3},
		Item{Content: Content{Serves: []roadmap.Ref{"pain-point:bad"}, Size: "M"}},
	)
	want := [][]string{
		{`now: "s0" waits for it`, "RICE 500 = reach 500 × impact 3 (critical) × confidence 100% (tested) ÷ size 3 (M)"},
		{"ranked 3 by hand in its epic", "now", "RICE 8200 = reach 41k × impact 2 × confidence 80% ÷ size 8", `after "s1"`},
	}
	var got [][]string
	for _, place := range b.Ranking(roadmapOf(t, market)) {
		got = append(got, place.Reasons)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEpicsFollowTheirInitiatives(t *testing.T) {
	b := NewBacklog("backlog")
	for i, ref := range []roadmap.Ref{"goal:far", "initiative:small", "initiative:big"} {
		must(t, b.Add(&Item{ID: idOf(i), Kind: Epic, Content: Content{Title: string(ref), Type: TypeEpic, Serves: []roadmap.Ref{ref}}}))
	}
	b.Sort()
	var got []string
	for _, place := range b.RankingOfEpics(roadmapOf(t, market)) {
		got = append(got, place.Item.Title)
	}
	if diff := cmp.Diff([]string{"initiative:big", "initiative:small", "goal:far"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestRankingHolds draws backlogs with needs of any shape and ranks of any
// kind.
func TestRankingHolds(t *testing.T) {
	r := roadmapOf(t, market)
	refs := []roadmap.Ref{"goal:soon", "goal:after", "goal:far", "initiative:big", "initiative:small", "pain-point:bad", "standing:upkeep"}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "stories")
		stories := make([]Item, n)
		acyclic := rapid.Bool().Draw(t, "acyclic")
		for i := range stories {
			stories[i].Serves = []roadmap.Ref{rapid.SampledFrom(refs).Draw(t, "serves")}
			stories[i].Size = rapid.SampledFrom([]string{"", "1", "5", "XL"}).Draw(t, "size")
			stories[i].Rank = float64(rapid.IntRange(0, 4).Draw(t, "rank"))
			for range rapid.IntRange(0, 2).Draw(t, "needs") {
				if top := n - 1; !acyclic || i > 0 {
					if acyclic {
						top = i - 1
					}
					stories[i].Needs = append(stories[i].Needs, fmt.Sprint(rapid.IntRange(0, top).Draw(t, "need")))
				}
			}
		}
		b := ranking(t, stories...)
		places := b.Ranking(r)
		if len(places) != n {
			t.Fatalf("%d of %d have a place", len(places), n)
		}
		at := map[string]int{}
		for i, place := range places {
			at[place.Item.ID] = i
		}
		if len(at) != n {
			t.Fatal("an item has two places")
		}
		if acyclic {
			holdsNeedsAndHorizons(t, b, places, at)
		}
		slices.Reverse(b.Items)
		b.Sort()
		for i, place := range b.Ranking(r) {
			if place.Item != places[i].Item {
				t.Fatal("the ranking depends on the order of reading")
			}
		}
	})
}

func holdsNeedsAndHorizons(t *rapid.T, b *Backlog, places []Place, at map[string]int) {
	needs := map[string]map[string]bool{} // all that an item needs, however far
	var all func(id string) map[string]bool
	all = func(id string) map[string]bool {
		if needs[id] == nil {
			needs[id] = map[string]bool{}
			for _, need := range b.Item(id).Needs {
				needs[id][need] = true
				for further := range all(need) {
					needs[id][further] = true
				}
			}
		}
		return needs[id]
	}
	for i, place := range places {
		for need := range all(place.Item.ID) {
			if at[need] >= at[place.Item.ID] {
				t.Fatalf("%q comes before what it needs", place.Item.Title)
			}
		}
		if i > 0 && horizonPlace(places[i-1].Horizon) > horizonPlace(place.Horizon) {
			t.Fatal("a later horizon comes before a nearer one")
		}
	}
	for _, x := range places {
		for _, y := range places {
			if x.Item.Rank == 0 || y.Item.Rank <= x.Item.Rank || at[x.Item.ID] < at[y.Item.ID] {
				continue
			}
			if !forced(x.Item, y.Item, places, all) {
				t.Fatalf("%q was put before %q by hand", x.Item.Title, y.Item.Title)
			}
		}
	}
}

// forced says whether needs alone put y before x: something ranked no later
// than x needs y, or what comes with it.
func forced(x, y *Item, places []Place, all func(string) map[string]bool) bool {
	for _, place := range places {
		if rank := place.Item.Rank; rank != 0 && rank <= x.Rank && all(place.Item.ID)[y.ID] {
			return true
		}
	}
	return false
}

func TestPlacingByHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "stories")
		b := NewBacklog("backlog")
		if err := b.Add(epicItem()); err != nil {
			t.Fatal(err)
		}
		for i := range n {
			story := storyItem(idOf(i), fmt.Sprintf("s%d", i))
			story.Rank = rapid.SampledFrom([]float64{0, 0, 1, 1.5, 2}).Draw(t, "rank")
			story.Sidecar.Order = float64(i + 1)
			if err := b.Add(story); err != nil {
				t.Fatal(err)
			}
		}
		b.Sort()
		for range rapid.IntRange(1, 70).Draw(t, "moves") {
			line := b.StoriesOf(epicID)
			from := rapid.IntRange(0, n-1).Draw(t, "from")
			to := rapid.IntRange(0, n-1).Filter(func(i int) bool { return i != from }).Draw(t, "to")
			item, other := line[from], line[to]
			want := without(line, item)
			at := slices.Index(want, other)
			var err error
			if rapid.Bool().Draw(t, "before") {
				want = slices.Insert(want, at, item)
				err = b.PlaceBefore(item, other)
			} else {
				want = slices.Insert(want, at+1, item)
				err = b.PlaceAfter(item, other)
			}
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(want, b.StoriesOf(epicID)) {
				t.Fatalf("the order is another: moved %s beside %s", item.Title, other.Title)
			}
		}
	})
}
