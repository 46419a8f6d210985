package stories

import (
	"fmt"
	"strings"

	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories/pack"
)

// called records a match, and says what a person should know of it.
func (d *drafter) called(e *epicDraft, c caller, match pack.Match, choices []choice) {
	record := Called{Caller: c.ref, Epic: e.source, Match: match}
	for _, choice := range choices {
		record.Templates = append(record.Templates, choice.template.Name)
	}
	d.result.Matches = append(d.result.Matches, record)
	if len(match.Unknown) > 0 {
		d.notice(c.ref, c.at, fmt.Sprintf("%s names a template that there is not: %s", c.what, strings.Join(match.Unknown, ", ")),
			"plotline templates list shows the names")
	}
	if len(choices) == 0 || len(match.Choices) == 0 || choices[0].template != match.Choices[0].Template {
		return // it stays with the template that it had
	}
	switch {
	case match.Miss && c.painPoint == nil && len(e.painPoints) > 0 && len(match.Unknown) == 0:
		// its first version stands beside what its pain points call
	case match.Miss && len(match.Unknown) == 0:
		d.noticeDrafting(c.ref, c.at, fmt.Sprintf("no template fits %s; it is drafted from the %s one%s", c.what, choices[0].template.Name, nearestOf(match)),
			`name one under "templates", or write one: plotline templates list`)
	case len(match.Near) > 0 && !match.Choices[0].Explicit:
		d.noticeDrafting(c.ref, c.at, fmt.Sprintf("%s calls template %q, and %s", c.what,
			match.Choices[0].Template.Name, rivalry(match.Choices[0], match.Near[0])), `name the right one under "templates"`)
	}
}

// nearestOf says which template came nearest to a call that none fits.
func nearestOf(miss pack.Match) string {
	if len(miss.Near) == 0 {
		return ""
	}
	return fmt.Sprintf(" (%q comes nearest)", miss.Near[0].Template.Name)
}

// rivalry says how near a rival came to the template that is called: by what was
// heard before, or by phrases.
func rivalry(chief, rival pack.Choice) string {
	if chief.Share > 0 {
		return fmt.Sprintf("%q is %.0f%% as likely", rival.Template.Name, 100*rival.Share/chief.Share)
	}
	return fmt.Sprintf("phrases of %q weigh %.0f%% as much", rival.Template.Name, 100*rival.Score/chief.Score)
}

// noticeLookalikes says which templates are drafted in several epics.
func (d *drafter) noticeLookalikes() {
	epics := map[string][]roadmap.Ref{}
	var names []string
	for _, e := range d.epics {
		seen := map[string]bool{}
		for _, w := range e.stories {
			name := w.template.Name
			if name == pack.Generic || name == pack.Initiative || w.slot.For != "" || seen[name] || !e.wantsStories() {
				continue
			}
			seen[name] = true
			if len(epics[name]) == 0 {
				names = append(names, name)
			}
			epics[name] = append(epics[name], e.source)
		}
	}
	for _, name := range names {
		if in := epics[name]; len(in) > 1 {
			d.notice("", source.Position{}, fmt.Sprintf("template %q is drafted in %d epics, whose stories look alike: %s",
				name, len(in), firstNames(in, 5)), "where one story would do, drop the others: plotline drop, or plotline merge")
			d.result.Notices[len(d.result.Notices)-1].about = in
		}
	}
}

// firstNames lists at most n names, and says how many more there are.
func firstNames(refs []roadmap.Ref, n int) string {
	var names []string
	for _, ref := range refs {
		names = append(names, ref.ID())
	}
	if len(names) <= n {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:n], ", "), len(names)-n)
}
