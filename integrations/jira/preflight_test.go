package jira_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
	"plotline/stories"
)

// before gives the obstacles of a push.
func (w *world) before(tracker *jira.Tracker, drafts []integrations.Draft, edits ...integrations.Edit) (refused, notes string) {
	w.t.Helper()
	obstacles, err := tracker.Preflight(w.t.Context(), drafts, edits)
	if err != nil {
		w.t.Fatal(hint(err))
	}
	for _, o := range obstacles {
		if o.Refuse {
			refused += o.Message + "\n" + o.Hint + "\n"
		} else {
			notes += o.Message + "\n" + o.Hint + "\n"
		}
	}
	for _, request := range w.server.Requests() {
		if writing(request) {
			w.t.Errorf("a preflight wrote: %s", request)
		}
	}
	return refused, notes
}

func story1() []integrations.Draft {
	return []integrations.Draft{draft("s1", "a story", &integrations.Ticket{Key: "SHOP-1"})}
}

// fields are some of each kind.
func fields() []jiratest.Field {
	return []jiratest.Field{
		{ID: "priority", Name: "Priority", Type: "priority", Values: []string{"High", "Medium"}},
		{ID: "components", Name: "Components", Type: "array", Items: "component", Values: []string{"Storefront", "Search"}},
		{ID: "customfield_13001", Name: "Markets", Type: "array", Items: "option", Values: []string{"Norway", "Sweden"}},
		{ID: "customfield_13002", Name: "Area", Type: "option-with-child", Values: []string{"Shop", "Office"}, Children: map[string][]string{"Shop": {"Front", "Back"}}},
		{ID: "customfield_13003", Name: "Designer", Type: "user"},
		{ID: "customfield_13004", Name: "Reviewers", Type: "array", Items: "user"},
		{ID: "customfield_13005", Name: "Budget", Type: "number"},
	}
}

func users() []jiratest.User {
	return []jiratest.User{
		{Account: "5b10a2844c20165700ede21g", Name: "uma", Display: "Uma Nilsen", Mail: "uma@northwind.example"},
		{Account: "5b10a2844c20165700ede22g", Name: "umberto", Display: "Umberto Rossi", Mail: "umberto@northwind.example"},
	}
}

func TestValuesAreCheckedBeforeAnythingIsWritten(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*jira.Config)
		says   []string
	}{
		{"a priority", func(c *jira.Config) { c.Priority = "Urgent" }, []string{"Urgent", "High, Medium", "jira: {priority:"}},
		{"a component", func(c *jira.Config) { c.Components = []string{"Search", "Stores"} }, []string{"Stores", "Storefront, Search", "jira: {components:"}},
		{"one of several", set("Markets", "Norway", "Denmark"), []string{"Denmark", "Norway, Sweden", `fields: {"Markets"`}},
		{"a value within a value", set("Area", "Shop", "Cellar"), []string{"Cellar", "Front, Back"}},
		{"the value around it", set("Area", "Cellar", "Front"), []string{"Cellar", "Shop, Office"}},
		{"a person", set("Designer", "um"), []string{"nobody is called so", "Uma Nilsen, Umberto Rossi"}},
		{"several people", set("Reviewers", "uma@northwind.example", "Zoe"), []string{"Zoe", "nobody is called so"}},
		{"two where one goes", set("Designer", "Uma Nilsen", "Umberto Rossi"), []string{"one value, not 2"}},
		{"a number", set("Budget", "much"), []string{"takes a number"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			deployments(t, func(t *testing.T, config jiratest.Config) {
				config.Fields, config.Users = fields(), users()
				w := newWorld(t, config)
				refused, _ := w.before(w.open(c.change), story1())
				has(t, refused, c.says...)
			})
		})
	}
}

func set(field string, values ...string) func(*jira.Config) {
	return func(c *jira.Config) { c.Fields = map[string][]string{field: values} }
}

