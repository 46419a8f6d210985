package markup

import (
	"regexp"
	"strings"
)

// linkEnd gives where the bracket that a text begins with closes, 0 for never.
func linkEnd(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '[':
			return 0
		case ']':
			return i
		}
	}
	return 0
}

func (p *wikiInline) link(i, to int, as run) int {
	end := linkEnd(p.text[i:to])
	if end < 2 || as.href != "" {
		return 0
	}
	inner := p.text[i+1 : i+end]
	switch inner[0] {
	case '~':
		p.r.lossy.add("a mention of " + clip(inner[1:]))
		p.add("@"+p.plain(inner[1:]), as)
		return end + 1
	case '^':
		p.r.lossy.add("an attachment")
		p.add("(attachment: "+p.plain(inner[1:])+")", as)
		return end + 1
	}
	label, href, title, ok := linkParts(inner)
	if !ok {
		return 0
	}
	if strings.HasPrefix(href, "~") {
		p.r.lossy.add("a mention of " + clip(href[1:]))
		p.add("@"+href[1:], as)
		return end + 1
	}
	as.href, as.title = p.plain(href), p.plain(title)
	if label < 0 {
		p.add(as.href, as)
		return end + 1
	}
	p.read(i+1, i+1+label, as)
	return end + 1
}

// linkParts parts a link at its bars; label is how long the label is, -1 for
// none.
func linkParts(inner string) (label int, href, title string, ok bool) {
	bar := unescapedBar(inner)
	if bar < 0 {
		ok = bareURL(inner) > 0 || strings.HasPrefix(inner, "mailto:") || strings.HasPrefix(inner, "#")
		return -1, inner, "", ok
	}
	rest := inner[bar+1:]
	href = rest
	if second := unescapedBar(rest); second >= 0 {
		href, title = rest[:second], rest[second+1:]
	}
	href = strings.TrimSpace(href)
	if strings.TrimSpace(inner[:bar]) == "" {
		return -1, href, title, href != ""
	}
	return bar, href, title, href != ""
}

func unescapedBar(text string) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '|':
			return i
		}
	}
	return -1
}

var imageTag = regexp.MustCompile(`^!([^\s!|{}\[\]\\][^!|\n]{0,1000})(\|[^!\n]{0,300})?!`)

// image reads a picture: one on the web as a link after an exclamation mark, as
// Markdown's are here; an attachment cannot be kept.
func (p *wikiInline) image(i, to int, as run) int {
	if !p.boundary(i) || as.href != "" {
		return 0
	}
	m := imageTag.FindStringSubmatch(p.text[i:to])
	if m == nil {
		return 0
	}
	if bareURL(m[1]) == len(m[1]) {
		alt := m[1]
		for _, param := range strings.Split(strings.TrimPrefix(m[2], "|"), ",") {
			if value, ok := strings.CutPrefix(strings.TrimSpace(param), "alt="); ok && value != "" {
				alt = strings.Trim(value, `"`)
			}
		}
		p.add("!", as)
		as.href = m[1]
		p.add(alt, as)
		return len(m[0])
	}
	if !strings.Contains(m[1], ".") {
		return 0
	}
	p.r.lossy.add("an attachment")
	p.add("(attachment: "+m[1]+")", as)
	return len(m[0])
}
