package review

// storySameMeans finds stories of one role that want the same for different
// ends.
func storySameMeans() Rule {
	return Rule{
		Name: "story/same-means", Severity: Info,
		Summary: "one role wants the same for two ends",
		whole: func(p *pass, f *finder) {
			first := make(map[uint64]int, len(p.gists))
			for i, g := range p.gists {
				if len(g.stems) < 2 || g.end == 0 {
					continue
				}
				key := g.role ^ g.means<<1
				earlier, ok := first[key]
				if !ok {
					first[key] = i
					continue
				}
				if p.gists[earlier].end != g.end && !p.sameSlot(i, earlier) {
					p.twin(f, i, earlier, "wants the same as %s, for another end",
						"make it one story with both ends, or write down what differs")
				}
			}
		},
	}
}
