package stories

import (
	"slices"
	"strconv"
	"strings"

	"plotline/stories/pack"
)

// variants are the titles that the wish's item may have besides its own: ways
// to tell it from an item of the same title, best first.
func (w *wish) variants() []string {
	title, of := w.content.Title, w.epic.name()
	if w.of == nil {
		of = w.epic.goalName()
	}
	of = clipWords(foldSpace(of), 60)
	var variants []string
	add := func(variant string) {
		if variant = pack.Title(variant); variant != title && !slices.Contains(variants, variant) {
			variants = append(variants, variant)
		}
	}
	// The epic tells two stories apart; their personas are often the same.
	add(title + " (" + of + ")")
	if w.personas != "" && !strings.Contains(strings.ToLower(title), strings.ToLower(w.personas)) {
		add(title + ", for " + w.personas)
	}
	if w.personas != "" {
		add(title + ", for " + w.personas + " (" + of + ")")
	}
	return variants
}

// clipWords cuts a text between words.
func clipWords(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	cut := string(runes[:most])
	if at := strings.LastIndexByte(cut, ' '); at > 0 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}

// nameItems gives every wish a title that nothing else in the roadmap has. What
// was drafted before keeps the title it was drafted with, so that a new item
// never renames an old one.
func (d *drafter) nameItems() {
	taken := map[string]int{}
	for _, item := range d.Backlog.Items {
		taken[titleKey(item.Title)]++
		if item.Sidecar != nil && item.Sidecar.Drafted.Title != item.Title {
			taken[titleKey(item.Sidecar.Drafted.Title)]++
		}
	}
	var unnamed []*wish
	for _, e := range d.epics {
		for _, w := range append([]*wish{e.self}, e.stories...) {
			if w.item() == nil {
				continue
			}
			if was := w.drafted().Title; was != "" && w.born == nil && w.mayBeCalled(was) {
				w.content.Title = was
				continue
			}
			unnamed = append(unnamed, w)
		}
	}
	for _, w := range unnamed {
		w.content.Title = w.firstFree(taken)
		taken[titleKey(w.content.Title)]++
	}
}

// mayBeCalled says that a title is the wish's own, one of its variants, or the
// last of them with a number.
func (w *wish) mayBeCalled(title string) bool {
	if title == w.content.Title {
		return true
	}
	if !strings.HasPrefix(title, w.content.Title) {
		return false
	}
	variants := w.variants()
	if slices.Contains(variants, title) {
		return true
	}
	number, found := strings.CutPrefix(title, w.numbered(variants))
	return found && number != "" && strings.Trim(number, "0123456789") == ""
}

// numbered is the title that numbers come behind, where no variant is free.
func (w *wish) numbered(variants []string) string {
	if len(variants) == 0 {
		return w.content.Title + " "
	}
	return variants[len(variants)-1] + " "
}

// firstFree is the best title that is not taken.
func (w *wish) firstFree(taken map[string]int) string {
	if taken[titleKey(w.content.Title)] == 0 {
		return w.content.Title
	}
	variants := w.variants()
	for _, variant := range variants {
		if taken[titleKey(variant)] == 0 {
			return variant
		}
	}
	last := w.numbered(variants)
	counter := "\x00" + titleKey(last) // no title: where counting went on
	for n := max(2, taken[counter]); ; n++ {
		if variant := last + strconv.Itoa(n); taken[titleKey(variant)] == 0 {
			taken[counter] = n
			return variant
		}
	}
}

// titleKey is what makes two titles one: upper and lower case and white space
// do not part them.
func titleKey(title string) string { return strings.ToLower(foldSpace(title)) }
