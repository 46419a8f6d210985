package stories

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plotline/roadmap"
)

// severalWays is a goal with initiatives that leave some of its pain points
// open. Each is a line of words; the addressed ones are those of the first
// letters that initiatives name.
type severalWays struct {
	horizon     string
	initiatives []wayAhead
	points      []string // by number
}

type wayAhead struct {
	id, name  string
	addresses []int
}

func (s *severalWays) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "version: 1\nid: ways\nproduct: {name: Ways}\npersonas: [{id: user, name: user}]\ngoals:\n  - id: grow\n    statement: Grow\n    horizon: %s\n    initiatives:\n", s.horizon)
	for _, w := range s.initiatives {
		var ids []string
		for _, n := range w.addresses {
			ids = append(ids, fmt.Sprintf("p%d", n))
		}
		fmt.Fprintf(&b, "      - {id: %s, name: %s, addresses: [%s]}\n", w.id, w.name, strings.Join(ids, ", "))
	}
	b.WriteString("pain_points:\n")
	for i, problem := range s.points {
		fmt.Fprintf(&b, "  - {id: p%d, personas: [user], problem: %s, goals: [grow]}\n", i, problem)
	}
	return b.String()
}

func someWords(t *rapid.T) string {
	words := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"alphawords", "berth", "harbour", "invoice", "ladder", "meadow", "parcel"}), 1, 4, rapid.ID).Draw(t, "words")
	return "Nobody sees the " + strings.Join(words, " ")
}

func anyWays(t *rapid.T) *severalWays {
	s := &severalWays{horizon: rapid.SampledFrom([]string{"now", "next"}).Draw(t, "horizon")}
	for range rapid.IntRange(2, 6).Draw(t, "points") {
		s.points = append(s.points, someWords(t))
	}
	for i := range rapid.IntRange(2, 4).Draw(t, "initiatives") {
		s.initiatives = append(s.initiatives, wayAhead{id: fmt.Sprintf("way%d", i), name: someWords(t)})
	}
	for n := range s.points {
		if at := rapid.IntRange(-2, len(s.initiatives)-1).Draw(t, "addressed by"); at >= 0 {
			s.initiatives[at].addresses = append(s.initiatives[at].addresses, n)
		}
	}
	return s
}

// reword changes what stands around the pain points that are placed, and their
// own words too, but neither takes an initiative away nor addresses anything.
func (s *severalWays) reword(t *rapid.T) {
	switch rapid.IntRange(0, 4).Draw(t, "reword") {
	case 0:
		s.initiatives[rapid.IntRange(0, len(s.initiatives)-1).Draw(t, "initiative")].name = someWords(t)
	case 1:
		s.points[rapid.IntRange(0, len(s.points)-1).Draw(t, "point")] = someWords(t)
	case 2:
		s.points = append(s.points, someWords(t))
	case 3:
		s.initiatives = append([]wayAhead{{id: fmt.Sprintf("more%d", len(s.initiatives)), name: someWords(t)}}, s.initiatives...)
	case 4:
		slices.Reverse(s.initiatives)
	}
}

func TestWhatIsPlacedStaysWhateverIsReworded(t *testing.T) {
	p := parsePack(t, casePack)
	rapid.Check(t, func(rt *rapid.T) {
		k, s := newDesk(t), anyWays(rt)
		k.draft(s.text(), p, nil)
		homes, epics := map[string]string{}, map[string]string{}
		check := func() {
			b := k.load()
			for _, placed := range Placements(parseRoadmap(t, s.text()), p, b) {
				id, in := placed.PainPoint.ID, placed.Initiative.ID
				if home := homes[id]; home != "" && home != in {
					rt.Fatalf("%s went from %s to %s\n%s", id, home, in, s.text())
				}
				homes[id] = in
			}
			for _, item := range b.Items {
				if item.Kind == Epic {
					continue
				}
				if was := epics[item.ID]; was != "" && was != item.Epic {
					rt.Fatalf("%s went to another epic\n%s", item.Path, s.text())
				}
				epics[item.ID] = item.Epic
			}
		}
		check()
		for range rapid.IntRange(1, 5).Draw(rt, "steps") {
			s.reword(rt)
			k.draft(s.text(), p, nil)
			check()
			if _, written := k.draft(s.text(), p, nil); len(written) > 0 {
				rt.Fatalf("drafting again wrote %v\n%s", written, s.text())
			}
		}
	})
}

