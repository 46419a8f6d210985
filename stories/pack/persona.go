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
	return head[:lastWord(head)] + singular(head[lastWord(head):]) + tail
}

// manyOf gives a persona's name for several of them.
func manyOf(name string) string {
	one := oneOf(name)
	head, tail := splitHead(one)
	return head[:lastWord(head)] + plural(head[lastWord(head):]) + tail
}

// plainOne is oneOf without a leading adjective of state, so that a criterion
// can say "a shopper without history" of a returning shopper.
func plainOne(name string) string { return withoutState(oneOf(name)) }

func plainMany(name string) string { return withoutState(manyOf(name)) }

// states are adjectives that can be left out without naming someone else.
var states = []string{
	"returning", "new", "first-time", "frequent", "casual", "occasional", "busy", "regular",
	"loyal", "curious", "experienced", "everyday", "typical", "average", "impatient", "active",
	"registered", "existing", "prospective", "potential", "repeat", "hurried",
}

func withoutState(name string) string {
	first, rest, found := strings.Cut(name, " ")
	if found && slices.Contains(states, strings.ToLower(first)) {
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

func tidyPersona(name string) string {
	name = brackets.ReplaceAllString(fact(name), "")
	name = strings.NewReplacer(" & ", " and ", "`", "", "*", "", "_", " ", "#", "", `"`, "").Replace(name)
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
		if ordinary(word, i, words) {
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
// begins the name or because the name is written as a title.
func ordinary(word string, i int, words []string) bool {
	if !plainlyCapital(word) {
		return false
	}
	if slices.Contains(proper, strings.ToLower(word)) {
		return false
	}
	if len(words) == 1 {
		return true
	}
	titled := 0
	for _, w := range words {
		if plainlyCapital(w) {
			titled++
		}
	}
	return titled > 1 || i > 0 || looksCommon(word)
}

// proper are names that personas begin with, which a title's capitals do not
// explain.
var proper = []string{
	"kubernetes", "docker", "java", "python", "android", "windows", "linux", "english", "german",
	"french", "spanish", "european", "american", "british", "dutch", "italian", "welsh", "excel",
	"salesforce", "github", "jira", "google", "amazon", "microsoft", "apple", "azure",
}

// looksCommon tells a word that is an adjective or a role by its form.
func looksCommon(word string) bool {
	word = strings.ToLower(word)
	for _, end := range []string{"ing", "ed", "er", "or", "ist", "al", "ant", "ent", "ian", "ive", "ary", "ers", "ors", "ists", "ants", "ents", "time", "level"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return slices.Contains([]string{
		"new", "head", "field", "small", "large", "data", "home", "shop", "night", "junior", "busy",
		"power", "end", "case", "line", "front-line", "back-office", "office", "account", "project",
		"product", "team", "school", "city", "farm", "college", "health", "care", "first-year",
	}, word)
}

// splitHead parts "head of data" into "head" and " of data": the head's last
// word is the one that is inflected.
func splitHead(name string) (string, string) {
	at := len(name)
	for _, stop := range []string{" of ", " at ", " for ", " with ", " in ", " who ", " on ", " without ", " from ", " that ", " working "} {
		if i := strings.Index(name, stop); i > 0 {
			at = min(at, i)
		}
	}
	return name[:at], name[at:]
}

// lastWord is where the last word of a text begins.
func lastWord(text string) int { return strings.LastIndexByte(text, ' ') + 1 }
