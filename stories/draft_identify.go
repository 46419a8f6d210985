package stories

import "fmt"

// name gives the items that lost their IDs these again.
func (d *drafter) name() (err error) {
	d.named, err = d.Backlog.restoreIDs()
	for _, item := range d.named {
		d.noticeItem(item, fmt.Sprintf("%s had lost its id line and has it again, since it stands where %s stood", item.Path, short(item.ID)),
			"for a story of its own, give the file another name before you draft")
	}
	return err
}

// identify gives IDs to the files that people wrote without one, and sidecars to
// those of a lost one that answer for nothing the roadmap asks for.
func (d *drafter) identify() error {
	for _, item := range d.named {
		if action := d.actions[item.ID]; action == "" || action == ActionKept {
			d.actions[item.ID] = ActionChanged
		}
	}
	for _, item := range d.Backlog.Items {
		if item.ID != "" {
			if item.Sidecar == nil && !d.Backlog.lost[item] {
				d.adoptAlone(item)
				d.actions[item.ID] = ActionChanged
			}
			continue
		}
		id := MintFileID(d.roadmapID, item.Path, item.Title, func(id string) bool {
			return d.taken[id] || d.Backlog.Known(id)
		})
		if err := d.Backlog.Identify(item, id); err != nil {
			return err
		}
		d.taken[id] = true
		item.Sidecar.Roadmap = d.roadmapID
		d.actions[id] = ActionNew
		d.noticeItem(item, fmt.Sprintf("%s was written by hand and has an ID now, %s", item.Path, short(id)), "commit the file and its sidecar")
	}
	return nil
}
