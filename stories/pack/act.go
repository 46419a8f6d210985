package pack

import (
	"regexp"
	"strings"
)

var (
	anyone   = newForm(`(?i)^(?:nobody|no one|no-one) can ([a-z]+ .+)$`, "obody can", "o one can", "o-one can")
	inOrder  = newForm(`(?i)^to (.{4,60}?),? (?:you|they|one|[a-z]+s) (?:must|ha(?:s|ve) to|needs? to)\b`, "must ", "have to", "has to", "need")
	onlyBy   = newForm(`(?i)^(.{2,60}?) can only (.{4,60}?) (?:by (?:phone|telephone|fax|letter|post|mail|email)|over the phone|on paper|in person|(?:at|in) (?:the|a|our) (?:counter|desk|office|branch|shop))\b`, "can only")
	undone   = newForm(`(?i)^(.{2,60}?) (?:do not|don't|don’t|never|does not|doesn't|doesn’t) ((?:finish|complete|understand|fill in|hand in|submit|take|book|borrow) .+)$`, "not ", "n't ", "n’t ", "never ")
	byHand   = newForm(`(?i)^(?:have to |has to |must |need to |still )?([a-z-]+ .{3,50}?) (?:one by one|one at a time|one after (?:the other|another)|by hand|on paper|line by line|person by person|record by record|in envelopes|on whiteboards?|in (?:a |their )?(?:spreadsheets?|notebooks?|excel))\b`, "one by one", "one at a time", "one after", "by hand", "on paper", "line by line", "person by", "record by", "in envelope", "on whiteboard", "in a ", "in spread", "in note", "in their")
	notDone  = newForm(`(?i)(?:^|\band |, )((?:the |an? |their )?[a-z][\w' -]{2,40}?) (?:cannot|can't|can’t|can not) be ([a-z]+)((?: (?:with|by|on|at|in|from|after|without|until|before) [\w' -]+)?)`, "not be ", "n't be ", "n’t be ")
	handed   = newForm(`(?i)^(?:an? |the )?(.{3,50}?) (?:has to be|have to be|must be|is|are) ([a-z]+ed) (?:.{0,20})(?:one by one|at a time|by hand|on paper|line by line|person by person|record by record|separately)\b`, "one by one", "at a time", "by hand", "on paper", "line by line", "person by", "record by", "separately")
	doingIt  = newForm(`(?i)\b(?:when|while|halfway through|stuck|stuck in|stuck on|trouble) ([a-z]{3,}ing(?: up| in)?) (.{3,60})$`, "ing ")
	instead  = newForm(`(?i)\b(?:(see|get|receive|find|pay|hear)|(?:is|are) (?:shown|given|sent)) [\w\s'’-]{3,40}? instead of ((?:the|their|his|her|an?) [\w\s'’-]{3,40})`, " instead of ")
	spends   = newForm(`(?i)\bspends? .{0,30}?(minutes|hours|days|time)(?: (?:a|per|every|each) (?:day|week|month|year|shift))? (?:on )?([a-z]{3,}ing(?: up| in| together)?) (.{3,70})$`, "spend")
	takesOne = newForm(`(?i)\b(?:needs?|takes? (?:them|us)?) ?.{0,15}?(minutes|hours|days|weeks) to ([a-z]+ .{3,70})$`, " to ")
	waitFor  = newForm(`(?i)\bwaits? .{0,25}?(minutes|hours|days|weeks|months) for ((?:the|their|an?) [\w\s'-]{2,40}?) to (?:be|get) ([a-z]+(?:ed|en|id|nt|ade|old))\b`, "wait")
	yetTo    = newForm(`(?i)\b(?:never|yet to|without ever) ((?:take|make|book|place|borrow|open|buy|order|finish|complete|use|start|send|post|upload|read|watch|play|invite|create)s?) (.+)$`, "never ", "yet to", "without ever")
	asHead   = newForm(`(?i)^([a-z]{3,}ing) (.{3,60}?) (?:has to|have to|must|means|takes|needs|requires)\b.*$`, "ing ")
	purposes = newForm(`(?i)\b(?:one by one|separately|all day|again and again) to ((?:change|set|add|find|see|check|update|close|send|move|book|order|approve|assign|remove) .+)$`, "one by one to", "separately to", "all day to", "and again to")
	question = newForm(`(?i)\b(?:knows?|tell|see|learns?|idea|figures on|figures for|say|prove|proven|find out|finds out|show|ask|guess|predict|wonder|worry|sure|unsure|certain|uncertain|clear|unclear) ((?:who|what|which|how|where|whether|if) .+)$`, " who ", " what ", " which ", " how ", " where ", " whether ", "sure if ", "certain if ", "clear if ", "know if ", "tell if ")

	// tooSlow is what is done, and takes long: nobody is kept from doing it.
	tooSlow = regexp.MustCompile(`(?i)\btakes? .{0,40}\bseconds?\b`)

	more = regexp.MustCompile(`(?i)(?: and (?:when|who|what|why|how|on|for|then|so|cannot|can|can't|has|have|had|must|need|needs|is|are|was|were|do|does|don't|half|` +
		`[a-z]+s? (?:an?|the|their|his|her|each|every|it|them|us|everybody|somebody|someone|up|in|out|off|on|for|to|by|back|away|down|until|when|again|instead|what|who|how)\b|call|copy|ask|submit|wait|receive|guess|leave|give|send|use|lose|rely|share|drop|quit|return|switch|miss|end|go)\b| or (?:who|what|when|where|whether|which|why|how|for|[a-z]+ing an?|[a-z]+ing the)\b|, | only when | until | once ).*$`)
)

