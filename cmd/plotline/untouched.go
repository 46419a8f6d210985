package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"plotline/integrations/local"
)

// untouched says that a project has neither items nor local tickets: looking
// after it must not make the file of these.
func (p *project) untouched() bool {
	if p.backlog != nil && len(p.backlog.Items) > 0 {
		return false
	}
	_, err := os.Stat(filepath.Join(p.settings.StateFolder(), local.File))
	return errors.Is(err, fs.ErrNotExist)
}
