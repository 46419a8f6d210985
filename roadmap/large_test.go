package roadmap_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"plotline/roadmap"
)

// honest makes a roadmap of about size bytes, as no company has.
func honest(size int) []byte {
	var b bytes.Buffer
	b.WriteString("version: 1\nproduct: {name: Everything}\npersonas:\n  - {id: shopper, name: shopper}\ngoals:\n")
	goals := 0
	for ; b.Len() < size/2; goals++ {
		fmt.Fprintf(&b, `  - id: goal-%d
    statement: Increase user engagement by 20%% through personalized recommendations, number %d
    why: Engaged shoppers come back three times as often
    metrics:
      - id: engaged
        name: weekly engaged shoppers
        baseline: 41000 # last week
        target: +20%%
        due: 2027-Q1
    depends_on: [goal-%d]
    guardrails: [The home page still renders within 2 s]
    initiatives:
      - id: initiative-%d
        name: Personalized recommendations
        addresses: [pain-%d]
`, goals, goals, goals+1, goals, goals)
	}
	fmt.Fprintf(&b, "  - {id: goal-%d, statement: The last}\npain_points:\n", goals)
	for i := 0; i < goals || b.Len() < size; i++ {
		fmt.Fprintf(&b, "  - id: pain-%d\n    personas: [shopper]\n    problem: Users struggle to find relevant products\n    evidence: 412 support tickets in Q3\n    goals: [goal-%d]\n", i, i%goals)
	}
	return b.Bytes()
}

func TestHonestLargeRoadmap(t *testing.T) {
	start := time.Now()
	r, err := roadmap.Parse("roadmap.yaml", honest(10<<20))
	if err != nil {
		t.Fatal(err.Error()[:min(2000, len(err.Error()))])
	}
	t.Logf("%d goals, %d pain points in %v", len(r.Goals), len(r.PainPoints), time.Since(start))
	if len(r.Goals) < 5000 || r.Goal("goal-5000") == nil {
		t.Error("goals are missing")
	}
}

// TestHostileRoadmaps: what only the check of the whole can blow up.
func TestHostileRoadmaps(t *testing.T) {
	head := "version: 1\nproduct: {name: Shop}\ngoals:\n"
	long := strings.Repeat("x", 100_000)
	for name, text := range map[string]string{
		"one ID over and over":   head + strings.Repeat("- {id: a, statement: A}\n", 100_000),
		"all unknown references": head + repeat(20_000, "- {id: g%d, statement: A, depends_on: [h%d]}\n"),
		"a circle of all":        head + repeat(20_000, "- {id: g%d, statement: A, depends_on: [g%d]}\n") + "- {id: g20000, statement: A, depends_on: [g0]}\n",
		"everything on all":      head + "- id: g\n  statement: A\n  depends_on: [" + strings.Repeat("g, ", 10_000) + "]\n",
		"long IDs":               head + repeat(10, "- {id: "+long+"%d, statement: A, depends_on: ["+long+"z%d]}\n"),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := roadmap.Parse("roadmap.yaml", []byte(text))
			if err == nil {
				t.Fatal("it is taken")
			}
			if took := time.Since(start); took > 20*time.Second { // a guard against hanging; the benchmark measures
				t.Errorf("took %v", took)
			}
			if len(err.Error()) > 100_000 {
				t.Errorf("an error of %d bytes", len(err.Error()))
			}
		})
	}
}

func repeat(count int, format string) string {
	var b strings.Builder
	for i := range count {
		fmt.Fprintf(&b, format, i, i+1)
	}
	return b.String()
}

func BenchmarkLoad10MB(b *testing.B) {
	path := filepath.Join(b.TempDir(), "roadmap.yaml")
	data := honest(10 << 20)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := roadmap.Load(context.Background(), path, ""); err != nil {
			b.Fatal(err)
		}
	}
}
