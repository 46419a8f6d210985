package pack

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"plotline/roadmap/source"
)

// What a pack may hold; more is a mistake or an attack.
const (
	fileLimit     = 256 << 10
	templateLimit = 500
)

var name = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// loader gathers templates and every mistake on the way.
type loader struct {
	phrases   *phrases
	templates []*Template
	problems  source.Problems
}

// read takes in one folder. Files in sub-folders and files that are not YAML
// are not templates.
func (l *loader) read(folder Folder) error {
	entries, err := fs.ReadDir(folder.Files, ".")
	if err != nil {
		return fmt.Errorf("read templates %s: %w", folder.Name, err)
	}
	before := len(l.templates)
	for _, entry := range entries {
		if entry.IsDir() || !isYAML(entry.Name()) {
			continue
		}
		if len(l.templates) >= templateLimit {
			return fmt.Errorf("read templates %s: more than %d templates", folder.Name, templateLimit)
		}
		if err := l.readFile(folder, entry.Name(), before); err != nil {
			return err
		}
	}
	return nil
}

func isYAML(file string) bool {
	return !strings.HasPrefix(file, ".") && slices.Contains([]string{".yaml", ".yml"}, path.Ext(file))
}

func (l *loader) readFile(folder Folder, file string, before int) error {
	data, err := readBounded(folder.Files, file)
	if err != nil {
		return fmt.Errorf("read template %s: %w", path.Join(folder.Name, file), err)
	}
	t, problems := parseWith(path.Join(folder.Name, file), data, l.phrases)
	l.problems = append(l.problems, problems...)
	if t == nil {
		return nil
	}
	if err := l.readHeard(folder, file, t); err != nil {
		return err
	}
	l.add(t, before)
	return nil
}

func readBounded(files fs.FS, file string) ([]byte, error) {
	info, err := fs.Stat(files, file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("not a regular file")
	}
	if info.Size() > fileLimit {
		return nil, fmt.Errorf("larger than %d kB", fileLimit>>10)
	}
	return fs.ReadFile(files, file)
}

// Parse reads one template file. It returns nil where the file is no template
// at all, and all mistakes otherwise.
func Parse(path string, data []byte) (*Template, source.Problems) {
	return parseWith(path, data, newPhrases())
}

func parseWith(path string, data []byte, r *phrases) (*Template, source.Problems) {
	t := &Template{Path: path, file: source.NewFile(path, data)}
	problems := source.Decode(path, data, t)
	t.Version = digest(data)
	c := checker{template: t, phrases: r}
	c.check()
	if len(problems) > 0 {
		return nil, append(problems, c.problems...)
	}
	return t, c.problems
}

func digest(data ...[]byte) string {
	sum := sha256.Sum256(bytes.Join(data, []byte{0}))
	return hex.EncodeToString(sum[:6])
}

// add replaces a template of an earlier folder, or extends it.
func (l *loader) add(t *Template, before int) {
	if t.Extends != "" {
		l.extend(t)
		return
	}
	for i, other := range l.templates {
		if other.Name != t.Name {
			continue
		}
		if i >= before {
			l.problem(t, t.At("name"), "two templates are named %q; the other is in %s", t.Name, other.Path)
			return
		}
		if len(t.heard) == 0 {
			t.heard = other.heard
		}
		l.templates[i] = t
		return
	}
	l.templates = append(l.templates, t)
}

func (l *loader) problem(t *Template, at source.Position, format string, args ...any) {
	l.problems = append(l.problems, t.file.Problem(at, "", fmt.Sprintf(format, args...), ""))
}

// compiled compiles one text, or records why it cannot be.
func (c *checker) compiled(at source.Position, where, words string) *text {
	if words == "" {
		return nil
	}
	parsed, err := compile(c.template.Name, words)
	if err != nil {
		c.problem(at, "template %q, %s: %s", c.template.Name, where, cause(err))
	}
	return parsed
}
