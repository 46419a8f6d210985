package review

// storyExtraText finds notes, references and brackets in a story's sentence.
func storyExtraText() Rule {
	return Rule{
		Name: "story/extra-text", Severity: Info,
		Summary: "the sentence holds notes, references or brackets",
		story: func(s *story, f *finder) {
			if !s.parts.formed() {
				return
			}
			if extra := s.extraSentence(); !extra.empty() {
				f.words(s, extra, "text after the story's sentence", "move it to the criteria or the notes")
			}
			for _, in := range s.brackets() {
				f.words(s, in, "brackets in the sentence", "drop them, or move what they say to the criteria or the notes")
			}
			s.eachReference(func(in span) {
				f.words(s, in, "a reference in the sentence", "move it to the notes: the story must be clear without it")
			})
		},
	}
}

// extraSentence is what comes after the story's sentence on the same line or
// in the same paragraph.
func (s *story) extraSentence() span {
	rest := span{s.parts.after, len(s.words)}
	for !rest.empty() && s.words[rest.from].mark {
		rest.from++
	}
	return trim(s.words, rest)
}

// brackets gives what stands in brackets, but for acronyms, plurals such as
// "file(s)" and single words.
func (s *story) brackets() []span {
	var all []span
	for i, w := range s.words[:min(s.parts.after, len(s.words))] {
		if !w.mark || !w.aside || w.text != "(" && w.text != "[" {
			continue
		}
		end := closingMark(s.words, i, closer(w))
		if end > i && s.isRemark(i, end) {
			all = append(all, span{i, end + 1})
		}
	}
	return all
}

// isRemark says that a bracket holds a remark: three words or more, or "e.g."
// and its like.
func (s *story) isRemark(open, end int) bool {
	count := 0
	for _, w := range s.words[open+1 : end] {
		if w.mark {
			continue
		}
		switch w.text {
		case "e.g", "eg", "i.e", "ie", "see", "note", "nb", "optional", "optionally", "example", "including", "incl":
			return true
		}
		count++
	}
	return count >= 3 && s.words[open].spaced && !s.isAcronymsOwn(open, end)
}

// isAcronymsOwn knows "DOI (digital object identifier)": the letters before
// the bracket begin its words.
func (s *story) isAcronymsOwn(open, end int) bool {
	if open == 0 {
		return false
	}
	letters := s.words[open-1].text
	var initials []byte
	for _, w := range s.words[open+1 : end] {
		if !w.mark {
			initials = append(initials, w.text[0])
		}
	}
	return letters == string(initials)
}

// eachReference finds addresses and "see section 3".
func (s *story) eachReference(found func(span)) {
	for i := 0; i+2 < min(s.parts.after, len(s.words)); i++ {
		switch text := s.words[i].text; {
		case text == "http" || text == "https":
			found(span{i, s.addressEnd(i)})
			i = s.addressEnd(i)
		case text == "see" && isReferred(s.words[i+1].text) && isNumber(s.words[i+2].text):
			found(span{i, i + 3})
		}
	}
}

func (s *story) addressEnd(i int) int {
	for i++; i < len(s.words) && !s.words[i].spaced; i++ {
	}
	return i
}

func isReferred(text string) bool {
	switch text {
	case "section", "chapter", "page", "figure", "table", "ticket", "issue", "story", "appendix", "slide":
		return true
	}
	return false
}
