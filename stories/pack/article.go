package pack

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Article puts "a" or "an" before a name, by its sound: an hourly worker, a
// user, an SRE.
func Article(name string) string {
	if name == "" {
		return ""
	}
	if vowelSound(name) {
		return "an " + name
	}
	return "a " + name
}

func vowelSound(name string) bool {
	word, _, _ := strings.Cut(name, " ")
	word, _, _ = strings.Cut(word, "-")
	if spelledOut(word) {
		return strings.ContainsRune("AEFHILMNORSX8", firstRune(word))
	}
	lower := strings.ToLower(word)
	for _, silent := range []string{"hour", "honest", "honor", "honour", "heir"} {
		if strings.HasPrefix(lower, silent) {
			return true
		}
	}
	for _, consonant := range []string{"uni", "use", "usu", "usab", "util", "eu", "ewe", "one", "once", "ubiq", "uk", "ur"} {
		if strings.HasPrefix(lower, consonant) {
			return strings.HasPrefix(lower, "unin") || strings.HasPrefix(lower, "unim") ||
				strings.HasPrefix(lower, "unid") || lower == "urban" || lower == "urgent"
		}
	}
	return strings.ContainsRune("aeiou8", firstRune(lower))
}

// spelledOut tells an abbreviation that is said letter by letter, as SRE or HR.
func spelledOut(word string) bool {
	letters := strings.TrimRight(word, "s")
	n := utf8.RuneCountInString(letters)
	return n >= 1 && n <= 4 && letters == strings.ToUpper(letters) && unicode.IsLetter(firstRune(letters))
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

func upperFirst(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	if n == 0 || r == utf8.RuneError {
		return text
	}
	return string(unicode.ToUpper(r)) + text[n:]
}

// lowerFirst makes a text fit for the middle of a sentence: its first letter is
// made small unless the word is a name or an abbreviation, as in "API calls".
func lowerFirst(text string) string {
	word, _, _ := strings.Cut(text, " ")
	if !plainlyCapital(word) {
		return text
	}
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(r)) + text[n:]
}

// plainlyCapital tells a word with one capital, at its head: "Weekly", not
// "API", "iOS" or "A".
func plainlyCapital(word string) bool {
	r, n := utf8.DecodeRuneInString(word)
	rest := word[n:]
	return unicode.IsUpper(r) && (rest == "" && r == 'A' || rest != "" && rest == strings.ToLower(rest))
}

// Sentence begins a text with a capital.
func Sentence(text string) string { return upperFirst(text) }
