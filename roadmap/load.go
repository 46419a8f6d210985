package roadmap

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"plotline/roadmap/source"
)

// Load reads a roadmap file and everything it includes, and checks the whole.
// Root is the folder that includes may not leave, the settings' folder; "" is
// the roadmap's own. The error is [source.Problems] with every mistake found,
// or says what could not be read.
func Load(ctx context.Context, path, root string) (*Roadmap, error) {
	if root == "" {
		root = filepath.Dir(path)
	}
	l := &loader{path: path, files: map[string]*source.File{}}
	if err := l.open(root); err != nil {
		return nil, err
	}
	defer l.close()
	r, err := l.root(ctx, path)
	if err != nil {
		return nil, err
	}
	l.finish(r)
	if err := l.problems.First().Err(); err != nil {
		return nil, err
	}
	return r, nil
}

// Parse reads a roadmap that includes nothing from memory; see [Load].
func Parse(path string, data []byte) (*Roadmap, error) {
	l := &loader{path: path, files: map[string]*source.File{}}
	r := l.decode(path, data)
	r.own(r)
	if len(r.Include) > 0 {
		l.problem(r.At("include"), "", "include needs files, and this roadmap is read from memory", "")
	}
	l.finish(r)
	if err := l.problems.First().Err(); err != nil {
		return nil, err
	}
	return r, nil
}

// A loader reads the files of one roadmap.
type loader struct {
	path     string // of the root
	files    map[string]*source.File
	problems source.Problems
	folder   *folder
	met      []metFile
	total    int // bytes read
}

// finish does what needs the whole roadmap.
func (l *loader) finish(r *Roadmap) {
	r.settle()
	r.index()
	for _, problem := range l.problems {
		if problem.Broken {
			return // what could not be read may be what seems to be missing
		}
	}
	check(r, l)
}

func (l *loader) decode(path string, data []byte) *Roadmap {
	r := &Roadmap{}
	l.files[path] = source.NewFile(path, data)
	l.problems = append(l.problems, source.Decode(path, data, r)...)
	return r
}

// full says that more mistakes would not be told.
func (l *loader) full() bool { return len(l.problems) > source.MaxProblems }

// problem reports a mistake at a place of one of the files.
func (l *loader) problem(at source.Position, text, message, hint string) {
	if l.full() {
		return
	}
	file := l.files[at.Path]
	if file == nil {
		file = source.NewFile(at.Path, nil)
	}
	l.problems = append(l.problems, file.Problem(at, text, message, hint))
}

func (l *loader) root(ctx context.Context, path string) (*Roadmap, error) {
	data, err := readRegular(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, source.Problems{{
			Position: source.Position{Path: path},
			Message:  "there is no roadmap here",
			Hint:     "write a first one with: plotline init",
		}}
	}
	var large *tooLarge
	if errors.As(err, &large) {
		return nil, source.Problems{{Position: source.Position{Path: path}, Message: large.Error(), Hint: large.hint()}}
	}
	if err != nil {
		return nil, fmt.Errorf("read the roadmap: %w", err)
	}
	if info, err := os.Stat(path); err == nil {
		l.known(path, info)
	}
	r := l.decode(path, data)
	r.own(r)
	return r, l.include(ctx, r, r, path, []string{path})
}