func TestValuesOfEveryKindArrive(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		config.Fields, config.Users = fields(), users()
		w := newWorld(t, config)
		tracker := w.open(func(c *jira.Config) {
			c.Priority, c.Components = "high", []string{"Storefront", "search"}
			c.Fields = map[string][]string{
				"Markets": {"Norway", "Sweden"}, "Area": {"Shop", "Back"}, "Designer": {"uma nilsen"},
				"Reviewers": {"uma@northwind.example", "Umberto Rossi"}, "Budget": {"12.5"},
			}
		})
		if refused, notes := w.before(tracker, story1()); refused+notes != "" {
			t.Fatal(refused + notes)
		}
		w.family(tracker)
		w.server.Settle()
		// Without the right to look people up, an account goes as it is written.
		config.Forbidden = []string{"USER_PICKER"}
		w = newWorld(t, config)
		who := map[bool]string{true: "5b10a2844c20165700ede21g", false: "uma"}[config.Cloud]
		w.family(w.open(set("Designer", who)))
	})
}

func TestAValueForAFieldThatIsOnNoScreenIsSaid(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true, Fields: fields()[2:3]})
	refused, notes := w.before(w.open(func(c *jira.Config) {
		c.Fields, c.Priority = map[string][]string{"Marketts": {"Norway"}}, "High"
	}), story1())
	has(t, notes, `"Marketts"`, `"priority"`, "the screens have", "Markets")
	if refused != "" {
		t.Errorf("refused: %s", refused)
	}
	w = newWorld(t, jiratest.Config{Cloud: true, Fields: []jiratest.Field{{ID: "components", Name: "Components", Type: "array", Items: "component", Values: []string{}}}})
	refused, _ = w.before(w.open(func(c *jira.Config) { c.Components = []string{"Search"} }), story1())
	has(t, refused, "nothing to choose from")
}

func TestWhatIsTooLongIsRefused(t *testing.T) {
	long := func(n int) string { return strings.Repeat("ø", n) }
	many := func(n int) integrations.Mark {
		m := draft("s1", "", nil).Mark
		m.Fields = map[string][]string{"criteria": make([]string, n)}
		for i := range n {
			m.Fields["criteria"][i] = fmt.Sprintf("%016x", i*7919)
		}
		return m
	}
	for _, c := range []struct {
		name  string
		draft func(*integrations.Draft)
		edit  integrations.Edit
		says  string
	}{
		{"title", func(d *integrations.Draft) { d.Title = long(256) }, integrations.Edit{Title: ptr(long(256))}, "256 characters; Jira takes 255"},
		{"title of two lines", func(d *integrations.Draft) { d.Title = "a\nb" }, integrations.Edit{Title: ptr("a\nb")}, "line break"},
		{"label", func(d *integrations.Draft) { d.Labels = []string{long(256)} }, integrations.Edit{AddLabels: []string{long(256)}}, "256 characters; Jira takes 255"},
		{"description", func(d *integrations.Draft) { d.Part = long(32800) }, integrations.Edit{Part: ptr(long(32800))}, "Jira takes 32767"},
		{"property", func(d *integrations.Draft) { d.Mark = many(1800) }, integrations.Edit{Mark: many(1800)}, "takes 32768"},
	} {
		t.Run(c.name, func(t *testing.T) {
			deployments(t, func(t *testing.T, config jiratest.Config) {
				w := newWorld(t, config)
				drafts := story1()
				c.draft(&drafts[0])
				refused, _ := w.before(w.open(nil), drafts)
				has(t, refused, c.says)
				c.edit.ID = "s1"
				refused, _ = w.before(w.open(nil), nil, c.edit)
				has(t, refused, c.says)
				// And the server does refuse it: the check is no stricter.
				drafts[0].Parent, drafts[0].Kind, drafts[0].Type = nil, stories.Epic, stories.TypeEpic
				if answer := create1(t, w.open(nil), drafts[0]); answer.Outcome != integrations.Rejected {
					t.Errorf("the server took it: %+v", answer.Outcome)
				}
			})
		})
	}
}

// TestDataCentersWikiMarkupCounts, with its escapes and the copy of the mark.
func TestDataCentersWikiMarkupCounts(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		d := draft("e1", "an epic", nil)
		d.Part = strings.Repeat(strings.Repeat("{x} ", 100)+"\n\n", 80) // each brace is escaped
		refused, _ := w.before(w.open(nil), []integrations.Draft{d})
		if (refused == "") != config.Cloud {
			t.Errorf("refused %q", refused)
		}
		if answer := create1(t, w.open(nil), d); (answer.Outcome == integrations.Created) != config.Cloud {
			t.Errorf("the server says %s: %v", answer.Outcome, answer.Err)
		}
	})
}

