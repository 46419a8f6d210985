package markup

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Wiki is the form of descriptions on Jira Data Center. Its fence can carry a
// word of the tracker's, in an anchor that nobody sees.
type Wiki struct{}

var _ Form = Wiki{}

// wikiPanelTag begins a panel of ours, however its title was altered.
const wikiPanelTag = "{panel:title=Plotline "

var (
	wikiPanelHead = regexp.MustCompile(`^\{panel:title=(Plotline [▼▲][^}|\r\n]*)(?:\|[^}\r\n]*)?\}`)
	wikiAnchor    = regexp.MustCompile(`^\{anchor:([^}\r\n]*)\}`)
	wikiRef       = regexp.MustCompile(`^plotline-([0-9A-Za-z._-]+)$`)
)

// wikiPanel is a panel of ours, and what was found in it.
type wikiPanel struct {
	from, to   int
	title, ref string
}

// maxPanel is how much may stand in a panel of ours: it holds a line or two.
const maxPanel = 900

// wikiPanels finds the panels of ours; strays are those among them, whole or
// not, that no person escaped.
func wikiPanels(description string) (panels []wikiPanel, strays int) {
	end := 0
	for at := 0; ; at += len(wikiPanelTag) {
		next := strings.Index(description[at:], wikiPanelTag)
		if next < 0 {
			return panels, strays
		}
		at += next
		m := wikiPanelHead.FindStringSubmatch(description[at:])
		escaped := at > 0 && description[at-1] == '\\' // a person's text about us
		if mark := description[at+len(wikiPanelTag):]; !escaped && (strings.HasPrefix(mark, "▼") || strings.HasPrefix(mark, "▲")) {
			strays++
		}
		if m == nil || escaped || at < end {
			continue
		}
		p := wikiPanel{from: at, title: strings.TrimSpace(m[1])}
		if p.ref, p.to = wikiPanelBody(description, at+len(m[0])); p.to > 0 {
			panels, end = append(panels, p), p.to
		}
	}
}

// wikiPanelBody reads on behind a panel's head to its end, 0 where that does not
// come or macros other than an anchor stand before it. It gives the word that
// the first anchor of ours carries.
func wikiPanelBody(text string, i int) (ref string, end int) {
	for n := 0; n <= maxPanel && i < len(text); n++ {
		if text[i] != '{' && text[i] != '}' {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		if strings.HasPrefix(text[i:], "{panel}") {
			return ref, i + len("{panel}")
		}
		m := wikiAnchor.FindStringSubmatch(text[i:])
		if m == nil {
			return "", 0
		}
		if word := wikiRef.FindStringSubmatch(m[1]); word != nil && ref == "" {
			ref = word[1]
		}
		i += len(m[0])
	}
	return "", 0
}

const beginNote = "Edits between the two panels are read back."

// wikiFence is where the panels stand in a description.
type wikiFence struct {
	begin, end wikiPanel
	state      State
	all        []wikiPanel
}

func findWikiFence(description string) wikiFence {
	all, strays := wikiPanels(description)
	f := wikiFence{state: Missing, all: all}
	begins, ends := 0, 0
	for _, p := range all {
		switch p.title {
		case beginTitle:
			f.begin, begins = p, begins+1
		case endTitle:
			f.end, ends = p, ends+1
		}
	}
	switch {
	case strays == 0:
	case strays == 2 && len(all) == 2 && begins == 1 && ends == 1 && f.begin.to <= f.end.from:
		f.state = Intact
	default:
		f.state = Altered
	}
	return f
}

// Read finds Plotline's part in a wiki text.
func (Wiki) Read(description string) Section {
	f := findWikiFence(description)
	s := Section{State: f.state, Ref: f.begin.ref, Beside: utf8.RuneCountInString(description)}
	if f.state == Intact {
		s.Beside -= utf8.RuneCountInString(description[f.begin.from:f.end.to])
		s.Part, s.Lossy = FromWiki(description[f.begin.to:f.end.from])
	}
	return s
}

// Write puts a part into a wiki text; the fence's word becomes ref.
func (Wiki) Write(description, part, ref string) (string, error) {
	f := findWikiFence(description)
	wiki := ToWiki(part)
	if f.state == Intact {
		return description[:f.begin.from] + wikiBegin(ref) + "\n" + wiki + "\n" + description[f.end.from:], nil
	}
	kept := description
	for i := len(f.all) - 1; i >= 0; i-- {
		kept = kept[:f.all[i].from] + kept[f.all[i].to:]
	}
	if strings.TrimSpace(kept) != "" {
		kept += "\n\n"
	}
	return kept + wikiBegin(ref) + "\n" + wiki + "\n{panel:title=" + endTitle + "}" + outsideNote + "{panel}", nil
}

// Remark gives a description whose fence carries another word, all else as it
// is.
func (Wiki) Remark(description, ref string) string {
	f := findWikiFence(description)
	if f.state != Intact {
		return description
	}
	return description[:f.begin.from] + wikiBegin(ref) + description[f.begin.to:]
}

func wikiBegin(ref string) string {
	anchor := ""
	if ref != "" {
		anchor = "{anchor:plotline-" + ref + "}"
	}
	return "{panel:title=" + beginTitle + "}" + anchor + beginNote + "{panel}"
}
