package stories

import (
	"slices"

	"plotline/roadmap"
)

// finish lists the whole backlog as it is after the draft.
func (d *drafter) finish() *DraftResult {
	d.result.Items = make([]DraftItem, 0, len(d.Backlog.Items)+len(d.dropped))
	for _, item := range d.Backlog.Items {
		d.result.Items = append(d.result.Items, d.item(item))
	}
	d.result.Items = append(d.result.Items, d.dropped...)
	d.settleNotices()
	d.Backlog.files.Complete()
	return &d.result
}

// settleNotices tells the notices that earlier drafts gave from those of this
// one. That many epics look alike is news where one of them is new.
func (d *drafter) settleNotices() {
	born, touched := map[roadmap.Ref]bool{}, map[roadmap.Ref]bool{}
	for _, item := range d.Backlog.Items {
		action := d.actions[item.ID]
		if action == "" || action == ActionKept || item.Sidecar == nil {
			continue
		}
		for _, slot := range item.Sidecar.Slots {
			for _, ref := range append([]roadmap.Ref{slot.Source}, slot.Callers...) {
				touched[ref] = true
				born[ref] = born[ref] || action == ActionNew
			}
		}
	}
	for i := range d.result.Notices {
		n := &d.result.Notices[i]
		news := touched
		if n.Of == "" {
			news = born
		}
		n.Standing = len(n.about) > 0 && !slices.ContainsFunc(n.about, func(ref roadmap.Ref) bool { return news[ref] })
	}
}

func (d *drafter) item(item *Item) DraftItem {
	out := DraftItem{
		ID: item.ID, Kind: item.Kind, Type: item.Type, Path: item.Path, Title: item.Title,
		Action: d.actions[item.ID], From: From(d.Roadmap, item), MovedFrom: d.left[item],
	}
	switch {
	case d.freed[item] && (out.Action == "" || out.Action == ActionKept):
		out.Action = ActionChanged
	case out.Action == "":
		out.Action = ActionKept
	}
	if item.Sidecar != nil {
		out.Template = item.Sidecar.Template
	}
	return out
}
