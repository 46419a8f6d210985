//go:build unix

package stories

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"plotline/roadmap"
	"plotline/stories/pack"
	"plotline/stories/store"
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

// effort is what something took: time by the clock, and of the processor, in
// which other work on the machine counts less.
type effort struct{ clock, processor time.Duration }

// measure runs do from a clean heap.
func measure(t *testing.B, do func()) effort {
	t.Helper()
	debug.FreeOSMemory()
	begin, before := time.Now(), processorTime(t)
	do()
	return effort{time.Since(begin), processorTime(t) - before}
}

func processorTime(t *testing.B) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// best is the least of each of two.
func best(a, b effort) effort {
	if a == (effort{}) {
		return b
	}
	return effort{min(a.clock, b.clock), min(a.processor, b.processor)}
}

// timings is how long a first draft took, a redraft, and loops that write the
// same files: as they are, and each beside its place, to take it whole.
type timings struct {
	stories, rewritten          int
	draft, redraft, plain, safe effort
	heap                        uint64
}

func (m *timings) take(t *testing.B, goals int, p *pack.Pack) {
	t.Helper()
	folder := memoryFolder(t)
	defer os.RemoveAll(folder)
	text, edited := []byte(largeRoadmap(goals, nil)), []byte(largeRoadmap(goals, func(i int) bool { return i%100 == 7 }))
	var b *Backlog
	var written []string
	run := func(text []byte) func() {
		return func() { b, written = draftAndSave(t, filepath.Join(folder, "backlog"), text, p) }
	}
	m.draft = best(m.draft, measure(t, run(text)))
	m.stories = len(b.Items) - len(b.Epics())
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	m.heap = max(m.heap, memory.HeapSys)

	names, files := filesOf(b)
	editSome(t, b)
	b = nil
	m.plain = best(m.plain, measure(t, func() { writePlainly(t, filepath.Join(folder, "plain"), names, files, os.WriteFile) }))
	m.safe = best(m.safe, measure(t, func() { writePlainly(t, filepath.Join(folder, "safe"), names, files, writeBeside) }))
	names, files = nil, nil
	m.redraft = best(m.redraft, measure(t, run(edited)))
	m.rewritten = len(written)
}

// draftAndSave is what the command does.
func draftAndSave(t *testing.B, folder string, text []byte, p *pack.Pack) (*Backlog, []string) {
	t.Helper()
	r, err := roadmap.Parse("roadmap.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	b, err := LoadBacklog(context.Background(), folder)
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

// filesOf gives the files of a backlog, in its order.
func filesOf(b *Backlog) (names []string, files [][]byte) {
	for _, item := range b.Items {
		names = append(names, item.Path, store.SidecarFolder+"/"+item.ID+".yaml")
		files = append(files, item.Document.Bytes(), item.Sidecar.Bytes())
	}
	return names, files
}

// writePlainly writes files one after the other, and makes each folder once.
func writePlainly(t *testing.B, folder string, names []string, files [][]byte, write func(string, []byte, os.FileMode) error) {
	t.Helper()
	made := map[string]bool{}
	for i, name := range names {
		full := filepath.Join(folder, name)
		if within := filepath.Dir(full); !made[within] {
			made[within] = true
			if err := os.MkdirAll(within, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := write(full, files[i], 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func writeBeside(name string, data []byte, mode os.FileMode) error {
	if err := os.WriteFile(name+".new", data, mode); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
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

// BenchmarkDraft drafts some 5,000, 10,000 and 50,000 stories, and says what
// that takes beside plain loops that write the same files, how a redraft with
// one edit in a hundred compares with the first draft, and how the time of a
// story grows; "cpu" is the processor's time. With -benchtime 3x it takes the
// best of three. Run it with -timeout 30m where the machine is slow.
func BenchmarkDraft(b *testing.B) {
	p := defaultPack(b)
	var few time.Duration // of the processor, a story, among 5,000
	for _, goals := range []int{900, 1800, 9000} {
		b.Run(fmt.Sprint(goals), func(b *testing.B) {
			var m timings
			for range b.N {
				m.take(b, goals, p)
			}
			each := m.draft.processor / time.Duration(m.stories)
			if few == 0 {
				few = each
			}
			over := func(a, b time.Duration) float64 { return a.Seconds() / b.Seconds() }
			b.ReportMetric(float64(m.stories), "stories")
			b.ReportMetric(over(each, time.Microsecond), "µs-cpu/story")
			b.ReportMetric(over(each, few), "growth-x")
			b.ReportMetric(over(m.draft.clock, m.plain.clock), "loop-x")
			b.ReportMetric(over(m.draft.processor, m.plain.processor), "loop-cpu-x")
			b.ReportMetric(over(m.draft.clock, m.safe.clock), "safe-loop-x")
			b.ReportMetric(over(m.draft.processor, m.safe.processor), "safe-loop-cpu-x")
			b.ReportMetric(over(m.redraft.clock, m.draft.clock), "redraft-x")
			b.ReportMetric(over(m.redraft.processor, m.draft.processor), "redraft-cpu-x")
			b.ReportMetric(float64(m.rewritten), "rewritten")
			b.ReportMetric(float64(m.heap>>20), "MB")
			b.ReportMetric(m.draft.clock.Seconds(), "s-draft")
			b.ReportMetric(m.plain.clock.Seconds(), "s-loop")
			b.ReportMetric(m.plain.processor.Seconds(), "s-loop-cpu")
		})
	}
}
