package jira

import (
	"fmt"
	"strconv"
	"strings"
)

// browse is an issue's page. Jira's own links may lead to its gateway.
func (s *server) browse(key string) string {
	return s.site.JoinPath("browse", key).String()
}

// split parts a Key into project and number; ok is false for what is none.
func split(key string) (project string, n int, ok bool) {
	project, digits, ok := strings.Cut(key, "-")
	if !ok {
		return "", 0, false
	}
	n, err := strconv.Atoi(digits)
	return project, n, err == nil && n > 0
}

func (t *Tracker) key(n int) string { return fmt.Sprintf("%s-%d", t.config.Project, n) }

// ours says whether a Key is of the project.
func (t *Tracker) ours(key string) bool {
	project, _, ok := split(key)
	return ok && project == t.config.Project
}

func higher(a, b string) string {
	_, m, _ := split(a)
	_, n, _ := split(b)
	if n > m {
		return b
	}
	return a
}
