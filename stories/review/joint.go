package review

import "strings"

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
