// Package templates holds the data that ships inside the program: the default
// pack of story templates, and the page that shows the map. It is data only;
// stories/pack and stories/render read it. It imports nothing of ours and every
// command may import it.
package templates

import (
	"embed"
	"io/fs"
)

//go:embed default/*.yaml default/*.txt
var files embed.FS

//go:embed page
var page embed.FS

// Default returns the default pack: one YAML file a template, at the root.
func Default() fs.FS { return sub(files, "default") }

// Page returns the page's templates, style and scripts.
func Page() fs.FS { return sub(page, "page") }

// sub cannot fail: the folders are constants that were embedded.
func sub(files embed.FS, folder string) fs.FS {
	inside, err := fs.Sub(files, folder)
	if err != nil {
		return files
	}
	return inside
}
