package review

import "plotline/stories"

// backlogRenamed finds parts of the roadmap that seem to have got another ID.
func backlogRenamed() Rule {
	return Rule{
		Name: "backlog/renamed", Severity: Info,
		Summary: "a part of the roadmap reads like one that is gone and that items come from",
		whole: func(p *pass, f *finder) {
			if p.Roadmap == nil || p.Backlog == nil {
				return
			}
			for _, rename := range stories.Renames(p.Roadmap, p.Backlog) {
				f.at(rename.At(p.Roadmap), "", rename.Message(), rename.Hint())
			}
		},
	}
}
