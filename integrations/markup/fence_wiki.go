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

// wikiPanel finds a panel of ours; it holds no more than a line or two.
var wikiPanel = regexp.MustCompile(`\{panel:title=(Plotline [▼▲][^}|\r\n]*)(?:\|[^}\r\n]*)?\}((?:[^{}]|\{anchor:[^}\r\n]*\}){0,900})\{panel\}`)

var (
	wikiAnchor = regexp.MustCompile(`\{anchor:plotline-([0-9A-Za-z._-]+)\}`)
	wikiStray  = regexp.MustCompile(`(?:^|[^\\])\{panel:title=Plotline [▼▲]`)
)

const beginNote = "Edits between the two panels are read back."

// wikiFence is where the panels stand in a description.
type wikiFence struct {
	begin, end [2]int
	ref        string
	state      State
	all        [][2]int
}

func findWikiFence(description string) wikiFence {
	f := wikiFence{state: Missing}
	begins, ends := 0, 0
	for _, m := range wikiPanel.FindAllStringSubmatchIndex(description, -1) {
		if m[0] > 0 && description[m[0]-1] == '\\' {
			continue // a person's text about us
		}
		span := [2]int{m[0], m[1]}
		f.all = append(f.all, span)
		switch title := strings.TrimSpace(description[m[2]:m[3]]); title {
		case beginTitle:
			f.begin, begins = span, begins+1
			if a := wikiAnchor.FindStringSubmatch(description[m[4]:m[5]]); a != nil {
				f.ref = a[1]
			}
		case endTitle:
			f.end, ends = span, ends+1
		}
	}
	stray := len(wikiStray.FindAllStringIndex(description, -1))
	switch {
	case stray == 0:
	case stray == 2 && len(f.all) == 2 && begins == 1 && ends == 1 && f.begin[1] <= f.end[0]:
		f.state = Intact
	default:
		f.state = Altered
	}
	return f
}

// Read finds Plotline's part in a wiki text.
func (Wiki) Read(description string) Section {
	f := findWikiFence(description)
	s := Section{State: f.state, Ref: f.ref, Beside: utf8.RuneCountInString(description)}
	if f.state == Intact {
		s.Beside -= utf8.RuneCountInString(description[f.begin[0]:f.end[1]])
		s.Part, s.Lossy = FromWiki(description[f.begin[1]:f.end[0]])
	}
	return s
}

// Write puts a part into a wiki text; the fence's word becomes ref.
func (Wiki) Write(description, part, ref string) (string, error) {
	f := findWikiFence(description)
	wiki := ToWiki(part)
	if f.state == Intact {
		return description[:f.begin[0]] + wikiBegin(ref) + "\n" + wiki + "\n" + description[f.end[0]:], nil
	}
	kept := description
	for i := len(f.all) - 1; i >= 0; i-- {
		kept = kept[:f.all[i][0]] + kept[f.all[i][1]:]
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
	return description[:f.begin[0]] + wikiBegin(ref) + description[f.begin[1]:]
}

func wikiBegin(ref string) string {
	anchor := ""
	if ref != "" {
		anchor = "{anchor:plotline-" + ref + "}"
	}
	return "{panel:title=" + beginTitle + "}" + anchor + beginNote + "{panel}"
}
