package review

// storyUniform finds the few stories of a list that are not written in the
// form of all the others.
func storyUniform() Rule {
	return Rule{
		Name: "story/uniform", Severity: Info,
		Summary: "the story is not in the form of the others",
		whole: func(p *pass, f *finder) {
			with, without := 0, []int{}
			for i, g := range p.gists {
				switch {
				case !g.formed:
				case g.marked:
					with++
				default:
					without = append(without, i)
				}
			}
			if with < 10 || len(without)*10 > with {
				return
			}
			for _, i := range without {
				t := p.texts[i]
				f.add(Finding{Position: t.Position, ID: t.ID, Excerpt: t.first(),
					Message: `not in the form of the others: they say "I want", this one does not`,
					Hint:    `write "I want to …", as the others do`})
			}
		},
	}
}
