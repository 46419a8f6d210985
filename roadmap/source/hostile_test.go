package source_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"plotline/roadmap/source"
)

// hostile files end in a clear error, soon and in little memory.
func hostile() map[string]string {
	laughs := "x-a: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := range 9 {
		laughs += fmt.Sprintf("x-%d: &a%d [%s]\n", i, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i), 9), ","))
	}
	nested := "x-s0: &s0 {id: a}\n"
	for i := range 12 {
		nested += fmt.Sprintf("x-s%d: &s%d {id: a, after: [%s]}\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*s%d,", i), 9), ","))
	}
	return map[string]string{
		"billion laughs":         laughs + "name: *a9\n",
		"laughs in a list":       laughs + "name: x\ntags: *a9\n",
		"laughs in steps":        nested + "name: x\nmain: *s12\n",
		"an alias in itself":     "name: x\nmain: &m {id: a, after: [*m]}\n",
		"a merge of itself":      "name: x\nmain: &m {<<: *m, id: a}\ntags: {}\n",
		"deep brackets":          "name: " + strings.Repeat("[", 1_000_000),
		"deep braces":            "name: " + strings.Repeat("{a: ", 1_000_000),
		"deep dashes":            "tags:\n" + strings.Repeat("- ", 1_000_000),
		"deep keys":              "name: x\nmain:\n" + strings.Repeat("? ", 1_000_000),
		"seventeen megabytes":    "name: " + strings.Repeat("x", 17<<20),
		"ten megabytes of list":  "tags: [" + strings.Repeat("a,", 5_000_000) + "]\nname: x\n",
		"ten megabytes of items": "name: x\nsteps:\n" + strings.Repeat("- a\n", 2_500_000),
		"many unknown keys":      "name: x\n" + lines(300_000, "key%d: 1\n"),
		"keys in a map":          "name: x\nmain:\n" + lines(200_000, "  key%d: 1\n"),
		"one long line":          "name: x\nmain: {" + strings.Repeat("a: b, ", 200_000) + "}",
		"a long key":             strings.Repeat("k", 2_000_000) + ": 1\n",
		"an open quote":          "name: \"" + strings.Repeat("x\n", 3_000_000),
		"documents":              "name: x\n" + strings.Repeat("---\n", 1_000_000),
		"empty items":            "name: x\nsteps:\n" + strings.Repeat("-\n", 3_000_000),
		"anchors":                "name: x\ntags:\n" + lines(200_000, "- &a%d\n"),
		"tags":                   "name: x\ntags:\n" + strings.Repeat("- !!x y\n", 500_000),
		"comments that hide":     "name: x\ntags:\n" + strings.Repeat("- a b #c\n", 500_000),
		"a wide flow of hashes":  "name: x\ntags: [" + strings.Repeat("a b, ", 30_000) + " c d #e\n]\n",
	}
}

func lines(count int, format string) string {
	var b strings.Builder
	for i := range count {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestHostileFiles(t *testing.T) {
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			data := []byte(text)
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			var p plan
			problems := source.Decode("plan.yaml", data, &p)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if len(problems) == 0 {
				t.Error("no mistake was found")
			}
			if len(problems) > 101 {
				t.Errorf("%d mistakes", len(problems))
			}
			for _, problem := range problems {
				if text := problem.Text(); len(text) > 4000 {
					t.Errorf("a message of %d bytes", len(text))
				}
			}
			allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
			t.Logf("%v, %d MB allocated: %s", took.Round(time.Millisecond), allocated, problems[0].Message)
			if took > 20*time.Second { // a guard against hanging; the benchmark measures
				t.Errorf("took %v", took)
			}
		})
	}
}

// honest makes a file as a large company might have, of about size bytes.
func honest(size int) []byte {
	var b strings.Builder
	b.WriteString("version: 1\nname: everything\nsteps:\n")
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, `  - id: step-%d
    text: Shoppers who come back within a week find the products they looked at, step %d of many
    kind: walk  # for now
    after:
      - id: after-%d
        text: "Told in quotes: what comes after"
`, i, i, i)
	}
	return []byte(b.String())
}

func TestHonestLargeFile(t *testing.T) {
	data := honest(10 << 20)
	var p plan
	if problems := source.Decode("plan.yaml", data, &p); len(problems) > 0 {
		t.Fatal(problems[0].Text())
	}
	last := &p.Steps[len(p.Steps)-1]
	if want := strings.Count(string(data), "\n") - 5; last.Position().Line != want {
		t.Errorf("the last step stands on line %d, want %d", last.Position().Line, want)
	}
	if len(p.Steps) != strings.Count(string(data), "  - id: step-") {
		t.Errorf("%d steps", len(p.Steps))
	}
}

// TestPiecesAreTheWhole: a file read piece by piece gives what it gives whole.
func TestPiecesAreTheWhole(t *testing.T) {
	small := honest(20 << 10)
	wide := append(slices.Clone(small), "x-filler: \""+strings.Repeat("y", 300<<10)+"\"\n"...)
	var a, b plan
	if problems := source.Decode("plan.yaml", small, &a); len(problems) > 0 {
		t.Fatal(problems)
	}
	if problems := source.Decode("plan.yaml", wide, &b); len(problems) > 0 {
		t.Fatal(problems)
	}
	if fmt.Sprintf("%+v", a) != fmt.Sprintf("%+v", b) {
		t.Error("the pieces differ from the whole")
	}
}

func BenchmarkDecode10MB(b *testing.B) {
	data := honest(10 << 20)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var p plan
		if problems := source.Decode("plan.yaml", data, &p); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
