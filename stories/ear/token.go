package ear

import (
	"strings"
	"unicode"
)

// Token is one word of a text: as it stands there, and the stem by which it is
// compared. An end Token parts sentences; nothing matches across it.
type Token struct {
	Text string
	Stem string
	codes
}

// SentenceEnd is the stem of what parts sentences.
const SentenceEnd = "."

// tokensLimit bounds how much of a text is looked at: a problem is a sentence
// or two, and what comes after a page says no more about it.
const tokensLimit = 400

// apostrophes makes one of all ways to write an apostrophe.
var apostrophes = strings.NewReplacer("’", "'", "‘", "'", "´", "'")

// Straight gives a text with one kind of apostrophe.
func Straight(text string) string { return apostrophes.Replace(text) }

// Tokens parts a text into words. Articles and possessives are left out, so
// that phrases can be written without them.
func Tokens(text string) []Token { return tokensBy(text, partsOf) }

func tokensBy(text string, parts func(word string) []Token) []Token {
	var out []Token
	for word := range words(text) {
		if len(out) >= tokensLimit {
			break
		}
		out = append(out, parts(word)...)
	}
	return out
}

// partsOf gives the tokens of one word: none for an article, two for "didn't".
func partsOf(word string) []Token {
	if word == SentenceEnd {
		return []Token{{Stem: SentenceEnd}}
	}
	var out []Token
	for _, part := range spelled(word) {
		if part != "" && !Unsaid(part) {
			out = append(out, newToken(part))
		}
	}
	return out
}

func newToken(word string) Token {
	s := Stem(word)
	return Token{Text: word, Stem: s, codes: codesOf(s)}
}

// wordParts remembers the parts of words that it has met, for whoever reads
// many texts.
type wordParts map[string][]Token

func (w wordParts) tokens(text string) []Token {
	return tokensBy(text, func(word string) []Token {
		parts, ok := w[word]
		if !ok {
			parts = partsOf(word)
			w[strings.Clone(word)] = parts
		}
		return parts
	})
}

// words yields a text's words in small letters, and "." where a sentence ends.
func words(text string) func(func(string) bool) {
	if !isASCII(text) {
		text = Straight(text)
	}
	return func(yield func(string) bool) {
		start := -1
		for i, r := range text {
			if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' {
				if start < 0 {
					start = i
				}
				continue
			}
			if start >= 0 && !yield(small(text[start:i])) {
				return
			}
			start = -1
			if endsSentence(text, i, r) && !yield(SentenceEnd) {
				return
			}
		}
		if start >= 0 {
			yield(small(text[start:]))
		}
	}
}

// small gives a word in small letters. IT is no pronoun.
func small(word string) string {
	if word == "IT" {
		return itDepartment
	}
	return strings.ToLower(strings.Trim(word, "'"))
}

const itDepartment = "it-department"

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}

// endsSentence tells a full stop from the point in 2.2 or in "e.g.x".
func endsSentence(text string, at int, r rune) bool {
	switch r {
	case '!', '?', ';':
		return true
	case '.':
		rest := text[at+1:]
		return rest == "" || rest[0] == ' ' || rest[0] == '\n'
	}
	return false
}

// articles and adverbs are words that texts are read without. An article may
// stand in a phrase, where it says nothing; an adverb may not, since whoever
// writes it there means something by it.
var (
	articles = setOf("a an the my our your his her its their this these those s")
	adverbs  = setOf("still always usually just even also really very quite simply currently sometimes " +
		"constantly regularly frequently already actually")
)

// spelled undoes what is run together: can't, didn't, cannot.
func spelled(word string) []string {
	switch word {
	case "can't", "cant", "cannot", "couldn't":
		return []string{"cannot"}
	case itDepartment:
		return []string{"it", "department"}
	case "won't":
		return []string{"will", "not"}
	}
	if whole, ok := strings.CutSuffix(word, "n't"); ok {
		return []string{whole, "not"}
	}
	for _, end := range []string{"'s", "'re", "'ve", "'ll", "'d", "'m"} {
		if whole, ok := strings.CutSuffix(word, end); ok {
			return []string{whole}
		}
	}
	return []string{word}
}

// american folds the two spellings of English into one.
func american(word string) string {
	for _, pair := range [...][2]string{{"isation", "ization"}, {"ising", "izing"}, {"ised", "ized"}, {"ise", "ize"}, {"ises", "izes"}, {"yse", "yze"}, {"ysed", "yzed"}, {"ysing", "yzing"}} {
		if whole, ok := strings.CutSuffix(word, pair[0]); ok && len(whole) > 2 {
			return whole + pair[1]
		}
	}
	return word
}

