package settings

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"plotline/roadmap/source"
)

// Name is what a settings file is called.
const Name = "plotline.yaml"

// maxSize is how large a settings file may be.
const maxSize = 1 << 20

// Find looks for the settings file in a folder and upwards. It goes no further
// up than the folder of the git repository: beyond it lie other people's
// files. It returns "" when there is none.
func Find(folder string) (string, error) {
	for {
		path := filepath.Join(folder, Name)
		switch info, err := os.Stat(path); {
		case err == nil && !info.IsDir():
			return path, nil
		case err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission):
			return "", fmt.Errorf("look for settings: %w", err)
		}
		if _, err := os.Stat(filepath.Join(folder, ".git")); err == nil {
			return "", nil
		}
		whole, err := filepath.Abs(folder)
		if err != nil {
			return "", fmt.Errorf("look for settings: %w", err)
		}
		if filepath.Dir(whole) == whole {
			return "", nil
		}
		folder = above(folder)
	}
}

// above is the folder that holds a folder, in the same manner of writing.
func above(folder string) string {
	folder = filepath.Clean(folder)
	if base := filepath.Base(folder); base == "." || base == ".." {
		return filepath.Join(folder, "..")
	}
	return filepath.Dir(folder)
}

// Open finds and reads the settings for a run: those that the overrides name,
// else those beside the roadmap that they name or in the folder, or upwards
// from there, else the defaults. The error is [source.Problems], or says what
// could not be read.
func Open(folder string, o Overrides) (*Settings, error) {
	path, start := o.Config, folder
	if o.Roadmap != "" {
		start = filepath.Dir(o.Roadmap)
	}
	if path == "" {
		found, err := Find(start)
		if err != nil {
			return nil, err
		}
		path = found
	}
	s := &Settings{Folder: start}
	if path != "" {
		written, err := read(path)
		if err != nil {
			return nil, err
		}
		s = written
	}
	if err := s.override(o); err != nil {
		return nil, err
	}
	s.fill()
	return s, s.check().Err()
}

// Load reads one settings file.
func Load(path string) (*Settings, error) { return Open("", Overrides{Config: path}) }

// Default are the settings for a folder without a settings file.
func Default(folder string) *Settings {
	s := &Settings{Folder: folder}
	s.fill()
	return s
}

func read(path string) (*Settings, error) {
	data, err := readFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, source.Problems{{
			Position: source.Position{Path: path},
			Message:  "there are no settings here",
			Hint:     "write first ones with: plotline init",
		}}
	}
	if err != nil {
		return nil, fmt.Errorf("read the settings: %w", err)
	}
	return Parse(path, data)
}

// Parse reads settings from memory; keys that are not written stay empty.
func Parse(path string, data []byte) (*Settings, error) {
	s := &Settings{Path: path, Folder: filepath.Dir(path)}
	clean, problems := secrets(path, data)
	problems = append(problems, source.Decode(path, clean, s)...)
	if len(problems) == 0 {
		problems = s.checkFile(source.NewFile(path, clean))
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return s, nil
}

func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxSize+1))
	if err == nil && len(data) > maxSize {
		return nil, fmt.Errorf("%s is larger than %d MB; are these settings?", path, maxSize>>20)
	}
	return data, err
}
