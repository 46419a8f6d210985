package pack

import (
	"regexp"
	"slices"
	"strings"
)

// A problem often says what somebody wants to do and cannot, or must do and
// would rather not. Where it has just that form, a story can ask for it in the
// roadmap's own words.

// form is a way to say something. One of its marks stands in every text that
// has it, which spares most texts the expression.
type form struct {
	marks []string
	expr  *regexp.Regexp
}

func newForm(expr string, marks ...string) form { return form{marks, regexp.MustCompile(expr)} }

// in gives the parts of a text that has the form, else nil.
func (f form) in(text string) []string {
	if !slices.ContainsFunc(f.marks, func(mark string) bool { return strings.Contains(text, mark) }) {
		return nil
	}
	return f.expr.FindStringSubmatch(text)
}

var (
	cannot   = newForm(`(?i)^(.{2,60}?) (?:still |often |usually )?(?:cannot|can't|can’t|can not|could not|couldn't|(?:is|are) (?:unable|not able) to|struggles? to|fails? to|ha(?:s|ve) no way to|finds? it (?:hard|difficult) to) (.+)$`, "can", "could", "able to", "struggle", "fail", "no way", "finds it", "find it")
	askFor   = newForm(`(?i)^(.{2,60}?) (?:still |often |usually )?(?:(?:ha(?:s|ve) to|must|needs? to|can only) )?(?:call|phone|ring|telephone|wait (?:on the (?:phone|line)|in (?:line|a queue)|(?:for )?(?:hours|days|weeks))|queue|write to [\w'’-]+|write (?:t[a-np-z]|[a-su-z])[\w'’-]*|email|visit|contact|come to|go to|come in|ask)\b[\w\s'’-]{0,40}? to ([^b].*|b[^e].*|be[^ ].*)$`, "call", "phon", "ring ", "write", "email", "visit", "contact", "come", "go to", "ask", "wait ", "queue")
	bring    = newForm(`(?i)^(.{2,60}?) (?:still |often |usually )?(?:ha(?:s|ve) to|must|needs? to|can only) (?:bring|hand in|hand|send|post|mail|fax|submit) ((?:the|their|his|her|an?) [\w\s'’-]{3,40}?) (?:to|at|in) (?:the|an?|our|your) (?:[a-z]+ )?(?:branch|counter|office|practice|school|desk|shop|store|clinic|agency|town hall|headquarters|reception)\b`, "bring ", "hand", "send ", "post ", "mail ", "fax ", "submit ")
	untold   = newForm(`(?i)\b(?:(?:not|never|nobody|no one|hardly|rarely) (?:(?:are|is|be|being|get|gets) )?(?:tells?|told|informs?|informed|warns?|warned|notified|notifies|reminded|reminds?|aware|hears?|learns?|knows?)|unaware)(?: them| him| her| us| anyone| [a-z]+s)? ((?:when|that|about|of|if|whether) .+)$`, "not ", "never ", "obody ", "o one ", "hardly ", "rarely ", "unaware")
	late     = newForm(`(?i)\b(?:hears?|learns?|finds? out) ((?:of|about|that) .+?) (?:only|too late|far too late|when|after|from|by chance|days later|hours later|weeks later|until)\b.*$`, "hear", "learn", "find")
	until    = newForm(`(?i)\b(?:do not|don't|don’t|does not|never) (?:notice|see|realise|realize|learn|hear|know|find out) (that .+?) (?:until|before|unless)\b`, " until", " before", " unless")
	tooLate  = newForm(`(?i)\b(?:finds? out|learns?|hears?|notices?|sees?) (?:only )?(?:far )?too late ((?:that|about|of|when|if|whether) .+)$`, "too late")
	noticed  = newForm(`(?i)\bonly (?:notices?|discovers?|finds? out about|learns? (?:of|about)|hears? (?:of|about)) ((?:the|their|his|her|an?|[a-z]+) [\w\s'’-]+?) (?:when|once|after|at the end|on the|from|by chance|weeks?|days?|hours?)\b`, "only ")
	forgotTo = newForm(`(?i)\bforgets? (to [a-z]+ .+)$`, "forget")
	forgot   = newForm(`(?i)\b(?:forgets?|miss|misses|overlooks?) ((?:(?:the|their|his|her|an?) [\w\s'’-]+?|[a-z-]+(?: [a-z-]+)?s))(?: that | which | and | because |, |$)`, "forget", "miss", "overlook")

	learnt = newForm(`(?i)\bonly (?:learns?|hears?|finds? out|notices?|realises?|realizes?|sees?) (?:(?:on|at|in|during|after|by|from) [\w '’-]{2,30}? )?(that .+)$`, "only ")
	unseen = newForm(`(?i)^(.{8,70}?),? (?:and|but|before|until) (?:nobody|no one|anyone|anybody|someone|somebody) (?:notices|knows|realises|realizes|hears|is told|tells (?:us|them|me))\b`, "notices", "knows", "realises", "realizes", "hears", "is told", "tells ")
	lately = regexp.MustCompile(`(?i) this (?:year|season|quarter|month|week|morning)$`)
	spans  = regexp.MustCompile(`(?i) (?:for|every|within|after) (?:\d+|an?|two|three|several|many)? ?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)$`)

	ours    = regexp.MustCompile(`\b[oO]ur\b`)
	yours   = strings.NewReplacer("you're ", "they are ", "you’re ", "they are ", "your ", "their ", "you ", "they ")
	forgets = regexp.MustCompile(`(?i)^forgets?\b`)
	reason  = regexp.MustCompile(`(?i)(?:, .*$| because | since | so that | so | but |, which | unless | even though | although | until |[.;:] ).*$`)
	unsafe  = regexp.MustCompile(`(?i)[,;:()"“”/<>\[\]]|\b(?:buttons?|sliders?|pop-?ups?|drop-?downs?|checkbox(?:es)?|spinners?|wizards?|and|or|not|never|it|this|these|those|we|us|our|you|your)\b`)
)

