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
