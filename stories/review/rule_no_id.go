package review

// backlogNoID finds files that were added by hand and have no ID yet.
func backlogNoID() Rule {
	return Rule{
		Name: "backlog/no-id", Severity: Info,
		Summary: "a file has no ID yet and is not pushed",
		whole: func(p *pass, f *finder) {
			for _, item := range p.allItems() {
				if item.ID == "" {
					f.at(placeOf(item, "title"), "", "the file has no ID yet, and is not pushed until it has one",
						"plotline draft gives it one")
				}
			}
		},
	}
}
