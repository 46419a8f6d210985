package integrations

import (
	"fmt"
	"slices"
)

// Moved says what changed between a saved plan and the one of today, in words.
// Nothing means that applying today's does just what the saved one printed.
func (p *Plan) Moved(saved *Plan) []string {
	if p.Digest == saved.Digest {
		return nil
	}
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if p.Tracker != saved.Tracker || p.Project != saved.Project {
		add("it was made for %s (%s), and this is %s (%s)", saved.Title, saved.Tracker, p.Title, p.Tracker)
		return out
	}
	if p.Roadmap != saved.Roadmap {
		add("it was made for the roadmap %s, and this is %s", saved.Roadmap, p.Roadmap)
		return out
	}
	if p.Backlog != saved.Backlog {
		add("the backlog's files changed")
	}
	was, is := changesByName(saved), changesByName(p)
	for _, c := range saved.Changes {
		if moved := movedChange(c, is); moved != "" {
			out = append(out, moved)
		}
	}
	for _, c := range p.Changes {
		if _, ok := was[c.name()]; !ok && c.Action != Keep {
			add("%s is to %s now, and was not in the plan", c.called(), c.Action)
		}
	}
	if len(out) == 0 {
		add("what is held back, in conflict or to be said is not the same")
	}
	return out
}

// name tells the changes of a plan apart: of one item several tickets may be
// closed.
func (c Change) name() string {
	if c.Action == Close || c.Twin {
		return c.ID + " " + c.Key
	}
	return c.ID
}

func changesByName(p *Plan) map[string]Change {
	out := make(map[string]Change, len(p.Changes))
	for _, c := range p.Changes {
		out[c.name()] = c
	}
	return out
}

// movedChange says what became of one change of a saved plan, "" for nothing.
func movedChange(was Change, today map[string]Change) string {
	is, ok := today[was.name()]
	name := was.called()
	switch {
	case !ok:
		return fmt.Sprintf("%s was to %s, and is in the plan no more", name, was.Action)
	case is.Action != was.Action:
		return fmt.Sprintf("%s was to %s, and is to %s now (%s)", name, was.Action, is.Action, is.Reason)
	case is.TicketVersion != was.TicketVersion:
		return fmt.Sprintf("%s changed on the tracker", name)
	case !slices.Equal(is.Fields, was.Fields) || is.Parent != was.Parent || is.Reason != was.Reason || is.Key != was.Key:
		return fmt.Sprintf("%s would be written otherwise now", name)
	}
	return ""
}

// called is what people call a change's ticket by.
func (c Change) called() string {
	if c.Key == "" {
		return quote(c.Title)
	}
	return c.Key + " " + quote(c.Title)
}

func quote(title string) string { return fmt.Sprintf("%q", title) }
