package review

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestSets prints what the rules find in the story sets, when asked to with
// -run Sets -v.
func TestSets(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/stories/*.txt")
	if len(files) == 0 {
		t.Skip("the story sets are not here")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts, problems := ReadList(filepath.Base(file), data)
		if problems != nil {
			t.Fatal(problems)
		}
		for _, f := range Run(Input{Stories: texts}) {
			if f.Severity == Error {
				t.Errorf("an error on a public story: %+v", f)
			}
			if f.Rule != "story/no-benefit" {
				t.Logf("%s %s:%d:%d %s\n      %s", f.Rule, f.Path, f.Line, f.Column, f.Message, f.Excerpt)
			}
		}
	}
}

// synthetic gives n different stories.
func synthetic(n int) []Text {
	var b strings.Builder
	verbs := strings.Fields("see edit delete create share export compare archive approve rate")
	things := strings.Fields("invoice report dataset picture order basket ticket calendar profile contract")
	for i := range n {
		fmt.Fprintf(&b, "As a user%d, I want to %s the %s number %d of project%d in room%d, so that I can %s it quickly with code%d\n",
			i%97, verbs[i%10], things[i/10%10], i, i%1013, i%31, verbs[i/7%10], i%503)
	}
	texts, _ := ReadList("many.txt", []byte(b.String()))
	return texts
}

func TestTimeGrowsWithTheList(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	small, large := synthetic(10_000), synthetic(100_000)
	took := func(texts []Text) time.Duration {
		begin := time.Now()
		Run(Input{Stories: texts})
		return time.Since(begin)
	}
	few, many := took(small), took(large)
	t.Log(few, many)
	if many > 20*few {
		t.Errorf("100,000 stories took %s, 10,000 took %s", many, few)
	}
}
