package document

import "strings"

// opens gives the verbatim block that a line opens, if any.
func opens(rest string) verbatim {
	if c := rest[0]; c == '`' || c == '~' {
		n := len(rest) - len(strings.TrimLeft(rest, string(c)))
		if n < 3 || c == '`' && strings.Contains(rest[n:], "`") {
			return verbatim{}
		}
		return verbatim{fence: c, length: n}
	}
	if rest[0] != '<' {
		return verbatim{}
	}
	if strings.HasPrefix(rest, "<!--") {
		return verbatim{end: "-->"}
	}
	for _, tag := range [...]string{"pre", "script", "style", "textarea"} {
		if len(rest) > len(tag) && strings.EqualFold(rest[1:1+len(tag)], tag) &&
			(len(rest) == len(tag)+1 || strings.ContainsRune(" \t>", rune(rest[len(tag)+1]))) {
			return verbatim{end: "</" + tag + ">"}
		}
	}
	return verbatim{}
}

// beginsBlock says whether a line cannot be the lazy continuation of a
// paragraph.
func beginsBlock(rest string) bool {
	if headingLevel(rest) > 0 || isBreak(rest) || opens(rest).open() || rest[0] == '>' {
		return true
	}
	n := markerLength(rest)
	return n > 0
}

// headingLevel gives the level of an ATX heading, 0 for other lines.
func headingLevel(rest string) int {
	n := 0
	for n < len(rest) && rest[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n < len(rest) && rest[n] != ' ' && rest[n] != '\t' {
		return 0
	}
	return n
}

// underlineLevel gives the level that the line would give the paragraph above
// it, 0 for other lines.
func underlineLevel(rest string) int {
	trimmed := strings.TrimRight(rest, " \t")
	switch {
	case strings.Trim(trimmed, "=") == "":
		return 1
	case strings.Trim(trimmed, "-") == "":
		return 2
	}
	return 0
}

// isBreak says whether a line is a thematic break such as --- or * * *.
func isBreak(rest string) bool {
	c := rest[0]
	if c != '-' && c != '*' && c != '_' {
		return false
	}
	n := 0
	for i := range len(rest) {
		switch rest[i] {
		case c:
			n++
		case ' ', '\t':
		default:
			return false
		}
	}
	return n >= 3
}

// markerLength gives the length of the list marker a line begins with, 0 for
// none.
func markerLength(rest string) int {
	n := 0
	switch c := rest[0]; {
	case c == '-' || c == '*' || c == '+':
		n = 1
	case c >= '0' && c <= '9':
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}
		if n > 9 || n == len(rest) || rest[n] != '.' && rest[n] != ')' {
			return 0
		}
		n++
	}
	if n == 0 || n < len(rest) && rest[n] != ' ' && rest[n] != '\t' {
		return 0
	}
	return n
}

// indentation walks spaces and tabs from a byte offset and its column, and
// gives the column and offset of what comes then.
func indentation(line string, at, column int) (int, int) {
	for at < len(line) {
		switch line[at] {
		case ' ':
			column++
		case '\t':
			column += 4 - column%4
		default:
			return column, at
		}
		at++
	}
	return column, at
}
