package review

// eachCriterion calls each with the words of every criterion, which are read
// once for all the rules.
func (s *story) eachCriterion(each func(Line, []word)) {
	if s.criteria == nil {
		s.criteria = make([][]word, len(s.Criteria))
		for i, criterion := range s.Criteria {
			s.criteria[i] = tokenize(criterion.Text)
		}
	}
	for i, criterion := range s.Criteria {
		each(criterion, s.criteria[i])
	}
}

// criterionWords files a finding that points at words of a criterion.
func (f *finder) criterionWords(s *story, l Line, words []word, in span, message, hint string) {
	f.line(l, s.ID, int(words[in.from].start), int(words[in.to-1].end), message, hint)
}

// count is how often a word stands in a text, quotes and brackets aside.
func count(words []word, text string) int {
	n := 0
	for _, w := range words {
		if !w.aside && w.text == text {
			n++
		}
	}
	return n
}
