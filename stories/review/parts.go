package review

import "slices"

// span is a run of words, [from, to).
type span struct{ from, to int }

func (s span) empty() bool { return s.from >= s.to }

// parts are the pieces of a story's sentence: "As a ROLE, I want to MEANS, so
// that END". Marked says that the piece's own words ("As a", "I want", "so
// that") are there, whatever follows them.
type parts struct {
	role, means, end                   span
	roleMarked, meansMarked, endMarked bool
	// verb says that the means begins with a verb: "I want to see", "I can
	// see", and not "I want a list".
	verb bool
	// wish is the word that the means hang on: "want" in "I want to".
	wish span
	// after is where the words begin that are no part of the sentence.
	after int
}

// formed says that the text is a story in the usual form, or was meant as one.
func (p parts) formed() bool { return p.roleMarked || p.meansMarked }

// split finds the parts of a story. It never fails: what is not there is empty.
func split(words []word) parts {
	p := parts{after: len(words)}
	at := skipLabel(words)
	if lead, ok := leadingEnd(words, at); ok {
		p.end, p.endMarked = lead.body, true
		at = lead.next
	}
	at = p.takeRole(words, at)
	if !p.roleMarked && !p.meansMarked {
		return parts{after: len(words)}
	}
	p.takeMeansAndEnd(words, at)
	p.after = sentenceEnd(words, max(p.means.to, p.end.to, p.role.to))
	return p
}

// skipLabel skips what lists put before a story: a number, a dash, "Story:",
// a key such as SHOP-12.
func skipLabel(words []word) int {
	begin := 0
	for begin < len(words) && words[begin].mark {
		begin++
	}
	if begin < len(words) && (endConnective(words, begin) > 0 || toPurpose(words, begin) > 0) {
		return begin
	}
	const longest = 8
	for i := begin; i < len(words) && i <= longest; i++ {
		if startsStory(words, i) {
			return i
		}
		if words[i].mark && words[i].text == "." && i > begin+1 {
			break
		}
	}
	return begin
}

// startsStory says whether a story's first words stand at i.
func startsStory(words []word, i int) bool {
	if i > 0 && !words[i-1].mark && !words[i].line && !isNumber(words[i-1].text) {
		return false
	}
	switch words[i].text {
	case "as":
		return isRoleOpening(words, i)
	case "i", "we", "i'd", "we'd":
		return true
	}
	return false
}

