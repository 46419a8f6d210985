// Package who tells who of a product's team answers a question. What people ask
// is understood by questions that were asked before, a list for each kind in
// questions/; who has which role is the roadmap's to say.
package who

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"plotline/roadmap"
	"plotline/stories/ear"
)

// Answer says who answers a question, and what of the question told so.
type Answer struct {
	// Role is the role in words, "product owner"; Person is who has it in the
	// roadmap's team, zero where nobody is named.
	Role   string
	Person roadmap.Person
	// About is the kind of question, "the order of the backlog".
	About string
	// Words are the question's words that decided; none when it is like nothing
	// asked before and the product manager, who answers for the product, is the
	// fallback.
	Words []string
	// Instead is the role that has nobody, when Role stands in for it.
	Instead string
	// Also are other roles that the question may be for, likeliest first.
	Also []string
}

// sureFrom is how likely the kind of a question must be, and alsoFrom how likely
// beside it another one that is named too.
const (
	sureFrom = 0.25
	alsoFrom = 0.3
)

// Answers tells who of a team answers a question. It always names a role: what
// is like nothing asked before is the product manager's. The error is that of
// reading the lists, which are part of the program.
func Answers(team *roadmap.Team, question string) (Answer, error) {
	heard, err := listener()
	if err != nil {
		return Answer{}, err
	}
	meanings := heard.Hear([]ear.Text{{Text: question, Share: 1}})
	if len(meanings) == 0 || meanings[0].Share < sureFrom || len(meanings[0].Words) == 0 {
		return answer(team, productManager, "the product"), nil
	}
	about := subjectNamed(meanings[0].Name)
	out := answer(team, about.role, about.about)
	for _, word := range meanings[0].Words {
		out.Words = append(out.Words, word.Text)
	}
	for _, m := range meanings[1:] {
		name := subjectNamed(m.Name).role
		if m.Share >= meanings[0].Share*alsoFrom && name != out.Role && name != out.Instead && !slices.Contains(out.Also, name) {
			out.Also = append(out.Also, name)
		}
	}
	return out, nil
}

// answer finds who has a role, or stands in for it.
func answer(team *roadmap.Team, name, about string) Answer {
	out := Answer{Role: name, Person: roles[name].person(team), About: about}
	for out.Person.Name == "" && roles[out.Role].standIn != "" {
		out.Instead = name
		out.Role = roles[out.Role].standIn
		out.Person = roles[out.Role].person(team)
	}
	if out.Person.Name == "" {
		out.Role, out.Instead = name, ""
	}
	return out
}

//go:embed questions/*.txt
var questions embed.FS

// listener learns when the first question comes.
var listener = sync.OnceValues(func() (*ear.Ear, error) {
	kinds := make([]ear.Kind, len(subjects))
	for i, s := range subjects {
		lines, err := s.questions()
		if err != nil {
			return nil, err
		}
		kinds[i].Name = s.name
		for _, line := range lines {
			kinds[i].Sentences = append(kinds[i].Sentences, ear.Sentence{Text: line})
		}
	}
	return ear.Learn(kinds), nil
})

// questions are those of the subject's list.
func (s subject) questions() ([]string, error) {
	text, err := questions.ReadFile("questions/" + s.name + ".txt")
	if err != nil {
		return nil, fmt.Errorf("read what is asked about %s: %w", s.about, err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n"), nil
}
