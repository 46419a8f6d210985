package stories

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"plotline/stories/pack"
)

// casePack is a small pack of which tests change words.
const casePack = `name: alpha
about: A kind of problem for tests.
match: {sure: [alphawords]}
epic:
  title: "{{.Subject}}"
  narrative: "{{sentence .Personas}} are helped."
  criteria: [{id: live, text: Every story below is done.}]
slots:
  - id: one
    type: feature
    size: 3
    title: Build the first thing
    narrative: As {{a .Persona}}, I want the first thing, so that it is there.
    criteria:
      - {id: shown, text: "Given a page, when it is opened, then the first thing is shown."}
      - {id: fast, text: "Given a slow day, when the page is opened, then it is there within 2 s."}
      - {id: none, text: "Given no data at all, when the page is opened, then it says so."}
  - id: two
    type: feature
    size: 2
    needs: [one]
    title: Build the second thing
    narrative: As {{a .Persona}}, I want the second thing, so that there are two.
    criteria:
      - {id: second, text: "Given the first thing, when it is used, then the second one follows."}
`

const caseGeneric = `name: generic
about: The rest.
epic:
  title: "{{.Subject}}"
  narrative: A rest.
  criteria: [{id: live, text: Every story below is done.}]
slots:
  - id: resolve
    type: feature
    size: 3
    each: pain-point
    title: Resolve {{quote (clip .Subject)}}
    narrative: As {{a .Persona}}, I want an end to this, so that I can go on.
    criteria: [{id: end, text: "Given the case, when it is played through, then it ends well."}]
  - id: understand
    type: spike
    size: 1
    each: pain-point
    title: Understand {{quote (clip .Subject)}}
    narrative: As a product owner, I want to know the cause, so that we mend it.
    criteria: [{id: cause, text: "The causes are listed, each with a count."}]
`

func parsePack(t testing.TB, alpha string) *pack.Pack {
	t.Helper()
	p, err := pack.Load(pack.Folder{Name: "cases", Files: fstest.MapFS{
		"alpha.yaml":   {Data: []byte(alpha)},
		"generic.yaml": {Data: []byte(caseGeneric)},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// caseRoadmap has two epics; the pain points of each are given.
func caseRoadmap(left, right string) string {
	first := ""
	if strings.Contains(left+right, "first") {
		first = "  - {id: first, personas: [user], problem: The first pain, templates: [alpha], goals: [grow]}\n"
	}
	return fmt.Sprintf(`version: 1
id: cases
product: {name: Cases}
personas: [{id: user, name: user}]
goals:
  - id: grow
    statement: Grow what we have
    initiatives:
      - {id: left, name: The left hand, templates: [generic], addresses: [%s]}
      - {id: right, name: The right hand, templates: [generic], addresses: [%s]}
pain_points:
%s  - {id: other, personas: [user], problem: The other pain, templates: [generic], goals: [grow]}
`, left, right, first)
}

// goalReworded is a roadmap whose goal says more.
func goalReworded(text string) string {
	return strings.Replace(text, "statement: Grow what we have", "statement: Grow what we have twice", 1)
}

// desk is a backlog on disk, with hands to change it.
type desk struct {
	testing.TB
	folder string
}

func newDesk(t testing.TB) *desk { return &desk{t, filepath.Join(t.TempDir(), "backlog")} }

func (k *desk) load() *Backlog {
	k.Helper()
	b, err := LoadBacklog(context.Background(), k.folder)
	if err != nil {
		k.Fatal(err)
	}
	return b
}

// draft loads, drafts and saves; it returns what was written.
func (k *desk) draft(roadmapText string, p *pack.Pack, set func(*DraftInput)) (*DraftResult, []string) {
	k.Helper()
	in := draftInput(k.load(), parseRoadmap(k, roadmapText), p)
	if set != nil {
		set(&in)
	}
	result := mustDraft(k, in)
	written, err := in.Backlog.Save(context.Background())
	if err != nil {
		k.Fatal(err)
	}
	return result, written
}

func (k *desk) read(file string) string {
	k.Helper()
	data, err := os.ReadFile(filepath.Join(k.folder, file))
	if err != nil {
		k.Fatal(err)
	}
	return string(data)
}

func (k *desk) write(file, text string) {
	k.Helper()
	full := filepath.Join(k.folder, file)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		k.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		k.Fatal(err)
	}
}

func (k *desk) replace(file, old, now string) {
	k.Helper()
	text := k.read(file)
	if !strings.Contains(text, old) {
		k.Fatalf("%s does not hold %q:\n%s", file, old, text)
	}
	k.write(file, strings.Replace(text, old, now, 1))
}

func (k *desk) remove(file string) {
	k.Helper()
	if err := os.Remove(filepath.Join(k.folder, file)); err != nil {
		k.Fatal(err)
	}
}

// change does something to the item of a file, and saves.
func (k *desk) change(file string, do func(*Backlog, *Item) error) {
	k.Helper()
	b := k.load()
	if err := do(b, b.Item(k.id(file))); err != nil {
		k.Fatal(err)
	}
	if _, err := b.Save(context.Background()); err != nil {
		k.Fatal(err)
	}
}

// id is the ID of a file's item.
func (k *desk) id(file string) string {
	k.Helper()
	_, id, _ := strings.Cut(k.read(file), "id: ")
	id, _, _ = strings.Cut(id, "\n")
	return id
}

// files are all Markdown files with their text.
func (k *desk) files() map[string]string {
	k.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(k.folder, func(file string, entry os.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) && file == k.folder {
			return nil
		}
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		name, _ := filepath.Rel(k.folder, file)
		all[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		k.Fatal(err)
	}
	return all
}

// stories are the Markdown files of stories, by path, with their titles.
func (k *desk) stories() map[string]string {
	all := map[string]string{}
	for file, text := range k.files() {
		if strings.HasSuffix(file, ".md") && !strings.HasSuffix(file, "epic.md") {
			_, title, _ := strings.Cut(text, "\n# ")
			title, _, _ = strings.Cut(title, "\n")
			all[file] = title
		}
	}
	return all
}

// mapValues are the Markdown files' texts.
func mapValues(files map[string]string) []string {
	var texts []string
	for file, text := range files {
		if strings.HasSuffix(file, ".md") {
			texts = append(texts, text)
		}
	}
	return texts
}
