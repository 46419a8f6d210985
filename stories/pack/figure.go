package pack

import (
	"regexp"
	"strings"

	"plotline/roadmap"
)

// days are numbers that say when, or which, and not how much: "3 February",
// "Q2 2026", "v2.1".
var (
	days = regexp.MustCompile(`(?i)\b(?:\d{1,2}(?:st|nd|rd|th|\.)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}\b|q[1-4]|h[12]|v\d[\d.]*|(?:19|20)\d\d|no\. ?\d+|\d{1,2}:\d\d)\b`)
	// amount is a number of things, or a part of them; words give some too.
	amount = regexp.MustCompile(`(?i)\d|\b(?:half|a (?:third|quarter|fifth)|(?:one|two|three|four|five|six|seven|eight|nine|ten) (?:in|out of|of) )`)
)

// figureOf is the first of some pieces of evidence that can be measured again,
// since it has a figure: "31% of calls to customer service are about returns".
func figureOf(evidence []roadmap.Evidence) string {
	for i := range firstFew(evidence) {
		text := fact(evidence[i].Text)
		if amount.MatchString(days.ReplaceAllString(text, "")) && len(strings.Fields(text)) > 2 {
			return text
		}
	}
	return ""
}
