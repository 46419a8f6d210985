package review

import (
	"slices"

	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories"
	"plotline/stories/pack"
)

// Input is what a review reads. Any part may be missing: a roadmap alone, a
// backlog with its roadmap, or nothing but a list of stories.
type Input struct {
	Roadmap *roadmap.Roadmap
	Backlog *stories.Backlog
	// Pack tells which pain points are of one kind. nil goes by words alone.
	Pack *pack.Pack
	// IsOpen says that an item is known not to be done; what is done or refused
	// needs no goal that goes on. nil takes every item for open.
	IsOpen func(*stories.Item) bool
	// Stories are any list of stories, in its order.
	Stories  []Text
	Settings Settings
}

// Settings are what a team decided about its reviews.
type Settings struct {
	// Severities gives rules another severity, or switches them [Off].
	Severities map[string]Severity
	// Drafted are the horizons that are drafted as stories; goals of others
	// need none. nil means [roadmap.Now] only.
	Drafted []roadmap.Horizon
	// Today tells what is overdue; the zero Date switches that off.
	Today roadmap.Date
	// MaxCriteria, MaxSize and MaxWords say when a story is too large; 0
	// leaves each at its default.
	MaxCriteria, MaxSize, MaxWords int
}

// Run gives what is wrong with the input: sorted by place, each finding once.
// It is pure; it does not change what it reads.
func Run(in Input) []Finding { return new(Memory).Run(in) }

func (p *pass) run() []Finding {
	for i := range p.texts {
		p.look(i)
	}
	local := len(p.found)
	for r, rule := range p.rules {
		if rule.whole != nil {
			rule.whole(p, &p.finders[r])
		}
	}
	return merged(Sort(p.found[:local:local]), Sort(p.found[local:]))
}

// look files what the rules find in one story, or found when it was the same.
func (p *pass) look(i int) {
	if p.items[i] == nil {
		p.gists = append(p.gists, p.judge(i))
		return
	}
	known := p.memory.of(p.items[i])
	if !known.told {
		begin := len(p.found)
		known.gist = p.judge(i)
		known.found, known.told = slices.Clone(p.found[begin:]), true
	} else {
		p.found = append(p.found, known.found...)
	}
	p.gists = append(p.gists, known.gist)
}

// judge asks the rules about one story, and gives its gist.
func (p *pass) judge(i int) gist {
	s := p.analyse(i)
	begin := len(p.found)
	for r, rule := range p.rules {
		if rule.story != nil {
			rule.story(s, &p.finders[r])
		}
	}
	slices.SortFunc(p.found[begin:], compare)
	return p.gistOf(s)
}

// pass is one run over an input.
type pass struct {
	Input
	texts []Text
	// items are the texts' items, nil for texts that are none.
	items []*stories.Item
	gists []gist
	rules []Rule
	// finders file what each rule finds, in the order of rules.
	finders []finder
	found   []Finding
	memory  *Memory
	words   lexicon
	stems   stemmer
	// coverage is what at least one story serves, nil until it is asked for.
	coverage map[roadmap.Ref]bool
	// terms are the words that the roadmap explains, nil until asked for.
	terms map[uint64]bool
}

func newPass(in Input, m *Memory) *pass {
	p := &pass{Input: in, memory: m, words: m.words, stems: m.stems}
	for _, rule := range Rules() {
		severity := rule.Severity
		if set, ok := in.Settings.Severities[rule.Name]; ok {
			severity = set
		}
		if severity == Off {
			continue
		}
		p.rules = append(p.rules, rule)
		p.finders = append(p.finders, finder{rule: rule.Name, severity: severity, found: &p.found})
	}
	p.texts = append(p.texts, in.Stories...)
	p.items = make([]*stories.Item, len(p.texts))
	p.takeBacklog()
	p.gists = make([]gist, 0, len(p.texts))
	return p
}

// takeBacklog appends the backlog's stories to the texts.
func (p *pass) takeBacklog() {
	if p.Backlog == nil {
		return
	}
	for _, item := range p.Backlog.Items {
		if item.Kind == stories.Story {
			p.texts = append(p.texts, textOf(item))
			p.items = append(p.items, item)
		}
	}
}

// merged joins two sorted lists into one.
func merged(a, b []Finding) []Finding {
	all := make([]Finding, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if compare(a[0], b[0]) <= 0 {
			all, a = append(all, a[0]), a[1:]
		} else {
			all, b = append(all, b[0]), b[1:]
		}
	}
	return append(append(all, a...), b...)
}

// story is one text with its analysis, shared by the rules.
type story struct {
	Text
	item  *stories.Item
	index int
	words []word
	// criteria are the criteria's words, nil until asked for.
	criteria [][]word
	parts    parts
	known    *lexicon
	pass     *pass
}

func (p *pass) analyse(i int) *story {
	words := tokenize(p.texts[i].Story)
	return &story{Text: p.texts[i], item: p.items[i], index: i, words: words, parts: split(words),
		known: &p.words, pass: p}
}

// said gives the words of a span as they were written.
func (s *story) said(sp span) string {
	if sp.empty() {
		return ""
	}
	return s.Story[s.words[sp.from].start:s.words[sp.to-1].end]
}

// finder files what one rule finds.
type finder struct {
	rule     string
	severity Severity
	found    *[]Finding
}

// add files a finding under the rule.
func (f *finder) add(finding Finding) {
	finding.Rule, finding.Severity = f.rule, f.severity
	*f.found = append(*f.found, finding)
}

// words files a finding that points at words of a story.
func (f *finder) words(s *story, sp span, message, hint string) {
	f.add(s.finding(sp, message, hint))
}

// finding points at words of a story.
func (s *story) finding(sp span, message, hint string) Finding {
	from, to := 0, 0
	if !sp.empty() && sp.to <= len(s.words) {
		from, to = int(s.words[sp.from].start), int(s.words[sp.to-1].end)
	}
	return s.bytes(from, to, message, hint)
}

func (s *story) bytes(from, to int, message, hint string) Finding {
	at, line := s.place(from)
	return Finding{Position: at, Length: runesOnLine(s.Story[from:to]), ID: s.ID,
		Message: message, Hint: hint, Excerpt: line}
}

// line files a finding that points at part of one line.
func (f *finder) line(l Line, id string, from, to int, message, hint string) {
	at := l.Position
	at.Column = max(1, at.Column) + len([]rune(l.Text[:from]))
	f.add(Finding{Position: at, Length: runesOnLine(l.Text[from:to]), ID: id, Message: message, Hint: hint,
		Excerpt: l.excerpt()})
}

// at files a finding at a place of the roadmap or a file.
func (f *finder) at(place source.Position, id, message, hint string) {
	f.add(Finding{Position: place, ID: id, Message: message, Hint: hint})
}
