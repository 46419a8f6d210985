package markup

import (
	"strings"
	"unicode/utf8"
)

// bareURL gives the length of the web address that text begins with, 0 for
// none. Sentence punctuation and unopened brackets at its end are not part of it.
func bareURL(text string) int {
	rest, ok := strings.CutPrefix(text, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(text, "http://")
	}
	if !ok {
		return 0
	}
	scheme := len(text) - len(rest)
	end := scheme
	for i, r := range text[scheme:] {
		if !inURL(r) {
			break
		}
		end = scheme + i + utf8.RuneLen(r)
	}
	end = trimURL(text, scheme, end)
	if end == scheme {
		return 0
	}
	return end
}

// inURL leaves out what ends an address in running text in one of the three
// markups, so that all three agree where a bare address stops.
func inURL(r rune) bool {
	if r <= ' ' || r == utf8.RuneError || r >= 0x7f {
		return false
	}
	return !strings.ContainsRune("<>\"`|\\^{}[]*", r)
}

func trimURL(text string, start, end int) int {
	for end > start {
		last := text[end-1]
		switch {
		case strings.IndexByte(".,:;!?'_~-+&", last) >= 0:
			end--
		case last == ')' && strings.Count(text[start:end], ")") > strings.Count(text[start:end], "("):
			end--
		default:
			return end
		}
	}
	return end
}

// cleanURL encodes what cannot stand in an address in one of the markups.
func cleanURL(href string) string {
	var b strings.Builder
	for i := 0; i < len(href); i++ {
		c := href[i]
		if c <= ' ' || c == 0x7f || strings.IndexByte("<>\"`|\\^{}[]*", c) >= 0 {
			const hex = "0123456789ABCDEF"
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD")
}

// splitURLs turns bare addresses in runs of text into links.
func splitURLs(runs []run) []run {
	out := make([]run, 0, len(runs))
	for _, r := range runs {
		if r.brk || r.href != "" || r.marks&codeSpan != 0 || !strings.Contains(r.text, "://") {
			out = append(out, r)
			continue
		}
		out = appendSplit(out, r)
	}
	return out
}

func appendSplit(out []run, r run) []run {
	text, from := r.text, 0
	for i := 0; i < len(text); {
		n := 0
		if text[i] == 'h' && urlMayStart(text, i) {
			n = bareURL(text[i:])
		}
		if n == 0 {
			i++
			continue
		}
		if i > from {
			before := r
			before.text = text[from:i]
			out = append(out, before)
		}
		link := r
		link.text, link.href = text[i:i+n], cleanURL(text[i:i+n])
		out = append(out, link)
		i += n
		from = i
	}
	if from < len(text) {
		r.text = text[from:]
		out = append(out, r)
	}
	return out
}

// urlMayStart says whether an address may start at i: not within a word.
func urlMayStart(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	return i == 0 || !wordRune(before)
}
