// Package templates holds the data that ships inside the program: the default
// pack of story templates. It is data only; package stories/pack reads it. It
// imports nothing of ours and every other package may import it.
package templates

import (
	"embed"
	"io/fs"
)

//go:embed default/*.yaml
var files embed.FS

// Default returns the default pack: one YAML file a template, at the root.
func Default() fs.FS {
	// Sub fails on an invalid path only, and this one is a constant.
	folder, err := fs.Sub(files, "default")
	if err != nil {
		return files
	}
	return folder
}
