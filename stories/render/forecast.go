package render

import (
	"math"
	"slices"
	"strconv"
	"time"

	"plotline/roadmap"
	"plotline/stories/forecast"
)

// Forecast is the pace of what was done and, as a range, when what is left may
// be: drawn at random from the tracker's own history, for the stories that
// there are now.
type Forecast struct {
	// Unit is stories, or points where the team has estimated every story that
	// counts.
	Unit string  `json:"unit"`
	Left float64 `json:"left"`
	// Done counts the stories done in the weeks; Weeks say how much that was in
	// each, oldest first.
	Done    int       `json:"done"`
	Weeks   []float64 `json:"weeks"`
	PerWeek float64   `json:"per_week"`
	Trials  int       `json:"trials"`
	// Dates are surer and later, empty where None says why there are none.
	Dates []ForecastDate `json:"dates"`
	None  string         `json:"none,omitempty"`
	// Late says that the due date of the goal comes first, at 85 percent.
	Late bool `json:"late"`
}

// ForecastDate is by when what is left is done in so many of a hundred trials.
type ForecastDate struct {
	Percent int `json:"percent"`
	// On is a day as 2027-03-26, "" for later than in five years.
	On string `json:"on"`
	// Text is the day in words.
	Text string `json:"text"`
}

// The units of a forecast.
const (
	unitStories = "stories"
	unitPoints  = "points"
)

// Pace is how much is done in a week, in words.
func (f Forecast) Pace() string {
	unit := f.Unit
	pace := strconv.FormatFloat(math.Round(f.PerWeek*10)/10, 'f', -1, 64)
	if pace == "1" {
		unit = map[string]string{unitStories: "story", unitPoints: "point"}[unit]
	}
	return pace + " " + unit + " a week over the last " + plural(len(f.Weeks), "week")
}

// forecastOf looks at stories that are done and at those that are left; what
// was refused is neither. A due date of zero is none.
func forecastOf(items []Item, asOf time.Time, due roadmap.Date) Forecast {
	shown := Forecast{Unit: unitOf(items), Trials: forecast.Trials, Dates: []ForecastDate{}, Weeks: []float64{}}
	var done []forecast.Done
	undated := 0
	for _, item := range items {
		size := 1.0
		if shown.Unit == unitPoints {
			size, _ = estimateOf(item)
		}
		switch {
		case item.Ticket.Phase == PhaseRefused:
		case item.Ticket.Phase != PhaseDone:
			shown.Left += size
		case item.Ticket.Finished.IsZero():
			undated++
		default:
			done = append(done, forecast.Done{On: item.Ticket.Finished, Size: size})
		}
	}
	history := forecast.HistoryOf(done, asOf)
	shown.Done, shown.Weeks = history.Done, append(shown.Weeks, history.Weeks...)
	shown.PerWeek = math.Round(history.PerWeek()*100) / 100
	for i, on := range history.Days(shown.Left) {
		shown.Dates = append(shown.Dates, forecastDate(forecast.Percents()[i], on))
	}
	if len(shown.Dates) == 0 {
		shown.None = whyNone(shown, history, undated)
		return shown
	}
	likely := shown.Dates[1].On
	shown.Late = !due.IsZero() && (likely == "" || due.String() < likely)
	return shown
}

func forecastDate(percent int, on time.Time) ForecastDate {
	if on.IsZero() {
		return ForecastDate{Percent: percent, Text: "later than in five years"}
	}
	return ForecastDate{Percent: percent, On: on.UTC().Format(time.DateOnly), Text: day(on)}
}

// whyNone says why there is no forecast, and what would make one.
func whyNone(f Forecast, history forecast.History, undated int) string {
	switch {
	case f.Left == 0:
		return "nothing is left to do"
	case undated > 0 && !history.Enough():
		return plural(undated, "done story") + " without a day on which it was done; plotline sync --pull-only reads it where the tracker knows"
	case len(f.Weeks) == 0:
		return "too little history: no story is done yet"
	case !history.Enough():
		return "too little history: " + plural(f.Done, "story") + " done in " + plural(len(f.Weeks), "week") + "; " +
			strconv.Itoa(forecast.LeastDone) + " in " + strconv.Itoa(forecast.LeastWeeks) + " weeks are the least"
	}
	return "nothing of a size was done in the last " + plural(len(f.Weeks), "week")
}

// unitOf is points where the team has estimated every story that counts: a
// template's size is a hint, and no history.
func unitOf(items []Item) string {
	counts := slices.DeleteFunc(slices.Clone(items), func(i Item) bool { return i.Ticket.Phase == PhaseRefused })
	if len(counts) == 0 || slices.ContainsFunc(counts, func(i Item) bool { _, ok := estimateOf(i); return !ok }) {
		return unitStories
	}
	return unitPoints
}
