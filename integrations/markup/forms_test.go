package markup

import "testing"

// forms are one text for each thing that both of Jira's markups can say.
var forms = map[string]string{
	"headings":         "# One\n\n## Two\n\n### Three\n\n#### Four\n\n##### Five\n\n###### Six",
	"list":             "- one\n- two",
	"nested list":      "- one\n  - two\n    - three\n- four",
	"ordered list":     "1. one\n2. two\n   1. inner\n3. three",
	"ordered in list":  "- one\n  1. two\n  2. three",
	"done check boxes": "- [x] one\n- [x] two",
	"open check boxes": "- [ ] one\n- [ ] two",
	"mixed boxes":      "- [ ] one\n- [x] two\n- three",
	"nested boxes":     "- [ ] one\n  - [x] two",
	"links":            "[a link](https://example.com/a_b?c=d&e=f) and https://example.com/bare",
	"odd addresses":    "http://\\&amp;!a.png!1. and [x](https://example.com/?a=1&amp;amp;b)",
	"code":             "```go\nfunc main() {}\n\n\tindented\n```",
	"code of no kind":  "```\n{code}\n{panel}\n```",
	"code in a list":   "- one\n\n  ```go\n  x := 1\n  ```",
	"inline code":      "`{{ .Template }}` and `a*b*`",
	"table":            "| a | b |\n| --- | --- |\n| **1** | `2` |\n| [x](https://example.com/) |  |",
	"quote":            "> a quote\n>\n> - with a list",
	"nested quote":     "> a quote\n>\n> > within",
	"formatting":       "**strong**, *emphasis*, ~~gone~~ and ***both***",
	"line break":       "one\\\ntwo",
	"rule":             "above\n\n***\n\nbelow",
	"wiki's own":       "[~ana] {color:red}x{color} !a.png! h1. (/) {{x}} *a* -b-",
}

func TestEveryFormComesBack(t *testing.T) {
	for name, md := range forms {
		t.Run(name, func(t *testing.T) {
			adfRoundTrip(t, md)
			wikiRoundTrip(t, md)
		})
	}
}
