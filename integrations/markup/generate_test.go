package markup

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// markdownText draws Markdown as people and trackers write it, with the
// characters that one of the markups gives a meaning to.
func markdownText() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string { return drawBlocks(t, 0) })
}

var words = []string{
	"shopper", "find", "a", "B2", "snake_case", "{code}", "[~ana]", "@pia", "*", "_", "-", "--", "---", "+", "^", "~", "!", "|", "||",
	"{panel}", "#1", "h1.", "bq.", "(/)", ":)", "\\", "\\\\", "&amp;", "&", "<b>", "50%", "x=1", "http://", "https://example.com/a_b?c=d",
	"é", "日本", "🙂", "$x$", "{{", "}}", "{*}", "[a|b]", "]", "[", "(c)", "??", "1.", "* *", "%", "`", "\"", "'", ".", ",", "!a.png!",
}

func drawWords(t *rapid.T) string {
	n := rapid.IntRange(1, 5).Draw(t, "words")
	out := make([]string, n)
	for i := range out {
		out[i] = rapid.SampledFrom(words).Draw(t, "word")
	}
	glue := rapid.SampledFrom([]string{" ", " ", ""}).Draw(t, "glue")
	return strings.Join(out, glue)
}

func drawInline(t *rapid.T, depth int) string {
	n := rapid.IntRange(1, 4).Draw(t, "inlines")
	var out []string
	for range n {
		out = append(out, drawSpan(t, depth))
	}
	return strings.Join(out, rapid.SampledFrom([]string{" ", " ", "", "\\\n", "  \n", "\n"}).Draw(t, "join"))
}

func drawSpan(t *rapid.T, depth int) string {
	if depth > 2 {
		return drawWords(t)
	}
	switch rapid.IntRange(0, 8).Draw(t, "span") {
	case 0:
		return "**" + drawInline(t, depth+1) + "**"
	case 1:
		return "*" + drawInline(t, depth+1) + "*"
	case 2:
		return "~~" + drawInline(t, depth+1) + "~~"
	case 3:
		return "`" + drawWords(t) + "`"
	case 4:
		return "[" + drawInline(t, depth+1) + "](https://example.com/" + rapid.SampledFrom([]string{"", "a_b", "x(y)", "?a=1&b=|", "#f"}).Draw(t, "path") + ")"
	case 5:
		return "`` a`b " + drawWords(t) + " ``"
	}
	return drawWords(t)
}

func drawBlocks(t *rapid.T, depth int) string {
	n := rapid.IntRange(1, 4).Draw(t, "blocks")
	var out []string
	for range n {
		out = append(out, drawBlock(t, depth))
	}
	return strings.Join(out, "\n\n")
}

func drawBlock(t *rapid.T, depth int) string {
	kinds := 8
	if depth > 2 {
		kinds = 2
	}
	switch rapid.IntRange(0, kinds).Draw(t, "block") {
	case 2:
		return fmt.Sprintf("%s %s", strings.Repeat("#", rapid.IntRange(1, 6).Draw(t, "level")), drawSpan(t, 0))
	case 3:
		return drawList(t, depth, func(int) string { return rapid.SampledFrom([]string{"- ", "* ", "- [ ] ", "- [x] "}).Draw(t, "marker") })
	case 4:
		first := rapid.SampledFrom([]int{1, 1, 3}).Draw(t, "first")
		return drawList(t, depth, func(i int) string { return fmt.Sprintf("%d. ", first+i) })
	case 5:
		lang := rapid.SampledFrom([]string{"", "go", "mermaid", "c++", "java"}).Draw(t, "lang")
		return "````" + lang + "\n" + drawWords(t) + "\n\n  " + drawWords(t) + "\n{code}\n{noformat}\n````"
	case 6:
		return indented("> ", drawBlocks(t, depth+1))
	case 7:
		return "---"
	case 8:
		return drawTable(t)
	}
	return drawInline(t, 0)
}

func drawList(t *rapid.T, depth int, marker func(int) string) string {
	var out []string
	for i := range rapid.IntRange(1, 3).Draw(t, "items") {
		m := marker(i)
		text := drawInline(t, 1)
		if rapid.Bool().Draw(t, "nested") {
			text += rapid.SampledFrom([]string{"\n", "\n\n"}).Draw(t, "gap") + drawBlocks(t, depth+2)
		}
		width := min(len(m), 3)
		if m[0] == '-' || m[0] == '*' {
			width = 2
		}
		out = append(out, m+strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", width)))
	}
	return strings.Join(out, rapid.SampledFrom([]string{"\n", "\n\n"}).Draw(t, "between"))
}

func indented(prefix, text string) string {
	return prefix + strings.ReplaceAll(text, "\n", "\n"+prefix)
}

func drawTable(t *rapid.T) string {
	cell := func() string {
		text := strings.ReplaceAll(drawInline(t, 1), "\n", "<br>")
		return strings.ReplaceAll(text, "|", `\|`)
	}
	width := rapid.IntRange(1, 3).Draw(t, "width")
	var rows []string
	for i := range rapid.IntRange(1, 3).Draw(t, "rows") + 1 {
		row := "|"
		for range width {
			if i == 1 {
				row += " --- |"
				continue
			}
			row += " " + cell() + " |"
		}
		rows = append(rows, row)
	}
	return strings.Join(rows, "\n")
}
