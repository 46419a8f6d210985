package stories

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories/document"
	"plotline/stories/store"
)

// assemble makes items of what was read. What cannot be one becomes a problem,
// and its ID is kept from being drafted anew.
func (l *loader) assemble() {
	known := l.knownSidecars()
	for i := range l.files {
		l.place(&l.files[i], known)
	}
	l.assignEpics(known)
	l.b.Sort()
	l.resolveNeeds()
	l.findLost()
	l.findUnnamed(known)
	l.leftOver(known)
	l.b.Problems.Sort()
}

// knownSidecars gives the sidecars by ID, and reports those that are no good.
func (l *loader) knownSidecars() map[string]*Sidecar {
	known := make(map[string]*Sidecar, len(l.sidecars))
	for i := range l.sidecars {
		file := &l.sidecars[i]
		if len(file.problems) > 0 {
			l.b.Problems = append(l.b.Problems, file.problems...)
			l.b.broken[strings.TrimSuffix(path.Base(file.path), ".yaml")] = true
			continue
		}
		known[file.sidecar.ID] = file.sidecar
		l.b.sidecars[file.sidecar.ID] = file.data
	}
	return known
}

// place makes an item of one file.
func (l *loader) place(file *loaded, known map[string]*Sidecar) {
	id := file.document.Value("id")
	if len(file.problems) > 0 {
		l.b.Problems = append(l.b.Problems, file.problems...)
		l.protect(file, id, known)
		return
	}
	item := newItem(file, known[id])
	if problem, bad := kindProblem(item); bad {
		l.b.Problems = append(l.b.Problems, problem)
		l.b.broken[id] = true
		return
	}
	if id == "" {
		l.b.Items = append(l.b.Items, item)
		return
	}
	if l.b.broken[id] { // its sidecar is no good
		return
	}
	if other := l.b.items[id]; other != nil {
		if item.Sidecar != nil && item.Sidecar.Path == item.Path {
			l.b.Items[slices.Index(l.b.Items, other)] = item
			l.b.items[id] = item
			item, other = other, item
		}
		l.b.Problems = append(l.b.Problems, twice(item, other))
		return
	}
	l.b.Items = append(l.b.Items, item)
	l.b.items[id] = item
	if item.Sidecar != nil {
		item.Sidecar.Dropped = nil // the file is there: it was brought back
	}
}

func twice(later, first *Item) source.Problem {
	at := later.Document.At("id")
	return source.Problem{
		Position: at, Length: len(later.ID),
		Message: fmt.Sprintf("the ID %s is that of %s too", later.ID, first.Document.Path()),
		Hint:    "if this is a copy that is to be a story of its own, delete its id line: plotline draft gives it one; else delete the file",
		Excerpt: "id: " + later.ID,
	}
}

// idLine finds what may be an ID in a file whose front matter is broken.
var idLine = regexp.MustCompile(`(?m)^[ \t]*id:[ \t]*["']?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})`)

// protect keeps the items that a broken file may hold from being taken for
// dropped: by the IDs in its text, and by where it stands.
func (l *loader) protect(file *loaded, id string, known map[string]*Sidecar) {
	if id != "" {
		l.b.broken[id] = true
	}
	for _, match := range idLine.FindAllSubmatch(file.data[:min(len(file.data), document.MaxMatter)], 8) {
		l.b.broken[string(match[1])] = true
	}
	for _, sidecar := range known {
		if sidecar.Path == file.path {
			l.b.broken[sidecar.ID] = true
		}
	}
}

