package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"plotline/stories/review"
)

// prose are the pages that people read, by their path from the top.
func prose(t *testing.T) map[string]string {
	t.Helper()
	pages := map[string]string{}
	read := func(name string) {
		data, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		pages[name] = string(data)
	}
	for _, name := range []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md"} {
		read(name)
	}
	err := fs.WalkDir(os.DirFS("../.."), "docs", func(name string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".md") {
			read(name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// A link from page to page leads to a file, and a heading that is named is there.
func TestDocsLinksAreAlive(t *testing.T) {
	for name, text := range prose(t) {
		for _, found := range link.FindAllStringSubmatch(withoutCode(text), -1) {
			target, anchor, _ := strings.Cut(found[1], "#")
			if strings.Contains(found[1], "://") || strings.HasPrefix(found[1], "mailto:") {
				continue
			}
			full := filepath.Join("../..", filepath.Dir(name), target)
			if target == "" {
				full = filepath.Join("../..", name)
			}
			if _, err := os.Stat(full); err != nil {
				t.Errorf("%s links to %s, which is not there", name, found[1])
				continue
			}
			if anchor == "" {
				continue
			}
			data, err := os.ReadFile(full)
			if err != nil || !headings(string(data))[anchor] {
				t.Errorf("%s links to a heading that is not there: %s", name, found[1])
			}
		}
	}
}

// withoutCode leaves out what stands in code, where brackets are no links.
func withoutCode(text string) string {
	text = regexp.MustCompile("(?ms)^```.*?^```").ReplaceAllString(text, "")
	return regexp.MustCompile("`[^`\n]*`").ReplaceAllString(text, "")
}

// headings are the anchors of a page as GitHub makes them.
func headings(text string) map[string]bool {
	anchors := map[string]bool{}
	for _, found := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(text, -1) {
		slug := strings.ReplaceAll(strings.ToLower(found[1]), " ", "-")
		anchors[regexp.MustCompile(`[^\p{L}\p{N}_-]`).ReplaceAllString(slug, "")] = true
	}
	return anchors
}

// commandLine is plotline, a command and what follows it on its line or in its
// code, up to what would begin another command.
var commandLine = regexp.MustCompile("plotline ([a-z]+)((?: [^`\n|&;·>#]*)?)")

// What a page tells to type exists: each command, and each flag of it.
func TestDocsNameCommandsAndFlagsThatExist(t *testing.T) {
	helps := map[string]string{}
	for _, p := range pages(t) {
		words := strings.Fields(p.name)
		helps[words[1]] += p.help
	}
	for name, text := range prose(t) {
		for _, code := range codeOf(text) {
			for _, found := range commandLine.FindAllStringSubmatch(code, -1) {
				command, help := found[1], helps[found[1]]
				if command == "help" {
					continue
				}
				if help == "" {
					t.Errorf("%s names a command that is not there: %q", name, found[0])
				}
				for _, flag := range regexp.MustCompile(`(?:^| )--[a-z-]+`).FindAllString(found[2], -1) {
					if flag = strings.TrimSpace(flag); help != "" && !regexp.MustCompile(regexp.QuoteMeta(flag)+`\b`).MatchString(help) {
						t.Errorf("%s names a flag that %s does not have: %s", name, command, flag)
					}
				}
			}
		}
	}
}

// codeOf gives the code of a page that is meant to be typed: sh and yaml
// blocks, and what stands between backquotes and begins with plotline.
func codeOf(text string) []string {
	var code []string
	for language, block := range fences(text) {
		if language == "sh" {
			code = append(code, block)
		}
	}
	for _, found := range regexp.MustCompile("`(plotline [^`\n]*)`").FindAllStringSubmatch(text, -1) {
		code = append(code, found[1])
	}
	return code
}

// A rule that a page names has a page of its own.
func TestDocsNameRulesThatExist(t *testing.T) {
	named := regexp.MustCompile("`((?:story|goal|handoff|pain-point|backlog|criterion)/[a-z]+(?:-[a-z]+)*)`")
	for name, text := range prose(t) {
		for _, found := range named.FindAllStringSubmatch(text, -1) {
			if _, err := review.Explain(found[1]); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
