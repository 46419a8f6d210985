package review

import "strings"

// actions finds the story's actions: the verb of its means, and each verb that
// a conjunction joins to it as a capability of its own. Verbs inside clauses,
// purposes, quotes and things' names are not the story's actions, so that
// "see who rang and open", "use it to call and write" and "a search and filter
// bar" hold one action each. Doubtful cases count as one action.
type actions struct {
	words []word
	verbs verbs
	// found are the verbs, in order.
	found []int
	// object says that the last verb has had an object: what a conjunction
	// joins now may be things.
	object bool
	// clause says that an inner clause is open, purpose that an inner "to
	// VERB" is, and inner that the clause was open first.
	clause, purpose, inner bool
	// singular says that the clause's verb is one that no base form can join:
	// "once it has started and send …".
	singular bool
	// handed says that somebody else does what follows, as in "have the shop
	// send".
	handed bool
}

// actionsOf gives the words that are the primary actions of the story.
func actionsOf(words []word, p parts, known verbs) []int {
	a := actions{words: words[:p.means.to], verbs: known}
	i := p.means.from
	if p.verb {
		i = a.takeFirst(i)
	} else if i < len(a.words) {
		// "I want a list": to have it is the action, and only another "to"
		// or "I can" brings a second one.
		a.take(i)
		a.object, a.handed = true, true
		i++
	}
	for i < len(a.words) {
		i = a.step(i)
	}
	return a.found
}

// takeFirst takes the verb of the means, past its adverbs.
func (a *actions) takeFirst(i int) int {
	for i < len(a.words)-1 && isAdverb(a.words[i].text) {
		i++
	}
	if i >= len(a.words) {
		return i
	}
	a.take(i)
	return i + 1
}

// take counts the verb at i and begins anew after it.
func (a *actions) take(i int) {
	a.found = append(a.found, i)
	a.object, a.clause, a.purpose, a.singular = false, false, false, false
	a.handed = handsOver(a.words[i].text)
}

// handsOver says that a verb makes somebody else act.
func handsOver(text string) bool {
	switch text {
	case "have", "let", "help", "allow", "enable", "permit":
		return true
	}
	return false
}

// step reads the word at i and gives where to go on.
func (a *actions) step(i int) int {
	w := a.words[i]
	if w.aside {
		a.object = true
		return i + 1
	}
	if a.conjunction(i) {
		return a.join(i)
	}
	switch {
	case w.mark:
	case w.text == "to" && a.gradeAt(i+1) > unknown && !a.isDestination(i):
		a.inner = a.clause
		a.purpose = true
	case opensClause(w.text) && i > 0:
		a.clause = a.clause || !a.isPlainAs(i)
		a.singular = false
	case a.clause:
		a.lookAtClause(w.text)
	}
	if !w.mark && !isAdverb(w.text) && (a.object || !isParticle(w.text)) {
		a.object = true
	}
	return i + 1
}

// lookAtClause notes of what form an open clause's verb is.
func (a *actions) lookAtClause(text string) {
	switch text {
	case "is", "has", "was", "does", "isn't", "hasn't", "wasn't", "doesn't":
		a.singular = true
	}
	if isModal(text) {
		a.singular = false
	}
}

// isDestination tells "send it to support" from "use it to support".
func (a *actions) isDestination(i int) bool {
	next := a.words[i+1]
	return a.gradeAt(i+1) == nounish && (i+2 >= len(a.words) || a.words[i+2].mark || isFunction(a.words[i+2].text) && !isDeterminer(a.words[i+2].text)) || next.aside
}

// isPlainAs tells "as a file" from "as I walk".
func (a *actions) isPlainAs(i int) bool {
	return a.words[i].text == "as" && i+1 < len(a.words) && !isSubject(a.words[i+1]) && !isPronoun(a.words[i+1].text)
}

// conjunction says whether the word at i may join two actions.
func (a *actions) conjunction(i int) bool {
	switch a.words[i].text {
	case "and", "or", "&", "/", ",", "then", "plus", "and/or":
		return true
	case "as":
		return matches(a.words, i, []string{"as", "well", "as"})
	}
	return false
}

// join decides what the conjunction at i joins.
func (a *actions) join(i int) int {
	next := a.past(i)
	if next.at >= len(a.words) {
		return len(a.words)
	}
	if next.bare && next.comma {
		a.purpose = a.purpose && (!a.clause || !a.inner)
		a.clause = false
	}
	if a.singular && a.gradeAt(next.at) == sure && a.takesObject(next.at) {
		a.clause = false
	}
	if next.wished {
		if !a.clause {
			a.take(next.at)
			return next.at + 1
		}
		return next.at + 1
	}
	if a.joinsVerb(i, next) {
		a.take(next.at)
		return next.at + 1
	}
	if next.at == i+1 || a.words[i].text == "," {
		return i + 1
	}
	return next.at
}

