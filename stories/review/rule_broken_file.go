package review

// backlogBrokenFile passes on what made a backlog's file unreadable.
func backlogBrokenFile() Rule {
	return Rule{
		Name: "backlog/broken-file", Severity: Error,
		Summary: "a file of the backlog cannot be read, or claims what another one has",
		whole: func(p *pass, f *finder) {
			if p.Backlog == nil {
				return
			}
			for _, problem := range p.Backlog.Problems {
				if p.copied(problem) != "" {
					continue
				}
				f.add(Finding{Position: problem.Position, Length: problem.Length, Message: problem.Message,
					Hint: problem.Hint, Excerpt: problem.Excerpt})
			}
		},
	}
}