// wishOf gives what the people of a problem want to do and cannot: "see the
// date" of "Tenants cannot see the date".
func wishOf(problem string) string { return doing(cannot, problem) }

// errandOf gives what people must ask somebody else for: "send something back"
// of "Shoppers have to call support to send something back".
func errandOf(problem string) string {
	if what := doing(bring, problem); what != "" {
		return "hand in " + what
	}
	errand := doing(askFor, problem)
	if question, asks := strings.CutPrefix(errand, "ask "); asks {
		return "find out " + question
	}
	return fetched.ReplaceAllString(errand, "get ${1}")
}

// fetched is what people come for only because it is on paper.
var fetched = regexp.MustCompile(`^(?:pick up|fetch|collect) ((?:the|their|an?) )paper `)

// newsOf gives what people are told too late or not at all: "when a delivery is
// late" of "Shoppers are not told when a delivery is late".
func newsOf(problem string) string {
	for _, form := range []form{untold, tooLate, until, late, learnt} {
		if parts := form.in(problem); parts != nil {
			return plainly(parts[1])
		}
	}
	if parts := noticed.in(problem); parts != nil {
		if what := plainly(parts[1]); what != "" && !strings.HasPrefix(what, "that ") {
			return "about " + what
		}
	}
	if parts := unseen.in(problem); parts != nil {
		if what := plainly(spans.ReplaceAllString(parts[1], "")); what != "" {
			return "when " + lowerFirst(what)
		}
	}
	if parts := forgotTo.in(problem); parts != nil {
		return plainly(firstOfDone(parts[1]))
	}
	if parts := forgot.in(problem); parts != nil {
		if what := plainly(parts[1]); what != "" && !strings.HasSuffix(what, " ones") {
			if forgets.MatchString(parts[0]) && !strings.Contains(what, " ") {
				what = "their " + what
			}
			return "about " + what
		}
	}
	return ""
}

// doing gives what the people of a problem do, or "" where it is not plain that
// it is they who do it.
func doing(form form, problem string) string {
	parts := form.in(problem)
	if parts == nil {
		return ""
	}
	if head, _ := splitHead(parts[1]); !namesPeople(head) && !bodiesOfPeople[singular(strings.ToLower(head[lastWord(head):]))] {
		return ""
	}
	if clause := plainly(firstOfDone(parts[2])); !bare[clause] && !dangling.MatchString(clause) {
		return clause
	}
	return ""
}

// dangling is what points at something that stands in front: "pass them on".
var dangling = regexp.MustCompile(`^[a-z]+ (?:them|him|her|it)\b`)

// looks are verbs of what changes nothing.
var looks = setOf("see find compare follow tell know check look view read understand watch track understand recognise recognize estimate judge")

// bare are verbs that say nothing without what follows them.
var bare = setOf("tell know say see do")