// joined is what stands after a conjunction.
type joined struct {
	at int
	// to says that "to" stands before it, wished that "I want to" or "be
	// able to" does.
	to, wished bool
	// comma says that a comma was part of the conjunction, bare that a
	// conjunction other than a comma was.
	comma, bare bool
}

// past skips the conjunction at i, its commas, adverbs and wishes.
func (a *actions) past(i int) joined {
	var j joined
	for ; i < len(a.words); i++ {
		text := a.words[i].text
		switch {
		case a.words[i].aside:
			j.at = i
			return j
		case text == ",":
			j.comma = true
		case matches(a.words, i, []string{"as", "well", "as"}):
			j.bare = true
			i += 2
		case text == "and" || text == "or" || text == "&" || text == "/" || text == "then" || text == "plus" || text == "and/or":
			j.bare = true
		case isSubject(a.words[i]) && a.wishFollows(i):
			j.wished = true
			i = a.skipWish(i) - 1
		case matches(a.words, i, []string{"be", "able", "to"}):
			j.wished = true
			i += 2
		case text == "to":
			j.to = true
		case isAdverb(text) && a.gradeAt(i) == unknown:
		default:
			j.at = i
			return j
		}
	}
	j.at = i
	return j
}

// wishFollows says whether "want", "can" or "would like" follows a subject.
func (a *actions) wishFollows(i int) bool {
	return i+1 < len(a.words) && isWishWord(a.words[i+1].text) && a.words[i+1].text != "have"
}

// skipWish skips "I also want to be able to".
func (a *actions) skipWish(i int) int {
	var p parts
	return p.takeWish(a.words, i)
}

func (a *actions) gradeAt(i int) grade {
	if i >= len(a.words) || a.words[i].mark {
		return unknown
	}
	return a.verbs[a.words[i].text]
}

// joinsVerb says whether a second action stands at next.at, joined by the
// conjunction at i.
func (a *actions) joinsVerb(i int, next joined) bool {
	w := a.words[next.at]
	if w.mark || w.aside || w.text == "be" && !a.isPassive(next.at) || a.isName(i, next.at) || a.isPair(i, next.at) {
		return false
	}
	if len(a.found) == 0 || a.clause || a.purpose || a.handed && a.object && !next.to {
		return false
	}
	if !a.object {
		return a.joinsDirectly(i, next)
	}
	if a.words[i].text == "/" || a.words[i].text == "then" && !next.bare {
		return false
	}
	return a.joinsAfterObject(i, next)
}

// joinsDirectly judges "create and edit": a verb without an object takes
// whatever can be a verb.
func (a *actions) joinsDirectly(i int, next joined) bool {
	text := a.words[next.at].text
	if a.gradeAt(next.at) > unknown {
		return !next.onlyComma() || a.listGoesOn(next.at)
	}
	if next.onlyComma() || a.words[i].text == "/" || a.words[next.at].upper {
		return false
	}
	return !isFunction(text) && !isAdverb(text) && !isParticle(text) && looksBase(text)
}

func (j joined) onlyComma() bool { return j.comma && !j.bare }

// listGoesOn says that "create, edit" is a list of actions: an object, another
// comma or a conjunction comes after the second verb.
func (a *actions) listGoesOn(i int) bool {
	return i+1 < len(a.words)
}

// joinsAfterObject judges "add a note and share it": after an object, things
// may be joined as well as actions.
func (a *actions) joinsAfterObject(i int, next joined) bool {
	at := next.at
	grade := a.gradeAt(at)
	text := a.words[at].text
	switch grade {
	case sure:
		return !a.isNamesHalf(i) || a.takesClearObject(at)
	case verbish:
		return a.takesClearObject(at) || next.to && !next.onlyComma() ||
			!a.isCompound(i) && (a.takesObject(at) || a.isPhrasal(at) || !next.onlyComma() && a.takesThings(at))
	case nounish:
		return a.takesClearObject(at) || !a.isCompound(i) && a.isPhrasal(at)
	}
	if next.onlyComma() || isFunction(text) || isAdverb(text) || a.words[at].upper {
		return false
	}
	return looksBase(text) && (a.takesClearObject(at) || hasVerbSuffix(text) && a.takesObject(at))
}

// takesObject says that what follows can only be a verb's object.
func (a *actions) takesObject(i int) bool {
	if i+1 >= len(a.words) {
		return false
	}
	next := a.words[i+1]
	return isDeterminer(next.text) || isPronoun(next.text) && next.text != "that" && next.text != "there" || isNumber(next.text) || next.aside && next.text != "("
}