// actOf is what the people of a problem want to get done, whatever form the
// problem has: what they cannot do, must ask for, do by hand, or never finish.
func actOf(problem string) string {
	if act := deniedIn(problem); act != "" {
		return act
	}
	if parts := inOrder.in(problem); parts != nil {
		return plainly(parts[1])
	}
	if parts := purposes.in(problem); parts != nil {
		return better(plainly(parts[1]), problem)
	}
	for _, form := range []form{undone, onlyBy} {
		if act := doing(form, problem); act != "" {
			return act
		}
	}
	if parts := byHand.in(behindPeople(problem)); parts != nil && !chores[firstOfWords(parts[1])] {
		if act := plainly(firstOfDone(parts[1])); act != "" {
			return better(act, problem)
		}
	}
	if parts := notDone.in(problem); parts != nil {
		verb, rest := activeOf(parts[2]), plainly(parts[1]+parts[3])
		if head, _ := splitHead(strings.ToLower(parts[1])); verb != "" && rest != "" && !namesPeople(head) {
			return verb + " " + lowerFirst(rest)
		}
	}
	if parts := handed.in(problem); parts != nil {
		if verb := baseOf(parts[2], "ed"); !chores[verb] && plainly(parts[1]) != "" {
			return better(verb+" "+plainly(article(parts[0], parts[1])), problem)
		}
	}
	if parts := instead.in(problem); parts != nil && behindPeople(problem) != "" {
		if what := plainly(firstOfDone(parts[2])); what != "" {
			return firstOf(strings.ToLower(parts[1]), "get") + " " + what
		}
	}
	if act := soonerIn(problem); act != "" {
		return act
	}
	if parts := waitFor.in(problem); parts != nil && plainly(parts[2]) != "" {
		return "get " + plainly(parts[2]) + " " + parts[3] + " without waiting for " + parts[1]
	}
	if parts := yetTo.in(problem); parts != nil {
		if rest := plainly(firstOfDone(parts[2])); rest != "" {
			return strings.ToLower(singular(parts[1])) + " " + firstOnes.Replace(rest)
		}
	}
	for _, form := range []form{asHead, doingIt} {
		parts := form.in(problem)
		if parts == nil || tooSlow.MatchString(problem) {
			continue
		}
		verb, particle, _ := strings.Cut(strings.ToLower(parts[1]), " ")
		if rest := plainly(firstOfDone(parts[2])); len(strings.Fields(rest)) > 1 {
			return better(fold(baseOf(verb, "ing")+" "+particle+" "+rest), problem)
		}
	}
	return ""
}

