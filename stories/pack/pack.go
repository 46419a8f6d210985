// Package pack holds templates: for each kind of problem, the epic and the
// stories that a good product owner would start from. It reads packs (folders
// of templates), tells which templates a pain point or an initiative calls and
// why, and renders a template's slots into text. A pack is data from strangers:
// its texts can reach nothing but a plain view of the roadmap and always end.
// It writes no files and knows no backlog; package stories may import it.
package pack

import (
	"io/fs"
	"plotline/stories/ear"
	"slices"
	"strings"
)

// Generic is the template for what no other template fits, Measure the one for
// metrics, and Initiative the one for an initiative whose name no other knows. A
// pack that drafts has the first; the others may be missing.
const (
	Generic    = "generic"
	Measure    = "measure"
	Initiative = "initiative"
)

// OwnWords is the slot of the generic template that says a pain point in its own
// words.
const OwnWords = "resolve"

// Folder is a folder of templates, with the name that messages give it.
type Folder struct {
	Name  string
	Files fs.FS
}

// Pack is the templates of one or more folders, ready to match and render. It
// is safe for use by several goroutines at once.
type Pack struct {
	templates []*Template
	byName    map[string]*Template
	index     *index
	ear       func() *ear.Ear
}

// Load reads folders of templates; a later folder adds templates, replaces
// those of the same name, and extends those that its templates name under
// extends. The error is a source.Problems, with every mistake of every file,
// or that of reading.
func Load(folders ...Folder) (*Pack, error) {
	all := loader{phrases: newPhrases()}
	for _, folder := range folders {
		if err := all.read(folder); err != nil {
			return nil, err
		}
	}
	all.checkTogether()
	if err := all.problems.Err(); err != nil {
		return nil, err
	}
	return newPack(all.templates), nil
}

func newPack(templates []*Template) *Pack {
	slices.SortFunc(templates, func(a, b *Template) int { return strings.Compare(a.Name, b.Name) })
	p := &Pack{templates: templates, byName: map[string]*Template{}}
	for _, t := range templates {
		for _, alias := range t.Aliases {
			p.byName[alias] = t
		}
	}
	for _, t := range templates {
		p.byName[t.Name] = t
	}
	p.index, p.ear = newIndex(templates), listener(templates)
	return p
}

// Templates returns the templates by name.
func (p *Pack) Templates() []*Template { return slices.Clone(p.templates) }

// Template returns the template of a name or an alias, or nil.
func (p *Pack) Template(name string) *Template { return p.byName[name] }
