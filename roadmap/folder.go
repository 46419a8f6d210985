package roadmap

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"plotline/roadmap/source"
)

// maxFile is how large one roadmap file may be, maxTotal all of them together.
const (
	maxFile  = source.MaxSize
	maxTotal = 64 << 20
)

// folder is the folder that includes may not leave; links that lead out of it
// are refused by [os.Root].
type folder struct {
	root *os.Root
	path string // as given, to make relative paths
}

// tooLarge says that a file is over the limit.
type tooLarge struct{ size int64 }

func (t *tooLarge) Error() string {
	return fmt.Sprintf("the file is %d MB, and at most %d MB are read", t.size>>20, maxFile>>20)
}

func (t *tooLarge) hint() string {
	return "split it with include, or look whether it is the right file"
}

func (l *loader) open(root string) error {
	opened, err := os.OpenRoot(root)
	if err != nil {
		return fmt.Errorf("open the roadmap's folder: %w", err)
	}
	l.folder = &folder{root: opened, path: root}
	return nil
}

func (l *loader) close() {
	if l.folder != nil {
		_ = l.folder.root.Close() // it was only read
	}
}

// relative gives a file's place in the folder with slashes; false when it lies
// outside.
func (f *folder) relative(path string) (string, bool) {
	root, err := filepath.Abs(f.path)
	if err != nil {
		return "", false
	}
	path, err = filepath.Abs(path)
	if err != nil {
		return "", false
	}
	rel, err := filepath.Rel(root, path)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// readRegular reads a file of bounded size; pipes and devices are refused, so
// that nothing can make it wait.
func readRegular(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if err := regular(info); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readAll(file)
}

func (f *folder) read(name string) ([]byte, error) {
	info, err := f.root.Stat(name)
	if err != nil {
		return nil, err
	}
	if err := regular(info); err != nil {
		return nil, err
	}
	file, err := f.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readAll(file)
}

func regular(info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return fmt.Errorf("it is a folder")
	case !info.Mode().IsRegular():
		return fmt.Errorf("it is not a regular file")
	case info.Size() > maxFile:
		return &tooLarge{info.Size()}
	}
	return nil
}

// readAll reads what a file holds, up to the limit: it may have grown since it
// was looked at.
func readAll(file io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFile {
		return nil, &tooLarge{int64(len(data))}
	}
	return data, nil
}
