package forecast_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plotline/stories/forecast"
)

var friday = time.Date(2027, 3, 5, 12, 0, 0, 0, time.UTC)

// closed are pieces of one, so many of them in each week before friday, the
// latest week first.
func closed(weeks ...int) []forecast.Done {
	var done []forecast.Done
	for age, n := range weeks {
		for range n {
			done = append(done, forecast.Done{On: friday.AddDate(0, 0, -7*age-1), Size: 1})
		}
	}
	return done
}

func TestHistoryIsSortedIntoWholeWeeks(t *testing.T) {
	old := forecast.Done{On: friday.AddDate(-1, 0, 0), Size: 1}
	ahead := forecast.Done{On: friday.AddDate(0, 0, 2), Size: 1}
	for name, test := range map[string]struct {
		done  []forecast.Done
		weeks string
		count int
	}{
		"nothing":                           {nil, "[]", 0},
		"from the first week on":            {closed(2, 0, 1), "[1 0 2]", 3},
		"a week ends at its moment":         {[]forecast.Done{{On: friday.AddDate(0, 0, -7), Size: 1}}, "[1 0]", 1},
		"an idle year before":               {append(closed(2), old), "[0 0 0 0 0 0 0 0 0 0 0 2]", 2},
		"a clock ahead":                     {append(closed(1), ahead), "[2]", 2},
		"points are added, never taken off": {[]forecast.Done{{friday, 3}, {friday, -5}}, "[3]", 2},
	} {
		h := forecast.HistoryOf(test.done, friday)
		if got := fmt.Sprint(h.Weeks); got != test.weeks || h.Done != test.count {
			t.Errorf("%s: %s of %d, want %s of %d", name, got, h.Done, test.weeks, test.count)
		}
	}
}

func TestDaysAreARange(t *testing.T) {
	for name, test := range map[string]struct {
		done []forecast.Done
		left float64
		want string
	}{
		"always the same pace":        {closed(2, 2, 2), 6, "[2027-03-26 2027-03-26 2027-03-26]"},
		"what is left of a week":      {closed(2, 2, 2), 5, "[2027-03-26 2027-03-26 2027-03-26]"},
		"weeks that differ":           {closed(0, 4, 1, 3), 16, "[2027-04-30 2027-05-21 2027-06-04]"},
		"nothing left":                {closed(2, 2, 2), 0, "[]"},
		"four pieces":                 {closed(1, 1, 2), 5, "[]"},
		"five in two weeks":           {closed(3, 2), 5, "[]"},
		"five, idle ever since":       {closed(append(make([]int, 40), 5)...), 5, "[]"},
		"five in the oldest week":     {closed(append(make([]int, 11), 5)...), 5, "[2027-05-07 2027-08-06 2027-11-05]"},
		"more than there is time for": {closed(1, 2, 2), 1e9, "[never never never]"},
	} {
		got := forecast.HistoryOf(test.done, friday).Days(test.left)
		days := []string{}
		for _, day := range got {
			if day.IsZero() {
				days = append(days, "never")
			} else {
				days = append(days, day.Format("2006-01-02"))
			}
		}
		if fmt.Sprint(days) != test.want {
			t.Errorf("%s: %v, want %s", name, days, test.want)
		}
	}
}

// never is later than every day.
func ordered(day time.Time) int64 {
	if day.IsZero() {
		return 1 << 62
	}
	return day.Unix()
}

func TestMoreWorkDoneIsNeverLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weeks := rapid.SliceOfN(rapid.Float64Range(0, 40), forecast.LeastWeeks, forecast.MostWeeks).Draw(t, "weeks")
		left := rapid.Float64Range(0, 400).Draw(t, "left")
		h := forecast.History{AsOf: friday, Weeks: weeks, Done: forecast.LeastDone}
		days := h.Days(left)
		if again := h.Days(left); !slices.Equal(days, again) {
			t.Fatalf("the same history gave %v, then %v", days, again)
		}
		for i, day := range days {
			if !day.IsZero() && !day.After(friday) {
				t.Fatalf("done before today: %v", days)
			}
			if i > 0 && ordered(day) < ordered(days[i-1]) {
				t.Fatalf("surer and yet earlier: %v", days)
			}
		}
		more := slices.Clone(weeks)
		more[rapid.IntRange(0, len(more)-1).Draw(t, "which")] += rapid.Float64Range(0, 40).Draw(t, "more")
		better := forecast.History{AsOf: friday, Weeks: more, Done: h.Done}.Days(left)
		less := h.Days(left - rapid.Float64Range(0, left).Draw(t, "less"))
		for i, day := range days {
			if ordered(better[i]) > ordered(day) {
				t.Fatalf("a better week and a later day: %v, then %v", days, better)
			}
			if less != nil && ordered(less[i]) > ordered(day) {
				t.Fatalf("less is left and a later day: %v, then %v", days, less)
			}
		}
	})
}

func BenchmarkDays(b *testing.B) {
	h := forecast.HistoryOf(closed(0, 4, 1, 3, 2, 0, 5), friday)
	for b.Loop() {
		h.Days(60)
	}
}
