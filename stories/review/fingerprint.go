package review

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
)

// Fingerprints gives each finding a name that stays while the file around it
// changes: it is made of the rule, the item or the text found, and the
// message, never of line numbers. Findings that are alike are counted.
func Fingerprints(findings []Finding) []string {
	lineNumber := regexp.MustCompile(`:\d+`)
	seen := map[string]int{}
	all := make([]string, len(findings))
	for i, f := range findings {
		what := f.Path + "\n" + strings.Join(strings.Fields(f.Excerpt), " ")
		if f.ID != "" {
			what = f.ID
		}
		key := f.Rule + "\n" + what + "\n" + lineNumber.ReplaceAllString(f.Message, "")
		seen[key]++
		sum := sha256.Sum256([]byte(fmt.Sprintf("%s\n%d", key, seen[key])))
		all[i] = hex.EncodeToString(sum[:12])
	}
	return all
}
