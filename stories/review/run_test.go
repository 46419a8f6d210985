package review

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// TestSets holds the rules to no error on public stories, and to pointing at
// words that are there.
func TestSets(t *testing.T) {
	for name, texts := range storySets(t) {
		for _, f := range Run(Input{Stories: texts}) {
			if f.Severity == Error {
				t.Errorf("an error on a public story: %s %s", f.String(), f.Message)
			}
			if end := f.Column + max(f.Length, 1) - 1; f.Excerpt == "" || end > len([]rune(f.Excerpt)) {
				t.Errorf("%s: %s points past its line: %q", name, f.String(), f.Excerpt)
			}
		}
	}
}

// synthetic gives one and a half times n different stories, some of them bad.
func synthetic(n int) []Text {
	var b strings.Builder
	verbs := strings.Fields("see edit delete create share export compare archive approve rate")
	things := strings.Fields("invoice report dataset picture order basket ticket calendar profile contract")
	for i := range n {
		fmt.Fprintf(&b, "As a user%d, I want to %s the %s number %d of project%d in room%d, so that I can %s it quickly with code%d\n",
			i%97, verbs[i%10], things[i/10%10], i, i%1013, i%31, verbs[i/7%10], i%503)
		if i%2 == 0 {
			fmt.Fprintf(&b, "As a user%d, I want to easily %s and find report number %d (see the notes of day %d)\n", i%89, verbs[i/3%10], i/3, i%211)
		}
	}
	texts, _ := ReadList("many.txt", []byte(b.String()))
	return texts
}

// TestMemoryIsBounded holds a review of 100,000 stories to what it keeps.
func TestMemoryIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	texts := synthetic(100_000)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	findings := Run(Input{Stories: texts})
	runtime.ReadMemStats(&after)
	used := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	t.Logf("%d findings, %d MB of heap, garbage included", len(findings), used>>20)
	if used > 350<<20 {
		t.Errorf("100,000 stories took %d MB", used>>20)
	}
}
