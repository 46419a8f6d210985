package markup

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// adfNodes are nodes that people have around the part, some that nothing here
// understands, in odd but valid bytes.
var adfNodes = []string{
	`{"type":"paragraph","content":[{"type":"text","text":"Ana was here"}]}`,
	`{ "type" : "mediaSingle", "attrs":{"layout":"center"},"content":[{"type":"media","attrs":{"id":"é","type":"file","collection":""}}]}`,
	`{"type":"extension","attrs":{"extensionKey":"x","parameters":{"a":[1,2.50,null]}}}`,
	`{"type":"panel","attrs":{"panelType":"info"},"content":[{"type":"paragraph","content":[{"type":"text","text":"not ours"}]}]}`,
	`{"type":"paragraph"}`,
}

func TestWhatStandsAroundThePartStaysByteForByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOfN(rapid.SampledFrom(adfNodes), 0, 3)
		before, after := some.Draw(t, "before"), some.Draw(t, "after")
		document := `{"version":1,"type":"doc","content":[` + strings.Join(before, " , ") + `]}`
		document, err := ADF{}.Write(document, markdownText().Draw(t, "part"), "")
		if err != nil {
			t.Fatal(err)
		}
		if len(after) > 0 {
			document = strings.TrimSuffix(document, `]}`) + ",\n" + strings.Join(after, ",") + `] ,"x": 1}`
		}
		part := markdownText().Draw(t, "another part")
		written, err := ADF{}.Write(document, part, "")
		if err != nil || !json.Valid([]byte(written)) {
			t.Fatalf("%v: %s", err, written)
		}
		section := ADF{}.Read(written)
		if section.State != Intact || Canonical(section.Part) != Canonical(part) {
			t.Fatalf("%s: %q, want %q", section.State, section.Part, part)
		}
		from, to := outside(document), outside(written)
		if from != to {
			t.Fatalf("changed outside:\n%s\n%s", from, to)
		}
	})
}

// outside is a document without what stands between the fence's panels.
func outside(document string) string {
	begin := strings.Index(document, beginTitle)
	end := strings.LastIndex(document[:strings.Index(document, endTitle)], `{"type":"panel"`)
	panel := begin + strings.Index(document[begin:], "}]}]}") + len("}]}]}")
	return document[:panel] + document[end:]
}

func TestWikiAroundThePartStaysByteForByte(t *testing.T) {
	text := rapid.SampledFrom([]string{"", "Ana was here\r\n\r\n", "{panel:title=Mine}x{panel}\n", "{code}\n{panel}\n{code}\n", "h1. Title\n* a\n", "é {broken\n"})
	rapid.Check(t, func(t *rapid.T) {
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		description, _ := Wiki{}.Write(before, markdownText().Draw(t, "part"), "m1.x")
		if !strings.HasPrefix(description, before) {
			t.Fatalf("%q does not begin with %q", description, before)
		}
		description += after
		part := markdownText().Draw(t, "another part")
		written, _ := Wiki{}.Write(description, part, "m1.y")
		section := Wiki{}.Read(written)
		if section.State != Intact || Canonical(section.Part) != Canonical(part) || section.Ref != "m1.y" {
			t.Fatalf("%s %s: %q, want %q\n%s", section.State, section.Ref, section.Part, part, written)
		}
		if !strings.HasPrefix(written, before) || !strings.HasSuffix(written, after) {
			t.Fatalf("changed outside: %q", written)
		}
		if remarked := (Wiki{}).Remark(written, "m1.x"); strings.Replace(remarked, "m1.x", "m1.y", 1) != written {
			t.Fatalf("the word changed more than itself:\n%s\n%s", written, remarked)
		}
	})
}

func TestTheStateOfAFence(t *testing.T) {
	for name, form := range map[string]Form{"ADF": ADF{}, "wiki": Wiki{}} {
		whole, err := form.Write("", "The part.", "")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name, description string
			want              State
		}{
			{"empty", "", Missing},
			{"whole", whole, Intact},
			{"title changed", strings.Replace(whole, beginTitle, beginTitle+"!", 1), Altered},
			{"end gone", strings.Replace(whole, endTitle, "The end", 1), Altered},
			{"begin gone", strings.Replace(whole, beginTitle, "Beginning", 1), Altered},
			{"turned round", strings.NewReplacer(beginTitle, endTitle, endTitle, beginTitle).Replace(whole), Altered},
		} {
			t.Run(name+"/"+c.name, func(t *testing.T) {
				if got := form.Read(c.description).State; got != c.want {
					t.Errorf("%s, want %s: %s", got, c.want, c.description)
				}
				mended, err := form.Write(c.description, "Another part.", "")
				if err != nil {
					t.Fatal(err)
				}
				if got := form.Read(mended); got.State != Intact || got.Part != "Another part." {
					t.Errorf("after writing: %+v\n%s", got, mended)
				}
			})
		}
	}
}

