package render_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"plotline/roadmap"
	"plotline/stories/render"
	"plotline/templates"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sample is a view with something of everything.
func sample() *render.View {
	item := func(name, kind string, more func(*render.Item)) render.Item {
		one := render.Item{ID: name, Anchor: "item-" + name, Path: name + ".md", Title: "Title of " + name, Type: kind, Size: "3", State: "accepted",
			Narrative: "As a shopper, I want " + name + ", so that I find things.", Criteria: []string{"Given a shopper, when it is noon, then one bell rings."}}
		if more != nil {
			more(&one)
		}
		return one
	}
	done := func(i *render.Item) {
		i.Ticket = render.Ticket{Key: "LOCAL-2", Status: "Done", Phase: render.PhaseDone}
	}
	needs := func(ids ...string) func(*render.Item) {
		return func(i *render.Item) {
			for _, id := range ids {
				i.Needs = append(i.Needs, render.Need{ID: id, Name: "Title of " + id})
			}
		}
	}
	return &render.View{Product: "Shop", Vision: "Found within a minute", Tracker: "local", Count: render.Count{Stories: 5}, Columns: []render.Column{
		{ID: "back", Statement: "Shoppers come back", Horizon: "now", Due: roadmap.Date{Year: 2027, Month: 3, Day: 31},
			Metrics:    []render.Metric{{Name: "weekly shoppers", Baseline: "41,000", Target: "49,200"}},
			PainPoints: []render.PainPoint{{ID: "lost", Problem: "Shoppers get lost"}, {ID: "slow", Problem: "Shoppers wait"}},
			Count:      render.Count{Stories: 5, Done: 1},
			Epics: []render.Epic{{Item: item("epic", "epic", nil), Count: render.Count{Stories: 5, Done: 1}, Stories: []render.Item{
				item("one", "feature", done), item("two", "enabler", nil), item("three", "feature", func(i *render.Item) { needs("two")(i); i.Pains = []string{"lost"} }),
				item("four", "bug", needs("three", "one")), item("five", "spike", func(i *render.Item) { i.Size = "" }),
			}}}},
		{ID: "later", Statement: "More shoppers in Portugal", Horizon: "later"},
	}}
}

func TestGoldenFormats(t *testing.T) {
	for _, format := range render.Formats()[1:] {
		t.Run(format, func(t *testing.T) {
			var got bytes.Buffer
			if err := render.Draw(&got, format, sample()); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", format)
			if *update {
				if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("%s is not as before; look at it, then -update:\n%s", format, got.String())
			}
		})
	}
	if err := render.Draw(io.Discard, "tapestry", sample()); err == nil {
		t.Error("a format that is none was drawn")
	}
}

// A circle of needs, and a story that needs itself, end.
func TestGanttEndsOnCircles(t *testing.T) {
	view := sample()
	stories := view.Columns[0].Epics[0].Stories
	stories[1].Needs = []render.Need{{ID: "four"}, {ID: "two"}}
	var out bytes.Buffer
	if err := render.Gantt(&out, view); err != nil || !strings.Contains(out.String(), "Title of four") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

// FuzzFormatsHoldAnyText puts any text everywhere: tables stay tables, drawings
// stay drawings, and nothing is reckoned by a spreadsheet.
func FuzzFormatsHoldAnyText(f *testing.F) {
	for _, seed := range []string{"plain", `=cmd|' /C calc'!A0`, "<script>alert(1)</script>", "a|b\n# c", "\"]; click n1 \"", "\u202eabc\x00", "]]>", "`x`", strings.Repeat("wide ", 8000), "=" + strings.Repeat("👩‍👩‍👧", 200), "two words; and, more"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		view := sample()
		view.Product, view.Vision = text, text
		column := &view.Columns[0]
		column.Statement, column.Metrics[0].Name, column.Epics[0].Title = text, text, text
		for i := range column.Epics[0].Stories {
			story := &column.Epics[0].Stories[i]
			story.Title, story.Narrative, story.Criteria, story.Labels = text, "As a "+text+", I want it, so that "+text, []string{text}, []string{text}
		}
		for _, format := range render.Formats()[1:] {
			var out bytes.Buffer
			if err := render.Draw(&out, format, view); err != nil {
				t.Fatalf("%s: %v", format, err)
			}
			if err := held(format, out.String()); err != nil {
				t.Errorf("%s with %q: %v\n%s", format, text, err, out.String())
			}
		}
	})
}

