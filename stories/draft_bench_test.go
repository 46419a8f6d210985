package stories

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"plotline/roadmap"
	"plotline/stories/pack"
)

// largeRoadmap has a goal for every dozen or so stories.
func largeRoadmap(goals int, edited func(int) bool) string {
	problems := []string{
		"Users struggle to find relevant products", "New members give up during onboarding",
		"Pages load too slowly on the phone", "Managers cannot see how their team is doing",
		"People miss notices that matter to them",
	}
	var b strings.Builder
	b.WriteString("version: 1\nid: large\nproduct: {name: Large}\npersonas: [{id: user, name: returning shopper}]\ngoals:\n")
	for i := range goals {
		more := ""
		if edited != nil && edited(i) {
			more = " sooner"
		}
		fmt.Fprintf(&b, "  - id: g%d\n    statement: Raise the share of area %d that comes back%s\n    metrics: [{id: m, name: shoppers of area %d, baseline: 100, target: 120}]\n", i, i, more, i)
		fmt.Fprintf(&b, "    guardrails: [Area %d still renders within 2 s]\n    initiatives: [{id: i%d, name: A better area %d, addresses: [p%d]}]\n", i, i, i, i)
	}
	b.WriteString("pain_points:\n")
	for i := range goals {
		fmt.Fprintf(&b, "  - {id: p%d, personas: [user], problem: %s in area %d, goals: [g%d]}\n", i, problems[i%len(problems)], i, i)
	}
	return b.String()
}

// timing is how long a first draft took, and a loop that writes the same.
type timing struct {
	stories       int
	draft, redraw time.Duration
	plain         time.Duration
	written       int
}

func measureDraft(t *testing.B, goals int, p *pack.Pack) timing {
	t.Helper()
	var m timing
	folder := memoryFolder(t)
	text := []byte(largeRoadmap(goals, nil))
	run := func(text []byte) (*Backlog, []string) {
		r, err := roadmap.Parse("roadmap.yaml", text)
		if err != nil {
			t.Fatal(err)
		}
		b, err := LoadBacklog(context.Background(), filepath.Join(folder, "backlog"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Draft(context.Background(), draftInput(b, r, p)); err != nil {
			t.Fatal(err)
		}
		written, err := b.Save(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return b, written
	}
	runtime.GC()
	begin := time.Now()
	b, _ := run(text)
	m.draft = time.Since(begin)
	m.stories = len(b.Items) - len(b.Epics())

	m.plain = plainLoop(t, b, folder)
	editSome(t, b)
	runtime.GC()
	begin = time.Now()
	_, written := run([]byte(largeRoadmap(goals, func(i int) bool { return i%100 == 7 })))
	m.redraw, m.written = time.Since(begin), len(written)
	return m
}

// plainLoop writes the files of a backlog the plain way.
func plainLoop(t *testing.B, b *Backlog, folder string) time.Duration {
	t.Helper()
	files := map[string][]byte{}
	var names []string
	for _, item := range b.Items {
		sidecar := SidecarFolder + "/" + item.ID + ".yaml"
		files[item.Path], files[sidecar] = item.Document.Bytes(), item.Sidecar.Bytes()
		names = append(names, item.Path, sidecar)
	}
	runtime.GC()
	begin := time.Now()
	for _, name := range names {
		full := filepath.Join(folder, "plain", name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, files[name], 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return time.Since(begin)
}

// editSome edits one story in a hundred.
func editSome(t *testing.B, b *Backlog) {
	t.Helper()
	for i, item := range b.Items {
		if i%100 == 50 {
			text := strings.Replace(string(item.Document.Bytes()), "# ", "# My own ", 1)
			if err := os.WriteFile(filepath.Join(b.Folder, item.Path), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// BenchmarkDraft drafts some 5,000, 10,000 and 50,000 stories. It reports the
// time a story, how often a plain loop writes the same files meanwhile, and how
// long a redraft with one edit in a hundred takes beside the first draft.
func BenchmarkDraft(b *testing.B) {
	p := defaultPack(b)
	for _, goals := range []int{380, 760, 3800} {
		b.Run(fmt.Sprint(goals), func(b *testing.B) {
			for range b.N {
				m := measureDraft(b, goals, p)
				b.ReportMetric(float64(m.stories), "stories")
				b.ReportMetric(float64(m.draft.Microseconds())/float64(m.stories), "µs/story")
				b.ReportMetric(m.draft.Seconds()/m.plain.Seconds(), "draft/plain")
				b.ReportMetric(m.redraw.Seconds()/m.draft.Seconds(), "redraft/draft")
				b.ReportMetric(float64(m.written), "rewritten")
			}
		})
	}
}
