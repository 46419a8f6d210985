package stories

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"plotline/roadmap/source"
	"plotline/stories/document"
	"plotline/stories/sidecar"
	"plotline/stories/store"
)

const (
	// maxFolders is how deep folders are followed inside the backlog.
	maxFolders = 8
	// maxFiles is how many items and how many sidecars a backlog may have.
	maxFiles = 200_000
)

// slashed is a path with slashes, as messages and sidecars name it.
func slashed(file string) string { return filepath.ToSlash(file) }

// stateBeside is the folder for locks beside the backlog folder.
func stateBeside(folder string) string {
	return filepath.Join(filepath.Dir(filepath.Clean(folder)), ".plotline")
}

// LoadBacklog reads the folder's files and sidecars. A folder that does not
// exist is an empty backlog. Mistakes in files are [Backlog.Problems], not an
// error; an error means that the folder could not be read.
func LoadBacklog(ctx context.Context, folder string) (*Backlog, error) {
	return LoadBacklogWith(ctx, folder, stateBeside(folder))
}

// LoadBacklogWith is [LoadBacklog] where the folder of local state is another
// than the one beside the backlog.
func LoadBacklogWith(ctx context.Context, folder, state string) (*Backlog, error) {
	l := &loader{b: newBacklog(folder, state)}
	if err := l.list("", 0); err != nil {
		return nil, fmt.Errorf("read the backlog: %w", err)
	}
	if err := l.listSidecars(); err != nil {
		return nil, fmt.Errorf("read the backlog: %w", err)
	}
	if len(l.files) > maxFiles || len(l.sidecars) > maxFiles {
		return nil, fmt.Errorf("read the backlog: %s holds more than %d files", folder, maxFiles)
	}
	if err := l.readAll(ctx); err != nil {
		return nil, fmt.Errorf("read the backlog: %w", err)
	}
	if err := l.b.files.ReadUnfinished(); err != nil {
		return nil, err
	}
	l.assemble()
	return l.b, nil
}

// loader reads a backlog.
type loader struct {
	b        *Backlog
	files    []loaded
	sidecars []loaded
}

// loaded is one file with what was read from it.
type loaded struct {
	path     string // relative to the backlog folder
	data     []byte
	document *document.Document
	sidecar  *Sidecar
	problems source.Problems
}

// list finds the Markdown files of a folder and those below it.
func (l *loader) list(folder string, depth int) error {
	entries, err := os.ReadDir(filepath.Join(l.b.Folder, filepath.FromSlash(folder)))
	if errors.Is(err, fs.ErrNotExist) && depth == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasPrefix(name, ".") {
			continue
		}
		if err := l.entry(path.Join(folder, name), entry, depth); err != nil {
			return err
		}
		if len(l.files) > maxFiles {
			return nil
		}
	}
	return nil
}

func (l *loader) entry(file string, entry fs.DirEntry, depth int) error {
	mode := entry.Type()
	if !mode.IsDir() {
		l.b.names.Occupy(path.Dir(file))
	}
	if mode&fs.ModeSymlink != 0 {
		if mode = l.follow(file); mode == fs.ModeIrregular {
			return nil
		}
	}
	switch {
	case mode.IsDir() && entry.Type()&fs.ModeSymlink != 0:
		l.report(file, "a link to a folder; the backlog follows none", "put the files themselves into the backlog")
	case mode.IsDir() && depth == maxFolders:
		l.report(file, "folders are nested too deep here", "the backlog has a folder an epic")
	case mode.IsDir():
		return l.list(file, depth+1)
	case mode.IsRegular() && isItemName(path.Base(file)):
		l.b.names.Take(file)
		l.files = append(l.files, loaded{path: file})
	}
	return nil
}

// isItemName says whether a file's name is one of an item.
func isItemName(name string) bool {
	return strings.EqualFold(path.Ext(name), ".md") && !strings.EqualFold(name, "readme.md")
}

// follow gives the mode of what a link points to, and refuses links that leave
// the backlog.
func (l *loader) follow(file string) fs.FileMode {
	refuse := func(why string) fs.FileMode {
		l.b.names.Take(file)
		if isItemName(path.Base(file)) || path.Ext(file) == "" {
			l.report(file, why, "put the file itself into the backlog")
		}
		return fs.ModeIrregular
	}
	root, err := filepath.EvalSymlinks(l.b.Folder)
	if err != nil {
		return refuse("a link that leads nowhere")
	}
	target, err := filepath.EvalSymlinks(filepath.Join(l.b.Folder, filepath.FromSlash(file)))
	if err != nil {
		return refuse("a link that leads nowhere")
	}
	if within, err := filepath.Rel(root, target); err != nil || !filepath.IsLocal(within) {
		return refuse("a link that leaves the backlog folder")
	}
	info, err := os.Stat(target)
	if err != nil {
		return refuse("a link that leads nowhere")
	}
	return info.Mode().Type()
}

func (l *loader) report(file, message, hint string) {
	l.b.Problems = append(l.b.Problems, source.Problem{
		Position: source.Position{Path: l.b.shown(file)}, Message: message, Hint: hint,
	})
}

func (l *loader) listSidecars() error {
	entries, err := os.ReadDir(filepath.Join(l.b.Folder, store.SidecarFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasPrefix(name, ".") || path.Ext(name) != ".yaml" {
			continue
		}
		if !entry.Type().IsRegular() {
			l.report(store.SidecarFolder+"/"+name, "a sidecar that is no plain file", sidecar.Restore)
			l.b.broken[strings.TrimSuffix(name, ".yaml")] = true
			continue
		}
		l.sidecars = append(l.sidecars, loaded{path: store.SidecarFolder + "/" + name})
	}
	return nil
}

// readAll reads and parses the files; the order of the results is that of the
// names.
func (l *loader) readAll(ctx context.Context) error {
	return store.Each(len(l.files)+len(l.sidecars), func(i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if i < len(l.files) {
			return l.readDocument(&l.files[i])
		}
		return l.readSidecar(&l.sidecars[i-len(l.files)])
	})
}

func (l *loader) readDocument(file *loaded) error {
	var err error
	if file.data, err = l.read(file.path, document.MaxSize); err != nil {
		return err
	}
	file.document, file.problems = parseDocument(l.b.shown(file.path), file.data)
	return nil
}

func (l *loader) readSidecar(file *loaded) error {
	var err error
	if file.data, err = l.read(file.path, sidecar.MaxSize); err != nil {
		return err
	}
	file.sidecar, file.problems = ParseSidecar(l.b.shown(file.path), file.data)
	if file.sidecar != nil && path.Base(file.path) != file.sidecar.ID+".yaml" {
		file.problems = source.Problems{{
			Position: source.Position{Path: l.b.shown(file.path), Line: 1},
			Message:  "the sidecar's name is not its id, " + file.sidecar.ID, Hint: sidecar.Restore,
		}}
	}
	return nil
}

// read gives a file's bytes, at most one more than the limit.
func (l *loader) read(file string, limit int) ([]byte, error) {
	f, err := os.Open(filepath.Join(l.b.Folder, filepath.FromSlash(file)))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	data := make([]byte, min(int(min(info.Size(), int64(limit))), limit)+1)
	n, err := io.ReadFull(f, data)
	if err == nil && n <= limit { // it grew while it was read
		rest, err := io.ReadAll(io.LimitReader(f, int64(limit+1-n)))
		return append(data, rest...), err
	}
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return data[:n], nil
}
