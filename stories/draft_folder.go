package stories

import (
	"fmt"
	"path"
)

// noticeFolders names the stories that lie in the folder of an epic that is not
// theirs, for which nothing but a moved file speaks: who moved it may have meant
// the story.
func (d *drafter) noticeFolders() {
	folders := map[string]*Item{}
	for _, epic := range d.Backlog.Epics() {
		if path.Base(epic.Path) == epicFile {
			folders[path.Dir(epic.Path)] = epic
		}
	}
	for _, item := range d.Backlog.Items {
		there, own := folders[path.Dir(item.Path)], d.Backlog.Item(item.Epic)
		if item.Kind == Epic || there == nil || own == nil || there == own || item.Document.Value("epic") != "" {
			continue
		}
		d.noticeItem(item, fmt.Sprintf("%s lies in the folder of %q, and belongs to %q: moving a file moves no story", item.Path, there.Title, own.Title),
			fmt.Sprintf("to move the story, write epic: %s into its front matter; to leave it where it is, epic: %s, or move the file back", short(there.ID), short(own.ID)))
	}
}
