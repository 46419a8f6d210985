package stories

import "plotline/roadmap/source"

// SidecarFolder is the folder of the sidecars inside the backlog folder.
const SidecarFolder = ".base"

// Backlog is the folder of epics and stories, read into memory. Change items
// through its methods, then call [Backlog.Save]: only files whose bytes change
// are written, each atomically, an item's file before its sidecar.
type Backlog struct {
	// Folder is the backlog folder on disk.
	Folder string
	// Items are the epics in order, each followed by its stories in order:
	// by rank where one is set, then by the order of the draft, then by path.
	Items []*Item
	// Dropped are the sidecars whose file is gone: dropped for good.
	Dropped []*Sidecar
	// Missing are the sidecars of epics whose file is gone, and of the stories
	// that went with them, until a person says that they are dropped.
	Missing []*Sidecar
	// Problems are mistakes in files that could not be read into items, and
	// facts such as two files with one ID. Those files are never written.
	Problems source.Problems
}
