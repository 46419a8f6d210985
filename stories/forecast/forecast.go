// Package forecast says when what is left may be done, from how much was done
// in the weeks before. It draws past weeks at random, many times over (a Monte
// Carlo simulation), and gives a range instead of a date: how the coming weeks
// differ is taken from how the past ones did. It knows nothing of new work, of
// holidays or of who is there; a reader must.
package forecast

import (
	"math/rand/v2"
	"slices"
	"time"
)

// What a forecast rests on.
const (
	// MostWeeks are how far back the history is looked at.
	MostWeeks = 12
	// LeastDone in LeastWeeks are needed: below, chance is all there is.
	LeastDone  = 5
	LeastWeeks = 3
	// Trials are how often the rest of the work is played through.
	Trials = 4000
	// horizon bounds a trial; what takes longer has no date.
	horizon = 5 * 52
)

// week is seven days, ending when the history was read: no week is half over.
const week = 7 * 24 * time.Hour

// Percents are how many of a hundred trials are done by each date.
func Percents() []int { return []int{50, 85, 95} }

// Done is a piece of work that was finished, and how much it was.
type Done struct {
	On   time.Time
	Size float64
}

// History is how much was done in each week before a day.
type History struct {
	AsOf time.Time
	// Weeks are oldest first, and begin with that of the first piece: before,
	// work had not begun.
	Weeks []float64
	// Done counts the pieces in these weeks.
	Done int
}

// HistoryOf sorts finished work into weeks. What a clock ahead of ours dated
// into the future was done just now.
func HistoryOf(done []Done, asOf time.Time) History {
	h := History{AsOf: asOf}
	byAge := make([]float64, MostWeeks)
	length := 0
	for _, d := range done {
		age := int(max(0, asOf.Sub(d.On)) / week)
		length = max(length, min(age+1, MostWeeks))
		if age < MostWeeks {
			byAge[age] += max(0, d.Size)
			h.Done++
		}
	}
	h.Weeks = byAge[:length]
	slices.Reverse(h.Weeks)
	return h
}

// Enough says that the history can carry a forecast.
func (h History) Enough() bool { return h.Done >= LeastDone && len(h.Weeks) >= LeastWeeks }

// PerWeek is the mean of the weeks, 0 without any.
func (h History) PerWeek() float64 {
	if len(h.Weeks) == 0 {
		return 0
	}
	return sum(h.Weeks) / float64(len(h.Weeks))
}

// Days are the ends of the weeks by which so much is done in so many of a
// hundred trials; the zero time is a day beyond five years. There are none
// where nothing is left, or the history is not enough.
func (h History) Days(left float64) []time.Time {
	if left <= rounding || !h.Enough() || sum(h.Weeks) == 0 {
		return nil
	}
	seeds := rand.New(rand.NewPCG(0, 0))
	lengths := make([]int, Trials)
	for i := range lengths {
		lengths[i] = h.trial(left, rand.New(rand.NewPCG(seeds.Uint64(), seeds.Uint64())))
	}
	slices.Sort(lengths)
	var days []time.Time
	for _, percent := range Percents() {
		length := lengths[(Trials*percent+99)/100-1]
		if length > horizon {
			days = append(days, time.Time{})
			continue
		}
		days = append(days, h.AsOf.Add(time.Duration(length)*week))
	}
	return days
}

// trial plays the rest of the work once and gives the weeks that it takes. Each
// has chances of its own, so that the same history gives the same days, and a
// better one never later ones.
func (h History) trial(left float64, chance *rand.Rand) int {
	weeks := 0
	for left > rounding && weeks <= horizon {
		left -= h.Weeks[chance.IntN(len(h.Weeks))]
		weeks++
	}
	return weeks
}

// rounding is what adding fractions of points may leave over.
const rounding = 1e-9

func sum(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total
}
