package roadmap

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"plotline/roadmap/source"
)

// maxIncluded is how many files one roadmap may include.
const maxIncluded = 1000

// include reads what a file includes into the root. From is that file, stack
// the files that led to it and itself.
func (l *loader) include(ctx context.Context, root, of *Roadmap, from string, stack []string) error {
	for i, pattern := range of.Include {
		at := itemAt(&of.Places, "include", i)
		if err := l.pattern(ctx, root, pattern, at, from, stack); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) pattern(ctx context.Context, root *Roadmap, pattern string, at source.Position, from string, stack []string) error {
	rel, inside := l.folder.relative(from)
	full := path.Join(path.Dir(rel), filepath.ToSlash(pattern))
	if !inside || path.IsAbs(pattern) || !filepath.IsLocal(filepath.FromSlash(full)) {
		l.problem(at, pattern, fmt.Sprintf("include %q leaves the project's folder", pattern), "include only files beside or below plotline.yaml")
		return nil
	}
	names, err := l.match(ctx, full)
	if err != nil {
		var bad mistake
		if errors.As(err, &bad) {
			l.problem(at, pattern, fmt.Sprintf("include %q: %s", pattern, bad.message), bad.hint)
			return nil
		}
		return err
	}
	if len(names) == 0 {
		l.problem(at, pattern, fmt.Sprintf("include %q matches no file", pattern), "paths are relative to the file that includes")
		return nil
	}
	for _, name := range names {
		if err := l.one(ctx, root, name, at, pattern, stack); err != nil {
			return err
		}
	}
	return nil
}

// one reads one included file, once.
func (l *loader) one(ctx context.Context, root *Roadmap, name string, at source.Position, pattern string, stack []string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	shown := filepath.Join(l.folder.path, filepath.FromSlash(name))
	info, err := l.folder.root.Stat(name)
	if err == nil {
		shown = l.known(shown, info)
	}
	switch {
	case slices.Contains(stack, shown):
		cycle := append(stack[slices.Index(stack, shown):], shown)
		l.problem(at, pattern, "files include each other: "+strings.Join(cycle, " → "), "")
		return nil
	case l.files[shown] != nil:
		return nil
	case len(l.files) > maxIncluded:
		l.problem(at, pattern, fmt.Sprintf("more than %d files are included", maxIncluded), "")
		return nil
	}
	data, err := l.folder.read(name)
	if l.total += len(data); err == nil && l.total > maxTotal {
		err = fmt.Errorf("all files together are larger than %d MB", maxTotal>>20)
	}
	if err != nil {
		l.problem(at, pattern, fmt.Sprintf("include %q: %s cannot be read: %s", pattern, shown, reason(err)), "")
		return nil
	}
	part := l.decode(shown, data)
	l.rootOnly(part)
	part.own(root)
	root.add(part)
	return l.include(ctx, root, part, shown, append(slices.Clone(stack), shown))
}

// known gives the name under which a file was met first, whatever links lead
// to it.
func (l *loader) known(shown string, info os.FileInfo) string {
	for _, other := range l.met {
		if os.SameFile(other.info, info) {
			return other.shown
		}
	}
	l.met = append(l.met, metFile{shown, info})
	return shown
}

// metFile is a file and the name under which it was met first.
type metFile struct {
	shown string
	info  os.FileInfo
}

// reason is an error without the path that the message names already.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// rootOnly reports what only the root may say.
func (l *loader) rootOnly(part *Roadmap) {
	said := []struct {
		key     string
		written bool
	}{
		{"id", part.ID != ""},
		{"product", part.Product.Position().Line > 0},
		{"calendar", part.Calendar.Position().Line > 0},
	}
	for _, s := range said {
		if s.written {
			l.problem(part.At(s.key), "", fmt.Sprintf("%q stands in the root roadmap only", s.key), "take it out of this file")
		}
	}
}

// add appends what an included file says.
func (r *Roadmap) add(part *Roadmap) {
	r.Personas = append(r.Personas, part.Personas...)
	r.Goals = append(r.Goals, part.Goals...)
	r.PainPoints = append(r.PainPoints, part.PainPoints...)
	r.Releases = append(r.Releases, part.Releases...)
	r.Standing = append(r.Standing, part.Standing...)
	r.Teams = append(r.Teams, part.Teams...)
	r.Glossary = append(r.Glossary, part.Glossary...)
}

// match gives the files that a pattern means, sorted. Wildcards do not follow
// links to folders.
func (l *loader) match(ctx context.Context, pattern string) ([]string, error) {
	if !strings.ContainsAny(pattern, "*?[") {
		if _, err := l.folder.root.Lstat(pattern); err != nil {
			return nil, nil //nolint:nilerr // a file that is not there is no match
		}
		return []string{pattern}, nil
	}
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, mistake{"the pattern is malformed", "close every [ with a ]"}
	}
	return l.walk(ctx, pattern)
}

// maxVisited is how many names a pattern may look at.
const maxVisited = 100_000

func (l *loader) walk(ctx context.Context, pattern string) ([]string, error) {
	parts := strings.Split(pattern, "/")
	base := fixedPart(parts)
	var found []string
	visited := 0
	err := fs.WalkDir(l.folder.root.FS(), base, func(name string, entry fs.DirEntry, err error) error {
		if visited++; visited > maxVisited {
			return mistake{fmt.Sprintf("the pattern goes through more than %d files", maxVisited), "name the folder"}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return nil //nolint:nilerr // a folder that cannot be read holds no match
		}
		if entry.IsDir() {
			return enter(name, base, parts)
		}
		if matches(parts, strings.Split(name, "/")) {
			found = append(found, name)
		}
		return nil
	})
	return found, err
}

// fixedPart is the folder before the first wildcard.
func fixedPart(parts []string) string {
	for i, part := range parts {
		if strings.ContainsAny(part, "*?[") {
			return path.Join(append([]string{"."}, parts[:i]...)...)
		}
	}
	return path.Join(parts...)
}

// enter skips folders that no match can lie in.
func enter(name, base string, parts []string) error {
	deep := strings.Count(name, "/") + 1
	hidden := strings.HasPrefix(path.Base(name), ".") && name != base
	if hidden || deep >= len(parts) && !slices.Contains(parts, "**") {
		if name != "." {
			return fs.SkipDir
		}
	}
	return nil
}

// matches compares a name with a pattern, part by part; ** is any number of
// folders.
func matches(pattern, name []string) bool {
	if len(pattern) == 0 {
		return len(name) == 0
	}
	if pattern[0] == "**" {
		return matches(pattern[1:], name) || len(name) > 0 && matches(pattern, name[1:])
	}
	if len(name) == 0 {
		return false
	}
	ok, err := path.Match(pattern[0], name[0])
	return err == nil && ok && matches(pattern[1:], name[1:])
}
