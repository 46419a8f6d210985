package pack

import (
	"regexp"
	"slices"
	"strings"
)

// A persona's name is written in any way: "Returning shoppers", "Ana, nurse on
// the night shift", "Administrator (IT)", "staff". A story needs one of them,
// in a sentence. Where it is not sure, the name stays as it is written.

var brackets = regexp.MustCompile(`\s*[(\[{][^)\]}]*[)\]}]?`)

// nameMarks takes the marks of Markdown out of a name.
var nameMarks = strings.NewReplacer(" & ", " and ", "`", "", "*", "", "_", " ", "#", "", `"`, "")

// keepNames gives a product's name its capital back in a persona such as
// "claimdesk user". Of a name of several words each may be an ordinary one.
func keepNames(persona, product string) string {
	first, rest, found := strings.Cut(persona, " ")
	if found && strings.EqualFold(first, product) {
		return product + " " + rest
	}
	return persona
}

// oneOf gives a persona's name for one person, in the middle of a sentence.
func oneOf(name string) string {
	name = tidyPersona(name)
	if name == "" {
		return "user"
	}
	if whole, ok := groups[strings.ToLower(name)]; ok {
		return whole
	}
	head, tail := splitHead(name)
	if slices.Contains(bodies, head[lastWord(head):]) {
		return "member of the " + head + tail
	}
	people, _ := eitherOf(head)
	return inflected(people, " or ", singular) + relative(tail, oneVerb)
}

// manyOf gives a persona's name for several of them.
func manyOf(name string) string {
	head, tail := splitHead(oneOf(name))
	people, joint := eitherOf(head)
	if whole, _ := splitHead(tidyPersona(name)); len(people) > 1 {
		_, joint = eitherOf(whole)
	}
	return inflected(people, joint, plural) + relative(severalOf(tail), manyVerb)
}

// severalOf makes "of a delivery company" fit for several people: they are of
// several.
func severalOf(tail string) string {
	for _, joint := range []string{" of ", " at ", " for ", " in ", " from "} {
		for _, article := range []string{"a ", "an "} {
			if one, found := strings.CutPrefix(tail, joint+article); found {
				head, rest := splitHead(one)
				return joint + manyOfNoun(head) + rest
			}
		}
	}
	return tail
}

// eitherOf parts "parent or carer" into the people it names, and tells what
// joins them. Where the words are not plainly people, as in "health and safety
// officer", the name is of one kind. Of one person with "and" between nobody can
// tell: a customer and account manager is one.
func eitherOf(head string) (people []string, joint string) {
	for _, joint := range []string{" or ", " and "} {
		first, second, found := strings.Cut(head, joint)
		if found && isPerson(first, joint == " and ") && isPerson(second, false) {
			return []string{first, second}, joint
		}
	}
	return []string{head}, " or "
}

// isPerson tells whether a name's last word says a person, or only where it says
// several.
func isPerson(name string, many bool) bool {
	last := name[lastWord(name):]
	one := singular(last)
	return (!many || one != last) && namesPeople(plural(one))
}

// inflected inflects the last word of each name.
func inflected(names []string, joint string, inflect func(string) string) string {
	var out []string
	for _, name := range names {
		out = append(out, name[:lastWord(name)]+inflect(name[lastWord(name):]))
	}
	return strings.Join(out, joint)
}

// relative makes the verb of "who is new to the country" agree with one person
// or with many.
func relative(tail string, agree func(string) string) string {
	for _, pronoun := range []string{" who ", " that "} {
		clause, found := strings.CutPrefix(tail, pronoun)
		if !found {
			continue
		}
		verb, rest, _ := strings.Cut(clause, " ")
		return strings.TrimRight(pronoun+agree(verb)+" "+rest, " ")
	}
	return tail
}

func manyVerb(verb string) string {
	switch verb {
	case "is":
		return "are"
	case "was":
		return "were"
	case "has":
		return "have"
	case "does":
		return "do"
	}
	if auxiliary[verb] {
		return verb
	}
	return singular(verb)
}

func oneVerb(verb string) string {
	switch verb {
	case "are":
		return "is"
	case "were":
		return "was"
	case "have":
		return "has"
	case "do":
		return "does"
	}
	if auxiliary[verb] || strings.HasSuffix(verb, "s") || strings.HasSuffix(verb, "ed") {
		return verb
	}
	return plural(verb)
}

// auxiliary are verbs that are the same for one and for many.
var auxiliary = setOf("can could will would may might must should cannot want left went came became never only often rarely no not")

// whoOf gives one person or many without a leading adjective of state and
// without what comes behind the noun, so that a criterion can say "a shopper
// without history" of a returning shopper, and "the driver" of a driver from out
// of town.
func whoOf(people string) string { return withoutState(withoutTail(withoutHouse(people))) }

