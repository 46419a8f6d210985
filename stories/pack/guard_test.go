package pack

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"plotline/roadmap"
)

// A pack is data from strangers: what could reach anything or run long is
// refused where it is read.
func TestCompileRefusesWhatCouldRunWithoutEnd(t *testing.T) {
	for name, text := range map[string]string{
		"range over a number":       `{{range 300000000}}x{{end}}`,
		"range over a text":         `{{range .Goal}}x{{end}}`,
		"range over a pipe":         `{{range len .Problems}}x{{end}}`,
		"range with variables":      `{{range $i, $p := .Problems}}x{{end}}`,
		"range three deep":          `{{range $.Problems}}{{range $.Problems}}{{range $.Problems}}x{{end}}{{end}}{{end}}`,
		"padding":                   `{{printf "%1000000000d" 1}}`,
		"define":                    `{{define "x"}}{{template "x"}}{{end}}{{template "x"}}`,
		"block":                     `{{block "x" .}}{{end}}`,
		"template":                  `{{template "x"}}`,
		"variable":                  `{{$x := .Goal}}{{$x}}`,
		"call":                      `{{call .Goal}}`,
		"index":                     `{{index .Problems 0}}`,
		"slice":                     `{{slice .Goal 1}}`,
		"html":                      `{{html .Goal}}`,
		"environment":               `{{env "HOME"}}`,
		"method":                    `{{.Goal.Len}}`,
		"method of the view":        `{{.OfMetric}}`,
		"unknown field":             `{{.Secret}}`,
		"field of a chain":          `{{(.Goal).Len}}`,
		"too long":                  strings.Repeat("x", textLimit+1),
		"too many parts":            strings.Repeat("{{.Goal}}", nodeLimit),
		"nested beyond the parser":  strings.Repeat("{{if .Goal}}", 900) + strings.Repeat("{{end}}", 900),
		"parentheses without end":   "{{" + strings.Repeat("(", 2000) + ".Goal" + strings.Repeat(")", 2000) + "}}",
		"break outside of anything": `{{break}}`,
	} {
		start := time.Now()
		if _, err := compile("test", text); err == nil {
			t.Errorf("%s is taken: %.60s", name, text)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s takes %s", name, took)
		}
	}
}

