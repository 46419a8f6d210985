package stories

import (
	"fmt"
	"slices"
	"strings"

	"plotline/stories/pack"
)

// titleVariants are the titles that an item may have, best first: its own, and
// others that tell it from an item of the same title.
func titleVariants(title, personas, of string) []string {
	of = clipWords(foldSpace(of), 60)
	variants := []string{title}
	add := func(variant string) {
		if variant = pack.Title(variant); !slices.Contains(variants, variant) {
			variants = append(variants, variant)
		}
	}
	if personas != "" && !strings.Contains(strings.ToLower(title), strings.ToLower(personas)) {
		add(title + ", for " + personas)
	}
	add(title + " (" + of + ")")
	if personas != "" {
		add(title + ", for " + personas + " (" + of + ")")
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
			if was := w.drafted().Title; was != "" && isVariant(w.variants, was) && w.born == nil {
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

// isVariant says that a title is one of the variants, or the last of them with
// a number.
func isVariant(variants []string, title string) bool {
	if slices.Contains(variants, title) {
		return true
	}
	number, found := strings.CutPrefix(title, variants[len(variants)-1]+" ")
	return found && number != "" && strings.Trim(number, "0123456789") == ""
}

func (w *wish) firstFree(taken map[string]int) string {
	for _, variant := range w.variants {
		if taken[titleKey(variant)] == 0 {
			return variant
		}
	}
	last := w.variants[len(w.variants)-1]
	for n := 2; ; n++ {
		if variant := fmt.Sprintf("%s %d", last, n); taken[titleKey(variant)] == 0 {
			return variant
		}
	}
}

// titleKey is what makes two titles one: upper and lower case and white space
// do not part them.
func titleKey(title string) string { return strings.ToLower(foldSpace(title)) }
