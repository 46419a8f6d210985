package review

// endConnective gives how many words of "so that", "in order to", "because" or
// "so I" announce an end at i; 0 when none do.
func endConnective(words []word, i int) int {
	w := words[i:]
	if len(w) == 0 || w[0].mark || w[0].aside {
		return 0
	}
	switch w[0].text {
	case "so":
		return soConnective(words, i)
	case "in":
		if len(w) > 2 && w[1].text == "order" && (w[2].text == "to" || w[2].text == "that" || w[2].text == "for") {
			return 3
		}
	case "because", "sothat":
		return 1
	case "such":
		if len(w) > 1 && w[1].text == "that" {
			return 2
		}
	case "with", "for":
		if len(w) > 3 && w[1].text == "the" && (w[2].text == "aim" || w[2].text == "goal" || w[2].text == "purpose") {
			return 4
		}
	case "thereby", "thus":
		return 1
	}
	return 0
}

// soConnective tells "so that", "so as to" and "so I can" from "so much", "so
// far" and "or so".
func soConnective(words []word, i int) int {
	w := words[i:]
	if len(w) == 1 {
		return 0
	}
	if len(w) > 2 && w[1].mark && w[1].text == "," {
		if w[2].text == "that" {
			return 3
		}
		return 0
	}
	switch w[1].text {
	case "that", "that's":
		if len(w) > 2 && w[2].text == "that" {
			return 3
		}
		return 2
	case "as":
		if len(w) > 2 && w[2].text == "to" {
			return 3
		}
		return 0
	}
	if i > 0 && isSoPartner(words[i-1].text) {
		return 0
	}
	if isDeterminer(w[1].text) || isPronoun(w[1].text) || isSubject(w[1]) || soonModal(w) {
		return 1
	}
	return 0
}

func isSoPartner(text string) bool {
	switch text {
	case "and", "or", "do", "does", "did", "doing", "if", "even", "not", "is", "are", "be", "was", "just":
		return true
	}
	return false
}

// soonModal finds "so users can": a modal within the next few words.
func soonModal(w []word) bool {
	for _, next := range w[1:min(len(w), 6)] {
		if next.mark {
			return false
		}
		switch next.text {
		case "can", "could", "will", "would", "may", "don't", "doesn't", "cannot", "can't", "won't":
			return true
		case "much", "many", "far", "long", "on", "forth":
			return false
		}
	}
	return false
}
