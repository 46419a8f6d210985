package markup

import "strings"

// The bounds of what is read. People stay far below them; beyond, parsing takes
// time that grows with the square of the text.
const (
	// maxDelimiters is how many characters that may begin or end formatting a
	// paragraph may have.
	maxDelimiters = 3000
	// maxMarkers is how deep the markers of quotes and lists may stand on a
	// line, and how far it may be indented.
	maxMarkers = 120
	// maxText is the longest text that is read; trackers hold 65,536 characters.
	maxText = 1 << 20
)

// tangled says whether a text is beyond these bounds. Printing it does not
// change the answer.
func tangled(md string) bool {
	if len(md) > maxText {
		return true
	}
	delimiters, fence := 0, ""
	for line := range strings.SplitSeq(md, "\n") {
		switch {
		case fence != "":
			if closesFence(line, fence) {
				fence = ""
			}
			continue
		case strings.TrimSpace(line) == "":
			delimiters = 0
			continue
		}
		fence = opensFence(line)
		delimiters += delimitersIn(line)
		if delimiters > maxDelimiters || markers(line) > maxMarkers {
			return true
		}
	}
	return false
}

// opensFence gives the fence of a code block that begins at the very start of
// the line, "" for none. Code in lists and quotes is counted like text.
func opensFence(line string) string {
	n := len(line) - len(strings.TrimLeft(line, "`"))
	if n >= 3 && !strings.Contains(line[n:], "`") {
		return line[:n]
	}
	if n = len(line) - len(strings.TrimLeft(line, "~")); n >= 3 {
		return line[:n]
	}
	return ""
}

func closesFence(line, fence string) bool {
	inner := strings.TrimLeft(line, " ")
	if len(line)-len(inner) > 3 || !strings.HasPrefix(inner, fence) {
		return false
	}
	return strings.TrimSpace(strings.TrimLeft(inner, fence[:1])) == ""
}

func delimitersIn(line string) int {
	n := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '*', '_', '~', '[', ']', '(', '`', '<', '!':
			n++
		}
	}
	return n
}

// markers counts what may open quotes and lists at a line's start.
func markers(line string) int {
	n := 0
	for i := 0; i < len(line); {
		m := markerAt(line[i:])
		if m == 0 && line[i] != ' ' && line[i] != '\t' {
			return n
		}
		if m > 0 {
			n++
		}
		i += max(m, 1)
	}
	return n
}

// markerAt is how long the marker is that a text begins with, 0 for none.
func markerAt(text string) int {
	if text[0] == '>' {
		return 1
	}
	digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
	at := digits
	if at == len(text) || digits == 0 && !strings.ContainsRune("-+*", rune(text[0])) || digits > 0 && text[at] != '.' && text[at] != ')' {
		return 0
	}
	if at++; at < len(text) && text[at] != ' ' && text[at] != '\t' {
		return 0
	}
	return at
}

// cleanRaw gives a tangled text without what trackers change in silence.
func cleanRaw(text string) string {
	text = strings.Map(printable, strings.ToValidUTF8(text, "\uFFFD"))
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
