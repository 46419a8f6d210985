package stories

import (
	"fmt"
	"path"
	"strings"
)

// likeEnough is the share of words that an imported item and a drafted one have
// in common when they look like the same work in other words.
const likeEnough = 0.5

// likeness suggests which drafted items say what an imported ticket says
// already. A person merges them; until the ticket is first pushed to, every
// draft says so.
func (d *drafter) likeness() {
	var drafted []*Item
	for _, item := range d.Backlog.Items {
		if item.Sidecar != nil && len(item.Sidecar.Slots) > 0 {
			drafted = append(drafted, item)
		}
	}
	for _, item := range d.Backlog.Items {
		if !item.imported() {
			continue
		}
		if like := mostLike(item, drafted); like != nil {
			d.suggest(item, like)
		}
	}
}

func (d *drafter) suggest(item, like *Item) {
	key := item.Sidecar.Keys[0].Key
	message := fmt.Sprintf("%s %q looks like the drafted %q", key, item.Title, like.Title)
	hint := fmt.Sprintf("make them one, on that ticket: plotline merge %s %s", short(item.ID), short(like.ID))
	if item.Kind == Epic {
		hint = fmt.Sprintf("take that ticket over: write ticket: %q under the initiative that %s comes from, then: plotline drop %s", key, path.Dir(like.Path), short(item.ID))
	}
	d.noticeItem(item, message, hint)
}

// imported says whether the item was taken from a ticket that no push has
// written to.
func (item *Item) imported() bool {
	return item.Sidecar != nil && len(item.Sidecar.Slots) == 0 && len(item.Sidecar.Keys) > 0 && item.Sidecar.Keys[0].Imported
}

// mostLike is the drafted item of the same kind that says most nearly the same,
// nil when none does.
func mostLike(item *Item, drafted []*Item) *Item {
	var most *Item
	best := likeEnough
	title, whole := plainWords(item.Title), plainWords(item.Title+" "+item.Narrative)
	for _, other := range drafted {
		if other.Kind != item.Kind {
			continue
		}
		near := max(nearness(title, plainWords(other.Title)), nearness(whole, plainWords(other.Title+" "+other.Narrative)))
		if near > best || near == best && most == nil {
			best, most = near, other
		}
	}
	return most
}

// plainWords are the words of a text that carry its meaning, without endings.
func plainWords(text string) bag {
	const small = " a an and as at be by can for from i in into is it my of on or our so that the their they this to user users want we with able "
	words := newBag(text)
	kept := words[:0]
	for _, word := range words {
		if strings.Contains(small, " "+word+" ") {
			continue
		}
		for _, ending := range []string{"ing", "ed", "es", "s"} {
			if stem, ok := strings.CutSuffix(word, ending); ok && len(stem) > 3 {
				word = stem
				break
			}
		}
		kept = append(kept, strings.TrimSuffix(word, "e"))
	}
	return newBag(strings.Join(kept, " "))
}
