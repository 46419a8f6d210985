package pack

import (
	"regexp"
	"strings"
)

var (
	// always is how a name says how things should be: "A home that always works".
	always = regexp.MustCompile(`(?i)\b(?:that|which|who) (?:always|never|just|really|everybody|everyone|anybody|anyone|nobody|we|you|people|\w+s) `)
	// makes are the openings of names that say that something is made.
	makes = regexp.MustCompile(`(?i)^(?:add|create|introduce|launch|provide|develop|implement|deliver|roll out|set up|(?:build|offer|start) (an?\b|the\b)) ?(.+)$`)
	// clause are words and marks that no name of a thing has.
	clause = regexp.MustCompile(`(?i)[,;:()"“”?!]|\b(?:we|you|they|it|is|are|was|were|has|have|can|cannot|will|must|not|never|only|us|me|them|your|our|my|together|again|everywhere)\b`)

	// imperatives are verbs that names begin with, and that are seldom nouns.
	imperatives = setOf("be become begin bring buy chase choose close come connect cut deliver do drive earn eliminate empower end enable ensure find fix get give go grow help join keep know learn let " +
		"make meet modernise modernize move open pay prove put reach react replace ride save scan see sell send serve share show stay stop streamline take tell try turn understand unify use win handle manage protect prevent detect prepare follow respond encourage attract retain engage convert onboard explain remember celebrate automate digitise digitize")
	// wishes are words by which a name says how things should be, not what
	// brings it about.
	wishes = setOf("paperless accelerate avoid better boost calm clear clean cut decrease easy effortless fair fast fewer frictionless grow happy healthy higher improve increase less fit lower minimise minimize more no optimise optimize painless " +
		"quick ready reduce reliable safe scale seamless simple simplify smooth speed stable strong stress-free trustworthy worse zero")
	// comparatives are the other way to say it.
	comparatives = setOf("simpler easier faster quicker cheaper safer shorter longer greater smoother clearer stronger smarter larger bigger smaller closer earlier happier friendlier leaner calmer fairer richer slower " +
		"tighter cleaner lighter quieter healthier tidier wiser warmer sooner further deeper broader wider kinder nicer")
)

// Brings tells that an initiative's name says what it brings: a thing, or what it
// lets people do.
func Brings(initiative string) bool {
	return featureOf(initiative) != "" || promiseOf(initiative) != ""
}

// isWish tells that an initiative's name says how things should be and not what
// is built for it: "Fewer missed appointments", "A faster app". Its pain points
// say what to do.
func isWish(initiative string) bool {
	words := strings.Fields(strings.ToLower(initiative))
	if len(words) > 1 && (words[0] == "a" || words[0] == "an" || words[0] == "the") {
		words = words[1:]
	}
	return len(words) > 0 && (wishes[words[0]] || comparatives[words[0]] || always.MatchString(initiative))
}

// featureOf is the thing that an initiative brings, by its name: "digital
// prescriptions", "a live map" of "Build a live map"; "" where the name says no
// thing.
func featureOf(initiative string) string {
	name := strings.TrimSpace(initiative)
	if parts := makes.FindStringSubmatch(name); parts != nil {
		name = strings.TrimSpace(parts[1] + " " + parts[2])
	}
	words := strings.Fields(strings.ToLower(name))
	switch {
	case len(words) == 0 || len(words) > 7 || clause.MatchString(name) || isWish(name):
		return ""
	case imperatives[words[0]] || neverFirst[words[0]]:
		return ""
	case len(words) > 1 && openers[words[1]] && !openers[words[0]] && !strings.HasSuffix(words[0], "ing"): // "Retire the terminal"
		return ""
	case len(words) > 1 && strings.HasSuffix(words[0], "ed") && neverFirst[words[1]]: // "Fitted at home"
		return ""
	case len(words) == 1 || properName.MatchString(name): // a name that somebody gave it
		return name
	}
	return withArticle(lowerFirst(name))
}

// properName are names of several words: "Project Evergreen", "Guide 2.0".
var properName = regexp.MustCompile(` (?:[A-Z][a-z]+|[0-9.]+)\b`)

// withArticle puts an article before one thing that can be counted: "the digital
// loan application".
func withArticle(name string) string {
	first, _, _ := strings.Cut(name, " ")
	head, _ := splitHead(name)
	head, _, _ = strings.Cut(head, " by ")
	head, _, _ = strings.Cut(head, " to ")
	if at := lastWord(head); at > 0 && strings.HasSuffix(head, "ed") {
		head = head[:at-1] // "assessments finished on site"
	}
	noun := strings.ToLower(head[lastWord(head):])
	one := singular(noun) == noun && !massNouns[noun] && !uncounted[noun] && !hasAnySuffix(noun, "ing", "ment", "ness", "ity", "ship", "ware", "ics", "care", "ance", "ence", "ism")
	if openers[strings.ToLower(first)] || !one || strings.Contains(head, " and ") || first != strings.ToLower(first) || strings.HasSuffix(first, "ing") {
		return name
	}
	return "the " + name
}

var massNouns = setOf("access support data self-service service news help search content history information feedback delivery payment transport evidence maintenance storage advice work energy equipment " +
	"intake sign-on login sso automation analytics insurance assistance marketing training language speech audio video music text code traffic credit cash money time power water collaboration communication navigation migration integration personalization")

// neverFirst are words that begin a sentence and no name of a thing.
var neverFirst = setOf("nobody everybody everyone each every all when where how what who why if in on at for from to with by before after")
