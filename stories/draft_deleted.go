package stories

import (
	"cmp"
	"fmt"
)

// noteDeleted records and lists the items whose files a person deleted since the
// last draft. The record names nobody and no time: nobody knows them, and two
// branches that note the same write the same.
func (d *drafter) noteDeleted() {
	for _, sidecar := range d.Backlog.Dropped {
		if sidecar.Dropped != nil {
			continue
		}
		sidecar.Dropped = &Drop{Reason: fmt.Sprintf("its file %s was deleted", sidecar.Path)}
		d.dropped = append(d.dropped, DraftItem{
			ID: sidecar.ID, Kind: sidecar.Kind, Type: defaultType(sidecar.Kind, sidecar), Path: sidecar.Path,
			Title: sidecar.title(), Action: ActionDropped, From: From(d.Roadmap, &Item{Content: sidecar.Drafted}),
			Template: sidecar.Template, Deleted: true,
		})
	}
}

// title is the last title that a sidecar knows of its item.
func (s *Sidecar) title() string {
	accepted := ""
	if s.Accepted != nil {
		accepted = s.Accepted.Text.Title
	}
	return cmp.Or(accepted, s.Drafted.Title, s.Path)
}
