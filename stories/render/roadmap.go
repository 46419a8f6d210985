package render

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"plotline/roadmap"
)

// quarter is a quarter of the calendar; the zero one is no date.
type quarter struct{ year, part int }

func quarterOf(d roadmap.Date) quarter {
	if d.IsZero() {
		return quarter{}
	}
	return quarter{d.Year, (d.Month-1)/3 + 1}
}

func (q quarter) String() string {
	if q == (quarter{}) {
		return "no date"
	}
	return fmt.Sprintf("%d-Q%d", q.year, q.part)
}

// Roadmap draws the goals by horizon and by the quarter in which they are due,
// as an SVG: what is to be reached by when, and how far the stories are.
func Roadmap(w io.Writer, view *View) error {
	const left, top, wide, box, space = 90, 84, 270, 120, 12
	quarters := dueQuarters(view)
	s := &svg{}
	s.text(16, 26, "head", fit(fold(view.Product), 60)+": roadmap by horizon and quarter")
	if view.Vision != "" {
		s.text(16, 46, "soft", fit(view.Vision, 110))
	}
	for i, q := range quarters {
		s.text(left+i*(wide+space), top-14, "head", q.String())
	}
	if len(quarters) == 0 {
		s.text(16, top-14, "soft", "No goals yet.")
	}
	y := top
	for _, horizon := range []string{string(roadmap.Now), string(roadmap.Next), string(roadmap.Later), ""} {
		rows := 0
		for i, q := range quarters {
			goals := goalsIn(view, horizon, q)
			rows = max(rows, len(goals))
			for j, goal := range goals {
				s.goal(left+i*(wide+space), y+j*(box+space), wide, box, goal)
			}
		}
		if rows == 0 {
			continue
		}
		s.text(16, y+20, "head", cmp.Or(horizon, "open"))
		y += rows * (box + space)
		s.line(16, y, left+len(quarters)*(wide+space), y)
		y += space
	}
	_, err := w.Write(s.page(max(700, left+len(quarters)*(wide+space)+16), y+8, "Roadmap of "+fit(fold(view.Product), 80)))
	return err
}

// dueQuarters are the quarters in which goals are due, in order, those without
// a date last.
func dueQuarters(view *View) []quarter {
	var quarters []quarter
	for _, column := range view.Columns {
		if column.ID != "" && !slices.Contains(quarters, quarterOf(column.Due)) {
			quarters = append(quarters, quarterOf(column.Due))
		}
	}
	slices.SortFunc(quarters, func(a, b quarter) int {
		none := quarter{}
		if (a == none) != (b == none) {
			return cmp.Compare(b.year, a.year)
		}
		return cmp.Or(a.year-b.year, a.part-b.part)
	})
	return quarters
}

func goalsIn(view *View, horizon string, q quarter) []Column {
	var goals []Column
	for _, column := range view.Columns {
		if column.ID != "" && column.Horizon == horizon && quarterOf(column.Due) == q {
			goals = append(goals, column)
		}
	}
	return goals
}

// stateOf is a goal's state where that is not active.
func stateOf(goal Column) string {
	if goal.State == "" {
		return ""
	}
	return goal.State + ", "
}

// goal draws one goal's box.
func (s *svg) goal(x, y, width, height int, goal Column) {
	s.rect(x, y, width, height, "card", goal.Statement)
	for i, line := range wrap(goal.Statement, 31, 3) {
		s.text(x+10, y+20+i*16, "head", line)
	}
	if len(goal.Metrics) > 0 {
		m := goal.Metrics[0]
		s.text(x+10, y+72, "", fit(figures(m), 34))
		s.text(x+10, y+88, "soft", fit(m.Name, 40))
	}
	if goal.Count.Stories == 0 {
		s.text(x+10, y+104, "soft", stateOf(goal)+"no stories yet")
		return
	}
	if goal.Unmoved {
		s.text(x+10, y+104, "alarm", "all stories done, and no metric has moved")
	} else {
		s.text(x+10, y+104, "soft", stateOf(goal)+fmt.Sprintf("%d of %s done", goal.Count.Done, plural(goal.Count.Stories, "story")))
	}
	s.rect(x+10, y+110, width-20, 4, "line card", "stories done")
	if done := (width - 20) * goal.Count.Done / goal.Count.Stories; done > 0 {
		s.rect(x+10, y+110, done, 4, "done", "stories done")
	}
}

// figures are a metric's baseline, latest reading where there is one, and target.
func figures(m Metric) string {
	parts := []string{cmp.Or(m.Baseline, "?"), m.Latest, cmp.Or(m.Target, "?")}
	if m.Latest == "" {
		parts = slices.Delete(parts, 1, 2)
	}
	return strings.Join(parts, " → ")
}