// takesClearObject is takesObject without what may also follow a noun.
func (a *actions) takesClearObject(i int) bool {
	if !a.takesObject(i) || i+2 > len(a.words) {
		return false
	}
	switch a.words[i+1].text {
	case "which", "what", "whatever", "all", "only", "one", "you", "they", "people", "both", "he", "she", "more":
		return false
	}
	return !isNumber(a.words[i+1].text) && !a.words[i+1].aside
}

// takesThings says that a plain plural follows, perhaps after an adjective:
// "download statistics".
func (a *actions) takesThings(i int) bool {
	for j := i + 1; j < len(a.words) && j <= i+3; j++ {
		w := a.words[j]
		if w.mark || isFunction(w.text) {
			return false
		}
		if isPlural(w.text) {
			return true
		}
	}
	return false
}

// isPhrasal knows verbs by the particle after them: "sort by", "log in".
func (a *actions) isPhrasal(i int) bool {
	if i+1 >= len(a.words) {
		return false
	}
	switch a.words[i].text + " " + a.words[i+1].text {
	case "search for", "sort by", "filter by", "log in", "log out", "sign in", "sign up", "sign out", "share with",
		"comment on", "click on", "check out", "check in", "call for", "export to", "import from", "upload to",
		"download as", "work on", "talk to", "play with", "set up", "switch to", "connect to", "reply to",
		"respond to", "print out", "pay for", "pay with", "travel to", "contact with":
		return true
	}
	return false
}

// isCompound says that the word before the conjunction may be half of a name
// that goes on after it: "the search and filter bar".
func (a *actions) isCompound(i int) bool {
	if i == 0 {
		return false
	}
	before := a.verbs[a.words[i-1].text]
	return before == verbish || before == nounish && i > 1 && isDeterminer(a.words[i-2].text)
}

// isNamesHalf says that the word before the conjunction is a verb that stands
// where a thing should: "the add and delete buttons", "read and write access".
func (a *actions) isNamesHalf(i int) bool {
	last := a.found[len(a.found)-1]
	return i-1 > last && a.gradeAt(i-1) == sure && !a.words[i-1].mark &&
		(isDeterminer(a.words[i-2].text) || i-2 == last || a.words[i-2].text == "of" || a.words[i-2].text == "with")
}

// isPassive says that "be" is followed by a participle: "and be told".
func (a *actions) isPassive(i int) bool {
	return i+1 < len(a.words) && (strings.HasSuffix(a.words[i+1].text, "ed") || a.words[i+1].text == "told" || a.words[i+1].text == "shown")
}

// isName says that both sides are capitalized, as in "Save and Close".
func (a *actions) isName(i, next int) bool {
	return a.object && a.words[next].upper && i > 0
}

// isPair says that both sides make one fixed expression.
func (a *actions) isPair(i, next int) bool {
	if i == 0 {
		return false
	}
	switch a.words[i-1].text + " " + a.words[next].text {
	case "search rescue", "drag drop", "copy paste", "cut paste", "point click", "track trace", "plug play",
		"pick choose", "mix match", "search replace", "find replace", "wait see", "try see", "come see", "go see",
		"click collect", "pick mix", "stop start", "pinch zoom", "trial error", "show tell", "meet greet",
		"compare contrast", "lift shift", "swipe tap", "pick drop", "pay display", "ask answer", "hide seek",
		"store forward", "cash carry", "rinse repeat", "work travel", "review approval", "park ride", "stop search", "hit run", "divide conquer",
		"give take", "cease desist", "command control", "back forth", "lock load", "rise shine", "kiss ride", "bed breakfast":
		return true
	}
	return false
}

// looksBase says that a word could be a verb's base form by its ending.
func looksBase(text string) bool {
	for _, ending := range []string{"s", "ing", "ed", "tion", "ment", "ness", "ity", "ance", "ence", "ship", "ism",
		"ful", "ous", "al", "ive", "able", "ible", "er", "or", "ic"} {
		if strings.HasSuffix(text, ending) {
			return strings.HasSuffix(text, "ss") && !strings.HasSuffix(text, "ness")
		}
	}
	return len(text) > 2 && !isNumber(text)
}

func hasVerbSuffix(text string) bool {
	for _, ending := range []string{"ize", "ise", "ify"} {
		if strings.HasSuffix(text, ending) && len(text) > 5 {
			return true
		}
	}
	return false
}

func isPlural(text string) bool {
	return len(text) > 3 && strings.HasSuffix(text, "s") && !strings.HasSuffix(text, "ss") && !strings.HasSuffix(text, "'s")
}