func TestPlaceOfAPainPoint(t *testing.T) {
	p := parsePack(t, casePack)
	ways := func(first, second string, more ...string) *severalWays {
		return &severalWays{horizon: "now", points: append([]string{"Nobody sees the berth", "The alphawords are gone"}, more...),
			initiatives: []wayAhead{{id: "first", name: first}, {id: "second", name: second}}}
	}
	placed := func(s *severalWays, b *Backlog, point string) (in, why string) {
		for _, one := range Placements(parseRoadmap(t, s.text()), p, b) {
			if one.PainPoint.ID == point {
				return one.Initiative.ID, one.Why
			}
		}
		return "", ""
	}
	for _, c := range []struct {
		name    string
		s       *severalWays
		point   string
		in, why string
	}{
		{"words", ways("A ladder", "A map of berths"), "p0", "second", "berth"},
		{"a template goes before words", ways("What is gone", "More alphawords"), "p1", "second", `template "alpha", and so does initiative "second"`},
		{"nothing", ways("A ladder", "A meadow"), "p0", "first", "it is the first"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if in, why := placed(c.s, nil, c.point); in != c.in || !strings.Contains(why, c.why) {
				t.Errorf("it stands in %q: %s", in, why)
			}
		})
	}
	t.Run("by what its initiative addresses", func(t *testing.T) {
		s := ways("A ladder", "A meadow", "Nobody pays for a berth")
		s.initiatives[1].addresses = []int{2}
		if in, why := placed(s, nil, "p0"); in != "second" {
			t.Errorf("it stands in %q: %s", in, why)
		}
	})
	t.Run("where its initiative goes, it is placed anew", func(t *testing.T) {
		k, s := newDesk(t), ways("A ladder", "A map of berths")
		k.draft(s.text(), p, nil)
		s.initiatives[1] = wayAhead{id: "third", name: "A meadow"}
		k.draft(s.text(), p, nil)
		if in, _ := placed(s, k.load(), "p0"); in != "first" {
			t.Errorf("it stands in %q", in)
		}
	})
	t.Run("once it is addressed, it goes there", func(t *testing.T) {
		k, s := newDesk(t), ways("A ladder", "A map of berths")
		k.draft(s.text(), p, nil)
		s.initiatives[0].addresses = []int{0}
		k.draft(s.text(), p, nil)
		for _, item := range k.load().Items {
			if slices.Contains(item.Serves, "pain-point:p0") && item.Kind == Story && !strings.HasPrefix(item.Path, "first/") {
				t.Errorf("%s stayed", item.Path)
			}
		}
		s.initiatives[0].addresses = nil
		if in, _ := placed(s, k.load(), "p0"); in != "first" {
			t.Errorf("it went back to %q", in)
		}
	})
}

// Product managers said themselves, in many roadmaps, which initiative a pain
// point belongs to. Where one of them is not told, the draft finds it more often
// than by taking the first.
func TestPainPointsFindTheInitiativeThatWasNotTold(t *testing.T) {
	all, right, first := 0, 0, 0
	for _, file := range manyRoadmaps(t) {
		r, err := roadmap.Load(context.Background(), file, filepath.Dir(file))
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Goals {
			for j := range r.Goals[i].Initiatives {
				in := &r.Goals[i].Initiatives[j]
				for _, id := range slices.Clone(in.Addresses) {
					placed, ok := placedUntold(t, r, in, id)
					if !ok {
						continue
					}
					all++
					if j == 0 {
						first++
					}
					if placed.Initiative == in {
						right++
					} else {
						t.Logf("%q stands in %q (%s), not in %q", placed.PainPoint.Problem, placed.Initiative.Name, placed.Why, in.Name)
					}
				}
			}
		}
	}
	t.Logf("%d of %d are right; the first would be for %d", right, all, first)
	if right*100 < all*78 || all < 100 {
		t.Error("that is worse than it was")
	}
}

func manyRoadmaps(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"../examples/*/roadmap.yaml", "pack/testdata/roadmaps/*.yaml", "pack/testdata/unheard/[pr]*/*.yaml", "pack/testdata/unheard/trades/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatal(pattern, err)
		}
		files = append(files, found...)
	}
	return files
}

// placedUntold tells where a pain point stands if its initiative does not say
// that it addresses it.
func placedUntold(t *testing.T, r *roadmap.Roadmap, in *roadmap.Initiative, id string) (Placed, bool) {
	told := in.Addresses
	defer func() { in.Addresses = told }()
	in.Addresses = slices.DeleteFunc(slices.Clone(told), func(a string) bool { return a == id })
	goal, _ := r.Initiative(in.ID)
	for _, placed := range Placements(r, defaultPack(t), nil) {
		if placed.PainPoint.ID == id && placed.Goal == goal {
			return placed, true
		}
	}
	return Placed{}, false
}
