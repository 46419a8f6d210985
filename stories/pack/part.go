package pack

import (
	"slices"
	"strings"
)

// part is what of a product a problem is about, fit for a sentence: "product
// pages" of "Product pages take too long to load", "the check-in desk".
func (r reading) part() string {
	from, to := r.subject()
	for _, find := range []func() (int, int){r.handled, r.shared, r.reached, r.slow} {
		if from == to {
			from, to = find()
		}
	}
	if from == to || r.isVague(to-1) {
		return ""
	}
	text := strings.ReplaceAll(everybodys.Replace(r.join(from, to)), "'s ", " ")
	switch {
	case text == "":
		return ""
	case from > 0 && r.small[from-1] == "same":
		return "the same " + text
	case from > 0 && r.small[from-1] == "the":
		return "the " + text
	case from > 0 && openers[r.small[from-1]]:
		return manyOfNoun(text)
	case from > 0 && slices.Contains([]string{"their", "his", "her"}, r.small[from-1]):
		return "their " + text
	case singular(r.small[to-1]) == r.small[to-1] && irregular[r.small[to-1]] != r.small[to-1]:
		return "" // one without an article: not sure to be a thing
	}
	return text
}

// everybodys is whose a thing is where that tells nothing of it.
var everybodys = strings.NewReplacer("everyone's ", "", "everybody's ", "", "anyone's ", "", "each other's ", "")

// data is what people carry, type or find wrong, many of them and without an
// article: "class lists" of "The office types class lists from the register".
func (r reading) data() string {
	from, to := r.object(carried)
	if from == to {
		from, to = r.subject()
	}
	if from == to {
		if from, to = r.shared(); from < to && aboutPeople(r.small[to-1]) {
			return singular(r.small[to-1]) + " records" // the same supplier is there twice
		}
		return ""
	}
	if r.isVague(to - 1) {
		return ""
	}
	text := strings.ReplaceAll(r.join(from, to), "'s ", " ")
	if from > 0 && r.small[from-1] == "the" && complaints[r.small[min(to, len(r.small)-1)]] && pluralNoun(r.small[to-1]) != r.small[to-1] {
		return "the " + text // there is one of them
	}
	return manyOfNoun(text)
}

// object is the noun phrase behind the first of some verbs.
func (r reading) object(verbs map[string]bool) (from, to int) {
	for i := 1; i < len(r.words)-1; i++ {
		if !verbs[r.small[i]] || strings.HasSuffix(r.words[i], ",") || openers[r.small[i-1]] {
			continue
		}
		from = i + 1
		if waits[r.small[i]] {
			from = r.behind("for", from)
		}
		for from < len(r.words) && (openers[r.small[from]] || possessives[r.small[from]] || particles[r.small[from]] && from == i+1) {
			from++
		}
		to = r.phraseAt(from, 4)
		if to > from && !r.isNumber(from) && !aboutPeople(r.small[to-1]) {
			return from, to
		}
	}
	return 0, 0
}

// handled is what somebody cannot read, fill in or wait for any longer.
func (r reading) handled() (from, to int) { return r.object(handling) }

// shared is what several people work on: the same letter.
func (r reading) shared() (from, to int) {
	for i, word := range r.small {
		if word == "same" && i > 0 && i+1 < len(r.words) && !likenesses[strings.TrimSuffix(r.small[i+1], "s")] {
			return i + 1, r.beforeVerb(i+1, r.phraseAt(i+1, 1))
		}
	}
	return 0, 0
}

// reached is what somebody can see or do: "payments" of "Every handler can
// approve payments of any amount".
func (r reading) reached() (from, to int) {
	for i, word := range r.small {
		if word != "can" {
			continue
		}
		for i++; i < len(r.words) && (r.small[i] == "still" || r.small[i] == "also"); i++ {
		}
		if i+1 < len(r.words) && accesses[r.small[i]] {
			from = r.openAt(i + 1)
			if from < len(r.words) && !r.isNumber(from) {
				return from, r.phraseAt(from, 4)
			}
			return 0, 0
		}
	}
	return 0, 0
}

// slow is what takes long, wherever the problem says so: "the map" of "With
// more than 200 trucks the map takes half a minute".
func (r reading) slow() (from, to int) {
	for to = 1; to < len(r.words); to++ {
		if r.small[to] != "takes" && r.small[to] != "take" {
			continue
		}
		for from = to; from > 0 && to-from < 3 && !joints[r.small[from-1]]; from-- {
		}
		if from < to && from > 0 && openers[r.small[from-1]] && !aboutPeople(r.small[to-1]) {
			return from, to
		}
	}
	return 0, 0
}

// behind is the place after a word that stands within the next five.
func (r reading) behind(word string, from int) int {
	for i := from; i < min(len(r.words), from+5); i++ {
		if r.small[i] == word {
			return i + 1
		}
	}
	return len(r.words)
}

// likenesses are what may be the same without being worked on by several.
var likenesses = setOf("name day time way thing reason question problem mistake place size price")

var (
	carried  = setOf("copy copies copied retype retypes re-type re-enter re-key rekey key keys type types enter enters transfer transfers carry carries paste pastes mistype mistypes misspell misspells correct corrects")
	handling = setOf("understand read use open fill finish complete operate wait waits handle submit mistype misspell edit")
	waits    = setOf("wait waits")

	accesses    = setOf("see open read change edit approve delete export view correct access")
	particles   = setOf("in up out for on")
	possessives = setOf("their his her")
	vague       = setOf("there half lot quarter third fifth number people something things thing everything way one two problem seconds long turn ones others monday mondays tuesday friday fridays each other version")
)
