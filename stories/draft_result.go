package stories

// finish lists the whole backlog as it is after the draft.
func (d *drafter) finish() *DraftResult {
	d.result.Items = make([]DraftItem, 0, len(d.Backlog.Items)+len(d.dropped))
	for _, item := range d.Backlog.Items {
		d.result.Items = append(d.result.Items, d.item(item))
	}
	d.result.Items = append(d.result.Items, d.dropped...)
	return &d.result
}

func (d *drafter) item(item *Item) DraftItem {
	out := DraftItem{
		ID: item.ID, Kind: item.Kind, Type: item.Type, Path: item.Path, Title: item.Title,
		Action: d.actions[item.ID], From: From(d.Roadmap, item),
	}
	if out.Action == "" {
		out.Action = ActionKept
	}
	if item.Sidecar != nil {
		out.Template = item.Sidecar.Template
	}
	return out
}
