package sidecar

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"
)

// record has a value of every kind.
type record struct {
	Name   string
	Kind   string
	Words  []string
	Number float64
	On     time.Time
	Holds  bool
	Inner  inner
	Maybe  *inner
	List   []inner
}

type inner struct {
	Text string
	List []inner
	Last bool
}

func (r *record) fields(f *Fields) {
	Text(f, "name", &r.Name)
	Choice(f, "kind", &r.Kind, "a kind is one or two", "one", "two")
	Texts(f, "words", &r.Words)
	f.Number("number", &r.Number)
	f.Time("on", &r.On)
	f.Truth("holds", &r.Holds)
	Nested(f, "inner", &r.Inner, (*inner).fields)
	Optional(f, "maybe", &r.Maybe, (*inner).fields)
	List(f, "list", &r.List, (*inner).fields)
}

func (i *inner) fields(f *Fields) {
	Text(f, "text", &i.Text)
	List(f, "more", &i.List, (*inner).fields)
	f.Truth("last", &i.Last)
}

// hardText draws text that is hard on writers of YAML; it is never empty.
func hardText() *rapid.Generator[string] {
	pieces := []string{
		"a", "b c", ": ", ":", " #", "#", "- ", "---", "\n", "\n\n", "\t", "\"", "'", "\\", "[", "]", "{", "}", ",", "|", ">", "&", "*", "!", "%",
		"@", "`", "é", "漢", "\u00a0", "\u2028", "\ufeff", "\r\n", "\r", "\x00", "\x1b", "\x7f", "\u0085", "null", "~", "yes", "8", "1e3", "0x1", "😀", "  ", "2027-01-12",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 9).Draw(t, "pieces"), "")
	})
}

func someInner() *rapid.Generator[inner] {
	return rapid.Custom(func(t *rapid.T) inner {
		i := inner{Text: hardText().Draw(t, "text")}
		for _, text := range rapid.SliceOfN(hardText(), 0, 2).Draw(t, "more") {
			i.List = append(i.List, inner{Text: text})
		}
		return i
	})
}

// TestWhatIsWrittenComesBack holds that both ways to read a file, the quick one and
// that of the YAML parser, read what was written.
func TestWhatIsWrittenComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := &record{
			Name: hardText().Draw(t, "name"), Kind: "two", Words: rapid.SliceOfN(hardText(), 1, 3).Draw(t, "words"),
			Number: rapid.Float64Range(1, 1e9).Draw(t, "number"), On: time.Date(2027, 1, 12, 9, 30, 0, 0, time.UTC), Holds: true,
			Inner: someInner().Draw(t, "inner"), List: rapid.SliceOfN(someInner(), 1, 3).Draw(t, "list"),
		}
		if rapid.Bool().Draw(t, "maybe") {
			want.Maybe = &inner{}
		}
		data := Bytes(want, (*record).fields)
		got := &record{}
		if err := Read("x.yaml", data, got, (*record).fields).Err(); err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\n%s", diff, data)
		}
		var node yaml.Node
		if err := yaml.Unmarshal(data, &node); err != nil {
			t.Fatalf("no YAML: %v\n%s", err, data)
		}
		slow, ok := yamlTree(node.Content[0])
		if !ok {
			t.Fatal("the YAML parser reads another form")
		}
		slow.keys = slow.keys[:len(slow.keys)-1] // the sums
		r, got := &reader{data: data}, &record{}
		if read(r, slow, got, (*record).fields); len(r.problems) > 0 {
			t.Fatal(r.problems)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("the YAML parser reads something else: %s\n%s", diff, data)
		}
	})
}

func TestWhatSaysNothingIsNotWritten(t *testing.T) {
	got := string(Bytes(&record{Name: "a"}, (*record).fields))
	if facts, _, _ := strings.Cut(got, "sums:\n"); facts != "name: a\n" {
		t.Errorf("%q", facts)
	}
	got = string(Bytes(&record{List: []inner{{}, {List: []inner{{}}, Last: true}}}, (*record).fields))
	if facts, _, _ := strings.Cut(got, "sums:\n"); facts != "list:\n  - last: yes\n" {
		t.Errorf("%q", facts)
	}
}

func TestWhatIsNotForeseenIsAProblem(t *testing.T) {
	for text, want := range map[string]string{
		"name: a\nother: b\n":              `x.yaml:2:1: unknown key "other"`,
		"name: a\nname: b\n":               `x.yaml:2:1: "name" stands twice`,
		"name: a\nlist:\n  - odd: b\n":     `x.yaml:3:5: unknown key "odd"`,
		"kind: three\n":                    `x.yaml:1:7: a kind is one or two`,
		"number: many\n":                   `x.yaml:1:9: "many" is no number`,
		"on: today\n":                      `x.yaml:1:5: "today" is no time such as 2027-01-12T09:30:00Z`,
		"holds: perhaps\n":                 `x.yaml:1:8: "perhaps" is neither yes nor no`,
		"words: {a: b}\n":                  `x.yaml:1:8: a list is missing here`,
		"inner: text\n":                    `x.yaml:1:8: keys are missing here`,
		"name: [a]\n":                      `x.yaml:1:7: text is missing here`,
		"name: a\n<<<<<<< HEAD\nname: b\n": `x.yaml:2:1: git's conflict marker: the sidecar is half merged`,
		"":                                 `x.yaml:1:1: the sidecar is empty`,
		"- a\n":                            `x.yaml:1:1: the sidecar is not a list of plain keys`,
	} {
		var got []string
		for _, problem := range Read("x.yaml", []byte(text), &record{}, (*record).fields) {
			got = append(got, problem.Error())
		}
		if !slices.Equal(got, []string{want}) {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

// FuzzRead holds that no bytes panic, and that what is read is written so that it is
// read again as the same.
func FuzzRead(f *testing.F) {
	f.Add(Bytes(&record{Name: "a: b", Words: []string{"a, b"}, List: []inner{{Text: "a\nb"}}}, (*record).fields))
	f.Add([]byte("name: 'a'\nnumber: 1e3 # hand\nlist: [{text: a, more: [{text: b}]}]\n"))
	f.Add([]byte("a: &a [*a, *a]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var first, second record
		if problems := Read("x.yaml", data, &first, (*record).fields); len(problems) > 0 {
			return
		}
		written := Bytes(&first, (*record).fields)
		if err := Read("x.yaml", written, &second, (*record).fields).Err(); err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		if again := Bytes(&second, (*record).fields); !bytes.Equal(written, again) {
			t.Fatalf("%s\n%s", written, again)
		}
	})
}

// TestBytesLast holds that a file's bytes stay as they are when the next is written,
// also those of one that is too long for sums.
func TestBytesLast(t *testing.T) {
	for _, lines := range []int{1, sumsMost + 1} {
		first := record{Inner: inner{Text: strings.Repeat("first\n", lines) + "end"}}
		got := Bytes(&first, (*record).fields)
		want := bytes.Clone(got)
		Bytes(&record{Inner: inner{Text: strings.Repeat("other\n", lines) + "end"}}, (*record).fields)
		if !bytes.Equal(got, want) {
			t.Errorf("of %d lines, the bytes changed with the next file", lines)
		}
	}
}
