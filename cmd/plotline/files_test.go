package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
)

// remembered is every file below the work folder, as a script last had it kept.
type remembered map[string]string

// fileCommands are what scripts do to files besides what testscript knows.
func fileCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"keep": func(ts *testscript.TestScript, _ bool, _ []string) { keepFiles(ts) },
		"kept": func(ts *testscript.TestScript, _ bool, _ []string) { compareFiles(ts) },
	}
}

// allFiles reads every file of the work folder.
func allFiles(ts *testscript.TestScript) remembered {
	root, files := ts.MkAbs("."), remembered{}
	ts.Check(filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(path, filepath.Join(root, ".tmp")) {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path)
		files[filepath.ToSlash(name)] = string(data)
		return err
	}))
	return files
}

func keepFiles(ts *testscript.TestScript) { *ts.Value("files").(*remembered) = allFiles(ts) }

// compareFiles fails where any file is not as it was kept.
func compareFiles(ts *testscript.TestScript) {
	if diff := cmp.Diff(*ts.Value("files").(*remembered), allFiles(ts)); diff != "" {
		ts.Fatalf("files changed:\n%s", diff)
	}
}
