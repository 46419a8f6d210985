// Package rules holds the pages of the review's rules, one a rule: what it
// finds, why that matters, a bad and a good example, and how to mend it. The
// pages are for people; the package only hands them out.
package rules

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed backlog criterion goal handoff pain-point review story
var pages embed.FS

// Page gives the page of a rule, such as "story/no-role"; "" when there is
// none.
func Page(rule string) string {
	data, err := pages.ReadFile(rule + ".md")
	if err != nil {
		return ""
	}
	return string(data)
}

// Names are the rules that have a page, in order.
func Names() []string {
	var names []string
	// The files are in the program: walking them cannot fail.
	_ = fs.WalkDir(pages, ".", func(path string, _ fs.DirEntry, err error) error {
		if name, ok := strings.CutSuffix(path, ".md"); ok {
			names = append(names, name)
		}
		return err
	})
	return names
}
