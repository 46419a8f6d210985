package review

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

type labelled struct {
	set, n, text string
	actions      int
	benefit      bool
}

func labels(t *testing.T) []labelled {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../../shared/stories/labels/roles-actions-benefit.tsv"))
	if err != nil {
		t.Skip("the labelled story sets are not here: " + err.Error())
	}
	var all []labelled
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		f := strings.Split(line, "\t")
		n, _ := strconv.Atoi(f[2])
		all = append(all, labelled{f[0], f[1], f[6], n, f[3] == "1"})
	}
	return all
}

func TestMeasure(t *testing.T) {
	known := newVerbs()
	var tp, fp, fn, btp, bfp, bfn int
	for _, l := range labels(t) {
		words := tokenize(l.text)
		p := split(words)
		found := actionsOf(words, p, known)
		var names []string
		for _, i := range found {
			names = append(names, words[i].text)
		}
		got, want := len(found) > 1, l.actions > 1
		switch {
		case got && want:
			tp++
		case got:
			fp++
			t.Log("FP", l.set, l.n, names, l.text)
		case want:
			fn++
			t.Log("FN", l.set, l.n, names, l.text)
		}
		b := p.formed() && p.end.empty()
		switch {
		case b && !l.benefit:
			btp++
		case b:
			bfp++
			t.Log("BFP", l.set, l.n, l.text)
		case !l.benefit:
			bfn++
			t.Log("BFN", l.set, l.n, l.text)
		}
		if p.role.empty() || p.means.empty() {
			t.Log("PARTS", l.set, l.n, l.text)
		}
	}
	t.Log("actions", tp, fp, fn, "benefit", btp, bfp, bfn)
}
