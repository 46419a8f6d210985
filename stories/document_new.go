package stories

import (
	"slices"
	"strconv"

	"plotline/roadmap"
)

// NewDocument writes an item's file for the first time. It takes the content
// in its canonical form. What the roadmap says of a drafted story (see
// [Content.Serves]) is left to its sidecar.
func NewDocument(item *Item) *Document {
	return printDocument(item, item.Content.Canonical())
}

// printDocument writes an item's file with a content that is canonical.
func printDocument(item *Item, c Content) *Document {
	b, needs := make([]byte, 0, 1024), 0
	b = append(b, "---\n"...)
	for _, key := range newKeys(item) {
		if key[1] == "" {
			continue
		}
		b = append(append(append(b, key[0]...), ": "...), key[1]...)
		if key[0] == "needs" {
			needs = len(b)
		}
		b = append(b, '\n')
	}
	b = append(append(append(b, "---\n"...), titleLine(c.Title)...), '\n')
	b = appendPart(b, "", c.Narrative)
	b = appendPart(b, destinationSection, c.Destination)
	b = appendPart(b, criteriaSection, listOf(c.Criteria))
	b = appendPart(b, notesSection, c.Notes)
	return printedDocument(item.Path, b, needs)
}

func appendPart(b []byte, name, text string) []byte {
	if text == "" {
		return b
	}
	b = append(b, '\n')
	if name != "" {
		b = append(append(append(b, "## "...), name...), "\n\n"...)
	}
	return append(append(b, text...), '\n')
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
