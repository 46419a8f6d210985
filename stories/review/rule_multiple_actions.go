package review

import (
	"fmt"
	"strings"
)

// storyMultipleActions finds stories that want two things at once.
func storyMultipleActions() Rule {
	return Rule{
		Name: "story/multiple-actions", Severity: Info,
		Summary: "the story joins several actions of its role",
		story: func(s *story, f *finder) {
			if !s.parts.formed() {
				return
			}
			found := actionsOf(s.words, s.parts, s.known.verbs)
			if len(found) < 2 {
				return
			}
			f.words(s, s.actionAt(found, 1), fmt.Sprintf("%s actions in one story, %s: split it, or keep the one that matters",
				number(len(found)), s.actionNames(found)), "")
		},
	}
}

// actionNames gives the actions as they are written: "a", "b" and "c".
func (s *story) actionNames(found []int) string {
	names := make([]string, len(found))
	for i := range found {
		names[i] = fmt.Sprintf("%q", s.short(s.actionAt(found, i)))
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// actionAt is the action that the n-th verb begins: the verb, and its object
// as far as the next comma, conjunction or clause.
func (s *story) actionAt(found []int, n int) span {
	to := s.parts.means.to
	if n+1 < len(found) {
		to = found[n+1]
	}
	i := found[n] + 1
	for i < to && !s.words[i].mark && !s.isJoint(i) && i < found[n]+5 {
		i++
	}
	return span{found[n], i}
}

func (s *story) isJoint(i int) bool {
	switch s.words[i].text {
	case "and", "or", "then", "to", "as", "in", "on", "for", "with", "from", "by", "at", "of":
		return true
	}
	return opensClause(s.words[i].text)
}

// short gives a span's words, cut to a length that fits a message.
func (s *story) short(in span) string {
	text := []rune(s.said(in))
	if len(text) > 40 {
		return string(text[:39]) + "…"
	}
	return string(text)
}

// number gives a small number in words.
func number(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six"}
	if n < len(words) {
		return words[n]
	}
	return fmt.Sprint(n)
}