func ptr(text string) *string { return &text }

func TestALabelWithSpacesIsJoined(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true})
	d := draft("e1", "an epic", nil)
	d.Labels = []string{"home page"}
	if got := w.create(w.open(nil), d); !slices.Contains(got.Labels, "home-page") {
		t.Errorf("%q", got.Labels)
	}
}

func TestALongBodyIsCutAtASection(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		items := trackertest.Items(1, 1)
		items[1].Part.Notes = strings.Repeat("**Bold** and *slanted* words of somebody. ", 200)
		for i := range 60 {
			items[1].Part.Criteria = append(items[1].Part.Criteria, integrations.Check{Text: fmt.Sprintf("Given case %d, %s then **it holds**.", i, strings.Repeat("when [a link](https://example.com) is *used*, ", 12))})
		}
		w.made(items)
		w.server.Settle()
		found, err := w.open(nil).After(t.Context(), "", "northwind")
		if err != nil || len(found.Tickets) != 2 {
			t.Fatalf("%d tickets, %v", len(found.Tickets), err)
		}
		part := integrations.ParsePart(found.Tickets[1].Part)
		if part.Cut == "" || !strings.Contains(part.Cut, items[1].Path) || part.Notes != "" || len(part.Criteria) < 10 {
			t.Errorf("cut %q, %d criteria, notes %.20q", part.Cut, len(part.Criteria), part.Notes)
		}
		for i, check := range part.Criteria {
			if !strings.HasSuffix(check.Text, "**it holds**.") && !strings.HasSuffix(check.Text, ".") {
				t.Errorf("criterion %d is cut in the middle: %.80q", i, check.Text)
			}
		}
		req := integrations.Request{Roadmap: "northwind", Backlog: "b", Items: items}
		plan, err := integrations.MakePlan(t.Context(), w.open(nil), req)
		if err != nil || !plan.Empty() || len(plan.Conflicts) > 0 {
			t.Errorf("afterwards %+v, %+v, %v", plan.Summary, plan.Refused, err)
		}
	})
}

func TestRightsThatAPushNeedsAreAskedFor(t *testing.T) {
	release := story1()
	release[0].Release = &integrations.Release{Name: "Spring"}
	waits := story1()
	waits[0].Waits = true
	edit, closing := integrations.Edit{ID: "s1"}, integrations.Edit{ID: "s1", Closes: &integrations.Ticket{Key: "SHOP-1"}}
	for _, c := range []struct {
		name           string
		lacks          string
		drafts         []integrations.Draft
		edits          []integrations.Edit
		refused, noted string
	}{
		{"to edit", "EDIT_ISSUES", nil, []integrations.Edit{edit}, "Edit issues", ""},
		{"to comment on what is closed", "ADD_COMMENTS", nil, []integrations.Edit{closing}, "Add comments", ""},
		{"to comment where nothing is closed", "ADD_COMMENTS", nil, []integrations.Edit{edit}, "", ""},
		{"to transition what is closed", "TRANSITION_ISSUES", nil, []integrations.Edit{closing}, "", "Transition issues in SHOP: dropped tickets stay open"},
		{"to make versions", "ADMINISTER_PROJECTS", release, nil, "", "Administer projects in SHOP: the versions Spring cannot be made"},
		{"to link", "LINK_ISSUES", waits, nil, "", "Link issues in SHOP: needs stay unlinked"},
		{"to link where nothing waits", "LINK_ISSUES", story1(), nil, "", ""},
		{"to rank", "SCHEDULE_ISSUES", story1(), nil, "", "Schedule issues in SHOP: new tickets get no place on the board"},
	} {
		t.Run(c.name, func(t *testing.T) {
			deployments(t, func(t *testing.T, config jiratest.Config) {
				config.Forbidden, config.Boards = []string{c.lacks}, boards()
				w := newWorld(t, config)
				refused, notes := w.before(w.open(func(c *jira.Config) { c.Board = "Shop board" }), c.drafts, c.edits...)
				if (refused != "") != (c.refused != "") || (notes != "") != (c.noted != "") {
					t.Errorf("refused %q, noted %q", refused, notes)
				}
				has(t, refused, c.refused)
				has(t, notes, c.noted)
			})
		})
	}
}

