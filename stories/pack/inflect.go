package pack

import (
	"maps"
	"slices"
	"strings"
)

// irregular are plurals that no rule gives.
var irregular = map[string]string{
	"person": "people", "man": "men", "woman": "women", "child": "children", "foot": "feet",
	"tooth": "teeth", "analysis": "analyses", "crisis": "crises", "datum": "data",
	"medium": "media", "criterion": "criteria", "staff": "staff", "series": "series",
	"species": "species", "equipment": "equipment", "information": "information", "data": "data",
	"content": "content", "software": "software", "news": "news", "sheep": "sheep",
	"spokesperson": "spokespeople", "salesperson": "salespeople", "craftsman": "craftsmen",
	"tradesperson": "tradespeople", "wife": "wives", "life": "lives", "leaf": "leaves", "shelf": "shelves",
	"midwife": "midwives", "bus": "buses", "status": "statuses", "campus": "campuses", "hero": "heroes",
	"alumnus": "alumni", "index": "indexes", "knife": "knives", "half": "halves",
}

// endsInS are nouns of one whose end looks like that of many.
var endsInS = []string{
	"boss", "bus", "status", "campus", "analysis", "process", "business", "address", "access",
	"news", "series", "species", "crisis", "basis", "diagnosis", "gas", "lens", "canvas", "chris",
	"focus", "bonus", "census", "virus", "class", "glass", "pass", "devops", "ops", "sales", "alumnus",
	"christmas", "atlas", "witness", "hostess", "waitress", "actress", "mistress", "princess", "paralympics", "logistics",
	"analytics", "mathematics", "physics", "economics", "premises", "works",
}

// singular gives one of a noun that may be one or many already.
func singular(noun string) string {
	lower := strings.ToLower(noun)
	if one, ok := irregularOnes[lower]; ok {
		return one
	}
	switch {
	case len(noun) < 3, !strings.HasSuffix(lower, "s"), slices.Contains(endsInS, lower),
		strings.HasSuffix(lower, "ss"), strings.HasSuffix(lower, "'s"):
		return noun
	case spelledOut(noun):
		return strings.TrimSuffix(noun, "s")
	case strings.HasSuffix(lower, "ies") && len(lower) > 4:
		return noun[:len(noun)-3] + "y"
	case hasAnySuffix(lower, "sses", "shes", "ches", "xes", "zzes"):
		return noun[:len(noun)-2]
	}
	return noun[:len(noun)-1]
}

// plural gives many of a noun of which there is one.
func plural(noun string) string {
	lower := strings.ToLower(noun)
	if many, ok := irregular[lower]; ok {
		return many
	}
	switch {
	case noun == "":
		return ""
	case spelledOut(noun):
		return noun + "s"
	case strings.HasSuffix(lower, "y") && len(lower) > 1 && !strings.ContainsRune("aeiou", rune(lower[len(lower)-2])):
		return noun[:len(noun)-1] + "ies"
	case hasAnySuffix(lower, "s", "sh", "ch", "x", "z"):
		return noun + "es"
	case strings.HasSuffix(lower, "man") && !hasAnySuffix(lower, "human", "german"):
		return noun[:len(noun)-2] + "en"
	}
	return noun + "s"
}

// irregularOnes are the plurals of irregular with their singulars; of two the
// first by name.
var irregularOnes = func() map[string]string {
	ones := map[string]string{}
	for _, one := range slices.Sorted(maps.Keys(irregular)) {
		if many := irregular[one]; many != one && ones[many] == "" {
			ones[many] = one
		}
	}
	return ones
}()

func hasAnySuffix(text string, ends ...string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(text, end) })
}

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		out[word] = true
	}
	return out
}

// manyOfNoun inflects a phrase's last word.
func manyOfNoun(text string) string {
	if text == "" {
		return ""
	}
	at := lastWord(text)
	return text[:at] + pluralNoun(text[at:])
}

// pluralNoun is plural, but for what is many already or cannot be counted.
func pluralNoun(noun string) string {
	lower := strings.ToLower(noun)
	if singular(noun) != noun || uncounted[lower] || irregularOnes[lower] != "" {
		return noun
	}
	return plural(noun)
}

var uncounted = setOf("data paper stock history damage overtime equipment information software content news work money pay paperwork feedback mail evidence traffic staff time inventory acreage guidance documentation " +
	"code compensation occupancy help support progress access advice luggage furniture homework knowledge reading usage spend spending")