// soonerIn is what takes people too long, and how long it should: "match payments
// to rents in minutes" of "Landlords spend hours matching payments to rents".
func soonerIn(problem string) string {
	span, act := "", ""
	if parts := spends.in(problem); parts != nil {
		verb, particle, _ := strings.Cut(strings.ToLower(parts[2]), " ")
		if base := baseOf(verb, "ing"); !chores[base] && !errands[base] {
			span, act = parts[1], fold(base+" "+particle+" "+parts[3])
		}
	} else if parts := takesOne.in(problem); parts != nil && behindPeople(problem) != "" {
		span, act = parts[1], parts[2]
	}
	if act = plainly(act); len(strings.Fields(act)) < 2 || dangling.MatchString(act) {
		return ""
	}
	if span == "minutes" || span == "time" {
		return act + " in half the time"
	}
	return act + " in minutes"
}

// errands are what people do only to get at something else.
var errands = setOf("wait search look call send ask answer walk drive fix correct phone")

// behindPeople is what a problem says behind the people it begins with: "enter
// each pass one at a time" of "School secretaries enter each pass …".
func behindPeople(problem string) string {
	words := strings.Fields(problem)
	for i := 1; i < min(len(words), 5); i++ {
		if namesPeople(strings.Join(words[:i], " ")) {
			return strings.Join(words[i:], " ")
		}
	}
	return ""
}

// firstOfDone is the first of the things that a clause says are done, or the
// clause as it is where that would leave a verb alone: "read and sign".
func firstOfDone(clause string) string {
	if first := more.ReplaceAllString(clause, ""); strings.Contains(first, " ") {
		return first
	}
	return clause
}

// deniedIn is what nobody can do: "see that the east side is empty".
func deniedIn(problem string) string {
	parts := anyone.in(problem)
	if parts == nil || strings.HasPrefix(strings.ToLower(parts[1]), "tell") {
		return ""
	}
	return plainly(parts[1])
}

// because is what a sentence gives as its reason, up to where it goes on.
var because = newForm(`(?i)\bbecause ([^o].*?|o[^f].*?)(?:,? (?:so|and then|which|but)\b.*)?$`, "because ")

// causeOf is the reason that a problem names: "every translator has his own
// glossary" of "… because every translator has his own glossary".
func causeOf(problem string) string {
	parts := because.in(problem)
	if parts == nil || len(strings.Fields(parts[1])) < 3 {
		return ""
	}
	cause := strings.TrimSpace(parts[1])
	if len(cause) > 90 || unsafe.MatchString(strings.Replace(cause, " not ", " ", 1)) {
		return ""
	}
	return cause
}

// better adds to what people do the way in which they would rather do it.
func better(act, problem string) string {
	if act == "" {
		return ""
	}
	if oneByOne.MatchString(problem) {
		return act + " in one go"
	}
	if parts := means.FindStringSubmatch(problem); parts != nil {
		return act + " without " + pluralNoun(strings.ToLower(parts[1]))
	}
	return act
}

var (
	oneByOne = regexp.MustCompile(`(?i)\b(?:one by one|one after (?:the other|another)|one (?:\w+ )?at a time|person by person|record by record|separately)\b`)
	means    = regexp.MustCompile(`(?i)\b(?:on|in) (?:an? |their )?(paper|envelopes?|whiteboards?|spreadsheets?|notebooks?)\b`)
)

// firstOnes say what somebody never did as what they would do first.
var firstOnes = strings.NewReplacer("anything", "something", "a single thing", "something", "a single ", "their first ")

// article gives a phrase its article back, where the sentence begins with one.
func article(sentence, phrase string) string {
	if word, _, _ := strings.Cut(sentence, " "); strings.EqualFold(word, "a") || strings.EqualFold(word, "an") || strings.EqualFold(word, "the") {
		return strings.ToLower(word) + " " + phrase
	}
	return lowerFirst(phrase)
}

func firstOfWords(text string) string {
	word, _, _ := strings.Cut(text, " ")
	return strings.ToLower(word)
}

// chores are verbs of what people do because they cannot do what they want.
var chores = setOf("copy retype re-enter re-key key type transfer paste carry are is have has can cannot juggle open rekey restart roll keep")

// questionOf is what people cannot tell: "who cancelled a fine" of "Nobody can
// tell who cancelled a fine and on what ground".
func questionOf(problem string) string {
	parts := question.in(problem)
	if parts == nil {
		return ""
	}
	if doubt, ok := strings.CutPrefix(parts[1], "if "); ok {
		return plainly("whether " + firstOfDone(doubt))
	}
	return plainly(firstOfDone(parts[1]))
}
