package stories

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"plotline/roadmap/source"
)

// assignEpics finds the epic of every story: as its file says, else as its
// sidecar says, else the one whose folder it stands in.
func (l *loader) assignEpics(known map[string]*Sidecar) {
	folders := l.epicFolders()
	var problems source.Problems
	for _, item := range l.b.Items {
		if item.Kind == Epic {
			continue
		}
		if text := item.Document.Value("epic"); text != "" {
			epic, err := l.epicNamed(text, folders)
			if err != nil {
				problems = append(problems, item.Document.Problem("epic", len(text), err.Error(),
					"name an epic by its ID, its folder or the beginning of its ID"))
				l.b.broken[item.ID] = true
				continue
			}
			item.Epic = epic.ID
			continue
		}
		item.Epic = l.epicOf(item, folders, known)
	}
	l.b.Problems = append(l.b.Problems, problems...)
	l.b.Items = slices.DeleteFunc(l.b.Items, func(item *Item) bool {
		bad := item.ID != "" && l.b.broken[item.ID]
		if bad {
			delete(l.b.items, item.ID)
		}
		return bad
	})
}

// epicFolders gives the epic of each folder: the one in epic.md, else the
// first.
func (l *loader) epicFolders() map[string]*Item {
	folders := map[string]*Item{}
	for _, item := range l.b.Items {
		folder := path.Dir(item.Path)
		if item.Kind == Epic && (folders[folder] == nil || path.Base(item.Path) == epicFile) {
			folders[folder] = item
		}
	}
	return folders
}

// epicOf is the epic that a sidecar names, also while the epic's file cannot be
// read or is missing; else that of the folder.
func (l *loader) epicOf(item *Item, folders map[string]*Item, known map[string]*Sidecar) string {
	if item.Sidecar != nil && item.Sidecar.Epic != "" {
		id := item.Sidecar.Epic
		epic, sidecar := l.b.items[id], known[id]
		if epic != nil && epic.Kind == Epic || l.b.broken[id] || epic == nil && sidecar != nil && sidecar.Dropped == nil {
			return id
		}
	}
	for folder := path.Dir(item.Path); folder != "."; folder = path.Dir(folder) {
		if epic := folders[folder]; epic != nil {
			return epic.ID
		}
	}
	return ""
}

// epicNamed finds the epic that a story's file names.
func (l *loader) epicNamed(text string, folders map[string]*Item) (*Item, error) {
	if epic := l.b.items[text]; epic != nil && epic.Kind == Epic {
		return epic, nil
	}
	if epic := folders[strings.Trim(text, "/")]; epic != nil {
		return epic, nil
	}
	var found []*Item
	var names []string
	for _, epic := range l.b.Epics() {
		folder := path.Base(path.Dir(epic.Path))
		names = append(names, folder)
		if folder == text || len(text) >= minPrefix && strings.HasPrefix(epic.ID, text) {
			found = append(found, epic)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return nil, fmt.Errorf("epic %q may be %s or %s", text, found[0].Path, found[1].Path)
	}
	if near := source.Nearest(text, names); near != "" {
		return nil, fmt.Errorf("no epic %q; did you mean %q?", text, near)
	}
	return nil, fmt.Errorf("no epic %q", text)
}
