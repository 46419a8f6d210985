package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"plotline/roadmap/source"
	"plotline/stories/review"
)

var update = flag.Bool("update", false, "write the golden files")

// sample holds one finding of each kind, hostile texts and a common cause.
func sample() []review.Finding {
	cause := &review.Cause{Position: source.Position{Path: "roadmap.yaml", Line: 9, Column: 9}, Excerpt: "  - id: engagement", Length: 1,
		Message: `goal "engagement" moved since %d items were accepted`, Hint: "plotline accept --goal engagement, when the items still serve it",
		Details: []string{"metric engaged target   was +20%   is +25%"}}
	moved := func(id string, line int) review.Finding {
		return review.Finding{Rule: "handoff/moved", Severity: review.Warning, Position: source.Position{Path: "backlog/a.md", Line: line, Column: 1},
			ID: id, Message: id + " was accepted for another destination", Hint: "accept it again", Cause: cause}
	}
	return []review.Finding{
		{Rule: "backlog/duplicate-id", Severity: review.Error, Position: source.Position{Path: "backlog/a b:c,d.md", Line: 2, Column: 5}, Length: 36,
			ID: "x", Message: "100% of it::error file=x::\nsecond <script> line, @pia #12 | `x` \x1b[31m", Hint: "mend it\r\nhere"},
		moved("one", 3), moved("two", 4),
		{Rule: "story/multiple-actions", Severity: review.Warning, Position: source.Position{Path: "backlog/recommendations/dismiss.md", Line: 8, Column: 48},
			Length: 9, ID: "7d0b", Message: `two actions in one story, "hide a suggestion" and "report it": split it, or keep the one that matters`,
			Excerpt: "As a returning shopper, I want to hide a suggestion and report it to the shop, so that …"},
		{Rule: "goal/no-due", Severity: review.Info, Position: source.Position{Path: "roadmap.yaml"}, Message: `metric "m" of goal "g" has no due: by when?`},
	}
}

func TestGolden(t *testing.T) {
	for _, format := range Formats() {
		for name, findings := range map[string][]review.Finding{"none": nil, "sample": sample()} {
			t.Run(format+"/"+name, func(t *testing.T) {
				var out bytes.Buffer
				if err := Write(&out, format, Report{Findings: findings, Version: "1.2.3"}); err != nil {
					t.Fatal(err)
				}
				// The rules' pages have a test of their own.
				got := regexp.MustCompile(`"# ([^"\\]|\\.)*"`).ReplaceAll(out.Bytes(), []byte(`"# …"`))
				golden(t, filepath.Join("testdata", name+"."+format), got)
			})
		}
	}
}