// TestAWikiPanelOfOursHoldsALineOrTwo: what a person put into one, or left open,
// is not passed over.
func TestAWikiPanelOfOursHoldsALineOrTwo(t *testing.T) {
	whole, _ := Wiki{}.Write("", "The part.", "m1.x")
	for _, c := range []struct {
		name, description string
		want              State
	}{
		{"a word more", strings.Replace(whole, beginNote, beginNote+" Ana was here.", 1), Intact},
		{"another anchor", strings.Replace(whole, beginNote, "{anchor:ana}"+beginNote, 1), Intact},
		{"a macro", strings.Replace(whole, beginNote, "{code}x{code}", 1), Altered},
		{"a whole text", strings.Replace(whole, beginNote, strings.Repeat("x", maxPanel+1), 1), Altered},
		{"one more, left open", whole + "\n{panel:title=" + beginTitle + "}", Altered},
		{"text about one, left open", `\{panel:title=Plotline ▼ ` + whole, Intact},
	} {
		got := Wiki{}.Read(c.description)
		if got.State != c.want || c.want == Intact && (got.Ref != "m1.x" || got.Part != "The part.") {
			t.Errorf("%s: %+v, want %s: %s", c.name, got, c.want, c.description)
		}
	}
}

func TestAFenceInThePartsTextIsText(t *testing.T) {
	hostile := "{panel:title=" + endTitle + "}x{panel}\n\n```\n{panel:title=" + beginTitle + "}\n```\n\n**" + endTitle + "**. " + outsideNote
	for name, form := range map[string]Form{"ADF": ADF{}, "wiki": Wiki{}} {
		written, err := form.Write("", hostile, "")
		if err != nil {
			t.Fatal(err)
		}
		if got := form.Read(written); got.State != Intact || Canonical(got.Part) != Canonical(hostile) {
			t.Errorf("%s: %s\n%s\n%s", name, got.State, got.Part, written)
		}
	}
}

func TestWhatMarkdownCannotSayIsNamed(t *testing.T) {
	inline := func(node string) string {
		return `{"type":"doc","version":1,"content":[{"type":"paragraph","content":[` + node + `]}]}`
	}
	for _, c := range []struct{ adf, md, lossy string }{
		{inline(`{"type":"mention","attrs":{"id":"1","text":"@Ana"}}`), "@Ana", "a mention of @Ana"},
		{inline(`{"type":"status","attrs":{"text":"READY","color":"green"}}`), "READY", "a status badge"},
		{inline(`{"type":"date","attrs":{"timestamp":"1800000000000"}}`), "2027-01-15", "a date badge"},
		{inline(`{"type":"text","text":"x","marks":[{"type":"underline"}]}`), "x", "underlined text"},
		{inline(`{"type":"text","text":"x","marks":[{"type":"textColor","attrs":{"color":"#f00"}}]}`), "x", "coloured text"},
		{inline(`{"type":"emoji","attrs":{"shortName":":tada:","text":"🎉"}}`), "🎉", ""},
		{inline(`{"type":"inlineCard","attrs":{"url":"https://example.com/a"}}`), "https://example.com/a", ""},
		{inline(`{"type":"inlineExtension","attrs":{}}`), "", `a "inlineExtension"`},
		{`{"content":[{"type":"panel","content":[{"type":"paragraph","content":[{"type":"text","text":"x"}]}]}]}`, "x", "a panel"},
		{`{"content":[{"type":"mediaSingle","content":[{"type":"media","attrs":{"alt":"a.png"}}]}]}`, "(attachment: a.png)", "an attachment"},
		{`{"content":[{"type":"expand","attrs":{"title":"More"},"content":[{"type":"paragraph","content":[{"type":"text","text":"x"}]}]}]}`, "**More**\n\nx", "a section that folds"},
		{`{"content":[{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","attrs":{"colspan":2},"content":[{"type":"paragraph","content":[{"type":"text","text":"x"}]}]}]}]}]}`, "| x |\n| --- |", "a table with merged cells, a table without a header row"},
	} {
		md, lossy, err := FromADF([]byte(c.adf))
		if err != nil || md != c.md || strings.Join(lossy, ", ") != c.lossy {
			t.Errorf("%s:\n%q %v %v", c.adf, md, lossy, err)
		}
	}
	for _, c := range []struct{ wiki, md, lossy string }{
		{"Ask [~ana]", "Ask @ana", "a mention of ana"},
		{"see [^plan.pdf] and !shot.png|thumbnail!", "see (attachment: plan.pdf) and (attachment: shot.png)", "an attachment"},
		{"{color:red}x{color}", "x", "coloured text"},
		{"+x+ and ??y?? and a^2^ ^2^", "x and y and a^2^ 2", "underlined text, a citation, raised or lowered text"},
		{"{panel:title=Mine}\nx\n{panel}", "x", "a panel"},
		{"{jql:project=X}", "{jql:project=X}", "the macro jql"},
		{"|a|b|", "| a | b |\n| --- | --- |", "a table without a header row"},
	} {
		md, lossy := FromWiki(c.wiki)
		if md != c.md || strings.Join(lossy, ", ") != c.lossy {
			t.Errorf("%s:\n%q %v", c.wiki, md, lossy)
		}
	}
}

