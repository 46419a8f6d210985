package stories

import (
	"fmt"
	"strconv"
	"time"

	"go.yaml.in/yaml/v4"

	"plotline/roadmap"
	"plotline/roadmap/source"
)

// maxSidecar is how many bytes a sidecar may have: the largest document, what
// was drafted, accepted and dropped of it, and some history.
const maxSidecar = 8 << 20

// ParseSidecar reads a sidecar's file, strictly: what it does not know is a
// problem. A sidecar with problems is never written. The path is for messages.
func ParseSidecar(path string, data []byte) (*Sidecar, source.Problems) {
	p := &sidecarParser{path: path, data: data}
	root, ok := p.read()
	if !ok {
		return nil, p.problems
	}
	s := p.sidecar(root)
	if len(p.problems) == 0 && !validID(s.ID) {
		p.problem(treePlace{}, "the sidecar has no valid id")
	}
	if len(p.problems) == 0 {
		p.checkSums(s)
	}
	if len(p.problems) > 0 {
		return nil, p.problems
	}
	return s, nil
}

// maxByHand is how many bytes a sidecar may have that is not in the form in which
// Plotline writes it, and takes longer to read.
const maxByHand = 1 << 20

// maxProblems is how many problems of one sidecar are reported.
const maxProblems = 20

// maxKeys is more than any mapping of a sidecar has.
const maxKeys = 40

type sidecarParser struct {
	path     string
	data     []byte
	problems source.Problems
	// sums are those that the file has, of the lines above them.
	sums []string
}

const restoreSidecar = "sidecars are Plotline's own: restore it with git checkout; what you mean to keep as it is needs no sums, delete them"

func (p *sidecarParser) problem(place treePlace, message string) {
	if len(p.problems) >= maxProblems {
		return
	}
	at := place.offset
	if place.line > 0 {
		at = source.StartsOf(p.data, 0, len(p.data)).Offset(p.data, place.line, place.column)
	}
	p.problems = append(p.problems, source.ProblemAt(p.path, p.data, at, 0, message, restoreSidecar))
}

// read makes a tree of the bytes, by the quick way where it can.
func (p *sidecarParser) read() (tree, bool) {
	if problem, bad := p.unreadable(); bad {
		p.problems = source.Problems{problem}
		return tree{}, false
	}
	if root, err := readTree(p.data); err == nil {
		return root, true
	}
	if len(p.data) > maxByHand {
		p.problem(treePlace{}, "the sidecar is large, and not as Plotline writes it")
		return tree{}, false
	}
	var root yaml.Node
	if err := yaml.Unmarshal(source.UnixLines(p.data), &root); err != nil {
		line, message := source.YAMLError(err)
		p.problem(treePlace{line: line, column: 1}, "the sidecar is not YAML: "+message)
		return tree{}, false
	}
	if len(root.Content) == 0 {
		p.problem(treePlace{}, "the sidecar is empty")
		return tree{}, false
	}
	t, ok := yamlTree(root.Content[0])
	if !ok || !t.isKeys {
		p.problem(treePlace{}, "the sidecar is not a list of plain keys")
		return tree{}, false
	}
	return t, true
}

func (p *sidecarParser) unreadable() (source.Problem, bool) {
	if len(p.data) > maxSidecar {
		return source.Problem{
			Position: source.Position{Path: p.path}, Message: "the sidecar is larger than 8 MB", Hint: restoreSidecar,
		}, true
	}
	for at := 0; at < len(p.data); {
		end, next := source.LineEnd(p.data, at)
		if source.IsConflict(string(p.data[at:end])) {
			return source.ProblemAt(p.path, p.data, at, 0, "git's conflict marker: the sidecar is half merged",
				"choose a side, and the same in the sums at the end or none of them; delete the markers, and commit"), true
		}
		at = next
	}
	return source.Problem{}, false
}

// each calls one for every key of a mapping, and reports keys unknown to it
// or twice there.
func (p *sidecarParser) each(t tree, one func(name string, value tree) bool) {
	if !t.isKeys {
		if t.isList || t.text != "" {
			p.problem(t.at, "keys are missing here")
		}
		return
	}
	for i, key := range t.keys {
		if i >= maxKeys {
			p.problem(key.at, "there are too many keys here")
			return
		}
		for _, before := range t.keys[:i] {
			if before.name == key.name {
				p.problem(key.at, fmt.Sprintf("%q stands twice", key.name))
				return
			}
		}
		if !one(key.name, key.value) {
			p.problem(key.at, fmt.Sprintf("unknown key %q", key.name))
		}
	}
}

// elements calls one for every element of a list.
func (p *sidecarParser) elements(t tree, one func(tree)) {
	if !t.isList && (t.isKeys || t.text != "") {
		p.problem(t.at, "a list is missing here")
		return
	}
	for _, element := range t.list {
		one(element)
	}
}

func (p *sidecarParser) text(t tree) string {
	if t.isKeys || t.isList {
		p.problem(t.at, "text is missing here")
	}
	return t.text
}

func (p *sidecarParser) texts(t tree) []string {
	var texts []string
	p.elements(t, func(element tree) { texts = append(texts, p.text(element)) })
	return texts
}

func (p *sidecarParser) refs(t tree) []roadmap.Ref {
	var refs []roadmap.Ref
	p.elements(t, func(element tree) { refs = append(refs, roadmap.Ref(p.text(element))) })
	return refs
}

func (p *sidecarParser) number(t tree) float64 {
	n, err := strconv.ParseFloat(p.text(t), 64)
	if err != nil || n != n || n > 1e15 || n < -1e15 {
		p.problem(t.at, fmt.Sprintf("%q is no number", t.text))
		return 0
	}
	return n
}

func (p *sidecarParser) time(t tree) time.Time {
	on, err := time.Parse(time.RFC3339, p.text(t))
	if err != nil {
		p.problem(t.at, fmt.Sprintf("%q is no time such as 2027-01-12T09:30:00Z", t.text))
		return time.Time{}
	}
	return on.UTC()
}

func (p *sidecarParser) truth(t tree) bool {
	switch p.text(t) {
	case "yes", "true":
		return true
	case "no", "false":
		return false
	}
	p.problem(t.at, fmt.Sprintf("%q is neither yes nor no", t.text))
	return false
}
