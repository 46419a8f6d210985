package review

// sentenceEnd finds the end of the sentence that holds from: past a full stop
// that a new sentence follows, unless that sentence goes on with the form.
func sentenceEnd(words []word, from int) int {
	for i := from; i < len(words); i++ {
		w := words[i]
		if w.aside {
			continue
		}
		if w.line && i > from && i > 0 && startsBlock(words, i) {
			return i
		}
		if !w.mark || w.text != "." && w.text != "!" && w.text != "?" && w.text != ";" {
			continue
		}
		if i+1 == len(words) {
			return i + 1
		}
		next := words[i+1]
		if w.text != ";" && next.spaced && !isAbbreviation(words, i) {
			return i + 1
		}
	}
	return len(words)
}

// startsBlock says that a line break separates rather than wraps: the line
// before ended a sentence, or this one begins with a mark of a list.
func startsBlock(words []word, i int) bool {
	return words[i].mark && (words[i].text == "-" || words[i].text == "•")
}

// isAbbreviation says whether the full stop at i belongs to "etc." or "e.g.",
// with a lower-case word after it.
func isAbbreviation(words []word, i int) bool {
	if i == 0 || i+1 >= len(words) {
		return false
	}
	switch words[i-1].text {
	case "e.g", "i.e", "eg", "ie", "vs", "dr", "mr", "mrs", "ms", "no", "approx", "incl", "st":
		return true
	case "etc":
		return !words[i+1].upper
	}
	return !words[i+1].upper && !words[i+1].mark && !isNumber(words[i+1].text)
}

// trim drops marks at both ends.
func trim(words []word, s span) span {
	for !s.empty() && words[s.from].mark && closer(words[s.from]) == "" {
		s.from++
	}
	for !s.empty() && words[s.to-1].mark && !words[s.to-1].aside {
		s.to--
	}
	return s
}
