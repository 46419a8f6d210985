package review

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
