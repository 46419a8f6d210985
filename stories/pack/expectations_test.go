package pack

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"plotline/roadmap"
)

// expectations are what each roadmap's sources should call, the best first.
func expectations(t *testing.T) map[string]map[string][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/expectations.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]map[string][]string
	if err := yaml.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestMatchesWhatWasExpected(t *testing.T) {
	p := defaultPack(t)
	specific, wrong, all := 0, 0, 0
	for path, expected := range expectations(t) {
		full := filepath.Join("testdata", path)
		r, err := roadmap.Load(context.Background(), full, filepath.Dir(full))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range calls(r) {
			want, ok := expected[c.name]
			if !ok {
				t.Errorf("%s: nothing is expected of %s", path, c.name)
				continue
			}
			m := p.Match(c.call)
			got := m.Choices[0].Template.Name
			if got == Initiative {
				got = Generic
			}
			isPain := !strings.HasPrefix(c.name, "initiative:")
			if isPain && want[0] != Generic {
				all++
				if got != Generic {
					specific++
				}
			}
			if got != Generic && !slices.Contains(want, got) {
				wrong++
				t.Errorf("%s %s: got %s, want %v: %+v; near %v", path, c.name, got, want, m.Choices[0].Words, m.Near)
			} else if got == Generic && !slices.Contains(want, Generic) {
				t.Logf("%s %s: missed %v; near %v", path, c.name, want, m.Near)
			}
		}
	}
	t.Logf("%d of %d pain points call a specific template, %d calls are wrong", specific, all, wrong)
	if specific*100 < all*85 {
		t.Errorf("under 85%%")
	}
}

type namedCall struct {
	name string
	call Call
}

// calls are the calls of a roadmap's pain points and initiatives.
func calls(r *roadmap.Roadmap) []namedCall {
	var out []namedCall
	initiatives := map[string]string{}
	for _, g := range r.Goals {
		for _, i := range g.Initiatives {
			out = append(out, namedCall{"initiative:" + i.ID, Call{Templates: i.Templates, Initiative: i.Name, Goal: g.Statement}})
			for _, id := range i.Addresses {
				initiatives[id] = i.Name
			}
		}
	}
	for _, pp := range r.PainPoints {
		call := Call{Templates: pp.Templates, Problem: pp.Problem, Initiative: initiatives[pp.ID]}
		for _, e := range pp.Evidence {
			call.Evidence = append(call.Evidence, e.Text)
		}
		if len(pp.Goals) > 0 {
			if g := r.Goal(pp.Goals[0]); g != nil {
				call.Goal = g.Statement
			}
		}
		out = append(out, namedCall{pp.ID, call})
	}
	return out
}
