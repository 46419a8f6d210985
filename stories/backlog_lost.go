package stories

import (
	"fmt"
	"maps"
	"path"
	"slices"

	"plotline/roadmap/source"
	"plotline/stories/store"
)

// What a file's sidecar remembers cannot be found again: what was drafted of it,
// accepted and pushed. So a file whose sidecar is gone is a problem: it can be
// looked at, and nothing is saved of it until git has brought the sidecar back or
// a person says that it shall be made anew. A save that was cut off leaves such
// files as well; they are known, and the next draft completes them.

// findLost finds the items whose sidecar is gone.
func (l *loader) findLost() {
	var problems source.Problems
	for _, item := range l.b.Items {
		if item.ID != "" && item.Sidecar == nil && !l.b.files.IsUnfinished(item.ID) {
			l.b.lost[item] = true
			problems = append(problems, l.b.sidecarGone(item))
		}
	}
	if len(problems) > 1 && len(l.sidecars) == 0 {
		problems = source.Problems{l.b.sidecarsGone()}
	}
	l.b.Problems = append(l.b.Problems, problems...)
}

func (b *Backlog) sidecarGone(item *Item) source.Problem {
	sidecar := b.shown(path.Join(store.SidecarFolder, item.ID+".yaml"))
	return source.Problem{
		Position: item.Document.At("id"), Length: len(item.ID), Excerpt: "id: " + item.ID,
		Message: fmt.Sprintf("the sidecar of this file is gone, %s: what was drafted, accepted and pushed of it is not known", sidecar),
		Hint: fmt.Sprintf("git checkout HEAD -- %s brings it back; to have it made anew, with the file's words as yours: plotline draft --adopt %s",
			sidecar, short(item.ID)),
	}
}

func (b *Backlog) sidecarsGone() source.Problem {
	folder := b.shown(store.SidecarFolder)
	return source.Problem{
		Position: source.Position{Path: folder},
		Message:  fmt.Sprintf("the sidecars of all %d files are gone: what was drafted, accepted and pushed is not known", len(b.lost)),
		Hint:     fmt.Sprintf("git checkout HEAD -- %s brings them back; if there never were any: plotline draft --adopt all", folder),
	}
}

// Adopt lets a draft make the lost sidecar of an item anew; see [Backlog.Find]
// for how it is named.
func (b *Backlog) Adopt(text string) error {
	item, err := b.Find(text)
	if err != nil {
		return err
	}
	if item.Sidecar != nil || item.ID == "" {
		return fmt.Errorf("%s has not lost its sidecar", item.Path)
	}
	b.adopt(item)
	return nil
}

// AdoptAll is [Backlog.Adopt] for every item whose sidecar is gone.
func (b *Backlog) AdoptAll() {
	for _, item := range slices.Collect(maps.Keys(b.lost)) {
		b.adopt(item)
	}
}

func (b *Backlog) adopt(item *Item) {
	delete(b.lost, item)
	b.Problems = slices.DeleteFunc(b.Problems, func(p source.Problem) bool {
		return p.Position == item.Document.At("id") || len(b.lost) == 0 && p.Position.Path == b.shown(store.SidecarFolder)
	})
}

// keepLost is an error where something is to be saved of an item whose sidecar
// is gone.
func (b *Backlog) keepLost(writes []saving) error {
	var problems source.Problems
	for i := range writes {
		if item := writes[i].item; item != nil && b.lost[item] {
			problems = append(problems, b.sidecarGone(item))
		}
	}
	return problems.Err()
}
