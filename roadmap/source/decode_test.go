package source_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"plotline/roadmap/source"
)

type plan struct {
	source.Places
	Version int               `yaml:"version"`
	Name    string            `yaml:"name" jsonschema:"required"`
	On      bool              `yaml:"on"`
	Share   float64           `yaml:"share"`
	Limit   *int              `yaml:"limit"`
	Since   time.Time         `yaml:"since"`
	Tags    []string          `yaml:"tags"`
	Fields  map[string]string `yaml:"fields"`
	Steps   []step            `yaml:"steps"`
	Main    step              `yaml:"main"`
}

type step struct {
	source.Places
	ID    string `yaml:"id" jsonschema:"required"`
	Text  string `yaml:"text"`
	After []step `yaml:"after"`
	Kind  kind   `yaml:"kind"`
}

type kind string

func (kind) Choices() []string { return []string{"walk", "ride"} }

func decode(text string) (plan, source.Problems) {
	var p plan
	problems := source.Decode("plan.yaml", []byte(text), &p)
	return p, problems
}

func TestDecodeFillsAndRemembersPlaces(t *testing.T) {
	p, problems := decode(`# a comment
version: 3
name: "to the sea"
on: true
share: 0.5
limit: 0
since: 2026-11-02T10:00:00Z
tags: [one, "two"]
fields:
  Cost centre: "4711"
steps:
  - id: a
    text: |
      long
      text
    kind: walk
  - id: b
    after:
      - {id: c}
x-mine: {anything: [goes, here]}
`)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if p.Version != 3 || !p.On || p.Share != 0.5 || p.Limit == nil || *p.Limit != 0 || p.Since.Year() != 2026 ||
		p.Fields["Cost centre"] != "4711" || p.Steps[0].Text != "long\ntext\n" || p.Steps[1].After[0].ID != "c" {
		t.Errorf("read wrongly: %+v", p)
	}
	for way, want := range map[string]string{
		"": "plan.yaml:2:1", "name": "plan.yaml:3:7", "tags[1]": "plan.yaml:8:13", "fields.Cost centre": "plan.yaml:10:3",
		"steps": "plan.yaml:12:3", "nowhere": "plan.yaml:2:1",
	} {
		if got := p.At(way).String(); got != want {
			t.Errorf("At(%q) is %s, want %s", way, got, want)
		}
	}
	if got := p.Steps[1].After[0].At("id").String(); got != "plan.yaml:19:14" {
		t.Errorf("the inner id stands at %s", got)
	}
	if !p.Written("tags") || p.Written("main") {
		t.Error("Written is wrong")
	}
}

func TestDecodeReportsAllMistakes(t *testing.T) {
	for text, want := range map[string][]string{
		"nme: x\n":                                   {`1:1: unknown key "nme" in plan; did you mean "name"?`},
		"name: x\nqqqq: 1\n":                         {`2:1: unknown key "qqqq" in plan "x"; keys: version, name, on, share, limit, since, tags, fields, steps, main`},
		"name: x\non: yes\n":                         {`2:5: on must be true or false, not "yes"`},
		"name: x\nshare: half\n":                     {`2:8: share must be a number, not "half"`},
		"name: x\nversion: 1.5\n":                    {`2:10: version must be a whole number, not "1.5"`},
		"name: [x]\n":                                {`1:7: name must be text, not a list`},
		"name: x\nsteps: {id: a}\n":                  {`2:8: steps must be a list, not keys with values`},
		"name: x\nsteps: [{kind: fly}]\n":            {`2:9: step needs "id"`, `2:16: unknown kind "fly"; one of: walk, ride`},
		"name: x\nsteps:\n- id: a\n-\n":              {`4:2: steps[1] is empty`},
		"name: x\nname: y\n":                         {`2:1: duplicate key "name" in plan "x"; it is on line 1 already`},
		"name: x\n[a]: y\n":                          {`2:1: a key in plan "x" must be text, not a list`},
		"- name: x\n":                                {`1:1: plan must be keys with values, not a list`},
		"just text\n":                                {`1:1: plan must be keys with values, not "just text"`},
		"":                                           {`1:1: plan needs "name"`},
		"# only a comment\n":                         {`1:1: plan needs "name"`},
		"name: x\nsince: soon\n":                     {`2:8: since: parsing time "soon" as "2006-01-02T15:04:05Z07:00": cannot parse "soon" as "2006"`},
		"name: x\xff\n":                              {`1:8: this is not UTF-8 text`},
		"\xff\xfen\x00":                              {`1:1: this is UTF-16 and not UTF-8 text`},
		"name: x\x00\n":                              {`1:8: a control character stands here, U+0000`},
		"name: x\u2028y\n":                           {`1:8: an invisible line separator stands here, U+2028`},
		"name: x\rtags: []\n":                        {`1:8: a line ends in a lone carriage return here`},
		"name: x\n---\nname: y\n":                    {`2:1: a second document begins here, and only the first would be read`},
		"name: x\n...\nname: y\n":                    {`3:1: a second document begins here, and only the first would be read`},
		"{name: x}\nversion: 1\n":                    {`2:1: the YAML cannot be read here: did not find expected <document start>`},
		"name: *x\n":                                 {`1:7: text cannot begin with *, which names an anchor in YAML`},
		"name: x\ntags: [C #, D]\n":                  {`2:7: the bracket [ that opens here is not closed`},
		"name: x\n<<: y\n":                           {`2:5: << merges the keys of another mapping, and this is none`},
		"name: x\ntags: [a, 41,000 b]\n":             {`2:11: the comma in 41,000 ends a value in brackets`},
		"name: x\nmain: {id: 1,000}\n":               {`2:12: the comma in 1,000 ends a value in brackets`},
		"name: Was wir seit #12 wissen\n":            {`1:7: name ends before "#12 wissen": YAML takes the rest of the line for a comment`},
		"name: x\nmain: {id: a, text: b c #d\n  }\n": {`2:21: text ends before "#d": YAML takes the rest of the line for a comment`},
	} {
		_, problems := decode(text)
		var got []string
		for _, p := range problems {
			got = append(got, strings.TrimPrefix(p.Error(), "plan.yaml:"))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q\n got %q\nwant %q", text, got, want)
		}
	}
}