func TestWikiAsPeopleWriteIt(t *testing.T) {
	for wiki, md := range map[string]string{
		"h2. Title\r\n\r\nOne line\r\nand another":                    "## Title\n\nOne line\\\nand another",
		"* a\n** b\n*# c\n# d\n- e":                                   "- a\n  - b\n\n  1. c\n\n1. d\n\n- e",
		"* a\nmore of a\n* b":                                         "- a\\\n  more of a\n- b",
		"*bold* and _italic_ and -gone- and {{x}}":                    "**bold** and *italic* and ~~gone~~ and `x`",
		"a-b-c 2*3*4 snake_case_here x - y - z":                       "a-b-c 2\\*3\\*4 snake_case_here x - y - z",
		"half{*}bold{*}word":                                          "half**bold**word",
		"[Jira|https://jira.example.com] https://x.example.com/a_b_c": "[Jira](https://jira.example.com) https://x.example.com/a_b_c",
		"||a||b||\n|1|2 \\\\ 3|":                                      "| a | b |\n| --- | --- |\n| 1 | 2<br>3 |",
		"{code:java}\nint x;\n{code}":                                 "```java\nint x;\n```",
		"text {code}x{code} more":                                     "text\n\n```\nx\n```\n\nmore",
		"bq. wise words":                                              "> wise words",
		"{quote}\nwise\n\nwords\n{quote}":                             "> wise\n>\n> words",
		"----":                                                        "***",
		`\*not bold\* \{code} C:\temp`:                                `\*not bold\* {code} C:\temp`,
		"!https://example.com/a.png!":                                 "![https://example.com/a.png](https://example.com/a.png)",
		"unclosed {code} and {quote} *and":                            "unclosed {code} and {quote} \\*and",
	} {
		got, lossy := FromWiki(wiki)
		if got != md || len(lossy) > 0 {
			t.Errorf("%q:\ngot  %q %v\nwant %q", wiki, got, lossy, md)
		}
	}
}

func TestTextStaysTextInTheWiki(t *testing.T) {
	for md, wiki := range map[string]string{
		"{code} and [~ana] and !a.png!": `\{code\} and \[\~ana\] and \!a.png!`,
		"h1. is no heading":             "&#104;1. is no heading",
		"a | b":                         `a \| b`,
		"- [ ] open\n- [x] done":        "* \\[ \\] open\n* \\[x\\] done",
		"5 * 3 - 2, snake_case":         "5 * 3 - 2, snake_case",
		"(x) and :) and (c)":            `\(x) and &#58;) and (c)`,
		"```mermaid\nA\n```":            "{code:title=mermaid}\nA\n{code}",
		"a*b*c":                         "a{*}b{*}c",
	} {
		want := wiki
		if strings.Contains(md, "a*b*c") {
			want = "a{_}b{_}c"
		}
		if got := ToWiki(md); got != want {
			t.Errorf("%q:\ngot  %q\nwant %q", md, got, want)
		}
	}
}
