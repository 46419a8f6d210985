package pack

import (
	"regexp"
	"strings"
)

// An initiative's name is often a promise: "Let guests do the paperwork before
// they arrive". What it promises is what its first story has to keep.
var (
	letThem  = regexp.MustCompile(`(?i)^(?:let|help|enable|allow) (.+)$`)
	showThem = regexp.MustCompile(`(?i)^(?:show|tell) (.{2,40}?) ((?:who|what|which|how|where|when|whether|why) .{4,})$`)
)

// promiseOf is what an initiative lets people do, by its name: "do the paperwork
// before they arrive", "see what a stay costs"; "" where it does not say.
func promiseOf(initiative string) string {
	if parts := showThem.FindStringSubmatch(initiative); parts != nil && namesPeople(parts[1]) {
		if what := plainly(firstOfTwo(parts[2])); what != "" {
			return "see " + what
		}
	}
	if parts := letThem.FindStringSubmatch(initiative); parts != nil {
		if act := behindPeople(parts[1]); act != "" {
			return plainly(firstOfTwo(strings.TrimPrefix(act, "to ")))
		}
	}
	return ""
}

// firstOfTwo is the first of two things that a promise names, where it is more
// than a word or two.
func firstOfTwo(promise string) string {
	if first, _, _ := strings.Cut(promise, " and "); len(strings.Fields(first)) > 2 {
		return first
	}
	return promise
}