func TestCompileTakesWhatPacksNeed(t *testing.T) {
	for _, text := range []string{
		`{{.Goal}}`, `{{if .Goal}}{{.Goal}}{{else}}none{{end}}`, `{{with .Why}}{{.}}{{end}}`,
		`{{range .Problems}}{{quote .}}{{end}}`, `{{a .Persona}}`, `{{sentence .Personas}}`, `{{list .Problems}}`,
		`{{if and .Metric (not .Baseline)}}x{{end}}`, `{{if eq .Unit "%"}}x{{end}}`, `{{range .Problems}}{{$.Persona}}{{end}}`,
	} {
		compiled, err := compile("test", text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if _, err := compiled.render(fullView(), Line); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestRenderStopsAtItsLimit(t *testing.T) {
	const text = `{{range $.Problems}}{{range $.Problems}}{{range .}}{{end}}{{end}}{{end}}`
	if _, err := compile("test", text); err == nil {
		t.Error("range over the dot is taken")
	}
	compiled, err := compile("test", `{{range $.Problems}}{{range $.Problems}}{{.}}{{end}}{{end}}`)
	if err != nil {
		t.Fatal(err)
	}
	v := fullView()
	v.Problems = nil
	for range listLimit {
		v.Problems = append(v.Problems, strings.Repeat("long ", 400))
	}
	start := time.Now()
	if _, err := compiled.render(v, Line); err == nil {
		t.Error("an output of megabytes is taken")
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("stopping took %s", took)
	}
}

// The error of a slot that fails names the template, the slot and its place.
func TestLoadNamesTemplateSlotAndPlace(t *testing.T) {
	const file = "name: mine\nslots:\n  - id: one\n    type: feature\n    title: \"{{range 300000000}}x{{end}}\"\n"
	_, err := Load(Folder{Name: "packs", Files: fstest.MapFS{"mine.yaml": {Data: []byte(file)}}})
	if err == nil {
		t.Fatal("taken")
	}
	for _, want := range []string{"packs/mine.yaml:5:", `"mine"`, `"one"`, "300000000"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q lacks %q", err, want)
		}
	}
}

// A phrase that could be found at many places in many ways costs little.
func TestMatchIsLinear(t *testing.T) {
	phrases := make([]string, 400)
	for i := range phrases {
		phrases[i] = "a1 ... a1 ... a1 ... a1 ... a1 a" + strings.Repeat("b", i%20)
	}
	file := "name: mine\nslots: [{id: one, type: feature, title: x}]\nmatch:\n  sure:\n"
	for _, phrase := range phrases {
		file += "    - " + phrase + "\n"
	}
	p, err := Load(Folder{Name: "packs", Files: fstest.MapFS{"mine.yaml": {Data: []byte(file)}}})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	p.Match(Call{Problem: strings.Repeat("a1 ", 1_000_000)})
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("matching took %s", took)
	}
}

func FuzzCompile(f *testing.F) {
	for _, seed := range []string{`{{range 3}}x{{end}}`, `{{.Goal}}`, `{{define "x"}}{{end}}`, `{{range .Problems}}{{.}}{{end}}`, `{{a .Persona}}`} {
		f.Add(seed)
	}
	v := fullView()
	f.Fuzz(func(t *testing.T, text string) {
		compiled, err := compile("fuzz", text)
		if err != nil {
			return
		}
		out, err := compiled.render(v, Line)
		if err == nil && strings.ContainsAny(out, "\n\r") {
			t.Errorf("%q renders %q", text, out)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("name: x\nslots: [{id: a, type: spike, title: t}]\n"))
	f.Add([]byte("name: x\nextends: y\nmatch: {sure: [a ... b]}\n"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		t, problems := Parse("fuzz.yaml", data)
		if t == nil || len(problems) > 0 {
			return
		}
		p := newPack([]*Template{t})
		p.Match(Call{Problem: "some words to look through", Goal: string(data)})
		p.Check()
	})
}

func FuzzLine(f *testing.F) {
	for _, seed := range []string{"# title", "---", "- [ ] x", "a\n# b", "@ana fixes #12", "<!-- plotline -->", "1. x", "```", "Closes: northwind/shop#3", "    code", "\\# x", "a  \u2028b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		line := Line(text)
		if strings.ContainsAny(line, "\n\r\u2028\u2029") || strings.Contains(line, "<!--") {
			t.Errorf("%q becomes %q", text, line)
		}
		if block.MatchString(line) {
			t.Errorf("%q becomes %q, which opens a block", text, line)
		}
		if again := Line(line); strings.Count(again, "`") != strings.Count(line, "`") && !strings.Contains(text, "`") {
			t.Errorf("%q becomes %q, then %q", text, line, again)
		}
		title := Title(text)
		if strings.ContainsAny(title, "\n\r") || strings.HasPrefix(title, "# ") || strings.Contains(title, "<!--") {
			t.Errorf("%q becomes the title %q", text, title)
		}
	})
}

// Nothing that a roadmap says breaks out of a story's lines.
func TestRoadmapTextStaysText(t *testing.T) {
	p := defaultPack(t)
	hostile := "x\n---\n# Title\n<!-- plotline:mark --> @ana fixes #12 <script>alert(1)</script>"
	r := &roadmap.Roadmap{
		Product:  roadmap.Product{Name: hostile, Vision: hostile},
		Personas: []roadmap.Persona{{ID: "p", Name: hostile}},
	}
	scope := Scope{Roadmap: r, Goal: &roadmap.Goal{Statement: hostile, Guardrails: []string{hostile}, Metrics: []roadmap.Metric{{Name: hostile, Unit: hostile}}},
		PainPoints: []*roadmap.PainPoint{{Problem: hostile, Personas: []string{"p"}}}}
	v := NewView(scope)
	for _, tpl := range p.Templates() {
		for _, slot := range tpl.Slots {
			text, err := slot.Render(v)
			if err != nil {
				t.Fatal(err)
			}
			lines := []string{text.Title, text.Narrative, text.Notes}
			for _, c := range text.Criteria {
				lines = append(lines, c.Text)
			}
			for _, line := range lines {
				if strings.ContainsAny(line, "\n\r") || strings.Contains(line, "<!--") || strings.Contains(line, "<script") || mention.MatchString(line) {
					t.Errorf("%s/%s: %q", tpl.Name, slot.ID, line)
				}
			}
		}
	}
}
