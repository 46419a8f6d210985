package render_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories"
	"plotline/stories/render"
	"plotline/stories/review"
	"plotline/templates"
)

const shop = `version: 1
id: shop
product: {name: Shop, vision: Found within a minute}
personas:
  - {id: shopper, name: returning shopper}
  - {id: agent, name: support agent}
goals:
  - id: engagement
    statement: Increase engagement
    horizon: now
    metrics:
      - id: engaged
        name: weekly engaged shoppers
        baseline: 41000
        target: +20%
        due: 2027-Q1
        readings:
          - {on: 2026-11-01, value: 41k}
    initiatives: [{id: recommend, name: Recommend, addresses: [lost]}]
pain_points:
  - {id: lost, personas: [shopper], problem: Users get lost, severity: high, goals: [engagement]}
  - {id: loose, personas: [agent], problem: Calls take long}
`

// ids are those of an epic and two stories.
var ids = []string{
	"11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222", "33333333-3333-4333-8333-333333333333",
}

func input(t testing.TB) render.Input {
	t.Helper()
	r, err := roadmap.Parse("roadmap.yaml", []byte(shop))
	if err != nil {
		t.Fatal(err)
	}
	b := stories.NewBacklog(t.TempDir())
	for i, item := range []*stories.Item{
		{Kind: stories.Epic, Content: stories.Content{Type: stories.TypeEpic, Title: "Recommend", Serves: []roadmap.Ref{"initiative:recommend"}}},
		{Kind: stories.Story, Content: stories.Content{
			Type: stories.TypeFeature, Size: "5", Title: "Rank results", Serves: []roadmap.Ref{"pain-point:lost"},
			Narrative: "As a support agent, I want ranked results, so that calls are short.", Criteria: []stories.Criterion{{Text: "Given a search, when it ends, then ten results are ranked."}},
		}},
		{Kind: stories.Story, Content: stories.Content{Type: stories.TypeMeasure, Title: "Measure", Needs: []string{ids[1]}}},
	} {
		item.ID = ids[i]
		if item.Kind == stories.Story {
			item.Epic = ids[0]
		}
		if err := b.Add(item); err != nil {
			t.Fatal(err)
		}
	}
	return render.Input{Roadmap: r, Backlog: b, Tracker: "local"}
}

func TestColumnsTellTheWholeMap(t *testing.T) {
	in := input(t)
	in.Findings = []review.Finding{
		{Rule: "story/vague", Severity: review.Info, ID: ids[1], Message: "vague"},
		{Rule: "story/no-role", Severity: review.Error, ID: ids[1], Message: "no role"},
		{Rule: "goal/no-reason", Severity: review.Info, Message: "why?", Position: source.Position{Path: "roadmap.yaml", Line: 8}},
	}
	view := render.New(in)
	if len(view.Columns) != 2 || view.Columns[0].ID != "engagement" || view.Columns[1].Anchor != "no-goal" {
		t.Fatalf("columns are %+v", view.Columns)
	}
	column := view.Columns[0]
	metric := column.Metrics[0]
	if metric.Baseline != "41,000" || metric.Latest != "41,000" || metric.Target != "49,200" || metric.Due != "the end of March 2027" || metric.Moved {
		t.Errorf("the metric is %+v", metric)
	}
	story, measure := column.Epics[0].Stories[0], column.Epics[0].Stories[1]
	if got := fmt.Sprint(story.Personas, measure.Personas); got != "[agent] []" {
		t.Errorf("personas are %s, want who the narrative speaks as", got)
	}
	if len(story.Findings) != 2 || story.Findings[0].Severity != "error" || len(view.Findings) != 1 {
		t.Errorf("findings are %+v and %+v", story.Findings, view.Findings)
	}
	if len(measure.Needs) != 1 || measure.Needs[0].Name != "Rank results" {
		t.Errorf("needs are %+v", measure.Needs)
	}
	if view.Columns[1].PainPoints[0].Problem != "Calls take long" || column.PainPoints[0].Personas[0] != "returning shopper" {
		t.Errorf("pain points are %+v", view.Columns[1].PainPoints)
	}
}

func TestStatesAreWhatTheHandoffSays(t *testing.T) {
	in := input(t)
	on := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	b := in.Backlog
	if err := b.Accept(b.Item(ids[0]), in.Roadmap, "Pia", on); err != nil {
		t.Fatal(err)
	}
	if err := b.Ask(b.Item(ids[1]), in.Roadmap, "For guests too?", "Pia", on); err != nil {
		t.Fatal(err)
	}
	before := render.New(in).Columns[0].Epics[0]
	if before.State != "accepted" || before.Stories[0].State != "asked" || before.Stories[0].Question.Text != "For guests too?" || before.Stories[1].State != "proposed" {
		t.Errorf("states are %s, %s, %s", before.State, before.Stories[0].State, before.Stories[1].State)
	}
	changed, err := roadmap.Parse("roadmap.yaml", []byte(strings.Replace(shop, "+20%", "+25%", 1)))
	if err != nil {
		t.Fatal(err)
	}
	in.Roadmap = changed
	after := render.New(in).Columns[0].Epics[0]
	if after.State != "moved" || len(after.Moves) != 1 || after.Moves[0].Was != "+20%" || after.Moves[0].Is != "+25%" {
		t.Errorf("the epic is %s: %+v", after.State, after.Moves)
	}
	if before.Version == after.Version {
		t.Error("the version does not tell that the destination changed")
	}
}