// forms are the forms of words that a stemmer does not bring together.
var forms = formsOf(
	"find found", "bus buses", "gas gases", "forget forgot forgotten", "lose lost loses losing", "hear heard", "tell told", "know knew known",
	"pay paid", "send sent", "get got gotten", "buy bought", "go went gone goes", "break broke broken",
	"fall fell fallen", "take took taken", "keep kept", "write wrote written", "leave left leaves", "see saw seen",
	"do did done does", "give gave given", "come came", "spend spent", "think thought", "choose chose chosen",
	"steal stole stolen", "speak spoke spoken", "read reads", "make made", "begin began begun", "hold held",
	"build built", "freeze froze frozen", "hide hid hidden", "understand understood", "have has had having",
	"be is are was were been being am", "bring brought", "say said", "show shown showed", "run ran",
	"wait waits waited waiting", "stop stopped", "drop dropped", "die died dying", "retype retyped",
	"log logs logged logging", "sign signs signed signing", "set sets", "sync synced syncing syncs synchronize synchronise synchronized",
	"phone phones phoned phoning", "bill bills billed billing", "translate translation translations translated translating",
	"notify notifies notified notifying notification notifications", "subscribe subscribes subscribed subscription subscriptions subscriber",
	"recommend recommendation recommendations recommended recommends recommender", "suggest suggestion suggestions suggested suggests",
	"personalize personalise personalized personalised personalization personalisation",
	"integrate integration integrations integrated integrating integrates",
	"duplicate duplicates duplicated duplication", "cancel canceled cancelled canceling cancelling cancels cancellation cancellations",
	"migrate migration migrations migrating migrated migrates", "deprecate deprecated deprecation deprecates",
	"document documents documented", "documentation docs doc", "developer developers dev devs",
	"woman women", "man men", "child children", "person people", "catalog catalogue catalogs catalogues",
	"license licence licenses licences licensing", "favorite favourite favorites favourites", "center centre centers centres",
	"color colour colors colours", "program programme programs programmes",
	"spreadsheet spreadsheets excel", "password passwords passcode", "email emails mail mails e-mail", "app apps application",
	"admin administrator administrators admins", "authenticate authentication", "authorize authorization authorise",
	"approve approval approvals approved approves approving", "permission permissions", "verify verification verified",
	"analytics analytic", "analysis analyses analyze analyse", "statistic statistics stats",
	"slow slowly slower slowness slows", "late lateness", "wrong wrongly", "incorrect incorrectly",
	"delay delayed delays", "reliable reliably", "easy easily", "remember remembered", "miss missed misses missing",
	"refuse refused refusal", "decline declined", "choice choices", "complain complains complained complaint complaints",
	"churn churned churning churns", "retention retain retained retaining", "crash crashed crashes crashing",
	"fraud fraudster fraudsters fraudulent", "hacker hackers hack hacked hacking", "vulnerable vulnerability vulnerabilities",
	"private privacy", "regulate regulation regulations regulator regulators regulatory", "comply compliance compliant complies",
	"audit audits audited auditing auditor auditors", "access accesses accessed accessing", "accessible accessibility inaccessible",
	"wifi wi-fi wlan", "offline off-line", "internet web", "upload uploads uploaded uploading", "download downloads downloaded downloading",
	"import imports imported importing", "export exports exported exporting", "inaccurate inaccurately inaccuracy", "stuck sticks",
	"argue argument arguments argued", "load loads loaded loading", "reload reloads reloaded", "wake woke woken", "fill filled fills filling",
	"edit edits edited editing", "config configure configured configuration configurations configuring",
	"invoice invoices invoiced", "refund refunds refunded refunding", "price prices priced",
	"onboard onboarding onboarded", "deploy deploys deployed deployment deployments deploying",
	"collaborate collaboration collaborates collaborating collaborative", "comment comments commented commenting",
	"survey surveys surveyed", "remind reminder reminders reminded reminds reminding", "alert alerts alerted alerting", "warn warning warnings warned warns",
	"type typed types typing", "hang hangs hung hanging", "lag laggy lags lagging", "query queries queried", "copy copies copied copying", "retrieve retrieval",
)

func formsOf(groups ...string) map[string]string {
	out := map[string]string{}
	for _, group := range groups {
		forms := strings.Fields(group)
		for _, form := range forms[1:] {
			out[form] = forms[0]
		}
	}
	return out
}

// Spoken joins tokens as they stood in a text.
func Spoken(text []Token) string {
	out := ""
	for _, t := range text {
		if t.Stem == SentenceEnd {
			continue
		}
		if out != "" {
			out += " "
		}
		out += t.Text
	}
	return out
}

// Unsaid says that texts are read without the word: an article or an adverb.
func Unsaid(word string) bool { return IsArticle(word) || adverbs[word] }

// IsArticle says that a word is an article or a possessive.
func IsArticle(word string) bool { return articles[word] }
