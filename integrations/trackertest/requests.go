package trackertest

import (
	"testing"

	"plotline/integrations"
)

// Budget is how many requests a push of N items may send.
type Budget struct {
	First     func(n int) int
	Unchanged func(n int) int
}

// GitHubBudget and JiraBudget are what was promised.
func GitHubBudget() Budget {
	return Budget{First: func(n int) int { return 12 + n/15 }, Unchanged: unchanged}
}

// JiraBudget: see [GitHubBudget].
func JiraBudget() Budget {
	return Budget{First: func(n int) int { return 8 + n/40 }, Unchanged: unchanged}
}

func unchanged(n int) int { return 5 + n/100 }

// Requests pushes so many epics with ten stories each, again unchanged, and
// again with one title changed. It prints what each cost and fails above the
// budget.
func Requests(t *testing.T, h Harness, epics int, budget Budget) {
	t.Helper()
	req := integrations.Request{Roadmap: roadmap, Backlog: "b", Items: Items(epics, 10)}
	n := len(req.Items)
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
		t.Logf("%-28s N=%d: %3d requests (at most %d), %d writes", what, n, all, most, writes)
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
	push("again, unchanged", budget.Unchanged(n), 0)
	req.Items[n/2].Title = "Another title"
	if got := push("one title changed", budget.Unchanged(n)+4, 1); got.Updated != 1 {
		t.Errorf("updated %d", got.Updated)
	}
}
