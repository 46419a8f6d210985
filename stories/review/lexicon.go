package review

// lexicon is what review knows of words. It is made once a run and then only
// read.
type lexicon struct {
	verbs    verbs
	vague    phrases
	open     phrases
	widgets  phrases
	undecide phrases
	weak     phrases
	needs    phrases
}

func newLexicon() lexicon {
	return lexicon{verbs: newVerbs(), vague: newPhrases(vagueWords()), open: newPhrases(openWords()),
		widgets: newPhrases(widgetWords()), undecide: newPhrases(undecidedWords()),
		weak: newPhrases(weakWords()), needs: newPhrases(needWords())}
}

// phrase is some words and what to say of them.
type phrase struct {
	words  []string
	advice string
}

// phrases finds phrases by their first word.
type phrases map[string][]phrase

// newPhrases makes phrases of lines "words: advice".
func newPhrases(table map[string][]string) phrases {
	p := phrases{}
	for advice, texts := range table {
		for _, text := range texts {
			words := fields(text)
			p[words[0]] = append(p[words[0]], phrase{words, advice})
		}
	}
	return p
}

// at gives the longest phrase that stands at i.
func (p phrases) at(words []word, i int) (phrase, bool) {
	var best phrase
	for _, candidate := range p[words[i].text] {
		if len(candidate.words) > len(best.words) && matches(words, i, candidate.words) {
			best = candidate
		}
	}
	return best, best.words != nil
}

// each calls found for every phrase in the span, from left to right.
func (p phrases) each(words []word, in span, found func(span, phrase)) {
	for i := in.from; i < in.to; i++ {
		if words[i].mark || words[i].aside {
			continue
		}
		if hit, ok := p.at(words, i); ok && i+len(hit.words) <= in.to {
			found(span{i, i + len(hit.words)}, hit)
			i += len(hit.words) - 1
		}
	}
}
