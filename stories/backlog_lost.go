package stories

import (
	"fmt"
	"path"
	"slices"

	"plotline/roadmap/source"
)

// What a file's sidecar remembers cannot be found again: what was drafted of it,
// accepted and pushed. So a file whose sidecar is gone is a problem, and no
// command touches it until git has brought the sidecar back or a person says
// that it shall be made anew. A save that was cut off leaves such files as well;
// they are known, and the next draft completes them.

// setAside takes the items whose sidecar is gone out of the backlog.
func (l *loader) setAside() {
	b := l.b
	b.Items = slices.DeleteFunc(b.Items, func(item *Item) bool {
		gone := item.ID != "" && item.Sidecar == nil && !b.unfinished[item.ID]
		if gone {
			b.lost = append(b.lost, item)
			b.broken[item.ID] = true
			delete(b.items, item.ID)
		}
		return gone
	})
	if len(b.lost) == 0 {
		return
	}
	b.Sort()
	b.Problems = append(b.Problems, l.lostProblems()...)
}

// lostProblems says which sidecars are gone: each, or the folder of all.
func (l *loader) lostProblems() source.Problems {
	if len(l.sidecars) == 0 && len(l.b.lost) > 1 {
		folder := l.b.shown(SidecarFolder)
		return source.Problems{{
			Position: source.Position{Path: folder},
			Message:  fmt.Sprintf("the sidecars of all %d files are gone: what was drafted, accepted and pushed is not known", len(l.b.lost)),
			Hint:     fmt.Sprintf("git checkout HEAD -- %s brings them back; if there never were any: plotline draft --adopt all", folder),
		}}
	}
	var problems source.Problems
	for _, item := range l.b.lost {
		sidecar := l.b.shown(path.Join(SidecarFolder, item.ID+".yaml"))
		problems = append(problems, source.Problem{
			Position: item.Document.At("id"), Length: len(item.ID), Excerpt: "id: " + item.ID,
			Message: fmt.Sprintf("the sidecar of this file is gone, %s: what was drafted, accepted and pushed of it is not known", sidecar),
			Hint: fmt.Sprintf("git checkout HEAD -- %s brings it back; to have it made anew, with the file's words as yours: plotline draft --adopt %s",
				sidecar, short(item.ID)),
		})
	}
	return problems
}

// Adopt lets a draft make the lost sidecar of an item anew; see [Backlog.Find]
// for how it is named.
func (b *Backlog) Adopt(text string) error {
	if item := b.items[text]; item != nil && item.Sidecar == nil {
		return nil // adopted already, or known to be unfinished
	}
	item, err := b.findAmong(b.lost, text)
	if err != nil {
		return err
	}
	if item == nil {
		return fmt.Errorf("%w whose sidecar is gone: %q", ErrNotFound, text)
	}
	b.adopt(item)
	return nil
}

// AdoptAll is [Backlog.Adopt] for every item whose sidecar is gone.
func (b *Backlog) AdoptAll() {
	for len(b.lost) > 0 {
		b.adopt(b.lost[0])
	}
}

func (b *Backlog) adopt(item *Item) {
	b.lost = without(b.lost, item)
	delete(b.broken, item.ID)
	b.items[item.ID] = item
	b.Items = append(b.Items, item)
	b.Problems = slices.DeleteFunc(b.Problems, func(p source.Problem) bool {
		return p.Position == item.Document.At("id") || len(b.lost) == 0 && p.Position.Path == b.shown(SidecarFolder)
	})
	b.Sort()
}