var (
	// instances are examples that a clause gives: "like Hue or Lume".
	instances = regexp.MustCompile(` (?:such as|for example|e\.g\.) .*$| like [A-Z].*$`)
	// pairs are two things, by an article or because they are many, and what a
	// question may say.
	pairs = regexp.MustCompile(` (?:and|or) (the|an?|their|his|her)\b| (?:and|or) ([a-z]+s(?: (?:for|of|in|on|at|from|with|they|that)\b|$))|(how long) it `)
	// either is two doings with one thing, of which a story takes the first:
	// "change or cancel a booking".
	either = regexp.MustCompile(`^([a-z]+) (?:and|or) [a-z]+ (an?|the|their|his|her) `)
)

// plainly gives a clause without its reason, or "" where it says more than one
// thing or points at something that is not there.
func plainly(clause string) string {
	clause = instances.ReplaceAllString(reason.ReplaceAllString(clause, ""), "")
	clause = either.ReplaceAllString(yours.Replace(strings.TrimSpace(clause)), "$1 $2 ")
	clause = lately.ReplaceAllString(ours.ReplaceAllString(clause, "the"), "")
	if clause == "" || len(clause) > 90 || unsafe.MatchString(pairs.ReplaceAllString(clause, " $1 $2 $3 ")) {
		return ""
	}
	return clause
}

// namesPeople tells whether a subject is some people, by its last word.
func namesPeople(subject string) bool {
	words := strings.Fields(strings.ToLower(subject))
	if len(words) == 0 || len(words) > 4 {
		return false
	}
	last := words[len(words)-1]
	if _, isGroup := groups[last]; isGroup && last != "it" || last == "they" {
		return true
	}
	one := singular(last)
	if hasAnySuffix(one, "ment") || notPeople[one] {
		return false
	}
	if one == last && len(words) > 1 && oneOfMany[words[0]] {
		return slices.Contains(people, one)
	}
	return one != last && (hasAnySuffix(one, "er", "or", "ist", "ant", "ent", "ian", "man", "ee", "ic") ||
		slices.Contains(people, one)) || slices.Contains(manyPeople, last)
}

var people = []string{
	"nurse", "pupil", "farmer", "guest", "host", "colleague", "chef", "cook", "pilot", "analyst", "clerk",
	"volunteer", "parent", "relative", "family", "adult", "citizen", "resident", "member", "lead", "coach",
	"scientist", "secretary", "customer", "user", "manager", "developer", "teacher", "driver", "shopper", "buyer", "seller",
	"owner", "visitor", "landlord", "fan", "athlete", "kid", "teen", "vet", "medic", "guard", "senior", "friend", "spouse", "couple", "novice", "candidate", "graduate", "executive", "professional", "clinician", "principal", "delegate", "tenant", "patient", "student", "learner", "worker", "passenger", "subscriber", "team", "guide", "judge", "carer", "hire", "caseworker", "admin", "expert", "dispatcher", "foreman",
}

// oneOfMany are words by which one person stands for all of a kind: "a blind
// guest cannot choose a date".
var oneOfMany = setOf("a an the every each")

// notPeople are things that end as people do.
var notPeople = setOf("list order letter paper number computer folder trailer container newsletter server printer counter offer register transfer parameter header footer filter buffer cluster router charger meter " +
	"event content percent comment component plant grant quarter water layer banner trigger figure tracker timer reminder voucher folder chapter matter cover sticker sensor tender border corner center winter semester topic metric fabric clinic basic picture " +
	"scanner browser door floor color error monitor sensor motor corridor factor mirror processor elevator generator calculator indicator behavior favor anchor vector editor-in-chief poster ticket answer error character power flower tower wire")

var manyPeople = []string{"people", "men", "women", "children", "midwives", "salespeople", "tradespeople"}

var persons = map[string]string{
	"their": "my", "theirs": "mine", "they": "I", "them": "me", "themselves": "myself",
	"his": "my", "her": "my", "himself": "myself", "herself": "myself", "are": "am",
}

// others is a question about other people, whose "their" is no "my": "see which
// students did their homework".
var others = regexp.MustCompile(`\b(?:which|whose|how many|if|whether) [a-z]+s (?:[a-z]+(?:ed|ve|d)?|did|do) .*\b(?:their|they|them)\b`)

// inFirstPerson says something of "them" as one of them would: "change their
// address" becomes "change my address".
func inFirstPerson(text string) string {
	if others.MatchString(text) {
		return text
	}
	words := strings.Fields(text)
	sawI := false
	for i, word := range words {
		mine, ok := persons[strings.ToLower(word)]
		if !ok || strings.EqualFold(word, "are") && !sawI {
			continue
		}
		sawI = mine == "I"
		words[i] = mine
	}
	return strings.Join(words, " ")
}
