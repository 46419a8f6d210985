package pack

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"plotline/roadmap/source"
)

// functions are all that a pack's texts can call. Each takes and gives text,
// and gives little more than it was given.
func functions() template.FuncMap {
	return template.FuncMap{
		"a":        Article,
		"sentence": Sentence,
		"lower":    strings.ToLower,
		"quote":    quote,
		"list":     list,
		"my":       inFirstPerson,
		"alone":    alone,
		"clip":     func(text string) string { return clip(text, 70) },
	}
}

func knownFunction(name string) error {
	if slices.Contains(builtins, name) {
		return nil
	}
	if _, ok := functions()[name]; ok {
		return nil
	}
	names := slices.Clone(builtins)
	for own := range functions() {
		names = append(names, own)
	}
	slices.Sort(names)
	return fmt.Errorf("function %q is not allowed in a pack; there are %s", name, strings.Join(names, ", "))
}

func knownField(path []string) error {
	if len(path) == 0 {
		return nil
	}
	if len(path) > 1 {
		return fmt.Errorf("the view has no field %q", "."+strings.Join(path, "."))
	}
	known := viewFields()
	if slices.Contains(known, path[0]) {
		return nil
	}
	if near := source.Nearest(path[0], known); near != "" {
		return fmt.Errorf("the view has no field .%s; did you mean .%s?", path[0], near)
	}
	return fmt.Errorf("the view has no field .%s; fields: %s", path[0], strings.Join(known, ", "))
}

// quote puts a text in typographic marks, which no markup takes for its own.
func quote(text string) string { return "“" + text + "”" }

// aside is where a clause about the time or the reason begins.
var aside = regexp.MustCompile(` (?:when|while|if|before|after|because|until|unless|as soon as|without)\b`)

// alone says of what people do that they do it by themselves: "get a refund by
// themselves when an item is missing".
func alone(act string) string {
	if at := aside.FindStringIndex(act); at != nil {
		return act[:at[0]] + " by themselves" + act[at[0]:]
	}
	return act + " by themselves"
}

// list joins texts as a person would: "a", "a and b", "a, b and c".
func list(texts []string) string {
	switch n := len(texts); n {
	case 0:
		return ""
	case 1:
		return texts[0]
	default:
		return strings.Join(texts[:n-1], ", ") + " and " + texts[n-1]
	}
}

// clip cuts a text at a word, with an ellipsis, so that a title stays one.
func clip(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	cut := string(runes[:most])
	if at := strings.LastIndexByte(cut, ' '); at > most/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}

func viewLists() string {
	return "." + strings.Join(listFields(), ", .")
}