// withoutTail leaves out what comes behind the noun, unless the noun says
// nothing by itself, as in head of digital or person with a disability.
func withoutTail(name string) string {
	head, _ := splitHead(name)
	noun := strings.ToLower(singular(head[lastWord(head):]))
	if titles[noun] || incomplete[noun] && lastWord(head) == 0 {
		return name
	}
	return head
}

var (
	titles     = setOf("head director chief member chair chairman chairwoman chairperson secretary president vp")
	incomplete = setOf("lead leader person user owner holder manager officer speaker friend relative group one guest")
)

// withoutHouse leaves out whose staff a member of staff is.
func withoutHouse(name string) string {
	for _, member := range []string{"member of the ", "members of the "} {
		if body, found := strings.CutPrefix(name, member); found {
			head, _ := splitHead(body)
			return member + head
		}
	}
	return name
}

// states are adjectives that can be left out without naming someone else.
var states = []string{
	"returning", "new", "first-time", "frequent", "casual", "occasional", "busy", "regular",
	"loyal", "curious", "experienced", "everyday", "typical", "average", "impatient", "active",
	"registered", "existing", "prospective", "potential", "repeat", "hurried",
}

func withoutState(name string) string {
	first, rest, found := strings.Cut(name, " ")
	if found && slices.Contains(states, strings.ToLower(first)) && singular(rest) != "hire" {
		return rest
	}
	return name
}

// groups are names of many for which there is no plain singular.
var groups = map[string]string{
	"staff": "member of staff", "people": "person", "everyone": "user", "anyone": "user",
	"everybody": "user", "public": "member of the public", "the public": "member of the public",
	"team": "team member", "teams": "team member", "management": "manager", "personnel": "member of staff",
	"leadership": "leader", "support": "support agent", "sales": "sales representative",
	"finance": "member of the finance team", "marketing": "marketer", "engineering": "engineer",
	"hr": "HR manager", "it": "IT administrator", "ops": "operator", "operations": "operator", "devops": "DevOps engineer",
}

// bodies are names of many that have a singular only as "member of".
var bodies = []string{"staff", "personnel", "team", "crew", "workforce", "management", "department", "committee", "council", "board", "office", "desk"}

func tidyPersona(name string) string {
	name = fact(name)
	if strings.ContainsAny(name, "([{") { // few have any, and to look for them by the pattern is slow
		name = brackets.ReplaceAllString(name, "")
	}
	name = nameMarks.Replace(name)
	if given, role, found := strings.Cut(name, ","); found && role != "" {
		name = pickRole(strings.TrimSpace(given), strings.TrimSpace(role))
	}
	for _, article := range []string{"a ", "an ", "the ", "our ", "all ", "any ", "every "} {
		if len(name) > len(article) && strings.EqualFold(name[:len(article)], article) {
			name = name[len(article):]
		}
	}
	words := strings.Fields(name)
	for i, word := range words {
		if ordinary(word) {
			words[i] = strings.ToLower(word)
		}
	}
	return strings.Join(words, " ")
}

// pickRole chooses between the parts of "Ana, nurse on the night shift".
func pickRole(given, role string) string {
	if strings.Contains(given, " ") || strings.ToLower(given) == given {
		return given
	}
	return role
}

// ordinary tells whether a word is written with a capital only because it
// begins the name or because the name is written as a title. Names of things
// are few in front of personas; those that are met most stand in proper.
func ordinary(word string) bool {
	lower := strings.ToLower(word)
	return plainlyCapital(word) && !slices.Contains(proper, lower) && !hasAnySuffix(lower, "ish", "ese")
}

// proper are names that personas begin with, which a title's capitals do not
// explain.
var proper = []string{
	"kubernetes", "docker", "java", "python", "android", "windows", "linux", "english", "german",
	"french", "spanish", "european", "american", "british", "dutch", "italian", "welsh", "excel",
	"salesforce", "outlook", "slack", "figma", "photoshop", "wordpress", "drupal", "postgres", "terraform", "swiss",
	"canadian", "australian", "indian", "african", "asian", "russian", "belgian", "austrian", "norwegian", "brazilian",
	"italian", "mexican", "christian", "muslim", "catholic", "welsh", "irish", "github", "jira", "google", "amazon", "microsoft", "apple", "azure",
}

// splitHead parts "head of data" into "head" and " of data": the head's last
// word is the one that is inflected.
func splitHead(name string) (string, string) {
	at := len(name)
	for _, stop := range []string{" of ", " at ", " for ", " with ", " in ", " who ", " on ", " without ", " from ", " that ", " working ", " across ", " under ", " over ", " new to "} {
		if i := strings.Index(name, stop); i > 0 {
			at = min(at, i)
		}
	}
	return name[:at], name[at:]
}

// lastWord is where the last word of a text begins.
func lastWord(text string) int { return strings.LastIndexByte(text, ' ') + 1 }
