package review

// takeWish skips "I would like to be able to" and notes what follows it.
func (p *parts) takeWish(words []word, at int) int {
	i, modal := at, false
	if i < len(words) && isSubject(words[i]) {
		p.meansMarked, modal = true, true
		i++
	}
	for i < len(words) && (isWishWord(words[i].text) || isWishAdverb(words[i].text)) {
		if isWishWord(words[i].text) {
			p.meansMarked = true
			modal = isModal(words[i].text)
		}
		i++
	}
	p.wish = span{at, i}
	i, p.verb = skipAbility(words, i, modal)
	return i
}

func isWishWord(text string) bool {
	switch text {
	case "want", "wants", "wanted", "need", "needs", "would", "like", "wish", "wishes", "hope",
		"can", "can't", "cannot", "could", "must", "may", "might", "should", "shall", "will",
		"expect", "prefer", "require", "love", "don't", "do", "not", "never", "desire", "am", "won't",
		"'d", "have", "wouldn't", "shouldn't", "mustn't", "couldn't", "doesn't":
		return true
	}
	return false
}

// isModal says that a bare verb follows: "I can see".
func isModal(text string) bool {
	switch text {
	case "can", "can't", "cannot", "could", "must", "may", "might", "should", "shall", "will", "would",
		"don't", "not", "never", "won't", "wouldn't", "shouldn't", "mustn't", "couldn't":
		return true
	}
	return false
}

func isWishAdverb(text string) bool {
	switch text {
	case "also", "really", "just", "only", "always", "sometimes", "often", "still", "now", "therefore", "simply":
		return true
	}
	return false
}

// skipAbility skips "to", "be able to", "the ability to" and their like, and
// says whether a verb follows.
func skipAbility(words []word, i int, verb bool) (int, bool) {
	for range 4 {
		n, follows := ability(words, i)
		if n == 0 {
			break
		}
		i, verb = i+n, follows
	}
	return i, verb
}

// ability gives how many words of an ability stand at i, and whether a verb
// comes after them.
func ability(words []word, i int) (int, bool) {
	for _, phrase := range abilities {
		if matches(words, i, phrase) {
			return len(phrase), phrase[len(phrase)-1] == "to"
		}
	}
	return 0, false
}

var abilities = [][]string{
	{"to"}, {"be", "able", "to"}, {"being", "able", "to"}, {"able", "to"}, {"be", "allowed", "to"},
	{"the", "ability", "to"}, {"an", "ability", "to"}, {"ability", "to"},
	{"have", "the", "ability", "to"}, {"have", "an", "ability", "to"},
	{"have", "the", "option", "to"}, {"have", "an", "option", "to"}, {"the", "option", "to"}, {"an", "option", "to"},
	{"have", "the", "possibility", "to"}, {"the", "possibility", "to"}, {"a", "possibility", "to"},
	{"have", "the", "opportunity", "to"}, {"the", "opportunity", "to"},
	{"have", "a", "way", "to"}, {"a", "way", "to"},
}

func matches(words []word, i int, phrase []string) bool {
	if i+len(phrase) > len(words) {
		return false
	}
	for j, text := range phrase {
		if words[i+j].text != text {
			return false
		}
	}
	return true
}