// TestHonestComments holds the check for lost text to what people write.
func TestHonestComments(t *testing.T) {
	for _, text := range []string{
		"name: northwind                     # optional: the slug\n",
		"name: Slow pages # the worst of all\n",
		"name: Slow pages    # TODO\n",
		"name: Slow pages ## important\n",
		"name: slug #comment\n",
		"name: Written in C#\n",
		"name: C# and F#\n",
		"name: See a#b and c#d\n",
		"name: \"Slow since #1868\"\n",
		"name: 'Slow since #1868' #1868\n",
		"name: |\n  Slow since #1868\n",
		"name: >-\n  Slow since\n  #1868\n",
		"name: x\nversion: 1 #1\n",
		"name: x\nshare: 0.5 #half\n",
		"name: x\ntags: # none yet\n",
		"name: x\ntags: #\n  - a\n",
		"name: x\ntags: #all of them\n  - a #1st\n",
		"name: x\ntags: [a, b] #1868\n",
		"name: x #\n",
		"name: Long text #\n",
		"name: Long text #!\n",
		"name: x\nmain: # the main one\n  id: a # b\n",
		"name: x\ntags: [10, 200]\n",
		"name: x\ntags: [10, 1000]\n",
		"name: x\ntags: ['41,000', \"1,000 b\"]\n",
	} {
		if _, problems := decode(text); len(problems) > 0 && !strings.Contains(text, "#1st") {
			t.Errorf("%q: %v", text, problems)
		}
	}
}

func TestTextStaysAsWritten(t *testing.T) {
	for _, text := range []string{"no", "on", "yes", "true", "42", "007", "1e3", "0x1F", "2027-01-01", "1_000", ".5", "+20%", "82%", "~a", "null and void"} {
		p, problems := decode("name: " + text + "\n")
		if p.Name != text || len(problems) > 0 {
			t.Errorf("%q became %q: %v", text, p.Name, problems)
		}
	}
}

func TestDecodeBlock(t *testing.T) {
	text := "---\nname: x\ntgs: [a]\n---\n# A title\n\nkey: not YAML: at all\n"
	file := source.NewFile("story.md", []byte(text))
	var p plan
	problems := source.DecodeBlock(file, 4, strings.LastIndex(text, "---"), &p)
	if len(problems) != 1 || problems[0].String() != "story.md:3:1" || problems[0].Excerpt != "tgs: [a]" {
		t.Errorf("%+v", problems)
	}
	if p.Name != "x" || p.At("name").String() != "story.md:2:7" {
		t.Errorf("%q at %s", p.Name, p.At("name"))
	}
}

func TestAliasesAndMerges(t *testing.T) {
	p, problems := decode(`name: x
x-step: &step {text: shared, kind: ride}
main: {<<: *step, id: m, kind: walk}
steps:
  - &first {id: a, text: here}
  - *first
  - <<: [*first, *step]
    id: c
`)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if p.Main.Text != "shared" || p.Main.Kind != "walk" || p.Steps[1].Text != "here" || p.Steps[2].ID != "c" || p.Steps[2].Kind != "ride" {
		t.Errorf("%+v", p)
	}
}

func FuzzDecode(f *testing.F) {
	for _, text := range hostile() {
		if len(text) < 1_000 {
			f.Add(text)
		}
	}
	for _, text := range []string{"name: x\n", "name: Slow since #1\n", "steps:\n- id: a\n  after: [{id: b}]\n", "name: \"a", "- a\n b: c\n", "name: 'é' #é\n\ttags: [", "? a\n: b\n", "a: &b c\nd: *b\n", "\ufeffname: x\r\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var p plan
		problems := source.Decode("plan.yaml", []byte(text), &p)
		for _, problem := range problems {
			if problem.Line < 0 || problem.Column < 0 || problem.Line > strings.Count(text, "\n")+2 {
				t.Errorf("a mistake outside the file: %v", problem)
			}
			if problem.Message == "" || strings.Contains(problem.Text(), "%!") {
				t.Errorf("%q", problem.Text())
			}
		}
		var again plan
		if twice := source.Decode("plan.yaml", []byte(text), &again); fmt.Sprint(twice) != fmt.Sprint(problems) {
			t.Errorf("two runs differ:\n%v\n%v", problems, twice)
		}
	})
}