func TestASiteThatCannotBlockIsSaid(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true, NoLinkField: true, BlocksName: "-"})
	waits := story1()
	waits[0].Waits = true
	_, notes := w.before(w.open(nil), waits)
	has(t, notes, "no link type that blocks; it has Relates", "needs stay unlinked", "administrator")
}

func TestTheWayToClosedIsCheckedBeforeAnythingIsWritten(t *testing.T) {
	done := func(resolutions ...string) []jiratest.Transition {
		return []jiratest.Transition{{Name: "Finish", To: "Done", Resolutions: resolutions}}
	}
	for _, c := range []struct {
		name           string
		workflow       []jiratest.Transition
		resolution     string
		refused, noted string
	}{
		{"nothing in the way", nil, "", "", ""},
		{"a resolution that is not there", done("Fixed", "Won't Fix"), "Won't Do", `"Won't Do"; it takes Fixed, Won't Fix` + "\n" + "name one of these in the settings: jira: {resolution:", ""},
		{"one that is", done("Fixed", "Won't Fix"), "won't fix", "", ""},
		{"a field without a value", []jiratest.Transition{{Name: "Finish", To: "Done", Required: []string{"Root cause"}}}, "", `"Root cause" (it takes any string)`, ""},
		{"no way", []jiratest.Transition{{Name: "Begin", To: "In Progress"}}, "", "", `SHOP-1 stays open: the workflow has no way from there to done: it is To Do, and the workflow offers "Begin" to In Progress`},
	} {
		t.Run(c.name, func(t *testing.T) {
			deployments(t, func(t *testing.T, config jiratest.Config) {
				config.Workflow = c.workflow
				w := newWorld(t, config)
				var edits []integrations.Edit
				for _, title := range []string{"one", "another"} {
					key := w.people.Write(t, title, "")
					edits = append(edits, integrations.Edit{ID: title, Closes: &integrations.Ticket{Key: key, Type: "Story", Status: "To Do"}})
				}
				tracker := w.open(func(conf *jira.Config) { conf.Resolution = c.resolution })
				refused, notes := w.before(tracker, nil, edits...)
				if (refused != "") != (c.refused != "") || (notes != "") != (c.noted != "") {
					t.Errorf("refused %q, noted %q", refused, notes)
				}
				has(t, refused, c.refused)
				has(t, notes, c.noted)
				asked := 0
				for _, request := range w.server.Requests() {
					if strings.HasSuffix(request, "/transitions") {
						asked++
					}
				}
				if asked != 1 {
					t.Errorf("asked %d times for one way", asked)
				}
			})
		})
	}
}

// What fits as Markdown may not fit as Data Center counts it: it is cut there,
// as anywhere, and no push is refused for it.
func TestABodyThatIsLongerInWikiMarkupIsCut(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		items := trackertest.Items(1, 1)
		items[1].Part.Criteria = []integrations.Check{{Text: "Given a search, then it answers."}}
		items[1].Part.Notes = strings.Repeat("Some {braces} and [brackets]. ", 750)
		w.made(items)
		w.server.Settle()
		found, err := w.open(nil).After(t.Context(), "", "northwind")
		if err != nil || len(found.Tickets) != 2 {
			t.Fatalf("%d tickets, %v", len(found.Tickets), err)
		}
		part := integrations.ParsePart(found.Tickets[1].Part)
		if (part.Notes == "") == config.Cloud || (part.Cut == "") != config.Cloud || len(part.Criteria) != 1 {
			t.Errorf("cut %q, %d criteria, notes %.20q", part.Cut, len(part.Criteria), part.Notes)
		}
		req := integrations.Request{Roadmap: "northwind", Backlog: "b", Items: items}
		plan, err := integrations.MakePlan(t.Context(), w.open(nil), req)
		if err != nil || !plan.Empty() || len(plan.Conflicts) > 0 || plan.Refused != "" {
			t.Errorf("afterwards %+v, %+v, %v", plan.Summary, plan.Refused, err)
		}
	})
}
