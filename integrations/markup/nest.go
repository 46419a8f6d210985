package markup

import "strings"

// unit is what opens or closes formatting as a whole: a run, a link with all
// its runs, a lone space or a line break.
type unit struct {
	from, to int
	// marks is the formatting of all of it.
	marks       marks
	link, space bool
	brk         bool
	// size is how much text it has, white space left out.
	size int
}

func unitsOf(runs []run) []unit {
	var out []unit
	for i := 0; i < len(runs); {
		u := unit{from: i, to: i + 1, marks: runs[i].marks &^ codeSpan, brk: runs[i].brk, space: isSpace(runs[i])}
		if runs[i].href != "" {
			u = linkUnit(runs, i)
		}
		for _, r := range runs[u.from:u.to] {
			u.size += len(r.text) - strings.Count(r.text, " ")
		}
		out = append(out, u)
		i = u.to
	}
	return out
}

func linkUnit(runs []run, i int) unit {
	u := unit{from: i, to: i, marks: ^codeSpan, link: true}
	for u.to < len(runs) && !runs[u.to].brk && runs[u.to].href == runs[i].href && runs[u.to].title == runs[i].title {
		if !isSpace(runs[u.to]) {
			u.marks &= runs[u.to].marks
		}
		u.to++
	}
	return u
}

// step says what to do before a unit: close all formatting but the outermost
// keep, then open more; stack is what is open then.
type step struct {
	keep  int
	open  []marks
	stack []marks
}

// nest decides how flat formatting is nested. It looks past white space, so
// that the white space can be given the formatting that stays open over it.
func nest(units []unit) []step {
	out := make([]step, len(units))
	var stack []marks
	for i, u := range units {
		s := step{keep: kept(stack, wanted(units, i))}
		stack = append([]marks(nil), stack[:s.keep]...)
		if !u.space && !u.brk {
			s.open = opening(units, i, stack)
			stack = append(stack, s.open...)
		}
		s.stack = stack
		out[i] = s
	}
	return out
}

// wanted is the formatting of the unit, or of the next one after white space.
func wanted(units []unit, i int) marks {
	for i < len(units) && units[i].space {
		i++
	}
	if i == len(units) || units[i].brk {
		return 0
	}
	return units[i].marks
}

func kept(stack []marks, want marks) int {
	for i, m := range stack {
		if want&m == 0 {
			return i
		}
	}
	return len(stack)
}

// formats are in the order in which they enclose one another when equally long.
var formats = [...]struct {
	mark  marks
	delim string
}{{strong, "**"}, {emph, "*"}, {strike, "~~"}}

// opening orders what the unit at i needs beyond the stack, the longest first.
func opening(units []unit, i int, stack []marks) []marks {
	need := units[i].marks
	for _, m := range stack {
		need &^= m
	}
	var out []marks
	for need != 0 {
		best, length := marks(0), -1
		for _, f := range formats {
			if n := reach(units, i, f.mark); need&f.mark != 0 && n > length {
				best, length = f.mark, n
			}
		}
		if best == 0 {
			return out
		}
		out = append(out, best)
		need &^= best
	}
	return out
}

// reach is how much text from unit i on has the formatting.
func reach(units []unit, i int, m marks) int {
	n := 0
	for ; i < len(units) && !units[i].brk && (units[i].space || units[i].marks&m != 0); i++ {
		n += units[i].size
	}
	return n
}

// formatSpaces gives lone spaces the formatting that stays open over them.
func formatSpaces(runs []run) []run {
	units := unitsOf(runs)
	for i, s := range nest(units) {
		u := units[i]
		var open marks
		for _, m := range s.stack {
			open |= m
		}
		switch {
		case u.space:
			runs[u.from].marks = open
		case u.link:
			formatLabel(runs[u.from:u.to], u.marks)
		}
	}
	return runs
}

// formatLabel does the same within a link whose runs share the common marks.
func formatLabel(runs []run, common marks) {
	label := labelRuns(runs, common)
	for i, r := range formatSpaces(label) {
		if isSpace(runs[i]) {
			runs[i].marks = r.marks | common
		}
	}
}

// labelRuns gives a link's runs as text without the formatting around it.
func labelRuns(runs []run, around marks) []run {
	out := make([]run, len(runs))
	for i, r := range runs {
		r.marks &^= around
		r.href, r.title = "", ""
		out[i] = r
	}
	return out
}
