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
	mustDo = regexp.MustCompile(`(?i)^(.{2,60}?) (?:still |often |usually )?(?:ha(?:s|ve) to|must|needs? to|(?:is|are) forced to) (.+)$`)
	reason = regexp.MustCompile(`(?i)(?: because | since | so that | so | but | which | unless | even though | although |[.;:] ).*$`)
	unsafe = regexp.MustCompile(`(?i)[,;:()"“”/<>\[\]]|\b(?:and|or|not|never|it|this|these|those|we|us|our)\b`)
)

func wishOf(problem string) string { return doing(cannot, problem) }

func burdenOf(problem string) string { return doing(mustDo, problem) }

// doing gives what the people of a problem do, in words one of them would use,
// or "" where it is not plain that it is they who do it.
func doing(form *regexp.Regexp, problem string) string {
	parts := form.FindStringSubmatch(problem)
	if parts == nil || !namesPeople(parts[1]) {
		return ""
	}
	what := strings.TrimSpace(reason.ReplaceAllString(parts[2], ""))
	if len(what) > 90 || unsafe.MatchString(what) {
		return ""
	}
	return inFirstPerson(what)
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
