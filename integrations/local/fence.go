package local

import (
	"strings"

	"plotline/integrations"
)

// The fence around Plotline's part of a description.
const (
	fenceBegin = "<!-- plotline: this part is kept by Plotline -->"
	fenceEnd   = "<!-- /plotline -->"
)

func fenced(part string) string {
	return fenceBegin + "\n" + part + "\n" + fenceEnd
}

// cutFence finds the part in a description.
func cutFence(description string) (before, part, after string, fence integrations.Fence) {
	begin, end := strings.Index(description, fenceBegin), strings.Index(description, fenceEnd)
	switch {
	case begin < 0 && end < 0:
		return description, "", "", integrations.FenceMissing
	case begin < 0 || end < begin,
		strings.Count(description, fenceBegin) > 1, strings.Count(description, fenceEnd) > 1:
		return description, "", "", integrations.FenceAltered
	}
	part = strings.Trim(description[begin+len(fenceBegin):end], "\n")
	return description[:begin], part, description[end+len(fenceEnd):], integrations.FenceIntact
}

// replacePart puts a part into a description, everything else kept byte for
// byte; without a whole fence a new one is put behind the rest.
func replacePart(description, part string) string {
	before, _, after, fence := cutFence(description)
	if fence == integrations.FenceIntact {
		return before + fenced(part) + after
	}
	for _, remains := range []string{fenceBegin, fenceEnd} {
		before = strings.ReplaceAll(before, remains, "")
	}
	if before = strings.TrimRight(before, "\n"); before != "" {
		before += "\n\n"
	}
	return before + fenced(part)
}
