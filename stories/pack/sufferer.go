package pack

import (
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/stories/ear"
)

// sufferer is the name of the persona that a pain point is told of: of its own,
// the one that its sentence has as its subject; else any that it begins with, as
// the parents who "ring the office to report a sick child" where it is the
// office's pain; else its first. It is "" where none is known.
func sufferer(r *roadmap.Roadmap, p *roadmap.PainPoint) string {
	var own, all []string
	for _, id := range p.Personas {
		if name := personaOf(r, id); name != "" {
			own = append(own, name)
		}
	}
	for i := range r.Personas {
		all = append(all, r.Personas[i].Name)
	}
	if who := askerIn(p.Problem); who != "" {
		if at := onlyOne(all, lastName, func(person []string) bool { return begins([]string{who}, person) }); at >= 0 {
			return all[at]
		}
		return who
	}
	clause := mainClause(p.Problem)
	for _, called := range []func(name string) []string{wholeName, lastName} {
		if at := onlyOne(own, called, func(person []string) bool { return isSubject(person, clause) }); at >= 0 {
			return own[at]
		}
	}
	if at := onlyOne(all, lastName, func(person []string) bool { return begins(clause, person) }); at >= 0 {
		return all[at]
	}
	if who := subjectIn(clause); who != "" && !slices.ContainsFunc(all, func(name string) bool { return says(name, who) }) {
		return who
	}
	return firstOf(own...)
}

// says tells whether a persona's name has a word, one or many.
func says(name, word string) bool {
	if strings.Contains(word, " ") { // a pet owner is no practice owner
		return strings.Contains(manyOf(name), word)
	}
	return slices.ContainsFunc(strings.Fields(strings.ToLower(name)), func(part string) bool { return singular(part) == singular(word) })
}

// subjectIn are the people whom a clause tells of, by the noun that it begins
// with, where that says more than that they use the product.
func subjectIn(clause []string) string {
	at := 0
	for at < len(clause)-1 && mayPrecede[clause[at]] {
		at++
	}
	from := at
	if at < len(clause)-2 && !namesPeople(clause[at]) && !hasAnySuffix(clause[at], "ing", "ly", "s") && aboutPeople(clause[at+1]) {
		at++ // what sort of them: "wheelchair users"
	}
	if at >= len(clause)-1 || !complaints[clause[at+1]] && !suffers[clause[at+1]] {
		return ""
	}
	one := singular(clause[at])
	if _, group := groups[clause[at]]; group || from == at && anybody[one] || one == clause[at] || !namesPeople(clause[at]) {
		return ""
	}
	return strings.Join(clause[from:at+1], " ")
}

var (
	// anybody are words for whoever uses a product, since its personas say who,
	// and for whom it is not for.
	anybody = setOf("user customer client member visitor person people newcomer owner subscriber team admin lead company firm business partner operator " +
		"fraudster criminal hacker attacker thief scammer crook stranger outsider intruder vandal runner trainee reader beginner guest")
	// suffers are verbs of what people put up with.
	suffers = setOf("struggle spend wait forget lose waste abandon leave drop guess complain retype copy enter carry switch miss drown give")
)

// asked is how a problem of those who answer names the people whose question it
// is: "Dispatchers spend hours on the phone with customers who ask where …".
var asked = newForm(`(?i)\b(?:calls?|phone|telephone|e?-?mails?|messages|letters|questions|hours|time) (?:with|from|to|by|on) ([a-z]+s) (?:who (?:ask|want to know|wonder)|asking)\b`, " ask", " wonder", " want to know")

// askerIn are the people who ask others, "" where a problem names none.
func askerIn(problem string) string {
	parts := asked.in(problem)
	if parts == nil || !namesPeople(parts[1]) {
		return ""
	}
	return strings.ToLower(parts[1])
}

// onlyOne is the only one of some names of which something holds; it is -1 where
// that is none or several.
func onlyOne(names []string, called func(name string) []string, holds func(person []string) bool) int {
	found := -1
	for i, name := range names {
		if !slices.ContainsFunc(called(name), func(person string) bool { return holds(strings.Fields(person)) }) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// begins tells whether the first word of a clause is many of a person.
func begins(clause, person []string) bool {
	_, many, ok := named(person, clause)
	return ok && many
}

// wholeName are the people of a persona's name as it is written: two of "parent
// or carer".
func wholeName(name string) []string {
	head, _ := splitHead(strings.ToLower(tidyPersona(name)))
	people, _ := eitherOf(head)
	return people
}

// lastName are the same without what stands before: the developer of an
// "application developer".
func lastName(name string) []string {
	var last []string
	for _, person := range wholeName(name) {
		last = append(last, person[lastWord(person):])
	}
	return last
}

// beginsAside are words that begin a clause that is not the main one.
var beginsAside = setOf("when whenever while if because since after before although though as once until unless during despite without for in on at by from with")

// mainClause are the words of a problem, in small letters, from where its main
// clause begins.
func mainClause(problem string) []string {
	first, _, _ := strings.Cut(problem, " ")
	if _, rest, found := strings.Cut(problem, ","); found && beginsAside[strings.ToLower(first)] {
		problem = rest
	}
	return strings.Fields(strings.ToLower(ear.Straight(problem)))
}

// mayPrecede are words that stand before the people of a sentence.
var mayPrecede = setOf("a an the our their your my all every each many most some few several half of no both two three these those other some only even new")

// isSubject tells whether a clause begins with a person, one or many, and
// perhaps what sort of them: "Half of our night couriers". One has an
// article, and what follows must look like a verb: neither "courier invoices" nor
// "the courier app" is a courier.
func isSubject(person, clause []string) bool {
	sorts := 0
	for at := range clause {
		if after, many, ok := named(person, clause[at:]); ok {
			return many || at > 0 && after != "" && (auxiliary[after] || singular(after) != after || slices.Contains(oneVerbs, after))
		}
		if !mayPrecede[clause[at]] {
			if sorts++; sorts > 1 || strings.HasSuffix(clause[at], "ing") || nobody[clause[at]] {
				return false
			}
		}
	}
	return false
}

var nobody = setOf("nobody nothing it there this that they we you to")

var oneVerbs = []string{"is", "has", "was", "does"}

// named tells whether some words begin with a person, whether they name many,
// and which word comes next.
func named(person, words []string) (after string, many, ok bool) {
	if len(words) < len(person) {
		return "", false, false
	}
	last := len(person) - 1
	if !slices.Equal(person[:last], words[:last]) || singular(words[last]) != singular(person[last]) {
		return "", false, false
	}
	if len(words) > len(person) {
		after = words[len(person)]
	}
	_, group := groups[words[last]]
	return after, group || slices.Contains(bodies, words[last]) || singular(words[last]) != words[last], true
}
