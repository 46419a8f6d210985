package review

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// storySets are the public story sets by name; tests that need them skip
// where they are not.
func storySets(t *testing.T) map[string][]Text {
	t.Helper()
	files, err := filepath.Glob("../../../shared/stories/g*.txt")
	if err != nil || len(files) == 0 {
		t.Skip("the public story sets are not here: ../shared/stories")
	}
	sets := map[string][]Text{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name, _, _ := strings.Cut(filepath.Base(file), "-")
		texts, problems := ReadList(name, data)
		if problems != nil {
			t.Fatal(problems)
		}
		sets[name] = texts
	}
	return sets
}

// foundInSets gives what each rule finds in each set.
func foundInSets(t *testing.T) map[string][]Finding {
	byRule := map[string][]Finding{}
	for _, texts := range storySets(t) {
		for _, f := range Run(Input{Stories: texts}) {
			byRule[f.Rule] = append(byRule[f.Rule], f)
		}
	}
	return byRule
}

// drawn gives 30 of a rule's findings, the same ones each time.
func drawn(findings []Finding) []Finding {
	const most, seed = 30, 5
	all := Sort(slices.Clone(findings))
	rand.New(rand.NewPCG(seed, uint64(len(all)))).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return Sort(all[:min(most, len(all))])
}

// judged is a row of the quality page: "| g05:24:67 | right | why |".
var judged = regexp.MustCompile(`(?m)^\| (g\d\d:\d+:\d+) \| (right|wrong|disputed) \| (.+) \|$`)

// TestQuality holds docs/review-quality.md to what the rules find: its table,
// a verdict on each finding drawn, and the policy on severities.
func TestQuality(t *testing.T) {
	data, err := os.ReadFile("../../docs/review-quality.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	found := foundInSets(t)
	for _, rule := range Rules() {
		if len(found[rule.Name]) == 0 {
			continue
		}
		row := countRow(rule, found[rule.Name])
		if !strings.Contains(page, row) {
			t.Errorf("the table lacks\n%s", row)
		}
		section := between(page, "### "+rule.Name+"\n", "\n### ")
		verdicts := map[string]string{}
		for _, m := range judged.FindAllStringSubmatch(section, -1) {
			verdicts[m[1]] = m[2]
		}
		for _, f := range drawn(found[rule.Name]) {
			if verdicts[f.String()] == "" {
				t.Errorf("%s: %s is not judged: %s\n%s", rule.Name, f.String(), f.Message, f.Excerpt)
			}
		}
	}
}

func countRow(rule Rule, findings []Finding) string {
	row := fmt.Sprintf("| %s | %s |", rule.Name, rule.Severity)
	for _, set := range []string{"g05", "g08", "g12", "g14", "g19", "g24"} {
		n := 0
		for _, f := range findings {
			if f.Path == set {
				n++
			}
		}
		row += fmt.Sprintf(" %d |", n)
	}
	return row + fmt.Sprintf(" %d |", len(findings))
}

func between(text, from, to string) string {
	_, rest, _ := strings.Cut(text, from)
	rest, _, _ = strings.Cut(rest, to)
	return rest
}

// TestSeverityPolicy holds every rule to the policy: an error is a fact of
// structure; a warning is the state of the handoff, or right in 85% of what
// was judged; the rest are notes.
func TestSeverityPolicy(t *testing.T) {
	data, err := os.ReadFile("../../docs/review-quality.md")
	if err != nil {
		t.Fatal(err)
	}
	structure := []string{"backlog/broken-file", "backlog/duplicate-id", "backlog/missing-part", "backlog/broken-reference", "review/suppression"}
	for _, rule := range Rules() {
		switch rule.Severity {
		case Error:
			if !slices.Contains(structure, rule.Name) {
				t.Errorf("%s is an error and no fact of structure", rule.Name)
			}
		case Warning:
			if strings.HasPrefix(rule.Name, "handoff/") {
				continue
			}
			right, all := verdictsOf(string(data), rule.Name)
			if all == 0 || float64(right) < .85*float64(all) {
				t.Errorf("%s is a warning, and right in %d of %d", rule.Name, right, all)
			}
		case Info:
		default:
			t.Errorf("%s has severity %q", rule.Name, rule.Severity)
		}
	}
}

// verdictsOf counts the findings of a rule judged right, and all; a disputed
// one is not right.
func verdictsOf(page, rule string) (right, all int) {
	for _, m := range judged.FindAllStringSubmatch(between(page, "### "+rule+"\n", "\n### "), -1) {
		all++
		if m[2] == "right" {
			right++
		}
	}
	return right, all
}
