package pack

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"plotline/roadmap/source"
)

// leadLimit keeps a pack from calling its template first whatever is said.
const leadLimit = 2.0

// checker finds the mistakes of one template and compiles its texts.
type checker struct {
	template *Template
	phrases  *phrases
	problems source.Problems
}

func (c *checker) problem(at source.Position, format string, args ...any) {
	c.problems = append(c.problems, c.template.file.Problem(at, "", fmt.Sprintf(format, args...), ""))
}

func (c *checker) check() {
	t := c.template
	if t.Extends != "" && t.Name == "" {
		t.Name = t.Extends
	}
	if !name.MatchString(t.Name) {
		c.problem(t.At("name"), "a template's name is small letters, digits and hyphens, not %q", t.Name)
	}
	c.checkWords()
	c.readTopics()
	c.checkEpic()
	if len(t.Slots) == 0 && t.Extends == "" {
		c.problem(t.Position(), "template %q has no slots", t.Name)
	}
	seen := map[string]bool{}
	for i, slot := range t.Slots {
		if slot == nil {
			c.problem(t.At(fmt.Sprintf("slots[%d]", i)), "slot %d is empty", i+1)
			continue
		}
		if slot.ID != "" && seen[slot.ID] {
			c.problem(slot.At("id"), "two slots have the ID %q", slot.ID)
		}
		seen[slot.ID] = true
		c.checkSlot(slot)
	}
	t.Slots = slices.DeleteFunc(t.Slots, func(s *Slot) bool { return s == nil })
}

func (c *checker) checkWords() {
	m := &c.template.Match
	if math.Abs(m.Lead) > leadLimit {
		c.problem(m.At("lead"), "lead is %v; it may be from -%v to %v", m.Lead, leadLimit, leadLimit)
	}
	for _, group := range []struct {
		way     string
		phrases []string
		weight  float64
	}{{"sure", m.Sure, sure}, {"likely", m.Likely, likely}, {"hint", m.Hint, hint}, {"not", m.Not, 0}} {
		for i, text := range group.phrases {
			p, err := c.phrases.parse(text)
			if err != nil {
				c.problem(m.At(fmt.Sprintf("%s[%d]", group.way, i)), "phrase %q: %v", text, err)
				continue
			}
			m.phrases = append(m.phrases, weighted{pattern: p, weight: group.weight})
		}
	}
}

// readTopics makes phrases of the template's names: an initiative is often
// called just that, as in "Better search". A problem says more, and names of
// kinds are too short a hint in it.
func (c *checker) readTopics() {
	t := c.template
	if t.Name == Generic || t.Name == Measure || t.Name == Initiative {
		return
	}
	for _, name := range append([]string{t.Name}, t.Aliases...) {
		if p, err := c.phrases.parse(strings.ReplaceAll(name, "-", " ")); err == nil {
			t.topics = append(t.topics, weighted{pattern: p, weight: sure, topic: true})
		}
	}
}

func (c *checker) checkEpic() {
	e := &c.template.Epic
	e.title = c.compiled(e.At("title"), "epic title", e.Title)
	e.narrative = c.compiled(e.At("narrative"), "epic narrative", e.Narrative)
	c.checkCriteria("epic", e.Criteria)
}

func (c *checker) checkSlot(s *Slot) {
	where := fmt.Sprintf("slot %q", s.ID)
	s.owner = c.template.Name
	if s.ID != "" && !name.MatchString(s.ID) {
		c.problem(s.At("id"), "a slot's ID is small letters, digits and hyphens, not %q", s.ID)
	}
	for i, text := range s.Words {
		p, err := c.phrases.parse(text)
		if err != nil {
			c.problem(s.At(fmt.Sprintf("words[%d]", i)), "phrase %q: %v", text, err)
			continue
		}
		s.phrases = append(s.phrases, p)
	}
	s.when = c.compiled(s.At("when"), where+" when", s.When)
	s.title = c.compiled(s.At("title"), where+" title", s.Title)
	s.narrative = c.compiled(s.At("narrative"), where+" narrative", s.Narrative)
	s.note = c.compiled(s.At("notes"), where+" notes", s.Notes)
	c.checkCriteria(where, s.Criteria)
}

