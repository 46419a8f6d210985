//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"
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
// which other work on the machine counts less; and the memory of a process.
type effort struct {
	clock, processor time.Duration
	memory           int64
}

// best is the least of each of two.
func best(a, b effort) effort {
	if a == (effort{}) {
		return b
	}
	return effort{min(a.clock, b.clock), min(a.processor, b.processor), min(a.memory, b.memory)}
}

// drafted runs the real program's draft in a folder.
func drafted(b *testing.B, folder string) effort {
	b.Helper()
	command := process(folder, nil, "draft")
	var talk bytes.Buffer
	command.Stderr = &talk
	begin := time.Now()
	if err := command.Run(); err != nil {
		b.Fatalf("%v\n%s", err, talk.String())
	}
	state := command.ProcessState
	memory := state.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS == "darwin" { // which counts bytes, others kilobytes
		memory /= 1024
	}
	return effort{time.Since(begin), state.UserTime() + state.SystemTime(), memory / 1024}
}

// measure runs do in this process, from a clean heap.
func measure(b *testing.B, do func()) effort {
	b.Helper()
	debug.FreeOSMemory()
	begin, before := time.Now(), processorTime(b)
	do()
	return effort{clock: time.Since(begin), processor: processorTime(b) - before}
}

func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// timings is how long a first draft took, a redraft, and loops that write the
// same files: as they are, and each beside its place, to take it whole.
type timings struct {
	stories, rewritten          int
	draft, redraft, plain, safe effort
}

func (m *timings) take(b *testing.B, goals int) {
	b.Helper()
	folder := memoryFolder(b)
	defer os.RemoveAll(folder)
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	write("roadmap.yaml", largeRoadmap(goals, nil))
	m.draft = best(m.draft, drafted(b, folder))
	first := filesIn(b, filepath.Join(folder, "backlog"))
	m.stories = len(first)/2 - goals // an epic a goal, a sidecar an item

	m.plain = best(m.plain, measure(b, func() { writePlainly(b, filepath.Join(folder, "plain"), first, os.WriteFile) }))
	m.safe = best(m.safe, measure(b, func() { writePlainly(b, filepath.Join(folder, "safe"), first, writeBeside) }))

	write("roadmap.yaml", largeRoadmap(goals, func(i int) bool { return i%100 == 7 }))
	n := 0
	for i := range first {
		if f := &first[i]; !strings.HasSuffix(f.name, ".yaml") {
			if n++; n%100 == 50 {
				f.data = bytes.Replace(f.data, []byte("# "), []byte("# My own "), 1)
				write(filepath.Join("backlog", f.name), string(f.data))
			}
		}
	}
	m.redraft = best(m.redraft, drafted(b, folder))
	m.rewritten = 0
	for i, f := range filesIn(b, filepath.Join(folder, "backlog")) {
		if i >= len(first) || f.name != first[i].name || !bytes.Equal(f.data, first[i].data) {
			m.rewritten++
		}
	}
}

// memoryFolder is a new folder on storage that is memory, where there is some.
func memoryFolder(b *testing.B) string {
	b.Helper()
	const memory = "/dev/shm"
	if info, err := os.Stat(memory); err != nil || !info.IsDir() {
		return b.TempDir()
	}
	folder, err := os.MkdirTemp(memory, "plotline")
	if err != nil {
		return b.TempDir()
	}
	return folder
}

// file is a file below a folder.
type file struct {
	name string
	data []byte
}

// filesIn gives the files below a folder, in the order of their names.
func filesIn(b *testing.B, folder string) []file {
	b.Helper()
	var files []file
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(folder, name))
		files = append(files, file{name, data})
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return files
}

// writePlainly writes files one after the other, and makes each folder once.
func writePlainly(b *testing.B, folder string, files []file, write func(string, []byte, os.FileMode) error) {
	b.Helper()
	made := map[string]bool{}
	for _, f := range files {
		full := filepath.Join(folder, f.name)
		if within := filepath.Dir(full); !made[within] {
			made[within] = true
			if err := os.MkdirAll(within, 0o755); err != nil {
				b.Fatal(err)
			}
		}
		if err := write(full, f.data, 0o644); err != nil {
			b.Fatal(err)
		}
	}
}

func writeBeside(name string, data []byte, mode os.FileMode) error {
	if err := os.WriteFile(name+".new", data, mode); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

// BenchmarkDraft runs the program as people do and lets it draft some 5,000,
// 10,000 and 50,000 stories. It says what that takes beside plain loops that write
// the same files, how a redraft with one edit in a hundred compares with the first
// draft, and how the time of a story grows; "cpu" is the processor's time. With
// -benchtime 3x it takes the best of three. Run it with -timeout 30m where the
// machine is slow.
func BenchmarkDraft(b *testing.B) {
	var few time.Duration // of the processor, a story, among 5,000
	for _, goals := range []int{900, 1800, 9000} {
		b.Run(fmt.Sprint(goals), func(b *testing.B) {
			var m timings
			for range b.N {
				m.take(b, goals)
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
			b.ReportMetric(float64(m.draft.memory), "MB")
			b.ReportMetric(m.draft.clock.Seconds(), "s-draft")
			b.ReportMetric(m.plain.clock.Seconds(), "s-loop")
			b.ReportMetric(m.plain.processor.Seconds(), "s-loop-cpu")
		})
	}
}
