package integrations

import (
	"slices"
	"strings"

	"plotline/stories"
)

// Imported is what a ticket said when it became an item. It is the base by
// which the first push tells who changed what since.
type Imported struct {
	Title  string
	Part   Part
	Labels []string
}

func importedOn(item *stories.Item, tracker, project string) *Imported {
	if item.Sidecar == nil {
		return nil
	}
	for _, key := range item.Sidecar.Keys {
		if !key.Imported || key.Tracker != tracker || key.Project != project {
			continue
		}
		was := item.Sidecar.Drafted
		part := Part{Narrative: was.Narrative, Notes: was.Notes}
		for _, c := range was.Criteria {
			part.Criteria = append(part.Criteria, Check{Text: c.Text})
		}
		return &Imported{Title: was.Title, Part: part, Labels: was.Labels}
	}
	return nil
}

// onto reads an imported ticket that carries no mark yet as if the import had
// left one: the first push then judges each field like any later one. It says
// whether it did.
func (was *Imported) onto(t Ticket, d Desired, roadmap string) (Ticket, bool) {
	if was == nil || t.Mark != nil || t.Gone {
		return t, false
	}
	part := TakeIn(t.Text)
	t.Part, t.Fence, t.Kind = ComposePart(part), FenceIntact, d.Kind
	base := partValues(was.Title, was.Part)
	base[stories.FieldLabels] = was.Labels
	t.Mark = &Mark{Version: 1, ID: d.ID, Roadmap: roadmap, Key: t.Key, Fields: map[string][]string{}}
	for field, texts := range base {
		t.Mark.Fields[string(field)] = digestsOf(field, texts)
	}
	t.Mark.Fields[string(stories.FieldParent)] = digestsOf(stories.FieldParent, one(t.Parent))
	return t, true
}

// holdsText says whether the part as it will stand has every line of the
// imported ticket, so that it may take the place of the description.
func (c *comparison) holdsText() bool {
	return c.t.TextWhole && holdsLines(ComposePart(TakeIn(c.t.Text)), c.t.Text)
}

// Arrive gives a person's ticket as the backlog takes it in.
func Arrive(t Ticket, server Server) stories.Arrival {
	part := TakeIn(t.Text)
	content := stories.Content{
		Title: oneLine(t.Title), Type: typeOf(t), Narrative: Unharmed(part.Narrative), Notes: Unharmed(part.Notes),
	}
	for _, check := range part.Criteria {
		content.Criteria = append(content.Criteria, stories.Criterion{Text: Unharmed(check.Text)})
	}
	for _, label := range t.Labels {
		if !strings.HasPrefix(label, LabelPrefix) {
			content.Labels = append(content.Labels, label)
		}
	}
	return stories.Arrival{Content: content, Kind: t.Kind, Parent: t.Parent, Key: arrivalKey(t.Key, server)}
}

// arrivalKey is the place of a ticket; a row of a list that is no ticket of the
// server's project has just the list's name for it.
func arrivalKey(key string, server Server) stories.Key {
	if _, ok := KeyOn(key, server); !ok {
		return stories.Key{Key: key}
	}
	return stories.Key{Tracker: server.Tracker, Project: server.Project, Key: key}
}

// typeOf reads what sort of work a ticket is from its type and labels.
func typeOf(t Ticket) stories.Type {
	if t.Kind == stories.Epic {
		return stories.TypeEpic
	}
	words := strings.Fields(strings.ToLower(t.Type + " " + strings.Join(t.Labels, " ")))
	for _, sort := range []stories.Type{stories.TypeBug, stories.TypeSpike, stories.TypeEnabler} {
		if slices.Contains(words, string(sort)) {
			return sort
		}
	}
	return stories.TypeFeature
}