func (c *checker) checkCriteria(where string, criteria []Criterion) {
	seen := map[string]bool{}
	for i := range criteria {
		criterion := &criteria[i]
		if criterion.ID != "" && !name.MatchString(criterion.ID) {
			c.problem(criterion.At("id"), "%s: a criterion's ID is small letters, digits and hyphens, not %q", where, criterion.ID)
		}
		if criterion.ID != "" && seen[criterion.ID] {
			c.problem(criterion.At("id"), "%s: two criteria have the ID %q", where, criterion.ID)
		}
		seen[criterion.ID] = true
		criterion.text = c.compiled(criterion.At("text"), where+" criterion "+criterion.ID, criterion.Text)
	}
}

// checkTogether finds what only the whole pack can tell: names that meet,
// companions and needs that name nothing.
func (l *loader) checkTogether() {
	owner := map[string]*Template{}
	for _, t := range l.templates {
		owner[t.Name] = t
	}
	for _, t := range l.templates {
		for i, alias := range t.Aliases {
			if other, taken := owner[alias]; taken && other != t {
				l.problem(t, t.At(fmt.Sprintf("aliases[%d]", i)), "alias %q is taken by template %q", alias, other.Name)
				continue
			}
			owner[alias] = t
		}
		l.checkNeeds(t)
	}
	l.checkHeard(owner)
	for _, t := range l.templates {
		for i := range t.Companions {
			l.checkCompanion(t, &t.Companions[i], owner)
		}
	}
}

func (l *loader) checkNeeds(t *Template) {
	for _, s := range t.Slots {
		for i, need := range s.Needs {
			at := s.At(fmt.Sprintf("needs[%d]", i))
			switch {
			case need == s.ID:
				l.problem(t, at, "slot %q needs itself", s.ID)
			case t.Slot(need) == nil:
				l.problem(t, at, "slot %q needs %q, which template %q does not have", s.ID, need, t.Name)
			case reaches(t, need, s.ID, map[string]bool{}):
				l.problem(t, at, "slots %q and %q need one another", s.ID, need)
			}
		}
	}
}

// reaches tells whether a slot comes, through its needs, to another.
func reaches(t *Template, from, to string, seen map[string]bool) bool {
	slot := t.Slot(from)
	if slot == nil || seen[from] {
		return false
	}
	seen[from] = true
	return slices.ContainsFunc(slot.Needs, func(need string) bool {
		return need == to || reaches(t, need, to, seen)
	})
}

func (l *loader) checkCompanion(t *Template, c *Companion, owner map[string]*Template) {
	other, ok := owner[c.Template]
	if !ok {
		l.problem(t, c.At("template"), "no template is named %q", c.Template)
		return
	}
	for i, id := range c.Slots {
		if other.Slot(id) == nil {
			l.problem(t, c.At(fmt.Sprintf("slots[%d]", i)), "template %q has no slot %q", other.Name, id)
		}
	}
	for i, text := range c.Words {
		p, err := l.phrases.parse(text)
		if err != nil {
			l.problem(t, c.At(fmt.Sprintf("words[%d]", i)), "phrase %q: %v", text, err)
			continue
		}
		c.phrases = append(c.phrases, p)
	}
}

// extend adds a template's words, companions and slots to the one it extends;
// slots of the same ID are replaced.
func (l *loader) extend(t *Template) {
	at := slices.IndexFunc(l.templates, func(other *Template) bool { return other.Name == t.Extends })
	if at < 0 {
		l.problem(t, t.At("extends"), "there is no template %q to extend", t.Extends)
		return
	}
	merged := *l.templates[at]
	merged.Version = digest([]byte(merged.Version), []byte(t.Version))
	merged.Aliases = join(merged.Aliases, t.Aliases)
	merged.heard = join(merged.heard, t.heard)
	merged.topics = join(merged.topics, t.topics)
	merged.Companions = join(merged.Companions, t.Companions)
	merged.Match.Sure = join(merged.Match.Sure, t.Match.Sure)
	merged.Match.Likely = join(merged.Match.Likely, t.Match.Likely)
	merged.Match.Hint = join(merged.Match.Hint, t.Match.Hint)
	merged.Match.Not = join(merged.Match.Not, t.Match.Not)
	merged.Match.phrases = join(merged.Match.phrases, t.Match.phrases)
	merged.Slots = slices.Clone(merged.Slots)
	for _, slot := range t.Slots {
		slot.owner = merged.Name
		if i := slices.IndexFunc(merged.Slots, func(s *Slot) bool { return s.ID == slot.ID }); i >= 0 {
			merged.Slots[i] = slot
			continue
		}
		merged.Slots = append(merged.Slots, slot)
	}
	l.templates[at] = &merged
}

func join[T any](a, b []T) []T { return append(slices.Clip(slices.Clone(a)), b...) }
