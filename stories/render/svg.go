package render

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// svg is a drawing of its own: no fonts, no images, no scripts from anywhere.
type svg struct{ body bytes.Buffer }

// svgStyle gives the colours, light and dark.
const svgStyle = `<style>
text{font:13px system-ui,sans-serif;fill:#1d1f24}.soft{fill:#555b66;font-size:11px}.head{font-weight:600}
.paper{fill:#fbfaf8}.card{fill:#fff;stroke:#d6d3cc}.line{stroke:#d6d3cc}.bar{fill:#5b7fbd}.path{fill:#b3400e}.done{fill:#14653a}.alarm{fill:#9d1c1c;font-size:11px}
.need,.way{fill:none;stroke:#767b85}.way{stroke:#b3400e;stroke-width:2}
@media (prefers-color-scheme:dark){text{fill:#eceef2}.soft{fill:#b3b9c4}.paper{fill:#15171b}.card{fill:#1f2228;stroke:#383d47}.line{stroke:#383d47}.bar{fill:#7f9fd6}.path{fill:#ffb184}.done{fill:#8fdcae}.alarm{fill:#ffb3ab}.need{stroke:#8b92a0}.way{stroke:#ffb184}}
</style>`

func (s *svg) text(x, y int, class, text string) {
	fmt.Fprintf(&s.body, `<text x="%d" y="%d" class="%s">%s</text>`+"\n", x, y, class, escaped(text))
}

// rect draws a box; title is what a pointer or a screen reader finds there.
func (s *svg) rect(x, y, width, height int, class, title string) {
	fmt.Fprintf(&s.body, `<rect x="%d" y="%d" width="%d" height="%d" rx="4" class="%s"><title>%s</title></rect>`+"\n",
		x, y, width, height, class, escaped(title))
}

func (s *svg) line(x1, y1, x2, y2 int) {
	fmt.Fprintf(&s.body, `<line x1="%d" y1="%d" x2="%d" y2="%d" class="line"/>`+"\n", x1, y1, x2, y2)
}

// step draws a line that goes down, or up, and then across.
func (s *svg) step(x1, y1, x2, y2 int, class string) {
	fmt.Fprintf(&s.body, `<path d="M%d %dV%dH%d" class="%s"/>`+"\n", x1, y1, y2, x2, class)
}

// page gives the whole drawing.
func (s *svg) page(width, height int, title string) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-label="%s">`+"\n",
		width, height, width, height, escaped(title))
	fmt.Fprintf(&out, "%s\n"+`<rect width="%d" height="%d" class="paper"/>`+"\n", svgStyle, width, height)
	out.Write(s.body.Bytes())
	out.WriteString("</svg>\n")
	return out.Bytes()
}

// escaped makes a text harmless in XML, and leaves out what turns the
// direction of writing.
func escaped(text string) string {
	var out strings.Builder
	text = strings.Map(func(r rune) rune {
		if isFormat(r) {
			return ' '
		}
		return r
	}, cut(text, longText))
	if err := xml.EscapeText(&out, []byte(text)); err != nil {
		return ""
	}
	return out.String()
}
