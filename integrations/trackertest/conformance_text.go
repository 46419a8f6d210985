package trackertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plotline/integrations"
	"plotline/integrations/markup"
	"plotline/stories"
)

// parts are texts that trackers like to rewrite.
func parts() []string {
	return []string{
		"Plain.",
		"Two\nlines and  two  spaces.",
		"snake_case, 5 * 3 * 2, [brackets], {braces}, a | b, ~tilde~, <tag>, 100 % & more",
		"*emphasis*, **strong**, `code`, ~~gone~~, [a link](https://example.com/a_b?c=d&e=f)",
		"- one\n- two\n  - nested\n  - more\n- three",
		"1. first\n2. second\n   1. inner\n3. third",
		"> a quote\n> of two lines",
		"```go\nfunc main() { fmt.Println(\"<&>\") }\n```",
		"### Heading\n\nBelow it.",
		"| a | b |\n| --- | --- |\n| 1 | 2 |",
		"Größe ändern, 日本語, emoji 🎉, a non-breaking\u00a0space",
		"A line that ends in a backslash\\\nand goes on",
		"https://example.com/bare and <https://example.com/angled>",
		"`{{ .Template }}` and {code} and {panel} and h1. not a heading\n\nh2. nor this\n\n# but this? no: \\# escaped",
	}
}

func partsRoundTrip(t *testing.T, s *subject) {
	for i, body := range parts() {
		part := integrations.ComposePart(integrations.Part{
			Narrative: "As a shopper, I want this.", Notes: body,
			Criteria: []integrations.Check{{Text: "Given *one*, then `two`."}, {Text: "Given a\n\n- nested list\n- of two"}},
		})
		d := s.draft(fmt.Sprint("p", i), fmt.Sprint("part ", i), nil)
		d.Part = part
		made := s.create(d)[0]
		got := s.read(made.Key)
		if got.Fence != integrations.FenceIntact {
			t.Errorf("part %d: fence %q", i, got.Fence)
		}
		if len(got.Lossy) > 0 {
			t.Errorf("part %d: lossy %v", i, got.Lossy)
		}
		want, have := integrations.ParsePart(part), integrations.ParsePart(got.Part)
		if markup.Canonical(want.Notes) != markup.Canonical(have.Notes) {
			t.Errorf("part %d went as\n%s\nand came as\n%s", i, want.Notes, have.Notes)
		}
		if len(have.Criteria) != len(want.Criteria) {
			t.Errorf("part %d: %d criteria came back: %+v", i, len(have.Criteria), have.Criteria)
		}
	}
}

func harmlessText(t *testing.T, s *subject) {
	d := s.draft("h1", "hostile", nil)
	d.Part = integrations.Harmless("Ask @ana. Fixes #1. <!-- plotline --> <script>alert(1)</script> -->\n\n{panel:title=Plotline} {panel}", "")
	made := s.create(d)[0]
	got := s.read(made.Key)
	if got.Fence != integrations.FenceIntact || got.Mark == nil || got.Mark.ID != "h1" {
		t.Fatalf("fence %q, mark %+v", got.Fence, got.Mark)
	}
	raw := s.People.Description(t, made.Key)
	if strings.Contains(raw, "@ana") || strings.Contains(strings.ToLower(raw), "fixes #1") {
		t.Errorf("it pings or closes:\n%s", raw)
	}
}

func pushTwice(t *testing.T, s *subject) {
	req := integrations.Request{Roadmap: roadmap, Backlog: "b", Items: Items(2, 3)}
	push := func() *integrations.Result {
		t.Helper()
		tracker := s.Open(nil)
		plan, err := integrations.MakePlan(t.Context(), tracker, req)
		if err != nil {
			t.Fatal(err)
		}
		result, err := Pusher(tracker, s.Clock, nil).Apply(t.Context(), plan)
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	if got := push(); got.Created != 8 || got.Failed != 0 {
		t.Fatalf("first push: %+v", got)
	}
	s.settle()
	before := 0
	if s.Requests != nil {
		_, before = s.Requests()
	}
	if got := push(); got.Kept != 8 || got.Created+got.Updated+got.Closed+got.Failed != 0 {
		t.Errorf("second push: %+v", got)
	}
	if s.Requests != nil {
		if _, after := s.Requests(); after != before {
			t.Errorf("%d writes by a push without a change", after-before)
		}
	}
}

// Items is a backlog of epics with so many stories each.
func Items(epics, each int) []integrations.Desired {
	var out []integrations.Desired
	for e := range epics {
		id := fmt.Sprintf("epic-%03d", e)
		out = append(out, integrations.Desired{
			ID: id, Kind: stories.Epic, Type: stories.TypeEpic, Title: fmt.Sprintf("Epic number %d", e),
			Path: id + "/epic.md",
			Part: integrations.Part{
				Narrative:   "Returning shoppers see products chosen for them.",
				Destination: "**Goal.** Increase user engagement by 20%.\n**Guardrail.** The home page renders within 2 s.",
				Criteria:    []integrations.Check{{Text: "Every story below is done."}},
			},
		})
		for n := range each {
			out = append(out, storyOf(id, e, n))
		}
	}
	return out
}

func storyOf(epic string, e, n int) integrations.Desired {
	id := fmt.Sprintf("story-%03d-%03d", e, n)
	return integrations.Desired{
		ID: id, Kind: stories.Story, Type: stories.TypeFeature, Epic: epic,
		Title: fmt.Sprintf("Story %d of epic %d", n, e), Path: epic + "/" + id + ".md", Labels: []string{"shop"},
		Part: integrations.Part{
			Narrative: fmt.Sprintf("As a returning shopper, I want thing %d of %d, so that I find more.", n, e),
			Context:   fmt.Sprintf("**Part of** Epic number %d, goal engagement", e),
			Criteria: []integrations.Check{
				{Text: "Given a shopper with a history, when they open the page, then it fits."},
				{Text: "Given a shopper without one, when they open the page, then bestsellers show."},
				{Text: "Given an opted-out shopper, when they open the page, then no history is used."},
			},
			Notes: "Questions? Product: Ana. Backlog: Pia.",
		},
	}
}

// Pusher is a pusher with nonces of its own; a nil journal is none.
func Pusher(tracker integrations.Tracker, clock *Clock, journal *integrations.Journal) integrations.Pusher {
	return integrations.Pusher{Tracker: tracker, Clock: clock, Journal: journal, Nonce: uuid.NewString}
}
