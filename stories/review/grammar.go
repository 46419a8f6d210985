package review

import "strings"

// fields splits a word list, leaving out the words that are marked doubtful
// with a question mark: they stand in a weaker list.
func fields(list string) []string {
	all := strings.Fields(list)
	kept := all[:0]
	for _, w := range all {
		if !strings.HasSuffix(w, "?") {
			kept = append(kept, w)
		}
	}
	return kept
}

func isDeterminer(text string) bool {
	switch text {
	case "the", "a", "an", "my", "your", "his", "her", "its", "our", "their", "this", "these", "those",
		"all", "any", "each", "every", "some", "no", "another", "both", "several", "many", "which",
		"what", "whatever", "other", "new", "existing", "multiple", "different", "only", "one", "two", "three",
		"more", "additional", "specific", "certain", "various":
		return true
	}
	return false
}

func isPronoun(text string) bool {
	switch text {
	case "it", "them", "him", "me", "us", "you", "they", "he", "she", "everything", "everyone", "anything",
		"anyone", "something", "someone", "nothing", "myself", "themselves", "itself", "that", "there", "people":
		return true
	}
	return false
}

// isFunction says that a word is grammar, not a thing or an action.
func isFunction(text string) bool {
	switch text {
	case "and", "or", "but", "nor", "so", "then", "than", "if", "when", "while", "where", "who", "which",
		"that", "what", "how", "why", "whether", "because", "since", "until", "unless", "once", "though",
		"although", "as", "of", "in", "on", "at", "by", "for", "with", "without", "from", "to", "into", "onto",
		"over", "under", "about", "after", "before", "between", "among", "through", "during", "within",
		"via", "per", "not", "also", "only", "even", "both", "either", "neither", "too", "very", "just",
		"not-yet", "maybe", "perhaps", "whom", "whose", "upon", "against", "across", "around", "out", "up",
		"down", "off", "away", "back", "again", "now", "later", "here", "there", "is", "are", "was", "were",
		"has", "had", "does", "did", "can", "could", "will", "would", "should", "may", "might", "must",
		"shall", "like", "including", "such", "etc", "e.g", "i.e", "same", "whereas", "towards", "throughout",
		"therefore", "however", "hence", "still", "always", "never", "often", "else", "instead", "especially",
		"particularly", "possibly", "forth", "elsewhere", "together", "apart", "aside", "abroad", "home", "afterwards", "rather", "i", "we":
		return true
	}
	return isDeterminer(text) || isPronoun(text)
}

// isParticle says that a word can belong to the verb before it: "log in".
func isParticle(text string) bool {
	switch text {
	case "in", "out", "up", "on", "off", "down", "over", "back", "away", "through":
		return true
	}
	return false
}

func isAdverb(text string) bool {
	if strings.HasSuffix(text, "ly") && len(text) > 4 {
		return text != "apply" && text != "reply" && text != "supply" && text != "multiply" && text != "comply"
	}
	switch text {
	case "also", "then", "just", "only", "even", "again", "later", "always", "never", "not", "either",
		"both", "further", "better", "still", "optionally", "first", "next", "now", "subsequently":
		return true
	}
	return false
}

// opensClause says that a word opens a clause of its own, whose verbs are not
// the story's actions.
func opensClause(text string) bool {
	switch text {
	case "that", "which", "who", "whom", "whose", "where", "when", "whenever", "while", "if", "whether",
		"what", "how", "why", "after", "before", "until", "unless", "once", "as", "since", "wherever",
		"whatever", "whoever":
		return true
	}
	return false
}
