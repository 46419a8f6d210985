package trackertest

import (
	"slices"
	"testing"

	"plotline/integrations"
)

// Budget is how many requests a push of N items may send: the first one, one of
// an unchanged backlog, and one where a title changed.
type Budget struct {
	First, Unchanged, Changed func(n int) int
}

// GitHubBudget and JiraBudget are what was promised.
func GitHubBudget() Budget {
	return Budget{First: func(n int) int { return 12 + n/15 }, Unchanged: unchanged, Changed: changed}
}

// JiraBudget: see [GitHubBudget].
func JiraBudget() Budget {
	return Budget{First: func(n int) int { return 8 + n/40 }, Unchanged: unchanged, Changed: changed}
}

func unchanged(n int) int { return 5 + n/100 }

// changed: two reads of the ticket, its write, and what an older server refuses
// once.
func changed(n int) int { return unchanged(n) + 5 }

// Requests pushes a backlog, again unchanged, and again with one title changed.
// It prints what each cost and fails above the budget, and where a need is no
// link afterwards.
func Requests(t *testing.T, h Harness, items []integrations.Desired, budget Budget) {
	t.Helper()
	req := integrations.Request{Roadmap: roadmap, Backlog: "b", Items: items}
	n, needs := len(req.Items), 0
	for _, d := range items {
		needs += len(d.Needs)
	}
	push := func(what string, most, mostWrites int) *integrations.Result {
		t.Helper()
		if h.Settle != nil {
			h.Settle()
		}
		all, writes := h.Requests()
		tracker := h.Open(nil)
		plan, err := integrations.MakePlan(t.Context(), tracker, req)
		if err != nil {
			t.Fatal(err)
		}
		result, err := Pusher(tracker, h.Clock, nil).Apply(t.Context(), plan)
		if err != nil || result.Failed > 0 {
			t.Fatalf("%s: %+v, %v", what, result, err)
		}
		nowAll, nowWrites := h.Requests()
		all, writes = nowAll-all, nowWrites-writes
		t.Logf("%-18s N=%d, %d needs: %3d requests (at most %d), %d writes", what, n, needs, all, most, writes)
		if all > most {
			t.Errorf("%s: %d requests, at most %d", what, all, most)
		}
		if mostWrites >= 0 && writes > mostWrites {
			t.Errorf("%s: %d writes, at most %d", what, writes, mostWrites)
		}
		return result
	}
	if got := push("first push", budget.First(n), -1); got.Created != n {
		t.Fatalf("created %d of %d", got.Created, n)
	}
	linked(t, h, items)
	push("again, unchanged", budget.Unchanged(n), 0)
	req.Items[n/2].Title = "Another title"
	if got := push("one title changed", budget.Changed(n), 1); got.Updated != 1 {
		t.Errorf("updated %d", got.Updated)
	}
}

// RequestsOfTeams pushes a backlog of two teams that need one another, and again
// unchanged. It fails where that costs more than the budget of each project, and
// at first one request for each ticket that waits in the other one, where the
// second push writes anything, and where a need is left without its link.
func RequestsOfTeams(t *testing.T, h Harness, budget Budget) {
	t.Helper()
	items := Waiting(2)
	items[11].Home = place(1)
	far := 0
	for i := 2; i < 10; i += 3 {
		items[i].Needs = append(items[i].Needs, items[i+11].ID)
		items[i+12].Needs = append(items[i+12].Needs, items[i+1].ID)
		far += 2
	}
	each := len(items) / 2
	s := &storm{t: t, projects: append([]Harness{h}, h.Others...), course: course{items: items, keys: []map[string]string{{}, {}}}}
	count := func() (all, writes int) {
		for _, project := range s.projects {
			if project.Requests != nil {
				a, w := project.Requests()
				all, writes = all+a, writes+w
			}
		}
		return all, writes
	}
	push := func(what string, most, mostWrites int) {
		t.Helper()
		s.settle()
		before, wrote := count()
		if err := s.push(t.Context(), s.open(nil), s.noJournals(), ""); err != nil {
			t.Fatal(err)
		}
		all, writes := count()
		all, writes = all-before, writes-wrote
		t.Logf("%-18s N=%d in two projects: %3d requests (at most %d), %d writes", what, len(items), all, most, writes)
		if all > most || writes > mostWrites {
			t.Errorf("%s: %d requests, at most %d; %d writes", what, all, most, writes)
		}
	}
	first := 2*budget.First(each) + far
	push("first push", first, first)
	push("again, unchanged", 2*budget.Unchanged(each), 0)
	s.linkedFar(items)
}

// linkedFar holds every need to a link, in whatever project.
func (s *storm) linkedFar(items []integrations.Desired) {
	spots := map[string]standing{}
	for _, ticket := range s.marked() {
		spots[ticket.Mark.ID] = ticket
	}
	for _, d := range items {
		for _, id := range d.Needs {
			key := spots[id].Key
			if spots[id].at != spots[d.ID].at {
				key = s.projects[0].FarKey(key, spots[id].at)
			}
			if !slices.Contains(spots[d.ID].BlockedBy, key) {
				s.t.Errorf("%s waits for %v, not for %s", d.ID, spots[d.ID].BlockedBy, key)
			}
		}
	}
}

// linked holds every need to a link on the tracker.
func linked(t *testing.T, h Harness, items []integrations.Desired) {
	t.Helper()
	found, err := h.Open(nil).After(t.Context(), "", roadmap)
	if err != nil {
		t.Fatal(err)
	}
	keys, waits := map[string]string{}, map[string][]string{}
	for _, ticket := range found.Tickets {
		keys[ticket.Mark.ID], waits[ticket.Mark.ID] = ticket.Key, ticket.BlockedBy
	}
	for _, d := range items {
		want := make([]string, len(d.Needs))
		for i, id := range d.Needs {
			want[i] = keys[id]
		}
		slices.Sort(want)
		if got := slices.Sorted(slices.Values(waits[d.ID])); !slices.Equal(got, want) {
			t.Errorf("%s waits for %v, not for %v", keys[d.ID], got, want)
		}
	}
}

// Waiting are so many epics with ten stories each, which need one another in
// the shapes that a template drafts: a chain, one that many wait for, and one
// that waits for many.
func Waiting(epics int) []integrations.Desired {
	items := Items(epics, 10)
	for i := range items {
		needs := map[int][]int{1: {0}, 2: {1}, 3: {1}, 4: {1}, 5: {2}, 7: {6}, 8: {5, 7}}[i%11-1]
		for _, n := range needs {
			items[i].Needs = append(items[i].Needs, items[i-i%11+1+n].ID)
		}
	}
	return items
}
