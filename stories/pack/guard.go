package pack

import (
	"fmt"
	"slices"
	"text/template"
	"text/template/parse"
)

// What a template text may cost. text/template cannot be stopped once it runs,
// so that everything that could run long is refused before it does: only the
// view's own lists (of at most listLimit texts) may be ranged over, one range
// in another at most, and nothing calls itself.
const (
	textLimit   = 8 << 10  // bytes of one template text
	nodeLimit   = 600      // nodes of one template text
	rangeDepth  = 2        // ranges inside ranges
	listLimit   = 50       // texts of one list of the view
	valueLimit  = 2 << 10  // bytes of one text of the view
	outputLimit = 64 << 10 // bytes that one text may render to
)

// builtins are the functions of text/template that a pack may use. The others
// are left out: print functions can be asked for a gigabyte of padding, call
// and index reach into values.
var builtins = []string{"and", "or", "not", "eq", "ne", "len"}

// compile parses a template text and refuses what could run without end.
func compile(name, words string) (*text, error) {
	if len(words) > textLimit {
		return nil, fmt.Errorf("the text is longer than %d bytes", textLimit)
	}
	parsed, err := template.New(name).Option("missingkey=error").Funcs(functions()).Parse(words)
	if err != nil {
		return nil, err
	}
	if len(parsed.Templates()) > 1 {
		return nil, fmt.Errorf("a text may not define templates")
	}
	if parsed.Tree == nil || parsed.Root == nil {
		return &text{template: parsed}, nil
	}
	g := guard{left: nodeLimit, text: &text{template: parsed}}
	if err := g.list(parsed.Root); err != nil {
		return nil, err
	}
	return g.text, nil
}

// guard walks a parse tree and counts what is left of its limits.
type guard struct {
	left   int
	ranges int
	text   *text
}

// reads notes that the text speaks of a field of the view.
func (g *guard) reads(path []string) {
	switch {
	case len(path) == 0 || slices.Contains(listFields(), path[0]):
		g.text.lists = true
	case slices.Contains(g.text.fields, path[0]):
	default:
		g.text.fields = append(g.text.fields, path[0])
	}
}

func (g *guard) list(nodes *parse.ListNode) error {
	if nodes == nil {
		return nil
	}
	for _, node := range nodes.Nodes {
		if err := g.node(node); err != nil {
			return err
		}
	}
	return nil
}

func (g *guard) node(node parse.Node) error {
	if g.left--; g.left < 0 {
		return fmt.Errorf("the text has more than %d parts", nodeLimit)
	}
	switch n := node.(type) {
	case *parse.TextNode, *parse.CommentNode:
		return nil
	case *parse.ActionNode:
		return g.pipe(n.Pipe)
	case *parse.IfNode:
		return g.branch(&n.BranchNode)
	case *parse.WithNode:
		return g.branch(&n.BranchNode)
	case *parse.RangeNode:
		return g.loop(n)
	}
	return fmt.Errorf("%s is not allowed in a pack; use if, with, range and the view's fields", node)
}

func (g *guard) branch(n *parse.BranchNode) error {
	if err := g.pipe(n.Pipe); err != nil {
		return err
	}
	if err := g.list(n.List); err != nil {
		return err
	}
	return g.list(n.ElseList)
}

func (g *guard) loop(n *parse.RangeNode) error {
	if !isViewList(n.Pipe) {
		return fmt.Errorf("range works over the view's lists only (%s), not over %s", viewLists(), n.Pipe)
	}
	g.text.lists = true
	if g.ranges++; g.ranges > rangeDepth {
		return fmt.Errorf("more than %d ranges inside one another", rangeDepth)
	}
	defer func() { g.ranges-- }()
	if err := g.list(n.List); err != nil {
		return err
	}
	return g.list(n.ElseList)
}

// isViewList tells whether a pipe is one list field of the view, as in .Problems
// or $.Problems, and nothing else.
func isViewList(pipe *parse.PipeNode) bool {
	if pipe == nil || len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 || len(pipe.Cmds[0].Args) != 1 {
		return false
	}
	switch field := pipe.Cmds[0].Args[0].(type) {
	case *parse.FieldNode:
		return len(field.Ident) == 1 && slices.Contains(listFields(), field.Ident[0])
	case *parse.VariableNode:
		return len(field.Ident) == 2 && field.Ident[0] == "$" && slices.Contains(listFields(), field.Ident[1])
	}
	return false
}

func (g *guard) pipe(pipe *parse.PipeNode) error {
	if pipe == nil {
		return nil
	}
	if len(pipe.Decl) > 0 {
		return fmt.Errorf("variables are not allowed in a pack")
	}
	for _, command := range pipe.Cmds {
		for _, arg := range command.Args {
			if err := g.argument(arg); err != nil {
				return err
			}
		}
	}
	return nil
}

func (g *guard) argument(arg parse.Node) error {
	if g.left--; g.left < 0 {
		return fmt.Errorf("the text has more than %d parts", nodeLimit)
	}
	switch a := arg.(type) {
	case *parse.PipeNode:
		return g.pipe(a)
	case *parse.IdentifierNode:
		return knownFunction(a.Ident)
	case *parse.FieldNode:
		g.reads(a.Ident)
		return knownField(a.Ident)
	case *parse.VariableNode:
		if a.Ident[0] != "$" || len(a.Ident) > 2 {
			return fmt.Errorf("%s is not allowed in a pack", a)
		}
		g.reads(a.Ident[1:])
		return knownField(a.Ident[1:])
	case *parse.DotNode:
		g.reads(nil)
		return nil
	case *parse.StringNode, *parse.NumberNode, *parse.BoolNode:
		return nil
	}
	return fmt.Errorf("%s is not allowed in a pack", arg)
}
