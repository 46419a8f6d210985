package document

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"plotline/roadmap/source"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"
)

// oddDocument draws files as people and machines leave them.
func oddDocument() *rapid.Generator[string] {
	pieces := []string{
		"---\n", "id: 7d0b0f5b-4c1a-5a7e-8f5c-0d8f6f2b7c21\n", "type: feature\n", "size: 8 # a guess\n", "labels: [a, \"b c\"]\n",
		"labels:\n  - a # first\n  - b\n", "x-mine: {a: 1}\n", "handoff: accepted\n", "rank: 2\n", "needs: [a/b.md]   # b\n", "# a comment\n",
		"# Title\n", "# Title # #\n", "Title\n===\n", "Setext section\n---\n", "## Acceptance criteria\n", "## acceptance Criteria ##\n",
		"## Notes\n", "## Destination\n", "### Deep\n", "As a x, I want y, so that z.\n", "- one\n", "* two\n", "1. three\n", "  more\n", "lazy\n",
		"- [ ] box\n", "- [x] done\n", "-\n", "- - nested\n", "```\n", "~~~ # x\n", "<!--\n", "-->\n", "    # code\n", "\t- tab\n", "> # quote\n",
		"\n", "\n\n", "\r\n", "\r", "\uFEFF", "é\n", "\x00", "<pre>\n", "</pre>\n", "* * *\n", "====\n", "no end", "## Notes\r\n", "- crlf\r\n",
	}
	return rapid.Custom(func(t *rapid.T) string {
		body := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 14).Draw(t, "pieces")
		switch rapid.IntRange(0, 3).Draw(t, "form") {
		case 0:
			return strings.Join(body, "")
		case 1:
			return "---\nid: 7d0b0f5b-4c1a-5a7e-8f5c-0d8f6f2b7c21\n---\n# Title\n" + strings.Join(body, "")
		case 2:
			return strings.ReplaceAll("---\ntype: bug\nlabels:\n  - a\n  - b # why\n---\n# Title\n\nText.\n\n## Acceptance criteria\n\n"+strings.Join(body, ""), "\n", "\r\n")
		}
		return "# Title\n\nText.\n\n## Acceptance criteria\n\n1. [x] a\n2. b\n\n" + strings.Join(body, "")
	})
}

// oddText draws text that is hard on a document.
func oddText() *rapid.Generator[string] {
	pieces := []string{
		"a", "b c", "Given x, when y, then z.", ": ", " #", "#", "- ", "---", "\n", "\n\n", "\t", "\"", "'", "\\",
		"[", "]", ",", "|", "&", "*", "@", "`", "```", "~~~", "<!--", "-->", "# x", "## Notes", "===", "é", "漢",
		"\u00a0", "\u2028", "\ufeff", "\r\n", "\r", "\x00", "\x1b", "\x7f", "\x80", "null", "~", "yes", "8", "1.", "2)", "[ ] ", "+ ", "    ", "<<<<<<< HEAD", ">>>>>>> x", "=======", "  ", "<pre>", "😀", "\xff",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 9).Draw(t, "pieces"), "")
	})
}

// canonical is a text as it comes back.
func canonical(t Text) Text {
	t.Title, t.Narrative, t.Destination, t.Notes = Title(t.Title), Block(t.Narrative), Block(t.Destination), Block(t.Notes)
	var kept []string
	for _, criterion := range t.Criteria {
		if criterion = Criterion(criterion); criterion != "" {
			kept = append(kept, criterion)
		}
	}
	t.Criteria = kept
	return t
}

func oddBody() *rapid.Generator[Text] {
	return rapid.Custom(func(t *rapid.T) Text {
		return canonical(Text{
			Title: oddText().Draw(t, "title"), Narrative: oddText().Draw(t, "narrative"),
			Destination: oddText().Draw(t, "destination"), Notes: oddText().Draw(t, "notes"),
			Criteria: rapid.SliceOfN(oddText(), 0, 4).Draw(t, "criteria"),
		})
	})
}

func oddKeys() *rapid.Generator[[]Key] {
	return rapid.Custom(func(t *rapid.T) []Key {
		list := rapid.SliceOfN(oddText(), 0, 3)
		return []Key{
			{Name: "type", Value: rapid.SampledFrom([]string{"", "epic", "bug"}).Draw(t, "type")},
			{Name: "labels", List: Words(list.Draw(t, "labels"))},
			{Name: "size", Value: Word(oddText().Draw(t, "size"))},
			{Name: "needs", List: Words(list.Draw(t, "needs"))},
		}
	})
}

// TestSettingTextGivesItBack holds that whatever strangers write ends up as
// this text and nothing else, in whatever document it is put.
func TestSettingTextGivesItBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := oddDocument().Draw(t, "document")
		d, problems := Parse("x.md", []byte(before))
		if len(problems) > 0 {
			return
		}
		want, keys := oddBody().Draw(t, "text"), oddKeys().Draw(t, "keys")
		if diff := cmp.Diff(want, canonical(want)); diff != "" {
			t.Fatalf("canonical is not stable: %s", diff)
		}
		changed, err := d.With(want, keys...)
		if err != nil {
			t.Fatalf("%v\n%q\n%q", err, before, want)
		}
		if diff := cmp.Diff(want, changed.Text()); diff != "" {
			t.Fatalf("%s\nbefore %q\nafter  %q", diff, before, changed.Bytes())
		}
		for _, key := range keys {
			if got := changed.List(key.Name); !slices.Equal(got, key.values()) {
				t.Fatalf("%s is %q, not %q\nbefore %q\nafter  %q", key.Name, got, key.values(), before, changed.Bytes())
			}
		}
		if again, err := changed.With(want, keys...); err != nil || !bytes.Equal(again.Bytes(), changed.Bytes()) {
			t.Fatalf("setting what is there changed it: %v\n%q\n%q", err, changed.Bytes(), again.Bytes())
		}
	})
}

