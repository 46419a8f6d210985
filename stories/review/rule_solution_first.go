package review

import "fmt"

// storySolutionFirst finds stories that name a widget or a technique where the
// need should be.
func storySolutionFirst() Rule {
	return Rule{
		Name: "story/solution-first", Severity: Info,
		Summary: "the story names a solution where its need should be",
		story: func(s *story, f *finder) {
			for _, part := range []span{s.parts.means, s.parts.end} {
				s.solution(part, func(in span, hit phrase) {
					f.words(s, in, fmt.Sprintf("%q is a solution: what must the role get done?", s.said(in)), hit.advice)
				})
			}
		},
	}
}

// solution gives the first widget or technique of a part.
func (s *story) solution(in span, found func(span, phrase)) {
	first := true
	s.known.widgets.each(s.words, in, func(at span, hit phrase) {
		if first {
			found(at, hit)
		}
		first = false
	})
}

// widgetWords are words that only a screen or a machine room has.
func widgetWords() map[string][]string {
	return map[string][]string{
		"say what the role needs; the screen is the team's to design": {
			"button", "buttons", "checkbox", "checkboxes", "check box", "check boxes", "dropdown", "dropdowns", "drop-down",
			"drop down", "drop-downs", "combobox", "combo box", "radio button", "radio buttons", "popup", "popups", "pop-up",
			"pop-ups", "pop up", "modal", "tooltip", "tooltips", "text box", "textbox", "text field", "text fields", "input field",
			"sidebar", "side bar", "toolbar", "navbar", "hamburger menu", "menu item", "scrollbar", "scroll bar", "tab bar", "carousel", "spinner",
			"accordion", "slider", "breadcrumb", "breadcrumbs", "datepicker", "date picker", "wizard", "hyperlink", "hyperlinks",
			"dialog", "dialog box", "context menu"},
		"say what must hold; how it is built is the team's to decide": {
			"sql", "mysql", "postgresql", "postgres", "mongodb", "nosql", "redis", "kafka", "stored procedure", "stored procedures",
			"cron job", "cron jobs", "cronjob", "microservice", "microservices", "javascript", "jquery", "angular", "react", "ajax",
			"lambda", "foreign key", "database table", "database tables", "lookup table", "cookie", "cookies", "iframe", "stylesheet", "css"},
	}
}