func newItem(file *loaded, sidecar *Sidecar) *Item {
	d := file.document
	item := &Item{
		Content: contentOf(d), ID: d.Value("id"), Handoff: handoffOf(d), Rank: rankOf(d), Release: d.Value("release"),
		Path: file.path, Document: d, Sidecar: sidecar, disk: store.File{Path: file.path, Data: file.data},
	}
	switch {
	case item.Type == TypeEpic:
		item.Kind = Epic
	case item.Type != "":
		item.Kind = Story
	case sidecar != nil:
		item.Kind = sidecar.Kind
	case strings.EqualFold(path.Base(file.path), epicFile):
		item.Kind = Epic
	default:
		item.Kind = Story
	}
	if item.Type == "" {
		item.Type = defaultType(item.Kind, sidecar)
	}
	if item.Serves == nil {
		item.Serves = impliedServes(d, sidecar)
	}
	return item
}

// defaultType is the type of an item whose file says none.
func defaultType(kind Kind, sidecar *Sidecar) Type {
	switch {
	case kind == Epic:
		return TypeEpic
	case sidecar != nil && sidecar.Drafted.Type != "":
		return sidecar.Drafted.Type
	}
	return TypeFeature
}

// impliedServes is what an item serves whose file has no key for it.
func impliedServes(d *document.Document, sidecar *Sidecar) []roadmap.Ref {
	if sidecar != nil && len(sidecar.Drafted.Serves) > 0 {
		return sidecar.Drafted.Serves
	}
	var refs []roadmap.Ref
	for _, origin := range [...][2]string{
		{"initiative", roadmap.InitiativeRef}, {"pain_point", roadmap.PainPointRef}, {"goal", roadmap.GoalRef},
	} {
		if id := d.Value(origin[0]); id != "" {
			refs = append(refs, roadmap.NewRef(origin[1], id))
		}
	}
	return refs
}

// kindProblem reports an epic that became a story, or the other way round.
func kindProblem(item *Item) (source.Problem, bool) {
	if item.Sidecar == nil || item.Sidecar.Kind == item.Kind {
		return source.Problem{}, false
	}
	return source.Problem{
		Position: item.Document.At("type"), Length: len(item.Type),
		Message: fmt.Sprintf("this is of kind %s, and its type %q makes it another", item.Sidecar.Kind, item.Type),
		Hint:    "put the type back; for a new item of the other kind: plotline add",
	}, true
}

// leftOver sorts the sidecars that have no file: dropped, gone with a whole
// epic, or behind a file that cannot be read.
func (l *loader) leftOver(known map[string]*Sidecar) {
	missing := map[string]*Sidecar{}
	var rest []*Sidecar
	for i := range l.sidecars {
		sidecar := l.sidecars[i].sidecar
		if sidecar == nil || known[sidecar.ID] != sidecar || l.b.items[sidecar.ID] != nil {
			continue
		}
		if l.b.broken[sidecar.ID] {
			l.b.behind = append(l.b.behind, sidecar)
			continue
		}
		if sidecar.Kind == Epic && sidecar.Dropped == nil {
			missing[sidecar.ID] = sidecar
		}
		rest = append(rest, sidecar)
	}
	for _, sidecar := range rest {
		if sidecar.Dropped == nil && (missing[sidecar.ID] != nil || missing[sidecar.Epic] != nil) {
			l.b.Missing = append(l.b.Missing, sidecar)
		} else {
			l.b.Dropped = append(l.b.Dropped, sidecar)
		}
	}
	sortSidecars(l.b.Dropped)
	sortSidecars(l.b.Missing)
	for _, sidecar := range l.b.Missing {
		if sidecar.Kind == Epic {
			l.b.Problems = append(l.b.Problems, l.epicGone(sidecar))
		}
	}
}

func (l *loader) epicGone(epic *Sidecar) source.Problem {
	what := "the epic's file is gone, its stories are still there"
	if len(l.b.stories[epic.ID]) == 0 {
		what = "the whole epic is gone"
	}
	return source.Problem{
		Position: source.Position{Path: l.b.shown(epic.Path)},
		Message:  fmt.Sprintf("%s: %q", what, epic.Drafted.Title),
		Hint: fmt.Sprintf("git checkout -- %s brings it back; if it shall go: plotline drop %s",
			l.b.shown(path.Dir(epic.Path)), epic.ID),
	}
}