// The way out of many findings alike is said once, each place is said, and of a
// few each has its own.
func TestTextSaysOfManyAlikeTheWayOutOnce(t *testing.T) {
	few := func(n int) string {
		var findings []review.Finding
		for line := range n {
			findings = append(findings, review.Finding{Rule: "pain/no-evidence", Severity: review.Info, Hint: "write evidence:",
				Position: source.Position{Path: "roadmap.yaml", Line: line + 1, Column: 5}, Excerpt: "  - id: slow", Message: "no evidence"})
		}
		findings = append(findings, review.Finding{Rule: "goal/no-due", Severity: review.Info, Message: "no due", Hint: "write due:"})
		var out bytes.Buffer
		if err := Write(&out, "text", Report{Findings: findings}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	for _, c := range []struct{ alike, hints int }{{maxAlike, maxAlike}, {maxAlike + 1, 1}} {
		text := few(c.alike)
		if places, hints := strings.Count(text, "roadmap.yaml:"), strings.Count(text, "write evidence:"); places != c.alike || hints != c.hints {
			t.Errorf("of %d alike %d places and %d ways out are said:\n%s", c.alike, places, hints, text)
		}
		if !strings.Contains(text, "write due:") {
			t.Errorf("another finding lost its way out:\n%s", text)
		}
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownFormat(t *testing.T) {
	var out bytes.Buffer
	err := Write(&out, "yaml", Report{})
	if err == nil || !strings.Contains(err.Error(), "sarif") || out.Len() > 0 {
		t.Errorf("error %v, output %q", err, out.String())
	}
}

func TestJSONKeepsEveryFinding(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, "json", Report{Findings: sample()}); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version  int
		Findings []map[string]any
		Summary  map[string]int
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Version != 1 || len(got.Findings) != 5 || got.Summary["warning"] != 3 {
		t.Errorf("%+v", got)
	}
	for _, key := range []string{"rule", "severity", "path", "line", "column", "id", "message", "hint"} {
		if _, ok := got.Findings[4][key]; !ok {
			t.Errorf("no %q", key)
		}
	}
}

// TestGitHubAnnotationsCannotBeEscaped holds each finding to one line and each
// line to one command.
func TestGitHubAnnotationsCannotBeEscaped(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, "github", Report{Findings: sample()}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != len(sample()) {
		t.Fatalf("%d lines for %d findings", len(lines), len(sample()))
	}
	if want := "::error file=backlog/a b%3Ac%2Cd.md,line=2,col=5,"; !strings.HasPrefix(lines[0], want) {
		t.Errorf("%q does not begin with %q", lines[0], want)
	}
	if !strings.Contains(lines[0], "100%25 of it") || !strings.Contains(lines[0], "%0Asecond") {
		t.Errorf("not escaped: %q", lines[0])
	}
}

func TestMarkdownFitsAComment(t *testing.T) {
	var many []review.Finding
	for i := range 5000 {
		f := sample()[i%5]
		f.Line = i + 1
		f.Cause = nil
		f.Message += strings.Repeat("|é", i%300)
		many = append(many, f)
	}
	var out bytes.Buffer
	if err := Write(&out, "markdown", Report{Findings: many}); err != nil {
		t.Fatal(err)
	}
	if n := out.Len(); n >= 60_000 || n < 30_000 {
		t.Errorf("%d bytes", n)
	}
	if !strings.Contains(out.String(), "more are not shown") {
		t.Error("what was left out is not counted")
	}
}

func TestMarkdownIsInert(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, "markdown", Report{Findings: sample()}); err != nil {
		t.Fatal(err)
	}
	for _, alive := range []string{"@pia", "#12", "<script>", "\x1b"} {
		if strings.Contains(out.String(), alive) {
			t.Errorf("%q stands in %s", alive, out.String())
		}
	}
}

func TestJUnitIsXML(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, "junit", Report{Findings: sample()}); err != nil {
		t.Fatal(err)
	}
	var suites struct {
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Cases    []junitCase `xml:"testsuite>testcase"`
	}
	if err := xml.Unmarshal(out.Bytes(), &suites); err != nil {
		t.Fatal(err)
	}
	if suites.Tests != 5 || suites.Failures != 4 || len(suites.Cases) != 5 {
		t.Errorf("%d tests, %d failures, %d cases", suites.Tests, suites.Failures, len(suites.Cases))
	}
}

// TestSARIFSchema holds the log to what SARIF 2.1.0 demands of the parts that
// are used here.
func TestSARIFSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/sarif.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, findings := range [][]review.Finding{nil, sample()} {
		var out bytes.Buffer
		if err := Write(&out, "sarif", Report{Findings: findings, Version: "1.2.3"}); err != nil {
			t.Fatal(err)
		}
		log, err := jsonschema.UnmarshalJSON(&out)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(log); err != nil {
			t.Error(err)
		}
	}
}

func TestSARIFRulesHaveHelp(t *testing.T) {
	for _, rule := range review.Rules() {
		r := ruleOf(rule.Name)
		if r.Short.Text == "" || !strings.Contains(r.Help.Markdown, "## How to fix") {
			t.Errorf("%s has no help", rule.Name)
		}
	}
}
