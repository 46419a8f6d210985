package markup

import (
	"fmt"
	"strings"
	"time"
)

func (r *adfReader) inlines(nodes []adfNode) []run {
	var out []run
	for _, n := range nodes {
		out = append(out, r.inline(n)...)
	}
	return out
}

func (r *adfReader) inline(n adfNode) []run {
	switch n.Type {
	case "text":
		return []run{r.text(n)}
	case "hardBreak":
		return []run{{brk: true}}
	case "emoji":
		if text := str(n.Attrs["text"]); text != "" {
			return []run{{text: text}}
		}
		return []run{{text: str(n.Attrs["shortName"])}}
	case "inlineCard":
		if url := str(n.Attrs["url"]); url != "" {
			return []run{{text: url, href: url}}
		}
	case "mention":
		text := "@" + strings.TrimPrefix(str(n.Attrs["text"]), "@")
		r.lossy.add("a mention of " + clip(text))
		return []run{{text: text}}
	case "status":
		r.lossy.add("a status badge")
		return []run{{text: str(n.Attrs["text"])}}
	case "date":
		r.lossy.add("a date badge")
		return []run{{text: dateText(n.Attrs["timestamp"])}}
	}
	r.lossy.add(fmt.Sprintf("a %q", clip(n.Type)))
	return []run{{text: adfText(n)}}
}

// text reads a text node with its marks.
func (r *adfReader) text(n adfNode) run {
	out := run{text: n.Text}
	for _, m := range n.Marks {
		switch m.Type {
		case "strong":
			out.marks |= strong
		case "em":
			out.marks |= emph
		case "strike":
			out.marks |= strike
		case "code":
			out.marks |= codeSpan
		case "link":
			out.href, out.title = str(m.Attrs["href"]), str(m.Attrs["title"])
		case "underline":
			r.lossy.add("underlined text")
		case "textColor", "backgroundColor":
			r.lossy.add("coloured text")
		case "subsup":
			r.lossy.add("raised or lowered text")
		case "annotation":
			r.lossy.add("an inline comment")
		default:
			r.lossy.add(fmt.Sprintf("%q formatting", clip(m.Type)))
		}
	}
	return out
}

// adfText is all text under a node.
func adfText(n adfNode) string {
	var b strings.Builder
	var walk func(adfNode, int)
	walk = func(n adfNode, depth int) {
		if n.Type == "hardBreak" {
			b.WriteByte('\n')
		}
		b.WriteString(n.Text)
		for _, c := range n.Content {
			if depth < maxDepth*4 {
				walk(c, depth+1)
			}
		}
	}
	walk(n, 0)
	return b.String()
}

func dateText(timestamp any) string {
	var ms int64
	switch t := timestamp.(type) {
	case string:
		if _, err := fmt.Sscanf(t, "%d", &ms); err != nil {
			return t
		}
	case float64:
		ms = int64(t)
	}
	return time.UnixMilli(ms).UTC().Format(time.DateOnly)
}