func isNumber(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

// isRoleOpening tells "As a shopper" from "as soon as" and "as well as".
func isRoleOpening(words []word, i int) bool {
	if i+1 >= len(words) {
		return true
	}
	next := words[i+1].text
	return !slices.Contains([]string{"soon", "well", "long", "far", "much", "many", "per",
		"of", "opposed", "follows", "i", "we", "it", "they", "usual", "needed"}, next)
}

// lead is an end that stands before the role: "In order to pay, as a …".
type lead struct {
	body span
	next int
}

// leadingEnd reads an end at the very beginning.
func leadingEnd(words []word, at int) (lead, bool) {
	n := endConnective(words, at)
	if n == 0 {
		n = toPurpose(words, at)
	}
	if n == 0 {
		return lead{}, false
	}
	for i := at + n; i < len(words); i++ {
		if i > at+n && words[i].text == "as" && isRoleOpening(words, i) && i+2 < len(words) &&
			(words[i-1].mark || words[i].line) || isSubject(words[i]) && words[i-1].mark {
			return lead{trim(words, span{at + n, i}), i}, true
		}
	}
	return lead{}, false
}

// toPurpose takes a leading "To pay faster, as a shopper, …".
func toPurpose(words []word, at int) int {
	if at < len(words) && words[at].text == "to" {
		return 1
	}
	return 0
}

// takeRole reads "As a ROLE" at the given place and gives where the rest goes
// on. Without a role the rest must begin with a wish.
func (p *parts) takeRole(words []word, at int) int {
	if at >= len(words) {
		return at
	}
	if isSubject(words[at]) {
		return p.takeInnerRole(words, at)
	}
	from, ok := roleOpening(words, at)
	if !ok {
		p.meansMarked = wishAt(words, at) > 0
		return at
	}
	p.roleMarked = true
	to := roleEnd(words, from)
	p.role = trim(words, span{from, to})
	return to
}

// takeInnerRole reads the role of "I, as a shopper, want".
func (p *parts) takeInnerRole(words []word, at int) int {
	p.meansMarked = true
	i := at + 1
	if i < len(words) && words[i].text == "," {
		i++
	}
	from, ok := roleOpening(words, i)
	if !ok {
		return at
	}
	for j := from; j < len(words); j++ {
		if words[j].text == "," || wishAt(words, j) > 0 {
			p.roleMarked = true
			p.role = trim(words, span{from, j})
			return j
		}
	}
	return at
}

// roleOpening skips "As a", "As an", "As the", "Being a", "As".
func roleOpening(words []word, at int) (int, bool) {
	if at >= len(words) || words[at].text != "as" && words[at].text != "being" && words[at].text != "acting" {
		return at, false
	}
	if !isRoleOpening(words, at) {
		return at, false
	}
	i := at + 1
	if words[at].text == "acting" && i < len(words) && words[i].text == "as" {
		i++
	}
	if i < len(words) && slices.Contains([]string{"a", "an", "the", "any", "our", "a/an"}, words[i].text) {
		i++
	}
	return i, true
}

// roleEnd finds where the role ends: at the wish ("I want", "we need"), else at
// the first comma, colon, full stop or line break.
func roleEnd(words []word, from int) int {
	first := -1
	for i := from; i < len(words); i++ {
		if isSubject(words[i]) && (i == from || !isRelative(words[i-1].text)) {
			return i
		}
		if first < 0 && (words[i].mark && isBreak(words[i].text) || words[i].line && i > from) {
			first = i
		}
		if wishAt(words, i) > 0 && i > from && (words[i-1].mark || first < 0) && !isRelative(words[i-1].text) {
			return i
		}
		if endConnective(words, i) > 0 && i > from {
			if first < 0 {
				return i
			}
			return first
		}
	}
	if first >= 0 {
		return first
	}
	return len(words)
}

func isBreak(text string) bool {
	switch text {
	case ",", ":", ".", ";", "-":
		return true
	}
	return false
}

func isSubject(w word) bool {
	switch w.text {
	case "i", "we", "i'd", "we'd", "i'm", "we're", "i'll", "we'll", "i've", "we've":
		return true
	}
	return false
}

func isRelative(text string) bool {
	switch text {
	case "who", "that", "which", "whom", "whose", "where", "when", "what", "how", "if", "whether", "while", "because":
		return true
	}
	return false
}

// wishAt says how many words of a wish without a subject stand at i: "want
// to", "would like", "needs". 0 when none do.
func wishAt(words []word, i int) int {
	if i >= len(words) {
		return 0
	}
	switch words[i].text {
	case "want", "wants", "need", "needs", "wish", "wishes":
		return 1
	case "would", "should":
		if i+1 < len(words) && slices.Contains([]string{"like", "love", "prefer", "be", "want"}, words[i+1].text) {
			return 2
		}
	}
	return 0
}

// takeMeansAndEnd reads the rest: the wish, the means, the end.
func (p *parts) takeMeansAndEnd(words []word, at int) {
	for at < len(words) && words[at].mark {
		at++
	}
	begin := at
	at = p.takeWish(words, at)
	stop := len(words)
	for i := begin; i < len(words); i++ {
		n := endConnective(words, i)
		if n == 0 || p.endMarked && i < at {
			continue
		}
		stop = i
		if !p.endMarked {
			p.endMarked = true
			p.end = trim(words, span{i + n, sentenceEnd(words, i+n)})
		}
		break
	}
	at = min(at, stop)
	p.means = trim(words, span{at, min(stop, sentenceEnd(words, at))})
}

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
