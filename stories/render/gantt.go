package render

import (
	"fmt"
	"io"
	"strconv"
)

// step is a story in the plan of what waits for what.
type step struct {
	item Item
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
	steps := map[string]*step{}
	var order []*step
	view.each(func(_ Column, _, item Item, kind string) {
		if kind != kindStory || item.Ticket.Phase == PhaseDone || item.Ticket.Phase == PhaseRefused {
			return
		}
		size, ok := pointsOf(item)
		if !ok || size == 0 {
			size = 1
		}
		one := &step{item: item, size: size}
		order = append(order, one)
		steps[item.ID] = one
	})
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

// Gantt draws what waits for what, as an SVG: a bar a story that is left, as
// long as its size, and the critical path in another colour.
func Gantt(w io.Writer, view *View) error {
	const labels, row, top, right = 430, 24, 64, 24
	order, end := schedule(view)
	scale := 24.0
	if end*scale > 1400 {
		scale = 1400 / end
	}
	width := max(900, labels+int(end*scale)+right)
	height := top + row*len(order) + 28
	s := &svg{}
	s.text(16, 24, "head", cut(fold(view.Product), 80)+": what is left, and what waits for what")
	chain := 0
	for _, one := range order {
		if one.critical {
			chain++
		}
	}
	if len(order) == 0 {
		s.text(16, 44, "soft", "No story is left.")
		_, err := w.Write(s.page(width, height, "Gantt of "+cut(fold(view.Product), 80)))
		return err
	}
	s.text(16, 44, "soft", fmt.Sprintf("%s left. The longest chain (%s, %s points) is the critical path. The axis counts points of work, not days.",
		plural(len(order), "story"), plural(chain, "story"), strconv.FormatFloat(end, 'f', -1, 64)))
	for tick := 0.0; tick <= end; tick += gap(end) {
		x := labels + int(tick*scale)
		s.line(x, top-8, x, height-20)
		s.text(x-4, height-6, "soft", strconv.FormatFloat(tick, 'f', -1, 64))
	}
	for i, one := range order {
		y := top + i*row
		class := "bar"
		if one.critical {
			class = "path"
		}
		s.text(16, y+13, "", cut(fold(storyLabel(one.item)), 52))
		s.rect(labels+int(one.start*scale), y+2, max(4, int(one.size*scale)-2), row-8, class,
			fmt.Sprintf("%s: %s points, from %s", fold(one.item.Title), number(one.size), number(one.start)))
	}
	_, err := w.Write(s.page(width, height, "Gantt of "+cut(fold(view.Product), 80)))
	return err
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
