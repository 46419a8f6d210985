package review

import "fmt"

// storyVague finds words that everybody reads differently, in the means and
// in the criteria.
func storyVague() Rule {
	return Rule{
		Name: "story/vague", Severity: Info,
		Summary: "a word that everybody reads differently",
		story: func(s *story, f *finder) {
			s.known.vague.each(s.words, s.parts.means, func(in span, hit phrase) {
				f.words(s, in, fmt.Sprintf("%q is vague", s.said(in)), hit.advice)
			})
			s.eachCriterion(func(criterion Line, words []word) {
				s.known.vague.each(words, outcome(words), func(in span, hit phrase) {
					from, to := int(words[in.from].start), int(words[in.to-1].end)
					f.line(criterion, s.ID, from, to, fmt.Sprintf("%q cannot be tested", criterion.Text[from:to]), hit.advice)
				})
			})
		},
	}
}

// vagueWords are the words, by what to write instead.
func vagueWords() map[string][]string {
	return map[string][]string{
		"say how it is told: how many steps, how long, without which help": {
			"easily", "easy", "easy-to-use", "simple", "simply", "effortlessly", "user-friendly", "user friendly",
			"intuitive", "intuitively", "convenient", "conveniently", "painless", "hassle-free", "straightforward"},
		"say how long it may take, and at which load": {
			"quickly", "quick", "fast", "rapidly", "rapid", "promptly", "instantly", "as soon as possible", "asap",
			"timely", "in a timely manner", "responsive", "performant"},
		"say which quality, and how it is measured": {
			"efficient", "efficiently", "effective", "effectively", "seamless", "seamlessly", "smooth", "smoothly",
			"robust", "flexible", "flexibly", "reliable", "reliably", "scalable", "nice", "nicely", "beautiful", "attractive", "modern",
			"state-of-the-art", "state of the art", "high-quality", "high quality", "optimal", "optimally", "good", "great", "elegant",
			"powerful", "rich", "clean"},
		"say which ones, or what decides": {
			"appropriate", "appropriately", "adequate", "adequately", "suitable", "reasonable", "reasonably",
			"sufficient", "sufficiently", "proper", "properly", "if necessary", "if needed", "if possible",
			"when needed", "when necessary", "as needed", "as necessary", "as required", "as appropriate",
			"where appropriate", "where possible", "as applicable", "if applicable", "meaningful"},
		"say how many, or which": {
			"various", "several", "numerous", "a lot of", "lots of", "a number of", "as many as possible",
			"as much as possible", "as simple as possible"},
		"say when, or how often": {
			"sometimes", "occasionally", "from time to time", "regularly", "frequently", "periodically", "usually", "normally", "generally",
			"typically"},
	}
}

// outcome is the part of a criterion that is tested: what follows "then",
// where it begins with "Given" or "When"; else all of it.
func outcome(words []word) span {
	whole := span{0, len(words)}
	if len(words) == 0 || words[0].text != "given" && words[0].text != "when" {
		return whole
	}
	for i := range words {
		if isThen(words, i) {
			return span{i, len(words)}
		}
	}
	return whole
}

// isThen tells the "then" of a criterion from "from then on".
func isThen(words []word, i int) bool {
	return words[i].text == "then" && !words[i].aside && i > 0 &&
		(words[i-1].mark || words[i-1].text == "and" || words[i].line)
}
