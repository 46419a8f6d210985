package pack

import "strings"

// A reading is a problem taken word by word, to find what it is about without
// knowing any language well: a noun phrase ends where a word stands that no
// noun phrase holds. Where it is not sure, it finds nothing.
type reading struct {
	words []string
	small []string
}

func read(text string) reading {
	words := strings.Fields(strings.ToLower(text))
	r := reading{words: strings.Fields(text), small: words}
	for i, word := range words {
		words[i] = strings.Trim(word, `.,;:()"“”!?`)
	}
	return r
}

// joints end a noun phrase, complaints are the verbs that come behind what a
// problem complains of.
var (
	joints = setOf("a an the this that these those which who whom whose what when while where why how because since so if unless until before after as than then " +
		"and or but nor though although although is are was were be been being has have had having do does did don't doesn't can can't cannot could will would won't must may might should isn't aren't " +
		"in on at by to from with without into onto off out of for over under through between during about per via not never nobody no one none nothing everything hardly " +
		"still already only every each all any both me us we they them it he she you i their his her our my your its again twice once too very just often usually whenever even separately " +
		"straight there here now today either neither instead except like among across along against within toward towards upon around behind beside besides near")
	complaints = setOf("is are was were be gets get has have had must may can can't cannot could will won't doesn't don't do does did needs need takes take took loads load freezes freeze crashes crash " +
		"goes go falls fall breaks break fails fail stops stop stands stand describes describe contains contain holds hold shows show says say comes come runs run arrives arrive sits sit lies lie " +
		"keeps keep exists exist disappears disappear vanishes vanish aborts abort hangs hang drops drop refuses refuse bounces bounce contradicts contradict demands demand asks ask wants want " +
		"still often always never only already expire expires rises rose doubles doubled stutters stutter stays stay show showed went means costs cost differ differs")
	openers = setOf("a an the this these those every each any all both some our one same whole")
)

// phraseAt is where the noun phrase ends that begins at a word, at most so many
// words on.
func (r reading) phraseAt(from, most int) int {
	to := from
	for to < len(r.words) && to-from < most && !joints[r.small[to]] {
		if to > from && strings.HasSuffix(r.small[to], "ed") && r.small[to] != "bed" {
			break // "changes approved in": the phrase is over
		}
		to++
		if r.endsAt(to - 1) {
			break
		}
	}
	return to
}

// openAt skips what stands before a noun phrase: the same, each of the.
func (r reading) openAt(from int) int {
	for from < len(r.words) && openers[r.small[from]] {
		from++
	}
	return from
}

// join gives some words in the middle of a sentence, without the marks behind.
func (r reading) join(from, to int) string {
	if from >= to {
		return ""
	}
	text := strings.TrimRight(strings.Join(r.words[from:to], " "), `.,;:()"“”!?`)
	if from == 0 {
		text = lowerFirst(text)
	}
	if strings.ContainsAny(text, `,;:()"“”<>[]/`) {
		return ""
	}
	return text
}

// subject is what a problem complains of, where that is no person: the words up
// to the first verb of complaint. A word about people among them makes it unsure.
func (r reading) subject() (from, to int) {
	from = r.openAt(0)
	to = from
	for end := r.phraseAt(from, 4); to < end && !r.isVerb(to); to++ {
		if namesPeople(r.small[to]) || r.isNumber(to) {
			return 0, 0
		}
	}
	switch {
	case to == from || to >= len(r.words) || r.isVague(to-1) || r.endsAt(to-1):
		return 0, 0
	case aboutPeople(r.small[to-1]) || bodiesOfPeople[singular(r.small[from])]:
		return 0, 0
	case hasAnySuffix(r.small[from], "ing", "ly", "ed") && from == 0: // how, or something that is done
		return 0, 0
	}
	for verb := to; verb < min(len(r.words), to+5); verb++ {
		switch word := r.small[verb]; {
		case complaints[word]:
			return from, to
		case word == "and" || word == "who" || word == "that" || strings.HasSuffix(r.words[verb], ","):
			return 0, 0
		}
	}
	return 0, 0
}

// isVerb tells a verb of complaint from a noun that is spelled alike: "the pay
// run aborts".
func (r reading) isVerb(at int) bool {
	return complaints[r.small[at]] && !(nounsToo[r.small[at]] && at+1 < len(r.words) && complaints[r.small[at+1]])
}

var nounsToo = setOf("run runs load loads break breaks drop drops crash show shows need needs cost costs")

// isVague tells a word that is no part of a product by itself.
func (r reading) isVague(at int) bool { return vague[r.small[at]] || complaints[r.small[at]] }

// isNumber tells how many there are, or which of them: "each other's", "14000".
func (r reading) isNumber(at int) bool {
	word := strings.TrimSuffix(r.small[at], "'s")
	return counted[word] || word != "" && word[0] >= '0' && word[0] <= '9'
}

// endsAt tells that a mark stands behind a word.
func (r reading) endsAt(at int) bool {
	return strings.ContainsRune(`.,;:)"!?`, rune(r.words[at][len(r.words[at])-1]))
}

// aboutPeople tells a word for several persons, or for who they work for.
func aboutPeople(word string) bool {
	one := singular(word)
	return namesPeople(plural(one)) || bodiesOfPeople[one]
}

var bodiesOfPeople = setOf("hire head intern company branch practice trade firm driver crew applicant prospect shop party half most many quarter third fifth seller shipper reader terminal somebody someone whoever crook crooks " +
	"senior newcomer beginner veteran joiner fraudster homeowner contractor picker owner partner pharmacist tenant foreman club site we")
