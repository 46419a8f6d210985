package render

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Pages turns views into the page's HTML. All texts pass html/template: nothing
// that a roadmap, a story or a ticket says can become markup.
type Pages struct {
	pages  *template.Template
	style  string
	script string
}

// The parts of the page's folder.
const (
	mapPage    = "map.html"
	boardParts = "board.html"
	planPart   = "plan.html"
	epicPart   = "epic"
	changePart = "change"
	styleFile  = "page.css"
	scriptFile = "map.js"
)

// NewPages reads the page's templates, style and script from a folder.
func NewPages(folder fs.FS) (*Pages, error) {
	parsed, err := template.New(mapPage).Funcs(functions()).ParseFS(folder, mapPage, boardParts, planPart)
	if err != nil {
		return nil, fmt.Errorf("read the page's templates: %w", err)
	}
	style, err := fs.ReadFile(folder, styleFile)
	if err != nil {
		return nil, fmt.Errorf("read the page's style: %w", err)
	}
	script, err := fs.ReadFile(folder, scriptFile)
	if err != nil {
		return nil, fmt.Errorf("read the page's script: %w", err)
	}
	return &Pages{pages: parsed, style: string(style), script: string(script)}, nil
}

// Live is what the served page needs beyond the view.
type Live struct {
	// Token allows writes.
	Token string
	// Statuses are what the team may put a ticket in, none where the tracker
	// is not ours to write.
	Statuses []string
	// Today is the day a reading is proposed for, as 2026-11-23.
	Today string
}

// page is what the templates are filled with.
type page struct {
	*Live
	View   *View
	Policy string
	Style  template.CSS
	Script template.JS

	pages *template.Template
	// album is a served page's; has are the names of the epics that the reader
	// has already.
	album *Album
	has   map[string]bool
}

// Token is that of the served page; a file has none.
func (p page) Token() string {
	if p.Live == nil {
		return ""
	}
	return p.Live.Token
}

// card is one item with the page around it.
type card struct {
	Item     Item
	Live     bool
	Statuses []string
}

// File writes the story map as one self-contained file: no network, no other
// file, and a policy that lets only its own style and script run.
func (p *Pages) File(w io.Writer, view *View) error {
	// The style and the script are ours, from the program itself.
	filled := page{
		View: view, pages: p.pages, Style: template.CSS(p.style), Script: template.JS(p.script),
		Policy: "default-src 'none'; style-src " + hash(p.style) + "; script-src " + hash(p.script) +
			"; base-uri 'none'; form-action 'none'",
	}
	return p.pages.ExecuteTemplate(w, mapPage, filled)
}

// Served writes the page that a board serves, which brings style and scripts
// as files of their own.
func (p *Pages) Served(w io.Writer, view *View, live Live, album *Album) error {
	return p.pages.ExecuteTemplate(w, mapPage, page{View: view, Live: &live, pages: p.pages, album: album})
}

// Change writes what a served page shows of a view by now: of the epics that it
// has, by their names, the places only.
func (p *Pages) Change(w io.Writer, view *View, live Live, album *Album, has []string) error {
	album.forget(view)
	filled := page{View: view, Live: &live, pages: p.pages, album: album, has: map[string]bool{}}
	for _, name := range has {
		filled.has[name] = true
	}
	return p.pages.ExecuteTemplate(w, changePart, filled)
}

// Plan writes a plan as a diff; plan has the fields of an integrations.Plan.
func (p *Pages) Plan(w io.Writer, plan any) error {
	return p.pages.ExecuteTemplate(w, planPart, plan)
}

// hash is what a policy calls a text that may stand in the page.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func functions() template.FuncMap {
	return template.FuncMap{
		"brief":    brief,
		"cut":      func(text string) string { return cut(text, longText) },
		"short":    func(text string) string { return cut(fold(text), shortText) },
		"day":      func(t time.Time) string { return day(t) },
		"join":     func(texts []string) string { return strings.Join(texts, ", ") },
		"words":    words,
		"among":    func(text string, in []string) bool { return slices.Contains(in, text) },
		"few":      func(findings []Finding) bool { return len(findings) <= fewFindings },
		"plural":   plural,
		"stories":  func(n int) string { return plural(n, "story") },
		"criteria": criteria,
		"on":       func(p page, item Item) card { return onPage(p, item) },
		"link":     link,
	}
}

func onPage(p page, item Item) card {
	if p.Live == nil {
		return card{Item: item}
	}
	return card{Item: item, Live: true, Statuses: p.Statuses}
}

// brief is a forecast's day in few characters.
func brief(date ForecastDate) string {
	day, err := time.Parse(time.DateOnly, date.On)
	if err != nil {
		return date.Text
	}
	return day.Format("2 Jan 2006")
}

// words joins IDs for an attribute that is searched word by word.
func words(ids []string) string { return strings.Join(ids, " ") }

// The most that is shown of a text, and of one in a list of choices.
const (
	longText  = 4000
	shortText = 60
)

// fewFindings on the roadmap stand open above the map.
const fewFindings = 5

// cut shortens a text to so many characters.
func cut(text string, most int) string {
	if len(text) <= most || utf8.RuneCountInString(text) <= most {
		return text
	}
	runes := []rune(text)
	return string(runes[:most-1]) + "…"
}

// link shows a Key, as a link where its address is one of the web.
func link(key, address string) template.HTML {
	shown := template.HTMLEscapeString(cut(key, shortText))
	parsed, err := url.Parse(address)
	if err != nil || parsed.Scheme != "https" && parsed.Scheme != "http" || parsed.Host == "" {
		return template.HTML(shown)
	}
	return template.HTML(`<a rel="noreferrer" href="` + template.HTMLEscapeString(parsed.String()) + `">` + shown + `</a>`)
}

func plural(n int, noun string) string {
	switch stem, y := strings.CutSuffix(noun, "y"); {
	case n == 1:
		return "1 " + noun
	case y:
		return fmt.Sprintf("%d %sies", n, stem)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func criteria(n int) string {
	if n == 1 {
		return "1 criterion"
	}
	return fmt.Sprintf("%d criteria", n)
}
