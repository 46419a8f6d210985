package review

import (
	"fmt"
	"strings"

	"plotline/docs/rules"
	"plotline/roadmap/source"
)

// Explain gives a rule's page: what it finds, why that matters, examples, and
// how to mend it. For an unknown rule the error names the nearest one.
func Explain(rule string) (string, error) {
	if page := rules.Page(rule); page != "" {
		return page, nil
	}
	names := rules.Names()
	for _, name := range names {
		if _, short, _ := strings.Cut(name, "/"); short == rule {
			return rules.Page(name), nil
		}
	}
	if near := source.Nearest(rule, names); near != "" {
		return "", fmt.Errorf("unknown rule %q; did you mean %q?", rule, near)
	}
	return "", fmt.Errorf("unknown rule %q; rules: %s", rule, strings.Join(names, ", "))
}
