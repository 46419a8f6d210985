package review

import (
	"fmt"
	"strings"
)

// storyUnknownTerm finds names that the roadmap's glossary does not explain.
func storyUnknownTerm() Rule {
	return Rule{
		Name: "story/unknown-term", Severity: Info,
		Summary: "a name that the glossary does not explain",
		story: func(s *story, f *finder) {
			if s.item == nil || s.pass.Roadmap == nil || len(s.pass.Roadmap.Glossary) == 0 {
				return
			}
			known := s.pass.knownTerms()
			for i := 1; i < len(s.words); i++ {
				w := s.words[i]
				if w.mark || !w.upper || s.words[i-1].mark || w.text == "i" || isSubject(w) || known[s.pass.stems.of(w.text)] {
					continue
				}
				f.words(s, span{i, i + 1}, fmt.Sprintf("%q is not in the glossary", s.said(span{i, i + 1})),
					"use the glossary's word, or explain this one there")
			}
		},
	}
}

// knownTerms are the words of the glossary, the product and the personas.
func (p *pass) knownTerms() map[uint64]bool {
	if p.terms != nil {
		return p.terms
	}
	p.terms = map[uint64]bool{}
	r := p.Roadmap
	texts := []string{r.Product.Name, r.Product.Vision, r.Product.Market.Target, strings.Join(r.Product.Market.Competitors, " ")}
	for i := range r.Glossary {
		texts = append(texts, r.Glossary[i].Name, r.Glossary[i].Meaning)
	}
	for i := range r.Personas {
		texts = append(texts, r.Personas[i].Name)
	}
	for i := range r.Goals {
		texts = append(texts, r.Goals[i].Statement)
		for j := range r.Goals[i].Metrics {
			texts = append(texts, r.Goals[i].Metrics[j].Name, r.Goals[i].Metrics[j].Due.Phrase())
		}
		for j := range r.Goals[i].Initiatives {
			texts = append(texts, r.Goals[i].Initiatives[j].Name)
		}
	}
	for i := range r.PainPoints {
		texts = append(texts, r.PainPoints[i].Problem)
	}
	for _, w := range tokenize(strings.Join(texts, " . ")) {
		p.terms[p.stems.of(w.text)] = true
	}
	return p.terms
}
