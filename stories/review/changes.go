package review

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
)

// Changes are the lines that a branch adds or changes, by path.
type Changes map[string][]lineRange

// lineRange is lines [from, to], from 1.
type lineRange struct{ from, to int }

// everyLine is the range of a new file.
func everyLine() lineRange { return lineRange{1, 1 << 30} }

// Runner runs git with arguments in the project's folder and gives what it
// prints.
type Runner func(ctx context.Context, arguments ...string) ([]byte, error)

// ChangedSince asks git what changed between a revision's common ancestor with
// HEAD and the working tree, new files that git does not ignore included.
// Paths are relative to the folder git runs in.
func ChangedSince(ctx context.Context, git Runner, revision string) (Changes, error) {
	if revision == "" || strings.HasPrefix(revision, "-") {
		return nil, fmt.Errorf("%q is no revision", revision)
	}
	base, err := git(ctx, "merge-base", revision, "HEAD")
	if err != nil {
		return nil, fmt.Errorf("find where the branch left %s: %w", revision, err)
	}
	from := strings.TrimSpace(string(base))
	diff, err := git(ctx, "-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff", "--no-renames", "--relative", "--unified=0", from, "--")
	if err != nil {
		return nil, fmt.Errorf("compare with %s: %w", revision, err)
	}
	fresh, err := git(ctx, "ls-files", "--others", "--exclude-standard", "-z")
	if err != nil {
		return nil, fmt.Errorf("list new files: %w", err)
	}
	changes := ParseDiff(diff)
	for _, path := range strings.Split(string(fresh), "\x00") {
		if path != "" {
			changes[path] = []lineRange{everyLine()}
		}
	}
	return changes, nil
}

// ParseDiff reads a unified diff as git prints it. Text that is no diff says
// that nothing changed.
func ParseDiff(diff []byte) Changes {
	changes := Changes{}
	path := ""
	header := true
	for line := range bytes.Lines(diff) {
		text := strings.TrimRight(string(line), "\r\n")
		switch {
		case strings.HasPrefix(text, "diff --git "):
			path, header = "", true
		case header && strings.HasPrefix(text, "+++ "):
			path = newPath(text[len("+++ "):])
			if path != "" {
				changes[path] = append(changes[path], lineRange{})
			}
		case strings.HasPrefix(text, "@@ "):
			header = false
			if r, ok := hunk(text); ok && path != "" {
				changes[path] = append(changes[path], r)
			}
		}
	}
	return changes
}

// newPath gives the path of a "+++" line: without its prefix, unquoted, ""
// for a file that is gone.
func newPath(text string) string {
	text = strings.TrimRight(text, "\t")
	if text == "/dev/null" {
		return ""
	}
	if plain, err := strconv.Unquote(text); err == nil {
		text = plain
	}
	return strings.TrimPrefix(text, "b/")
}

// hunk gives the new lines of "@@ -1,2 +3,4 @@". Where lines are only deleted,
// it is the line before them.
func hunk(text string) (lineRange, bool) {
	for _, field := range strings.Fields(text) {
		if !strings.HasPrefix(field, "+") {
			continue
		}
		begin, count, counted := strings.Cut(field[1:], ",")
		from, err := strconv.Atoi(begin)
		if err != nil {
			return lineRange{}, false
		}
		n := 1
		if counted {
			if n, err = strconv.Atoi(count); err != nil {
				return lineRange{}, false
			}
		}
		return lineRange{from, from + max(n, 1) - 1}, true
	}
	return lineRange{}, false
}

// Filter keeps the findings on changed lines. In files that whole names, such
// as a backlog's, any change of the file counts, since a finding there may
// stand elsewhere than its cause. A finding whose cause stands in a changed
// file is kept too.
func (c Changes) Filter(findings []Finding, whole func(path string) bool) []Finding {
	var kept []Finding
	for _, f := range findings {
		_, changed := c[f.Path]
		if c.caused(f.Cause) || changed && (f.Line == 0 || whole(f.Path) || c.touches(f.Path, f.Line)) {
			kept = append(kept, f)
		}
	}
	return kept
}

// caused says that a cause stands in a changed file.
func (c Changes) caused(cause *Cause) bool {
	return cause != nil && c[cause.Path] != nil
}

func (c Changes) touches(path string, line int) bool {
	for _, r := range c[path] {
		if r.from <= line && line <= r.to {
			return true
		}
	}
	return false
}
