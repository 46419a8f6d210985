package github

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plotline/integrations"
	"plotline/stories"
)

func signOf(id string) signed {
	return signed{Mark: integrations.Mark{Version: 1, ID: id, Roadmap: "northwind", Nonce: "n"}, Kind: stories.Story}
}

func TestFence(t *testing.T) {
	whole := newBody(signOf("a"), "One.\n\nTwo.")
	lines := strings.SplitAfter(whole, "\n")
	for _, c := range []struct {
		name, text string
		want       integrations.Fence
		marked     bool
		part       string
	}{
		{"as made", whole, integrations.FenceIntact, true, "One.\n\nTwo."},
		{"from the web editor", strings.ReplaceAll(whole, "\n", "\r\n"), integrations.FenceIntact, true, "One.\n\nTwo."},
		{"between people's text", "Above\n\n" + whole + "\nbelow", integrations.FenceIntact, true, "One.\n\nTwo."},
		{"nothing of ours", "Just text", integrations.FenceMissing, false, ""},
		{"empty", "", integrations.FenceMissing, false, ""},
		{"no end", strings.TrimSuffix(whole, endLine()), integrations.FenceAltered, true, ""},
		{"no begin", strings.TrimPrefix(whole, lines[0]), integrations.FenceAltered, false, ""},
		{"twice", whole + "\n" + whole, integrations.FenceAltered, true, ""},
		{"end before begin", endLine() + "\n" + lines[0], integrations.FenceAltered, true, ""},
		{"a broken mark", "<!-- plotline begin {\"v\": -->\nx\n" + endLine(), integrations.FenceAltered, false, ""},
		{"a mark without an ID", "<!-- plotline begin {\"v\":1} -->\nx\n" + endLine(), integrations.FenceAltered, false, ""},
		{"quoted", "> " + strings.ReplaceAll(whole, "\n", "\n> "), integrations.FenceMissing, false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := parseBody(c.text)
			if b.fence != c.want || (b.mark() != nil) != c.marked || b.part() != c.part {
				t.Errorf("fence %q, mark %+v, part %q", b.fence, b.mark(), b.part())
			}
			// Whatever it was, a part can be put in, and people's lines stay.
			part := "New."
			now := parseBody(b.splice(signOf("a"), &part))
			if now.fence != integrations.FenceIntact || now.part() != "New." {
				t.Errorf("put back: %q", now.text)
			}
			for _, mine := range []string{"Above", "below", "Just text"} {
				if strings.Contains(c.text, mine) && !strings.Contains(now.text, mine) {
					t.Errorf("%q is lost: %q", mine, now.text)
				}
			}
		})
	}
}

// awkward are texts that a part or its surroundings may be made of.
func awkward() *rapid.Generator[string] {
	return rapid.StringOf(rapid.OneOf(
		rapid.Rune(),
		rapid.SampledFrom([]rune("\n\n\r<!->{}#*`@\\ \t")),
	))
}

func TestAnyPartComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.OneOf(awkward(), rapid.SampledFrom([]string{
			"<!-- plotline begin {} -->", "<!-- plotline end -->", "<!-- \\plotline end -->", "<!-- plotline tasks -->", "\n", "- [ ] #12\n",
		}))
		text := strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "part"), "")
		part := strings.Trim(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
		above := rapid.SampledFrom([]string{"", "Above\n\n", "Above\r\n\r\n", "  \n"}).Draw(t, "above")
		below := rapid.SampledFrom([]string{"", "\n\nbelow\n", "\r\nbelow"}).Draw(t, "below")
		sign := signOf(rapid.StringN(1, 40, -1).Draw(t, "id"))
		b := parseBody(above + newBody(sign, "x") + below)
		now := parseBody(b.splice(sign, &part))
		if strings.Contains(part, "\r") {
			return // a lone carriage return is no text that an editor makes
		}
		if now.fence != integrations.FenceIntact || now.part() != part {
			t.Fatalf("part %q came back as %q in %q", part, now.part(), now.text)
		}
		if !strings.HasPrefix(now.text, above) || !strings.HasSuffix(now.text, below) {
			t.Fatalf("the surroundings changed: %q", now.text)
		}
		if got := parseBody(now.splice(sign, nil)); got.text != now.text {
			t.Fatalf("writing the same mark changed\n%q to\n%q", now.text, got.text)
		}
	})
}

func FuzzParseBody(f *testing.F) {
	whole := newBody(signOf("a"), "One.")
	for _, seed := range []string{"", whole, "x\r\n" + whole + "\r\ny", endLine() + "\n" + whole, parseBody(whole).withTasks([]int{1, 2}, nil), "<!-- plotline begin"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b := parseBody(text)
		part := "New."
		once := b.splice(signOf("b"), &part)
		now := parseBody(once)
		if now.fence != integrations.FenceIntact || now.part() != part || now.mark().ID != "b" {
			t.Errorf("%q gave %q: fence %s, part %q", text, once, now.fence, now.part())
		}
		if again := now.splice(signOf("b"), &part); again != once {
			t.Errorf("the second time %q became %q", once, again)
		}
		listed := parseBody(b.withTasks([]int{7}, nil))
		if got := parseBody(listed.withTasks(nil, []int{7})).taskNumbers(); len(got) > len(b.taskNumbers()) {
			t.Errorf("%q keeps task %v", text, got)
		}
		if listed.withoutTasks() != b.withoutTasks() && b.tasks == nil && b.fence == integrations.FenceIntact {
			t.Errorf("a task list changed the rest of %q to %q", b.withoutTasks(), listed.withoutTasks())
		}
	})
}

func TestTasks(t *testing.T) {
	b := parseBody(newBody(signOf("a"), "One.") + "\n\nBelow, by hand:\n\n- [ ] #90\n")
	b = parseBody(b.withTasks([]int{3, 4, 3}, nil))
	b = parseBody(strings.Replace(b.text, "- [ ] #3", "- [x] #3 (nearly)", 1))
	b = parseBody(b.withTasks([]int{3, 5}, []int{4}))
	if got := b.taskNumbers(); len(got) != 2 || got[0] != 3 || got[1] != 5 {
		t.Errorf("tasks %v in %q", got, b.text)
	}
	if !strings.Contains(b.text, "- [x] #3 (nearly)") || !strings.HasSuffix(b.text, "- [ ] #90\n") {
		t.Errorf("what people wrote changed: %q", b.text)
	}
	if got := b.peoplesTasks(); len(got) != 3 || got[2] != 90 {
		t.Errorf("people's tasks %v", got)
	}
}
