package pack

import (
	"regexp"
	"slices"
	"strings"
)

// A problem often says what somebody wants to do and cannot, or must do and
// would rather not. Where it has just that form, a story can ask for it in the
// roadmap's own words.

var (
	cannot = regexp.MustCompile(`(?i)^(.{2,60}?) (?:still |often |usually )?(?:cannot|can't|can’t|can not|could not|couldn't|(?:is|are) (?:unable|not able) to|struggles? to|fails? to|ha(?:s|ve) no way to|finds? it (?:hard|difficult) to) (.+)$`)
	askFor = regexp.MustCompile(`(?i)^(.{2,60}?) (?:still |often |usually )?(?:ha(?:s|ve) to|must|needs? to|can only) (?:call|phone|ring|telephone|write to|write|email|visit|contact|come to|go to|come in|ask)\b[\w\s'’-]{0,40}? to (.+)$`)
	untold = regexp.MustCompile(`(?i)\b(?:(?:not|never|nobody|no one|hardly|rarely) (?:(?:are|is|be|being|get|gets) )?(?:tells?|told|informs?|informed|warns?|warned|notified|notifies|reminded|reminds?|aware|hears?|learns?|knows?)|unaware)(?: them| him| her| us| anyone| [a-z]+s)? ((?:when|that|about|of|if|whether) .+)$`)
	late   = regexp.MustCompile(`(?i)\b(?:hears?|learns?|finds? out) ((?:of|about|that) .+?) (?:only|too late|far too late|when|after|from|by chance|days later|hours later|weeks later|until)\b.*$`)
	forgot = regexp.MustCompile(`(?i)\b(?:forgets?|miss|misses|overlooks?) ((?:the|their|his|her|an?) [\w\s'’-]+)$`)
	reason = regexp.MustCompile(`(?i)(?: because | since | so that | so | but | which | unless | even though | although | until |[.;:] ).*$`)
	unsafe = regexp.MustCompile(`(?i)[,;:()"“”/<>\[\]]|\b(?:and|or|not|never|it|this|these|those|we|us|our|you|your)\b`)
)

// wishOf gives what the people of a problem want to do and cannot: "see the
// date" of "Tenants cannot see the date".
func wishOf(problem string) string { return doing(cannot, problem) }

// errandOf gives what people must ask somebody else for: "send something back"
// of "Shoppers have to call support to send something back".
func errandOf(problem string) string { return doing(askFor, problem) }

// newsOf gives what people are told too late or not at all: "when a delivery is
// late" of "Shoppers are not told when a delivery is late".
func newsOf(problem string) string {
	for _, form := range []*regexp.Regexp{untold, late} {
		if parts := form.FindStringSubmatch(problem); parts != nil {
			return plainly(parts[1])
		}
	}
	if parts := forgot.FindStringSubmatch(problem); parts != nil {
		if what := plainly(parts[1]); what != "" {
			return "about " + what
		}
	}
	return ""
}

// doing gives what the people of a problem do, or "" where it is not plain that
// it is they who do it.
func doing(form *regexp.Regexp, problem string) string {
	parts := form.FindStringSubmatch(problem)
	if parts == nil || !namesPeople(parts[1]) {
		return ""
	}
	return plainly(parts[2])
}

// plainly gives a clause without its reason, or "" where it says more than one
// thing or points at something that is not there.
func plainly(clause string) string {
	clause = strings.TrimSpace(reason.ReplaceAllString(clause, ""))
	if clause == "" || len(clause) > 90 || unsafe.MatchString(clause) {
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
	if _, isGroup := groups[last]; isGroup || last == "they" {
		return true
	}
	one := singular(last)
	return one != last && (hasAnySuffix(one, "er", "or", "ist", "ant", "ent", "ian", "man", "ee", "ic") ||
		slices.Contains(people, one)) || slices.Contains(manyPeople, last)
}

var people = []string{
	"nurse", "pupil", "farmer", "guest", "host", "colleague", "chef", "cook", "pilot", "analyst", "clerk",
	"volunteer", "parent", "relative", "family", "adult", "citizen", "resident", "member", "lead", "coach",
	"scientist", "team", "guide", "judge", "carer", "caseworker", "admin", "expert", "dispatcher", "foreman",
}

var manyPeople = []string{"people", "men", "women", "children", "midwives", "salespeople", "tradespeople"}

var persons = map[string]string{
	"their": "my", "theirs": "mine", "they": "I", "them": "me", "themselves": "myself",
	"his": "my", "her": "my", "himself": "myself", "herself": "myself", "are": "am",
}

// inFirstPerson says something of "them" as one of them would: "change their
// address" becomes "change my address".
func inFirstPerson(text string) string {
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
