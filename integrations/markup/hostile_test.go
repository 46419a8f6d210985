package markup

import (
	"strings"
	"testing"
	"time"
)

// hostile are texts that make careless parsers slow or deep.
func hostile() map[string]string {
	n := 10000
	return map[string]string{
		"quotes":        strings.Repeat(">", n),
		"quotes spaced": strings.Repeat("> ", n) + "x",
		"lists":         strings.Repeat("- ", n) + "x",
		"ordered":       strings.Repeat("1. ", n) + "x",
		"brackets":      strings.Repeat("[", n),
		"links":         strings.Repeat("[a](", n),
		"images":        strings.Repeat("![", n),
		"stars":         strings.Repeat("*", n),
		"star words":    strings.Repeat("*a ", n),
		"mixed":         strings.Repeat("*a _b ", n),
		"closed":        strings.Repeat("*a_ ", n),
		"ticks":         strings.Repeat("`", n),
		"ticks rising":  ticks(400),
		"tildes":        strings.Repeat("~a ", n),
		"entities":      strings.Repeat("&amp;", n),
		"backslashes":   strings.Repeat("\\", n),
		"braces":        strings.Repeat("{", n),
		"macros":        strings.Repeat("{code}", n),
		"quote macros":  strings.Repeat("{quote}", n),
		"open quotes":   strings.Repeat("{quote}a{panel}", n),
		"panels":        strings.Repeat("{panel:title=Plotline ▼}", n),
		"bars":          strings.Repeat("|", n),
		"table":         "|a|\n|-|\n" + strings.Repeat("|b", n),
		"table rows":    "|a|\n|-|\n" + strings.Repeat("|b|\n", n/4),
		"nested lists":  nestedList(400),
		"wiki list":     strings.Repeat("*", n) + " x",
		"wiki lists":    strings.Repeat("* x\n# y\n", n/8),
		"addresses":     strings.Repeat("http://a ", n/8),
		"strong":        strings.Repeat("**a", n),
		"underlines":    strings.Repeat("_a-b+c^d~", n/8),
		"angle":         strings.Repeat("<a ", n),
		"definitions":   strings.Repeat("[a]: b\n", n/8),
		"breaks":        strings.Repeat("a\\\n", n/4),
		"color":         strings.Repeat("{color:red}", n),
		"wiki links":    strings.Repeat("[a|", n),
		"mono":          strings.Repeat("{{a", n),
		"bang":          strings.Repeat("!a.b", n),
	}
}

func ticks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("`", i) + "a ")
	}
	return b.String()
}

func nestedList(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- x\n")
	}
	return b.String()
}

// patience is long for a busy machine, and short for anything quadratic.
const patience = 30 * time.Second

func TestHostileTextEndsSoon(t *testing.T) {
	for name, text := range hostile() {
		for way, do := range map[string]func(string){
			"canonical": func(s string) { Canonical(s) },
			"to ADF":    func(s string) { ToADF(s) },
			"to wiki":   func(s string) { ToWiki(s) },
			"from wiki": func(s string) { FromWiki(s) },
			"fence":     func(s string) { Wiki{}.Read(s) },
		} {
			t.Run(name+"/"+way, func(t *testing.T) {
				began := time.Now()
				do(text)
				if took := time.Since(began); took > patience {
					t.Errorf("took %s", took)
				}
			})
		}
	}
}
