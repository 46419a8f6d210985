package render

import (
	"fmt"
	"io"
	"strconv"
)

// step is a story in the plan of what waits for what.
type step struct {
	item Item
	epic *Item
	// size is its points; what has none counts as one.
	size float64
	// start is where the longest chain that it waits for ends.
	start float64
	// after is the story that it waits for last, "" for none.
	after    string
	critical bool
	visiting bool
	placed   bool
}

// schedule places the stories that are left: each begins when the last one
// that it needs ends, and what does not wait runs side by side. Sizes are hints
// or estimates, so the axis counts points, not days. It gives the stories in
// order and the length of the longest chain, which is the critical path.
func schedule(view *View) ([]*step, float64) {
	var order []*step
	var under *Item
	view.each(func(_ Column, epic, item Item, kind string) {
		if kind == kindEpic {
			under = &epic
		}
		if kind != kindStory || item.Ticket.Phase == PhaseDone || item.Ticket.Phase == PhaseRefused {
			return
		}
		size, ok := pointsOf(item)
		if !ok || size == 0 {
			size = 1
		}
		order = append(order, &step{item: item, epic: under, size: size})
	})
	steps := byID(order)
	end := 0.0
	var last *step
	for _, one := range order {
		place(one, steps)
		if one.start+one.size > end {
			end, last = one.start+one.size, one
		}
	}
	for one := last; one != nil; one = steps[one.after] {
		one.critical = true
	}
	return order, end
}

// place finds a story's start; a circle of needs is cut where it closes. The
// depth is bounded by the length of a chain of needs.
func place(one *step, steps map[string]*step) {
	if one.placed || one.visiting {
		return
	}
	one.visiting = true
	for _, need := range one.item.Needs {
		before, ok := steps[need.ID]
		if !ok || before.visiting {
			continue
		}
		place(before, steps)
		if end := before.start + before.size; end > one.start {
			one.start, one.after = end, need.ID
		}
	}
	one.visiting, one.placed = false, true
}

// The measures of a Gantt, in pixels.
const (
	ganttLabels = 430
	ganttRow    = 24
	ganttTop    = 92
)

// Gantt draws what waits for what, as an SVG: a bar a story that is left, as
// long as its size, under its epic, a line from what it needs, and the critical
// path in another colour.
func Gantt(w io.Writer, view *View) error {
	order, end := schedule(view)
	s := &svg{}
	title := "Gantt of " + fit(fold(view.Product), 80)
	s.text(16, 24, "head", fit(fold(view.Product), 60)+": what is left, and what waits for what")
	if len(order) == 0 {
		s.text(16, 44, "soft", "No story is left.")
		_, err := w.Write(s.page(900, 72, title))
		return err
	}
	scale := min(max(24.0, 440/end), 1400/end)
	bottom := ganttTop + ganttRow*(len(order)+epicsOf(order))
	s.legend(order, end)
	for tick := 0.0; tick <= end; tick += gap(end) {
		x := ganttLabels + int(tick*scale)
		s.line(x, ganttTop-8, x, bottom)
		s.text(x-4, ganttTop-14, "soft", number(tick))
		s.text(x-4, bottom+14, "soft", number(tick))
	}
	s.bars(order, scale)
	_, err := w.Write(s.page(max(900, ganttLabels+int(end*scale)+24), bottom+28, title))
	return err
}

// legend says what the picture counts and what its colours mean.
func (s *svg) legend(order []*step, end float64) {
	chain := 0
	for _, one := range order {
		if one.critical {
			chain++
		}
	}
	s.text(16, 44, "soft", fmt.Sprintf("%s left. The longest chain (%s, %s points) is the critical path. The axis counts points of work, not days.",
		plural(len(order), "story"), plural(chain, "story"), number(end)))
	s.rect(16, 56, 22, 10, "path", "critical path")
	s.text(44, 65, "soft", "critical path: what is late here makes the whole late")
	s.rect(340, 56, 22, 10, "bar", "other stories")
	s.text(368, 65, "soft", "other stories")
}

// bars draws the stories under their epics, and before them, so that bars lie
// above lines, what each needs.
func (s *svg) bars(order []*step, scale float64) {
	rows := map[string]int{}
	y := ganttTop
	for i, one := range order {
		if i == 0 || one.epic != order[i-1].epic {
			s.text(16, y+15, "head", fit(fold(storyLabel(*one.epic)), 50))
			y += ganttRow
		}
		rows[one.item.ID] = y
		y += ganttRow
	}
	at := func(points float64) int { return ganttLabels + int(points*scale) }
	steps := byID(order)
	for _, one := range order {
		for _, need := range one.item.Needs {
			if before, ok := steps[need.ID]; ok && before.start+before.size <= one.start {
				class := "need"
				if one.critical && before.critical && one.after == need.ID {
					class = "way"
				}
				s.step(at(before.start+before.size)-1, rows[need.ID]+10, at(one.start)+1, rows[one.item.ID]+10, class)
			}
		}
	}
	for _, one := range order {
		y, class := rows[one.item.ID], "bar"
		if one.critical {
			class = "path"
		}
		s.text(28, y+14, "", fit(fold(storyLabel(one.item)), 52))
		s.rect(at(one.start), y+2, max(4, int(one.size*scale)-2), ganttRow-8, class,
			fmt.Sprintf("%s: %s points, from %s", fold(one.item.Title), number(one.size), number(one.start)))
	}
}

// epicsOf counts the epics that the stories stand under, one after the other.
func epicsOf(order []*step) int {
	count := 0
	for i, one := range order {
		if i == 0 || one.epic != order[i-1].epic {
			count++
		}
	}
	return count
}

func byID(order []*step) map[string]*step {
	steps := make(map[string]*step, len(order))
	for _, one := range order {
		steps[one.item.ID] = one
	}
	return steps
}

func number(value float64) string { return strconv.FormatFloat(value, 'f', -1, 64) }

// gap is the distance of the axis's marks, so that there are about ten.
func gap(end float64) float64 {
	step := 1.0
	for _, wider := range []float64{2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 1e5, 1e7} {
		if end/step <= 12 {
			break
		}
		step = wider
	}
	return max(step, end/200)
}
