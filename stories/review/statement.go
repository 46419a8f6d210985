package review

import "strings"

// doing gives the things-to-be-made that a statement's first verb promises:
// "Launch", "Build", "Migrate to".
func isOutputVerb(text string) bool {
	switch text {
	case "launch", "build", "implement", "ship", "release", "deliver", "create", "add", "develop", "migrate", "redesign",
		"introduce", "rewrite", "replace", "refactor", "roll", "rollout", "integrate", "install", "deploy", "port", "rebuild",
		"publish", "write", "set", "upgrade", "convert", "move", "switch", "adopt", "finish", "complete", "modernise", "modernize",
		"revamp", "design", "automate", "consolidate", "provide", "offer", "support", "start", "open", "merge":
		return true
	}
	return false
}

// isOutcomeVerb knows the verbs that tell a change for somebody.
func isOutcomeVerb(text string) bool {
	switch text {
	case "increase", "reduce", "decrease", "raise", "lower", "grow", "cut", "double", "halve", "triple", "improve", "shorten",
		"lift", "boost", "lessen", "keep", "retain", "win", "save", "drop", "reach", "let", "help", "make", "minimise", "minimize",
		"maximise", "maximize", "eliminate", "prevent", "avoid":
		return true
	}
	return false
}

// isMaking knows "by building": making something as the way to a goal.
func isMaking(text string) bool {
	switch text {
	case "launching", "building", "implementing", "shipping", "releasing", "delivering", "creating", "adding", "developing",
		"migrating", "redesigning", "introducing", "rewriting", "replacing", "refactoring", "rolling", "integrating",
		"installing", "deploying", "porting", "rebuilding", "upgrading", "converting", "moving", "switching", "adopting",
		"using", "automating", "modernising", "modernizing":
		return true
	}
	return false
}

// said gives words from..to as written.
func saidIn(text string, words []word, in span) string {
	if in.empty() {
		return ""
	}
	return strings.TrimSpace(text[words[in.from].start:words[in.to-1].end])
}
