package pack

import (
	"regexp"
	"strings"
)

// aged are words that part the old from the new; a year or a version does too.
var (
	aged   = setOf("old legacy former previous obsolete ageing aging outgoing discontinued unsupported end-of-life")
	dated  = regexp.MustCompile(`^(?:(?:19|20)\d\d|v\d+(?:\.\d+)?)$`)
	leaves = setOf("leave leaving retire retiring replace replacing sunset sunsetting decommission decommissioning")

	makeshifts = map[string]string{
		"spreadsheet": "the spreadsheets", "spreadsheets": "the spreadsheets", "excel": "the spreadsheets", "paper": "the paper files", "mainframe": "the mainframe",
	}
)

// oldOf is what has to go, as the first of some texts names it: "the old permit
// register", else what they speak of leaving, "the spreadsheets".
func oldOf(texts []string) string {
	said := make([]reading, len(texts))
	for i, text := range texts {
		said[i] = read(text)
		if old := said[i].old(); old != "" {
			return old
		}
	}
	for _, r := range said {
		if old := r.left(); old != "" {
			return old
		}
	}
	return ""
}

// old is what a text calls old, or tells from the new by its year or version.
func (r reading) old() string {
	for i, word := range r.small {
		current := word == "current" && i+1 < len(r.small) && systems[r.small[i+1]]
		if !aged[word] && !current && !isDate(word) {
			continue
		}
		if to := r.phraseAt(i+1, 3); to > i+1 && !complaints[r.small[i+1]] {
			if name := r.join(i, r.beforeVerb(i+1, to)); name != "" {
				return "the " + name
			}
		}
		if isDate(word) && i > 1 && r.small[i-1] == "from" && !joints[r.small[i-2]] {
			return "the " + r.join(i-2, i+1) // terminal from 1998
		}
	}
	return ""
}

// left is what an initiative such as "Leave the card catalogue" is named after,
// or the makeshift that a text speaks of.
func (r reading) left() string {
	if len(r.small) > 1 && leaves[r.small[0]] {
		from := r.openAt(1)
		if name := r.join(from, r.phraseAt(from, 3)); name != "" {
			return "the " + name
		}
	}
	for _, word := range r.small {
		if makeshifts[word] != "" {
			return makeshifts[word]
		}
	}
	return ""
}

// isDate tells a year or a version.
func isDate(word string) bool {
	return word != "" && strings.IndexByte("12v", word[0]) >= 0 && dated.MatchString(word)
}

// beforeVerb is where a phrase ends before a verb of complaint within it.
func (r reading) beforeVerb(from, to int) int {
	for i := from + 1; i < to; i++ {
		if complaints[r.small[i]] {
			return i
		}
	}
	return to
}

var systems = setOf("system register database program software portal ledger platform calendar spreadsheet spreadsheets emails erp crm website tool sheet directory rota")

// other is the system that people carry data from or to: "the policy system" of
// "Handlers copy every claim from the policy system into Claimdesk".
func (r reading) other(product string) string {
	for i, word := range r.small {
		if !systems[strings.TrimSuffix(word, "'s")] || i == 0 {
			continue
		}
		from := i
		for from > 0 && i-from < 3 && !joints[r.small[from-1]] && !strings.HasSuffix(r.words[from-1], ",") {
			from--
		}
		name := r.join(from, i+1)
		if name == "" || counted[r.small[from]] || strings.HasPrefix(r.small[from], "today") || strings.EqualFold(name, product) || from == i && !strings.HasSuffix(word, "s") {
			continue
		}
		if from == i && strings.HasSuffix(word, "s") {
			return name // emails
		}
		return "the " + strings.TrimSuffix(name, "'s")
	}
	return ""
}

// puts are verbs of what is typed into a system.
var puts = setOf("type types typed enter enters entered re-enter re-enters retype retypes retyped copy copies copied key keys keyed rekey re-key transfer transfers put puts")

// into is the system that people put data into, where it is not the product: "the
// payroll software" of "Owners type worked hours into the payroll software".
func (r reading) into(product string) string {
	typed := false
	for i, word := range r.small {
		typed = typed || puts[word]
		if !typed || word != "into" && word != "in" && word != "to" {
			continue
		}
		for to := i + 2; to < min(i+7, len(r.small)+1); to++ {
			last := r.small[to-1]
			if !systems[last] {
				if joints[last] && to > i+2 {
					break
				}
				continue
			}
			name := r.join(i+1, to)
			if ours.MatchString(name) || strings.Contains(strings.ToLower(name), strings.ToLower(product)) || !openers[r.small[i+1]] && r.small[i+1] != "their" {
				break
			}
			return name
		}
	}
	return ""
}

var counted = setOf("one two three four five six seven eight nine ten several many different various another other others own same dozen hundred hundreds thousands wrong right several few twelve twenty thirty forty")

var figures = setOf("report reports figures statistics dashboard overview")

// report is the figures that people put together: "the monthly headcount
// report".
func (r reading) report() string {
	for i, word := range r.small {
		if !figures[word] || i == 0 {
			continue
		}
		from := i
		for from > 0 && i-from < 3 && !joints[r.small[from-1]] && !builds[r.small[from-1]] {
			from--
		}
		isVerb := aboutPeople(r.small[i-1]) && (from == 0 || !openers[r.small[from-1]])
		if from < i && !isVerb && !complaints[r.small[i-1]] {
			return "the " + r.join(from, i+1)
		}
	}
	return ""
}

var builds = setOf("build builds compile compiles make makes assemble assembles prepare prepares write writes fill fills report")
