package stories

import (
	"path"
	"slices"
	"strings"

	"plotline/stories/store"
)

// epicFile is the name of an epic's own file in its folder.
const epicFile = "epic.md"

// homeOf is the folder in which stories of a new epic stand already, "" for
// none: a save that was cut off may have written them first. Of one without its
// sidecar only the wish tells that it is the epic's.
func (b *Backlog) homeOf(epic *Item, wish string) string {
	for _, story := range b.stories[epic.ID] {
		if folder := path.Dir(story.Path); folder != "." && b.lacksEpic(folder) {
			return folder
		}
	}
	if b.files.HasUnfinished() && b.lacksEpic(wish) && !slices.ContainsFunc(b.Items, func(item *Item) bool {
		return path.Dir(item.Path) == wish && !b.files.IsUnfinished(item.ID)
	}) {
		return wish
	}
	return ""
}

func (b *Backlog) lacksEpic(folder string) bool {
	return !b.names.Has(folder + "/" + epicFile)
}

// pathFor gives a new item its file: as wished where that is a portable path,
// else by its title, in the folder of its epic.
func (b *Backlog) pathFor(item *Item) string {
	folder, name := path.Split(strings.TrimSuffix(item.Path, ".md"))
	folder = path.Base(path.Clean("/" + folder))
	if item.Kind == Epic {
		if !store.IsPortable(folder) {
			folder = store.FileName(item.Title)
		}
		if home := b.homeOf(item, folder); home != "" {
			return b.names.Claim(home + "/" + epicFile)
		}
		return b.names.Claim(b.names.ClaimFolder(folder) + "/" + epicFile)
	}
	if epic := b.Item(item.Epic); epic != nil {
		folder = path.Dir(epic.Path)
	}
	if folder == "/" || folder == "." || folder == "" {
		folder = "stories"
	}
	if name == "" || !store.IsPortable(name) {
		name = item.Title
	}
	return b.names.Claim(folder + "/" + store.FileName(name) + ".md")
}
