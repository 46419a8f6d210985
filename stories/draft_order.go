package stories

// order gives new items a place between their neighbours of the draft, so that
// no other sidecar changes.
func (d *drafter) order() {
	var epics []*wish
	for _, e := range d.epics {
		epics = append(epics, e.self)
		orderAmong(e.stories)
	}
	orderAmong(epics)
}

func orderAmong(wishes []*wish) {
	next := make([]float64, len(wishes)+1) // the place of the next old item
	for i := len(wishes) - 1; i >= 0; i-- {
		next[i] = next[i+1]
		if place := wishes[i].place(); place != 0 {
			next[i] = place
		}
	}
	last := 0.0
	for i, w := range wishes {
		if place := w.place(); place != 0 {
			last = max(last, place)
			continue
		}
		if w.born == nil {
			continue
		}
		place := last + 1
		if next[i] > last && next[i] <= place {
			place = (last + next[i]) / 2
		}
		w.born.Sidecar.Order, last = place, place
	}
}

// place is where the draft put the wish's item before, 0 for a new one.
func (w *wish) place() float64 {
	if w.born != nil || w.item() == nil {
		return 0
	}
	return w.item().order()
}
