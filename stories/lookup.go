package stories

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"plotline/roadmap/source"
	"plotline/stories/document"
)

// minPrefix is how many characters of an ID name an item.
const minPrefix = 4

// ErrNotFound says that a text names no item.
var ErrNotFound = errors.New("no such item")

// ErrAmbiguous says that a text may name several items.
var ErrAmbiguous = errors.New("several items are called that")

// Find gives the item that a person means: by ID, by path (as shown, relative
// to the backlog or any clear ending), by Key on a tracker (40 and #40 alike),
// by a clear beginning of the ID, or by a clear file name. The error says what
// else it may be; see [ErrNotFound] and [ErrAmbiguous].
func (b *Backlog) Find(text string) (*Item, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, fmt.Errorf("%w: the name is empty", ErrNotFound)
	}
	if item := b.items[text]; item != nil {
		return item, nil
	}
	for _, fits := range b.ways(text) {
		found := b.all(fits)
		if len(found) == 1 {
			return found[0], nil
		}
		if len(found) > 1 {
			return nil, ambiguous(text, found)
		}
	}
	return nil, b.notFound(text)
}

// ways are the ways to read a name, surest first.
func (b *Backlog) ways(text string) []func(*Item) bool {
	file := path.Clean(slashed(text))
	whole := strings.ToLower(text)
	named := func(item *Item, name string) bool { return item.Path == name || item.Path == name+".md" }
	return []func(*Item) bool{
		func(item *Item) bool { return named(item, file) },
		func(item *Item) bool { return item.Kind == Epic && path.Dir(item.Path) == file },
		func(item *Item) bool { return b.shown(item.Path) == file || b.shown(item.Path) == file+".md" },
		func(item *Item) bool { return item.hasKey(text) },
		func(item *Item) bool { return len(whole) >= minPrefix && strings.HasPrefix(item.ID, whole) },
		func(item *Item) bool { return strings.HasSuffix(file, "/"+item.Path) },
		func(item *Item) bool {
			return item.Kind == Epic && strings.HasSuffix(file, "/"+path.Dir(item.Path))
		},
		func(item *Item) bool {
			return strings.HasSuffix("/"+item.Path, "/"+file) || strings.HasSuffix("/"+item.Path, "/"+file+".md")
		},
		func(item *Item) bool { return strings.EqualFold(document.Word(text), item.Title) },
	}
}

func (b *Backlog) all(fits func(*Item) bool) []*Item {
	var found []*Item
	for _, item := range b.Items {
		if fits(item) {
			found = append(found, item)
		}
	}
	return found
}

// hasKey says whether one of the item's tickets has this Key.
func (item *Item) hasKey(text string) bool {
	if item.Sidecar == nil {
		return false
	}
	return slices.ContainsFunc(item.Sidecar.Keys, func(key Key) bool {
		return strings.EqualFold(key.Key, text) || key.Key == "#"+text
	})
}

// ambiguous lists what a text may mean.
func ambiguous(text string, found []*Item) error {
	const shown = 5
	var lines []string
	for _, item := range found[:min(shown, len(found))] {
		lines = append(lines, fmt.Sprintf("%s %s", short(item.ID), item.Path))
	}
	if len(found) > shown {
		lines = append(lines, fmt.Sprintf("%d more", len(found)-shown))
	}
	return fmt.Errorf("%w: %q may be %s", ErrAmbiguous, text, strings.Join(lines, ", "))
}

// notFound names what is spelled alike, or the fate of what once had the ID, or
// why a file that is there is no item.
func (b *Backlog) notFound(text string) error {
	if problem, bad := b.unread(text); bad {
		return fmt.Errorf("%w while its file cannot be read: %s; %s", ErrNotFound, problem.Error(), problem.Hint)
	}
	for _, sidecar := range slices.Concat(b.Dropped, b.Missing) {
		if sidecar.ID == text || len(text) >= minPrefix && strings.HasPrefix(sidecar.ID, text) || sidecar.Path == text {
			return fmt.Errorf("%w: %q was dropped; plotline restore %s brings it back", ErrNotFound, text, short(sidecar.ID))
		}
	}
	var names []string
	for _, item := range b.Items {
		names = append(names, item.slug(), item.Path, item.Title)
	}
	if near := source.Nearest(text, names); near != "" {
		return fmt.Errorf("%w: %q; did you mean %q?", ErrNotFound, text, near)
	}
	return fmt.Errorf("%w: %q; name it by ID, path or Key", ErrNotFound, text)
}

// unread is the mistake in a file that is named, where it is no item for that.
func (b *Backlog) unread(text string) (source.Problem, bool) {
	file := path.Clean(slashed(text))
	i := slices.IndexFunc(b.Problems, func(p source.Problem) bool {
		named := "/" + strings.TrimSuffix(p.Path, ".md")
		return strings.HasSuffix(named, "/"+strings.TrimSuffix(file, ".md")) || strings.HasSuffix("/"+file, "/"+p.Path)
	})
	if i < 0 {
		return source.Problem{}, false
	}
	return b.Problems[i], true
}

// slug is the name people know an item by: its file's, or its folder's for an
// epic.
func (item *Item) slug() string {
	if item.Kind == Epic && path.Base(item.Path) == epicFile {
		return path.Base(path.Dir(item.Path))
	}
	return strings.TrimSuffix(path.Base(item.Path), ".md")
}

// short is as much of an ID as people need to see.
func short(id string) string { return id[:min(8, len(id))] }

// resolveNeeds turns what people wrote in needs (a path, a name, the beginning
// of an ID) into IDs. What names no item, or several, stays as written.
func (l *loader) resolveNeeds() {
	for _, item := range l.b.Items {
		for i, need := range item.Needs {
			if !validID(need) {
				item.Needs[i] = l.b.needed(item, need)
			}
		}
	}
}

func (b *Backlog) needed(item *Item, need string) string {
	beside := path.Join(path.Dir(item.Path), need)
	for _, name := range [...]string{beside, need} {
		if found, err := b.Find(name); err == nil && found.ID != "" {
			return found.ID
		}
	}
	return need
}