// TestSettingOneFieldKeepsTheOthers holds that the bytes of what was not set
// stay.
func TestSettingOneFieldKeepsTheOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := oddDocument().Draw(t, "document")
		d, problems := Parse("x.md", []byte(before))
		if len(problems) > 0 {
			return
		}
		is, other := d.Text(), oddBody().Draw(t, "text")
		shall := is
		var keys []Key
		keep := []string{}
		switch rapid.SampledFrom([]string{"title", "narrative", "notes", "criterion", "labels"}).Draw(t, "field") {
		case "title":
			shall.Title = other.Title
			keep = []string{is.Narrative, is.Notes}
		case "narrative":
			shall.Narrative = other.Narrative
			keep = []string{is.Title, is.Notes}
		case "notes":
			shall.Notes = other.Notes
			keep = []string{is.Title, is.Narrative}
		case "labels":
			keys = oddKeys().Draw(t, "keys")[1:2]
			body := string(d.raw[d.bodyStart():])
			keep = []string{body}
		case "criterion":
			if len(is.Criteria) == 0 || len(other.Criteria) == 0 {
				return
			}
			i := rapid.IntRange(0, len(is.Criteria)-1).Draw(t, "which")
			shall.Criteria = slices.Clone(is.Criteria)
			shall.Criteria[i] = other.Criteria[0]
			for j, item := range d.parts().criteria {
				if j != i {
					keep = append(keep, string(d.raw[item.item.start:item.item.end]))
				}
			}
		}
		changed, err := d.With(shall, keys...)
		if err != nil {
			t.Fatalf("%v\n%q", err, before)
		}
		if diff := cmp.Diff(shall, changed.Text()); diff != "" {
			t.Fatalf("%s\n%q\n%q", diff, before, changed.Bytes())
		}
		for _, name := range Keys() {
			if len(keys) > 0 && name == keys[0].Name {
				continue
			}
			if !slices.Equal(changed.List(name), d.List(name)) {
				t.Fatalf("%s is another\n%q\n%q", name, before, changed.Bytes())
			}
		}
		for _, text := range keep {
			if !strings.Contains(string(source.UnixLines(changed.Bytes())), string(source.UnixLines([]byte(text)))) &&
				strings.Contains(string(source.UnixLines([]byte(before))), string(source.UnixLines([]byte(text)))) {
				t.Fatalf("%q is gone\n%q\n%q", text, before, changed.Bytes())
			}
		}
	})
}

func (d *Document) bodyStart() int {
	if !d.parts().matter.present {
		return len(d.raw) - len(bytes.TrimPrefix(d.raw, []byte("\uFEFF")))
	}
	_, next := source.LineEnd(d.raw, d.parts().matter.region.end)
	return next
}

// TestSimpleFrontMatterIsYAML holds that the quick way to read front matter
// reads what a YAML parser reads.
func TestSimpleFrontMatterIsYAML(t *testing.T) {
	pieces := []string{"id", "labels", "size", ":", ": ", "a", "8", "[", "]", ", ", "\"", "'", "#", " # x", "\n", "-", "- ", "null", "~", "true", "1e3", " ", "a: b", "\t", "é", "{", "}", "@", "/", ".", "2027-01-01", "0x10", "<<", "?", "|", "a:b"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 10).Draw(t, "matter"), "") + "\n"
		d := &Document{raw: []byte(text), layout: &layout{}}
		d.layout.matter.region = span{0, len(text)}
		quick, ok := d.simpleEntries()
		if !ok {
			return
		}
		var node yaml.Node
		if err := yaml.Unmarshal([]byte(text), &node); err != nil {
			t.Skip(err) // such as a key that stands twice; reported from the entries
		}
		problems := d.yamlEntries()
		if len(problems) > 0 {
			t.Fatalf("%q: %v", text, problems)
		}
		type said struct {
			Key, Scalar string
			List        []string
			Value       span
		}
		plain := func(entries []matterEntry) (all []said) {
			for _, e := range entries {
				all = append(all, said{e.key, e.scalar, e.list, e.value})
			}
			return all
		}
		if diff := cmp.Diff(plain(d.parts().matter.entries), plain(quick), cmp.AllowUnexported(span{})); diff != "" {
			t.Fatalf("%q: %s", text, diff)
		}
	})
}

// FuzzDocument holds that no bytes panic, that printing gives them back, and
// that a document can be written to.
func FuzzDocument(f *testing.F) {
	f.Add([]byte(engine))
	seeds, err := filepath.Glob("testdata/documents/*.md")
	if err != nil || len(seeds) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, seed := range seeds {
		data, err := os.ReadFile(seed)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, problems := Parse("x.md", data)
		if !bytes.Equal(d.Bytes(), data) {
			t.Fatal("print after parse is another file")
		}
		for _, problem := range problems {
			if problem.Message == "" || problem.Hint == "" || problem.Path == "" {
				t.Fatalf("a problem without a place or a way out: %+v", problem)
			}
		}
		if len(problems) > 0 {
			return
		}
		text := d.Text()
		if diff := cmp.Diff(text, canonical(text)); diff != "" {
			t.Fatalf("what is read is not canonical: %s", diff)
		}
		text.Title = "Another"
		text.Criteria = append(slices.Clone(text.Criteria), "Given one more, when it is added, then it is there.")
		changed, err := d.With(text, Key{Name: "labels", List: []string{"new"}})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(text, changed.Text()); diff != "" {
			t.Fatalf("%s\n%q", diff, changed.Bytes())
		}
	})
}
