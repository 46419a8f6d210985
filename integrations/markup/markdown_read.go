package markup

import (
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown is the parser; it is never changed, and safe for concurrent use.
var markdown = markdownParser()

// markdownParser reads GitHub's Markdown, with HTML as text but for <br>.
func markdownParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(addressParser{}, 450),
		)...),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
		),
	)
}

// addressParser reads bare web addresses, by the same rule as everywhere here.
type addressParser struct{}

// Trigger gives the first letter of an address.
func (addressParser) Trigger() []byte { return []byte{'h'} }

// Parse reads one address.
func (addressParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if pc.IsInLinkLabel() || wordRune(block.PrecendingCharacter()) {
		return nil
	}
	line, segment := block.PeekLine()
	n := bareURL(string(line))
	if n == 0 {
		return nil
	}
	block.Advance(n)
	value := ast.NewTextSegment(text.NewSegment(segment.Start, segment.Start+n))
	return ast.NewAutoLink(ast.AutoLinkURL, value)
}

// readMarkdown gives the normal form of a Markdown text.
func readMarkdown(md string) []block {
	md = strings.ToValidUTF8(md, "\uFFFD")
	md = strings.ReplaceAll(strings.ReplaceAll(md, "\r\n", "\n"), "\r", "\n")
	if tangled(md) {
		return normalise([]block{{kind: raw, text: md}})
	}
	source := []byte(md)
	r := markdownReader{source: source}
	root := markdown.Parse(text.NewReader(source))
	return normalise(r.blocks(root, 0))
}

type markdownReader struct {
	source []byte
}

func (r markdownReader) blocks(parent ast.Node, depth int) []block {
	var out []block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if b, ok := r.block(n, depth); ok {
			out = append(out, b)
		}
	}
	return out
}

func (r markdownReader) block(n ast.Node, depth int) (block, bool) {
	if depth > maxDepth*4 {
		return block{}, false
	}
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return block{kind: paragraph, runs: r.runs(n, run{}, 0)}, true
	case *ast.Heading:
		return block{kind: heading, level: n.Level, runs: r.runs(n, run{}, 0)}, true
	case *ast.List:
		b := block{kind: list, blocks: r.blocks(n, depth+1)}
		if n.IsOrdered() {
			b.start = max(n.Start, 1)
		}
		return b, true
	case *ast.ListItem:
		return block{kind: item, blocks: r.blocks(n, depth+1)}, true
	case *ast.Blockquote:
		return block{kind: quote, blocks: r.blocks(n, depth+1)}, true
	case *ast.FencedCodeBlock:
		return block{kind: code, lang: string(n.Language(r.source)), text: r.lines(n)}, true
	case *ast.CodeBlock:
		return block{kind: code, text: r.lines(n)}, true
	case *ast.ThematicBreak:
		return block{kind: rule}, true
	case *extast.Table:
		return r.table(n), true
	}
	return block{}, false
}

func (r markdownReader) lines(n ast.Node) string {
	var b strings.Builder
	for i := 0; i < n.Lines().Len(); i++ {
		line := n.Lines().At(i)
		b.Write(line.Value(r.source))
	}
	return b.String()
}

func (r markdownReader) table(n *extast.Table) block {
	b := block{kind: table}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells [][]run
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, r.runs(cell, run{}, 0))
		}
		b.rows = append(b.rows, cells)
	}
	return b
}

// runs reads the inlines under a node; as carries the formatting around them.
func (r markdownReader) runs(parent ast.Node, as run, depth int) []run {
	var out []run
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, r.inline(n, as, depth)...)
	}
	return out
}

func (r markdownReader) inline(n ast.Node, as run, depth int) []run {
	if depth > maxDepth*4 {
		return nil
	}
	switch n := n.(type) {
	case *ast.Text:
		as.text = unescape(string(n.Segment.Value(r.source)))
		if n.HardLineBreak() {
			return []run{as, {brk: true}}
		}
		if n.SoftLineBreak() {
			as.text += " "
		}
		return []run{as}
	case *ast.String:
		as.text = string(n.Value)
		return []run{as}
	case *ast.CodeSpan:
		as.marks = codeSpan
		as.text = r.codeText(n)
		return []run{as}
	case *ast.Emphasis:
		if n.Level == 2 {
			as.marks |= strong
		} else {
			as.marks |= emph
		}
		return r.runs(n, as, depth+1)
	case *extast.Strikethrough:
		as.marks |= strike
		return r.runs(n, as, depth+1)
	}
	return r.linkOrHTML(n, as, depth)
}

func (r markdownReader) linkOrHTML(n ast.Node, as run, depth int) []run {
	switch n := n.(type) {
	case *ast.Link:
		return r.link(n, unescape(string(n.Destination)), unescape(string(n.Title)), as, depth)
	case *ast.Image:
		// An image is a link after an exclamation mark: what Jira can hold.
		mark := as
		mark.text = "!"
		link := r.link(n, unescape(string(n.Destination)), unescape(string(n.Title)), as, depth)
		return append([]run{mark}, link...)
	case *ast.AutoLink:
		as.text = string(n.Label(r.source))
		as.href = string(n.URL(r.source))
		if n.AutoLinkType == ast.AutoLinkEmail {
			as.href = "mailto:" + as.text
		}
		return []run{as}
	case *ast.RawHTML:
		return r.html(n, as)
	}
	return r.runs(n, as, depth+1)
}

func (r markdownReader) link(n ast.Node, href, title string, as run, depth int) []run {
	as.href, as.title = href, title
	runs := r.runs(n, as, depth+1)
	for i := range runs {
		if runs[i].brk {
			runs[i] = run{text: " ", href: as.href, title: as.title}
		}
	}
	if strings.TrimSpace(plainText(runs)) == "" {
		as.text = href
		return []run{as}
	}
	return runs
}

var lineBreakTag = regexp.MustCompile(`^<br\s*/?>$`)

func (r markdownReader) html(n *ast.RawHTML, as run) []run {
	var b strings.Builder
	for i := 0; i < n.Segments.Len(); i++ {
		segment := n.Segments.At(i)
		b.Write(segment.Value(r.source))
	}
	if lineBreakTag.MatchString(b.String()) {
		return []run{{brk: true}}
	}
	as.text = b.String()
	return []run{as}
}

func (r markdownReader) codeText(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(c.Segment.Value(r.source))
		case *ast.String:
			b.Write(c.Value)
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

var entity = regexp.MustCompile(`^&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// unescape resolves backslashes and character references, each once.
func unescape(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]) {
			i++
			b.WriteByte(s[i])
			continue
		}
		if m := entity.FindString(s[i:]); m != "" {
			b.WriteString(html.UnescapeString(m))
			i += len(m) - 1
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
