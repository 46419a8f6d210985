package review

// eachCriterion calls each with the words of every criterion.
func (s *story) eachCriterion(each func(Line, []word)) {
	for _, criterion := range s.Criteria {
		each(criterion, tokenize(criterion.Text))
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