// taken says what an importer would not take: of both a title is at most 255
// units of UTF-16 on one line, Jira's labels are parted by white space, and Azure
// Boards' tags by semicolons and commas.
func taken(format string, rows [][]string) error {
	titles := map[string][]string{render.ForJira: {"Summary"}, render.ForAzure: {"Title 1", "Title 2"}}[format]
	for _, row := range rows[1:] {
		for i, cell := range row {
			name := rows[0][i]
			units := len(utf16.Encode([]rune(cell)))
			switch {
			case slices.Contains(titles, name) && (units > 255 || strings.ContainsAny(cell, "\r\n")):
				return fmt.Errorf("a title of %d units, %q", units, cell)
			case name == "Labels" && len(strings.Fields(cell)) > 1, name == "Tags" && strings.ContainsAny(cell, ";,"):
				return fmt.Errorf("one label became several: %q", cell)
			case format == render.ForJira && name == "Description" && units > 32_768:
				return fmt.Errorf("%s of %d units", name, units)
			}
		}
	}
	return nil
}

// held says how a format was broken by a text in it.
func held(format, out string) error {
	switch {
	case strings.HasSuffix(format, "csv"):
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if err != nil {
			return err
		}
		if err := taken(format, rows); err != nil {
			return err
		}
		for _, row := range rows[1:] {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					return fmt.Errorf("the cell %q would be reckoned", cell)
				}
			}
		}
	case format == "gantt" || format == "roadmap":
		decoder := xml.NewDecoder(strings.NewReader(out))
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			if start, ok := token.(xml.StartElement); ok && !strings.Contains(" svg style rect line path text title ", " "+start.Name.Local+" ") {
				return fmt.Errorf("a text became the element %s", start.Name.Local)
			}
		}
	case format == "mermaid":
		for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
			if n := strings.Count(line, `"`); n != 0 && n != 2 || strings.Contains(line, "<") {
				return fmt.Errorf("a text left its label: %q", line)
			}
		}
	case format == "trace":
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		if want := "5 stories. Gaps: **1 goal** without an epic, **1 pain point** that nothing serves."; lines[2] != want {
			return fmt.Errorf("the gaps are told as %q, want %q", lines[2], want)
		}
		for _, line := range lines[4:] {
			if cells := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"); cells != 8 || strings.Contains(line, "<") {
				return fmt.Errorf("a text left its cell: %q", line)
			}
		}
	}
	return nil
}

// A review sees first what others build on; what no customer notices is told.
func TestDemoIsInAnOrderToShow(t *testing.T) {
	view := sample()
	stories := view.Columns[0].Epics[0].Stories
	for i := range stories {
		stories[i].Ticket.Phase = render.PhaseDone
	}
	stories[0].Needs = []render.Need{{ID: "four"}}               // the first is shown last,
	stories[3].Needs = []render.Need{{ID: "three"}, {ID: "one"}} // though it closes a circle
	var out bytes.Buffer
	if err := render.Demo(&out, view); err != nil {
		t.Fatal(err)
	}
	last := -1
	for _, text := range []string{"1. **Title of three.**", "2. **Title of four.**", "3. **Title of one.**", "To tell, not to show", "- Title of two", "- Title of five"} {
		at := strings.Index(out.String(), text)
		if at <= last {
			t.Fatalf("%q does not come next:\n%s", text, out.String())
		}
		last = at
	}
}

// A project with nothing in it says so, on every picture.
func TestEmptyProjectSaysSo(t *testing.T) {
	view := &render.View{Product: "Empty"}
	for format, want := range map[string]string{
		"gantt": "No story is left", "roadmap": "No goals yet", "notes": "No story", "demo": "No story", "mermaid": "flowchart LR", "trace": "traceability",
	} {
		var out bytes.Buffer
		if err := render.Draw(&out, format, view); err != nil || !strings.Contains(out.String(), want) {
			t.Errorf("%s lacks %q: %v\n%s", format, want, err, out.String())
		}
	}
	pages, err := render.NewPages(templates.Page())
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := pages.File(&out, view); err != nil || !strings.Contains(out.String(), "No goals yet") {
		t.Errorf("the map of nothing says nothing: %v", err)
	}
}

// A title that importers do not take whole stands whole in the description.
func TestLongTitlesAreCutForImporters(t *testing.T) {
	view := sample()
	long := strings.Repeat("Find what a household needs ", 12) + "and its end"
	view.Columns[0].Epics[0].Stories[0].Title = long
	if n := render.CutTitles(view); n != 1 {
		t.Errorf("%d titles are said to be cut", n)
	}
	for _, format := range []string{render.ForJira, render.ForAzure} {
		var out bytes.Buffer
		if err := render.Draw(&out, format, view); err != nil {
			t.Fatal(err)
		}
		if strings.Count(out.String(), long) != 1 || strings.Count(out.String(), long[:200]) != 2 || !strings.Contains(out.String(), "…") {
			t.Errorf("%s holds it otherwise:\n%s", format, out.String())
		}
	}
}
