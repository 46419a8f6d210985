// Package sidecar is the form of the files in which Plotline remembers what it
// knows of an item: a strict subset of YAML, always the same bytes for the same
// facts and a line a fact, so that git merges what two people did to two fields. It
// ends in a sum of each line. What the facts mean is not its business.
package sidecar

import (
	"go.yaml.in/yaml/v4"

	"plotline/roadmap/source"
)

// MaxSize is how many bytes a sidecar may have: the largest document, what was
// drafted, accepted and dropped of it, and some history.
const MaxSize = 8 << 20

// maxByHand is how many bytes a sidecar may have that is not in the form in which
// Plotline writes it, and takes longer to read.
const maxByHand = 1 << 20

// maxProblems is how many problems of one sidecar are reported.
const maxProblems = 20

// maxKeys is more than any mapping of a sidecar has.
const maxKeys = 40

// Restore is the way out of every problem with a sidecar.
const Restore = "sidecars are Plotline's own: restore it with git checkout; what you mean to keep as it is needs no sums, delete them"

// Read reads a sidecar's file, strictly: what the fields do not name is a problem.
// The path is for messages.
func Read[T any](path string, data []byte, into *T, fields func(*T, *Fields)) source.Problems {
	r := &reader{path: path, data: data}
	root, ok := r.read()
	if !ok {
		return r.problems
	}
	var sums []string
	read(r, root, into, func(into *T, f *Fields) {
		fields(into, f)
		Texts(f, sumsKey, &sums)
	})
	if len(r.problems) == 0 && len(sums) > 0 {
		r.checkSums(sums, func() []byte { return facts(&writer{}, into, fields) })
	}
	return r.problems
}

// reader reads one file.
type reader struct {
	path     string
	data     []byte
	problems source.Problems
}

func (r *reader) problem(place treePlace, message string) {
	if len(r.problems) >= maxProblems {
		return
	}
	at := place.offset
	if place.line > 0 {
		at = source.StartsOf(r.data, 0, len(r.data)).Offset(r.data, place.line, place.column)
	}
	r.problems = append(r.problems, source.ProblemAt(r.path, r.data, at, 0, message, Restore))
}

// read makes a tree of the bytes, by the quick way where it can.
func (r *reader) read() (tree, bool) {
	if problem, bad := r.unreadable(); bad {
		r.problems = source.Problems{problem}
		return tree{}, false
	}
	if root, err := readTree(r.data); err == nil {
		return root, true
	}
	if len(r.data) > maxByHand {
		r.problem(treePlace{}, "the sidecar is large, and not as Plotline writes it")
		return tree{}, false
	}
	var root yaml.Node
	if err := yaml.Unmarshal(source.UnixLines(r.data), &root); err != nil {
		line, message := source.YAMLError(err)
		r.problem(treePlace{line: line, column: 1}, "the sidecar is not YAML: "+message)
		return tree{}, false
	}
	if len(root.Content) == 0 {
		r.problem(treePlace{}, "the sidecar is empty")
		return tree{}, false
	}
	t, ok := yamlTree(root.Content[0])
	if !ok || !t.isKeys {
		r.problem(treePlace{}, "the sidecar is not a list of plain keys")
		return tree{}, false
	}
	return t, true
}

func (r *reader) unreadable() (source.Problem, bool) {
	if len(r.data) > MaxSize {
		return source.Problem{
			Position: source.Position{Path: r.path}, Message: "the sidecar is larger than 8 MB", Hint: Restore,
		}, true
	}
	for at := 0; at < len(r.data); {
		end, next := source.LineEnd(r.data, at)
		if source.IsConflict(string(r.data[at:end])) {
			return source.ProblemAt(r.path, r.data, at, 0, "git's conflict marker: the sidecar is half merged",
				"choose a side, and the same in the sums at the end or none of them; delete the markers, and commit"), true
		}
		at = next
	}
	return source.Problem{}, false
}
