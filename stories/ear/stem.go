package ear

import (
	"slices"
	"strings"
)

// stem takes the inflections off a word: plural, -ed, -ing. It goes no further
// on purpose: a full stemmer makes one of customer and customize, or of account
// and accountability, which call different templates. Words that belong
// together all the same stand in forms.
func Stem(word string) string {
	word = american(word)
	if base, ok := forms[word]; ok {
		word = base
	}
	if len(word) < 4 || uninflected[word] {
		return trimE(word)
	}
	return trimE(withoutEnding(withoutPlural(word)))
}

func withoutPlural(word string) string {
	switch {
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		return word[:len(word)-3] + "y"
	case endsIn(word, "sses", "shes", "ches", "xes", "zzes"):
		return word[:len(word)-2]
	case endsIn(word, "ss", "us", "is", "'s") || !strings.HasSuffix(word, "s"):
		return word
	}
	return word[:len(word)-1]
}

func withoutEnding(word string) string {
	if uninflected[word] {
		return word
	}
	if base, ok := forms[word]; ok {
		return base
	}
	if strings.HasSuffix(word, "ied") && len(word) > 4 {
		return word[:len(word)-3] + "y"
	}
	for _, ending := range [...]string{"ing", "ed"} {
		base, ok := strings.CutSuffix(word, ending)
		if !ok || len(base) < 2 || !strings.ContainsAny(base, "aeiouy") || strings.HasSuffix(word, "eed") {
			continue
		}
		return mended(base)
	}
	return word
}

// mended gives back what a word had before -ing or -ed: hop(p)ing, hop(e)ing.
func mended(base string) string {
	n := len(base)
	if n > 2 && base[n-1] == base[n-2] && !strings.ContainsRune("lsz", rune(base[n-1])) {
		return base[:n-1]
	}
	if n == 3 && vowel(base[1]) && !vowel(base[0]) && !vowel(base[2]) && !strings.ContainsRune("wxy", rune(base[2])) {
		return base + "e"
	}
	if n == 2 && vowel(base[0]) && !vowel(base[1]) {
		return base + "e"
	}
	return base
}

// trimE makes one of manage and manag(ing); short words keep their e, for wine
// is not win.
func trimE(word string) string {
	if len(word) > 4 {
		return strings.TrimSuffix(word, "e")
	}
	return word
}

func vowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

// uninflected are words that only look inflected, or mean something else when
// they are.
var uninflected = setOf("training building meeting setting evening morning wedding housing " +
	"clothing string thing things nothing something anything everything spring during ceiling sibling feeling red need feed " +
	"speed seed hundred embed naked news lens process business address access always less unless this his does series " +
	"species sms gps os ios css aws sales pricing billing being king ring sing bring wing parking heating listing rating " +
	"rated briefing wellbeing outstanding understanding")

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		out[word] = true
	}
	return out
}

func endsIn(word string, ends ...string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(word, end) })
}
