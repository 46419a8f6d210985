package settings

import (
	"bytes"
	"regexp"
	"strings"

	"plotline/roadmap/source"
)

// What a secret looks like, wherever in the file it stands, comments too.
var (
	secretKey   = regexp.MustCompile(`(?i)(?:^[\s#-]*|[{,]\s*)["']?((?:[a-z0-9]+[_-]?)*(?:token|password|passwd|secret|api[_-]?key|private[_-]?key|credentials?|authorization))["']?\s*:[ \t]+([^\s#][^\n]*)`)
	secretValue = regexp.MustCompile(`\b(?:gh[opsur]_|github_pat_|glpat-|ATATT|ATCTT|xox[a-z]-)[A-Za-z0-9_=.\-]{3,}`)
	secretURL   = regexp.MustCompile(`://([^/\s"'@]+)@`)
)

// secrets reports what looks like a secret, and gives the text with every
// secret blotted out, so that no later message can show it.
func secrets(path string, data []byte) ([]byte, source.Problems) {
	clean := bytes.Clone(data)
	var spots []spot
	for _, line := range linesOf(data) {
		spots = append(spots, line.secrets(data)...)
	}
	for _, s := range spots {
		blot(clean[s.from:s.to])
	}
	file := source.NewFile(path, clean)
	var problems source.Problems
	for _, s := range spots {
		at := s.from - (len(clean) - file.Size())
		problems = append(problems, file.Problem(file.Position(at), "", s.what+" does not belong in a settings file",
			"take it out, and replace it if the file was ever shared; Plotline reads GITHUB_TOKEN, or JIRA_API_TOKEN with JIRA_EMAIL, from the environment"))
	}
	return clean, problems
}

// spot is where a secret stands.
type spot struct {
	from, to int
	what     string
}

type lineAt struct{ from, to int }

func linesOf(data []byte) []lineAt {
	var lines []lineAt
	for from := 0; from < len(data); {
		to := len(data)
		if end := bytes.IndexByte(data[from:], '\n'); end >= 0 {
			to = from + end
		}
		lines = append(lines, lineAt{from, to})
		from = to + 1
	}
	return lines
}

// secrets finds those of one line; parts of one already found count once.
func (l lineAt) secrets(data []byte) []spot {
	line := data[l.from:l.to]
	var found []spot
	add := func(from, to int, what string) {
		for _, other := range found {
			if l.from+from < other.to && other.from < l.from+to {
				return
			}
		}
		found = append(found, spot{l.from + from, l.from + to, what})
	}
	if m := secretKey.FindSubmatchIndex(line); m != nil {
		add(m[4], m[5], "the value of "+strings.ToLower(string(line[m[2]:m[3]])))
	}
	for _, m := range secretURL.FindAllSubmatchIndex(line, -1) {
		add(m[2], m[3], "a login in an address")
	}
	for _, m := range secretValue.FindAllIndex(line, -1) {
		add(m[0], m[1], "something that looks like a token")
	}
	return found
}

// blot hides a text without moving what stands around it. Quotes and brackets
// stay, so that the file reads as before.
func blot(text []byte) {
	for i, c := range text {
		if !strings.ContainsRune("\"'[]{},: \t\r", rune(c)) {
			text[i] = 'x'
		}
	}
}
