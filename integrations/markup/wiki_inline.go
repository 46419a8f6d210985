package markup

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// inline reads one line of wiki text.
func (r *wikiReader) inline(line string) []run {
	p := &wikiInline{r: r, text: line}
	p.read(0, len(line), run{})
	return p.out
}

// wikiInline reads a line; each character is looked at once a level of
// formatting, and there are few levels.
type wikiInline struct {
	r    *wikiReader
	text string
	out  []run
	// forced are the formattings opened by marks in braces.
	forced marks
	// hopeless are the looks for the end of a formatting that found none.
	hopeless map[look]bool
}

// look is a search for a mark up to a place.
type look struct {
	name string
	to   int
}

func (p *wikiInline) add(text string, as run) {
	as.text = text
	if as.marks&codeSpan == 0 {
		as.marks |= p.forced
	}
	p.out = append(p.out, as)
}

// insert puts plain text before what was read after it.
func (p *wikiInline) insert(at int, text string, as run, forced marks) {
	as.text = text
	as.marks |= forced
	p.out = slices.Insert(p.out, at, as)
}

func (p *wikiInline) read(from, to int, as run) {
	plain := from
	for i := from; i < to; {
		before, forced := len(p.out), p.forced
		n := p.special(i, to, as)
		if n == 0 {
			i++
			continue
		}
		if plain < i {
			p.insert(before, p.text[plain:i], as, forced)
		}
		i += n
		plain = i
	}
	if plain < to {
		p.add(p.text[plain:to], as)
	}
}

// special reads what is more than a character at i, and gives its length; 0 for
// a plain character.
func (p *wikiInline) special(i, to int, as run) int {
	rest := p.text[i:to]
	switch rest[0] {
	case '\\':
		return p.backslash(rest, as)
	case '{':
		return p.brace(rest, as)
	case '[':
		return p.link(i, to, as)
	case '!':
		return p.image(i, to, as)
	case '&':
		if m := entity.FindString(rest); m != "" {
			p.add(html.UnescapeString(m), as)
			return len(m)
		}
	case 'h':
		if as.href == "" && p.boundary(i) {
			if n := bareURL(rest); n > 0 {
				link := as
				link.href = rest[:n]
				p.add(rest[:n], link)
				return n
			}
		}
	case '*', '_', '-', '+', '^', '~', '?':
		return p.phrase(i, to, as)
	}
	return 0
}

func (p *wikiInline) backslash(rest string, as run) int {
	if len(rest) < 2 {
		return 0
	}
	if rest[1] == '\\' {
		p.out = append(p.out, run{brk: true})
		return 2
	}
	if isASCIIPunct(rest[1]) {
		p.add(rest[1:2], as)
		return 2
	}
	return 0
}

var (
	colorTag  = regexp.MustCompile(`^\{color(:[^}\n]{1,30})?\}`)
	anchorTag = regexp.MustCompile(`^\{anchor:[^}\n]*\}`)
	macroName = regexp.MustCompile(`^\{([A-Za-z][A-Za-z-]{1,30}):[^}\n]*\}`)
	forcedTag = regexp.MustCompile(`^\{([*_+^~-]|\?\?)\}`)
)

func (p *wikiInline) brace(rest string, as run) int {
	if strings.HasPrefix(rest, "{{") {
		if end := monoEnd(rest); end > 0 {
			as.marks = codeSpan
			p.add(p.plain(rest[2:end]), as)
			return end + 2
		}
	}
	if m := forcedTag.FindStringSubmatch(rest); m != nil {
		p.force(m[1])
		return len(m[0])
	}
	if m := colorTag.FindString(rest); m != "" {
		p.r.lossy.add("coloured text")
		return len(m)
	}
	if m := anchorTag.FindString(rest); m != "" {
		p.r.lossy.add("an anchor")
		return len(m)
	}
	if m := macroName.FindStringSubmatch(rest); m != nil {
		p.r.lossy.add("the macro " + m[1])
	}
	return 0
}

func (p *wikiInline) force(name string) {
	if m, ok := phraseMark(name); ok {
		p.forced ^= m
		return
	}
	p.lose(name)
}

func monoEnd(rest string) int {
	for i := 2; i+1 < len(rest); i++ {
		switch {
		case rest[i] == '\\':
			i++
		case rest[i] == '}' && rest[i+1] == '}' && i > 2:
			return i
		}
	}
	return -1
}

// plain resolves escapes and character references in a text.
func (p *wikiInline) plain(text string) string {
	return unescape(text)
}

// boundary says whether no word ends right before i.
func (p *wikiInline) boundary(i int) bool {
	before, _ := utf8.DecodeLastRuneInString(p.text[:i])
	return i == 0 || !wordRune(before)
}

func phraseMark(name string) (marks, bool) {
	switch name {
	case "*":
		return strong, true
	case "_":
		return emph, true
	case "-":
		return strike, true
	}
	return 0, false
}

func (p *wikiInline) lose(name string) {
	switch name {
	case "+":
		p.r.lossy.add("underlined text")
	case "^", "~":
		p.r.lossy.add("raised or lowered text")
	default:
		p.r.lossy.add("a citation")
	}
}

// phrase reads formatting that begins at i, such as *bold*.
func (p *wikiInline) phrase(i, to int, as run) int {
	name := p.text[i : i+1]
	if name == "?" {
		if !strings.HasPrefix(p.text[i:to], "??") {
			return 0
		}
		name = "??"
	}
	m, known := phraseMark(name)
	if as.marks&m != 0 || !p.boundary(i) || (p.forced&m != 0 && known) {
		return 0
	}
	end := p.phraseEnd(i, to, name)
	if end < 0 {
		return 0
	}
	if !known {
		p.lose(name)
	}
	as.marks |= m
	p.read(i+len(name), end, as)
	return end + len(name) - i
}

// phraseEnd finds where formatting that begins at i ends, -1 for nowhere.
func (p *wikiInline) phraseEnd(i, to int, name string) int {
	from := i + len(name)
	if from >= to || space(rune(p.text[from])) || p.text[from] == name[0] {
		return -1
	}
	if p.hopeless[look{name, to}] {
		return -1
	}
	for j := from; j < to; j++ {
		switch p.text[j] {
		case '\\':
			j++
			continue
		case '{':
			if strings.HasPrefix(p.text[j:to], "{{") {
				if end := monoEnd(p.text[j:to]); end > 0 {
					j += end + 1
				}
			} else if m := forcedTag.FindString(p.text[j:to]); m != "" {
				j += len(m) - 1
			}
			continue
		case '[':
			if end := linkEnd(p.text[j:to]); end > 0 && strings.Contains(p.text[j:j+end], "|") {
				j += end
			}
			continue
		case 'h':
			if p.boundary(j) {
				if n := bareURL(p.text[j:to]); n > 0 {
					j += n - 1
				}
			}
			continue
		}
		if j > from && strings.HasPrefix(p.text[j:to], name) && !space(rune(p.text[j-1])) && p.wordEnds(j+len(name)) {
			return j
		}
	}
	if p.hopeless == nil {
		p.hopeless = map[look]bool{}
	}
	p.hopeless[look{name, to}] = true
	return -1
}

// wordEnds says whether no word begins at j.
func (p *wikiInline) wordEnds(j int) bool {
	if j >= len(p.text) {
		return true
	}
	after, _ := utf8.DecodeRuneInString(p.text[j:])
	return !wordRune(after) && after != rune(p.text[j-1])
}
