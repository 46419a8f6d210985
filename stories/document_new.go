package stories

import (
	"slices"
	"strconv"
	"strings"

	"plotline/roadmap"
)

// NewDocument writes an item's file for the first time. It takes the content
// in its canonical form. What the roadmap says of a drafted story (see
// [Content.Serves]) is left to its sidecar.
func NewDocument(item *Item) *Document {
	c := item.Content.Canonical()
	var b strings.Builder
	b.WriteString("---\n")
	for _, key := range newKeys(item) {
		if key[1] != "" {
			b.WriteString(key[0] + ": " + key[1] + "\n")
		}
	}
	b.WriteString("---\n" + titleLine(c.Title) + "\n")
	writePart(&b, "", c.Narrative)
	writePart(&b, destinationSection, c.Destination)
	writePart(&b, criteriaSection, listOf(c.Criteria))
	writePart(&b, notesSection, c.Notes)
	d, _ := ParseDocument(item.Path, []byte(b.String()))
	return d
}

func writePart(b *strings.Builder, name, text string) {
	if text == "" {
		return
	}
	b.WriteString("\n")
	if name != "" {
		b.WriteString("## " + name + "\n\n")
	}
	b.WriteString(text + "\n")
}

// newKeys gives the front matter of a new file, key by key.
func newKeys(item *Item) [][2]string {
	keys := [][2]string{{"id", item.ID}, {"type", yamlText(string(item.Type))}}
	if item.Kind == Epic {
		keys = append(keys, originKeys(item)...)
	}
	if !isDraftedServes(item) {
		keys = append(keys, [2]string{"serves", yamlList(refTexts(item.Serves))})
	}
	state := string(item.Handoff)
	if item.Handoff == Proposed {
		state = ""
	}
	return append(keys,
		[2]string{"handoff", state},
		[2]string{"labels", yamlList(item.Labels)},
		[2]string{"size", yamlText(item.Size)},
		[2]string{"needs", yamlList(item.Needs)},
		[2]string{"rank", rankText(item.Rank)},
		[2]string{"release", yamlText(item.Release)},
	)
}

// originKeys tell a reader of an epic what it comes from.
func originKeys(item *Item) [][2]string {
	var keys [][2]string
	add := func(key, kind string) {
		for _, ref := range item.Serves {
			if ref.Kind() == kind && ref.ID() != "" {
				keys = append(keys, [2]string{key, yamlText(ref.ID())})
				return
			}
		}
	}
	add("goal", roadmap.GoalRef)
	add("initiative", roadmap.InitiativeRef)
	if len(keys) == 0 {
		add("pain_point", roadmap.PainPointRef)
	}
	return append(keys, [2]string{"horizon", yamlText(string(item.Horizon))})
}

// isDraftedServes says whether the sidecar tells what the item serves.
func isDraftedServes(item *Item) bool {
	return item.Sidecar != nil && len(item.Sidecar.Drafted.Serves) > 0 &&
		slices.Equal(item.Serves, item.Sidecar.Drafted.Serves)
}

func rankText(rank float64) string {
	if rank == 0 {
		return ""
	}
	return strconv.FormatFloat(rank, 'f', -1, 64)
}