func TestStatusTellsWhenWorkIsDoneAndNothingMoved(t *testing.T) {
	in := input(t)
	done := render.Ticket{Key: "LOCAL-2", Status: "Done", Phase: render.PhaseDone}
	in.Tickets = map[string]render.Ticket{ids[1]: done, ids[2]: {Key: "LOCAL-3", Status: "In progress", Phase: render.PhaseStarted, Estimate: "2"}}
	status := render.StatusOf(render.New(in))
	goal := status.Goals[0]
	if goal.Done != 1 || goal.Started != 1 || goal.Total != 2 || goal.Points != 7 || goal.DonePoints != 5 || goal.Unmoved {
		t.Errorf("the goal is %+v", goal.Progress)
	}
	in.Tickets[ids[2]] = done
	if !render.StatusOf(render.New(in)).Goals[0].Unmoved {
		t.Error("all stories are done and the metric stands where it stood, and nothing says so")
	}
	moved, err := roadmap.Parse("roadmap.yaml", []byte(strings.Replace(shop, "value: 41k", "value: 42k", 1)))
	if err != nil {
		t.Fatal(err)
	}
	in.Roadmap = moved
	status = render.StatusOf(render.New(in))
	if status.Goals[0].Unmoved || *status.Goals[0].Metrics[0].Percent != 12 {
		t.Errorf("a metric that moved is told as unmoved, or wrongly: %+v", status.Goals[0].Metrics)
	}
}

func TestFileNeedsNothingElse(t *testing.T) {
	page := drawn(t, render.New(input(t)))
	for _, outside := range []string{"<link", "src=", "url(", "@import", "http:", "https:"} {
		if strings.Contains(strings.ReplaceAll(page, "http-equiv", ""), outside) {
			t.Errorf("the page holds %q", outside)
		}
	}
	if !strings.Contains(page, `http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;`) {
		t.Error("the page holds no policy")
	}
	if again := drawn(t, render.New(input(t))); again != page {
		t.Error("the same input gave other bytes")
	}
}

// FuzzTextsStayText puts any text everywhere: the page has the same elements
// whatever it is.
func FuzzTextsStayText(f *testing.F) {
	for _, seed := range []string{"plain", `"><script>alert(1)</script>`, "'><img src=x onerror=y>", "\u202eabc", "</style></script>", "{{.}}", "javascript:alert(1)"} {
		f.Add(seed)
	}
	tags := regexp.MustCompile(`<[a-zA-Z/!][^\s>]*`)
	shape := func(t *testing.T, text string) string {
		item := render.Item{
			ID: text, Anchor: text, Path: text, Title: text, Narrative: text + ".", Type: text, Size: text, Criteria: []string{text}, State: text,
			AcceptedBy: text, Question: &render.Question{By: text, On: text, Text: text}, Moves: []stories.Move{{Of: text, Name: text, Was: text, Is: text}},
			Findings: []render.Finding{{Severity: text, Message: text, Hint: text}}, Personas: []string{text},
			Ticket: render.Ticket{Key: text, URL: text, Status: text, Assignee: text, Estimate: text}, Needs: []render.Need{{ID: text, Anchor: text, Name: text}},
		}
		view := &render.View{Product: text, Vision: text, Personas: []render.Choice{{ID: text, Name: text}}, Columns: []render.Column{{
			ID: text, Anchor: text, Statement: text, Horizon: text, State: text, Guardrails: []string{text},
			Metrics:    []render.Metric{{ID: text, Name: text, Baseline: text, Latest: text, LatestOn: text, Target: text, Due: text}},
			PainPoints: []render.PainPoint{{ID: text, Problem: text, Severity: text, Personas: []string{text}, Evidence: []string{text}}},
			Epics:      []render.Epic{{Item: item, Stories: []render.Item{item}}},
		}}}
		return strings.Join(tags.FindAllString(drawn(t, view), -1), "")
	}
	f.Fuzz(func(t *testing.T, text string) {
		if text == "" || strings.HasPrefix(strings.ToLower(text), "http") {
			return // nothing is left out, and an address becomes a link
		}
		if got, want := shape(t, text), shape(t, "x"); got != want {
			t.Errorf("the text %q changed the page's elements", text)
		}
	})
}

func drawn(t testing.TB, view *render.View) string {
	t.Helper()
	pages, err := render.NewPages(templates.Page())
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := pages.File(&out, view); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// An epic that a page has is neither drawn nor sent again, until something in
// it changes.
func TestChangeSendsWhatThePageLacks(t *testing.T) {
	pages, err := render.NewPages(templates.Page())
	if err != nil {
		t.Fatal(err)
	}
	var album render.Album
	view, live := large(100), render.Live{Token: "t", Statuses: []string{"To do", "Done"}}
	var whole, change bytes.Buffer
	if err := pages.Served(&whole, view, live, &album); err != nil {
		t.Fatal(err)
	}
	prints := regexp.MustCompile(`data-print="([^"]+)"`)
	var has []string
	for _, found := range prints.FindAllStringSubmatch(whole.String(), -1) {
		has = append(has, found[1])
	}
	view = large(100)
	view.Columns[3].Epics[2].Stories[0].Title = "Another title"
	if err := pages.Change(&change, view, live, &album, has); err != nil {
		t.Fatal(err)
	}
	sent := change.String()
	if len(has) != 100 || strings.Count(sent, "data-kept") != 99 || strings.Count(sent, `data-kind="story"`) != 1 || !strings.Contains(sent, "Another title") {
		t.Errorf("of %d epics that the page has, %d are kept, and sent are %d stories", len(has), strings.Count(sent, "data-kept"), strings.Count(sent, `data-kind="story"`))
	}
	live.Statuses = nil // as where the tracker is another now
	change.Reset()
	if err := pages.Change(&change, view, live, &album, has); err != nil {
		t.Fatal(err)
	}
	if sent := change.String(); strings.Contains(sent, "data-kept") || strings.Contains(sent, "<select") {
		t.Error("epics are kept that look otherwise")
	}
}
