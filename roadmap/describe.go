package roadmap

// describe says in a sentence what a key means, for editors and for the page
// about roadmaps.
func describe(of, key string) string {
	if text, ok := descriptions()[of+"."+key]; ok {
		return text
	}
	return descriptions()["*."+key]
}

// descriptions are by type and key, or, where it is the same for all, by key.
func descriptions() map[string]string {
	return map[string]string{
		"Roadmap.version":     "The version of this format: 1.",
		"Roadmap.id":          "The product's short name in tickets. It never changes; without it, one is made of the product's name.",
		"Roadmap.include":     "More files of this shape, as paths or globs relative to this file.",
		"Roadmap.product":     "What the roadmap is about.",
		"Roadmap.personas":    "The kinds of people the product serves.",
		"Roadmap.goals":       "The outcomes that the product manager wants.",
		"Roadmap.pain_points": "The problems that personas have.",
		"Roadmap.releases":    "What ships on a day; tickets carry it as a version or milestone.",
		"Roadmap.standing":    "Work that serves no goal, such as upkeep.",
		"Roadmap.team":        "Who answers for what.",
		"Roadmap.teams":       "Teams that work on initiatives; they override what the team says.",
		"Roadmap.calendar":    "How the company counts its years.",
		"Roadmap.glossary":    "The product's words and what they mean.",

		"*.id":   "The name by which others refer to it: letters and digits, with - _ . between them.",
		"*.was":  "The ID or IDs that it had before, so that a new ID loses nothing.",
		"*.name": "What people call it.",

		"Product.name":             "The product's name.",
		"Product.vision":           "What will be true for its users in the end.",
		"Product.market":           "Whom it is for, and what sets it apart.",
		"Market.target":            "Whom the product is for.",
		"Market.value_proposition": "What they get from it.",
		"Market.differentiation":   "What sets it apart.",
		"Market.competitors":       "What people use instead.",
		"Persona.description":      "What matters about such people.",

		"Goal.statement":   "The outcome, in a sentence.",
		"Goal.why":         "Why it matters. It may change freely.",
		"Goal.metrics":     "How it is measured.",
		"Goal.horizon":     "How soon it matters.",
		"Goal.state":       "Whether it is still being worked towards; active without it.",
		"Goal.guardrails":  "What must stay true on the way.",
		"Goal.non_goals":   "What it deliberately leaves out.",
		"Goal.depends_on":  "Goals that must be reached before.",
		"Goal.initiatives": "The directions towards it; one epic each.",
		"NonGoal.text":     "What is left out.",
		"NonGoal.reason":   "Why it is left out.",
		"NonGoal.revisit":  "When to think about it again.",

		"Metric.name":     "What is counted, as in: weekly engaged shoppers.",
		"Metric.baseline": "What it is today: a number, a percentage, or unknown; an unknown one drafts a story that measures it.",
		"Metric.target":   "What it shall be. With a sign it is relative to the baseline: +20%, +3pp, -500.",
		"Metric.due":      "When: a date, month, quarter, half, year or fiscal quarter, such as 2027-Q1 or FY27-Q4.",
		"Metric.unit":     "What one of it is, as in: shoppers.",
		"Metric.source":   "Where the number comes from.",
		"Metric.answers":  "Who answers for it: pm, without it, or po.",
		"Metric.readings": "What it was on which day. They may change freely.",
		"Reading.on":      "The day.",
		"Reading.value":   "What the metric was.",

		"Initiative.addresses":  "The pain points that it is for; their stories stand in its epic.",
		"Initiative.stage":      "How sure it is: exploring drafts only what finds out; committed without it.",
		"Initiative.team":       "The team that works on it, one of teams.",
		"Initiative.release":    "The release that it ships with.",
		"Initiative.ticket":     "The Key of an epic that exists already.",
		"Initiative.templates":  "The templates to draft from, instead of those that match.",
		"Initiative.depends_on": "Initiatives that must be done before.",
		"Initiative.bets":       "What must turn out to be true for it to work.",
		"Initiative.reach":      "How many it touches.",
		"Initiative.impact":     "How much it changes for each, as in 0.5, 1, 2 or 3.",
		"Initiative.confidence": "How sure reach and impact are, as a percentage.",

		"PainPoint.personas":   "Who has the problem.",
		"PainPoint.problem":    "The problem, in a sentence.",
		"PainPoint.evidence":   "What shows that it is real. It may change freely.",
		"PainPoint.severity":   "How bad it is.",
		"PainPoint.reach":      "How many have it.",
		"PainPoint.confidence": "What is known of it.",
		"PainPoint.parent":     "The larger pain point that it is a part of.",
		"PainPoint.goals":      "The goals that suffer from it. Its stories stand in the epic of the initiative that addresses it, else in that of the nearest one of these goals.",
		"PainPoint.templates":  "The templates to draft from, instead of those that match.",
		"Evidence.text":        "What was seen.",
		"Evidence.url":         "Where to look.",
		"Evidence.on":          "When it was seen.",

		"Release.due":                 "When it ships.",
		"Calendar.fiscal_year_starts": "The first month of the fiscal year, by number or name. The year is named by the calendar year it ends in.",
		"Term.term":                   "The word.",
		"Term.meaning":                "What it means.",

		"Team.product_manager":    "Vision, roadmap and long-term strategy.",
		"Team.product_owner":      "The backlog, its order and its stories.",
		"Team.engineering":        "Technical feasibility.",
		"Team.scrum_master":       "The team's process.",
		"Team.design":             "How it looks and is used.",
		"Team.research":           "What is known of users.",
		"Team.quality":            "Testing.",
		"Team.data":               "Numbers and where they come from.",
		"Team.security":           "Security and privacy.",
		"Team.support":            "Customers' issues.",
		"Team.sales":              "What customers buy.",
		"Team.marketing":          "Marketing and acquisition.",
		"Team.product_marketing":  "Messaging and launch.",
		"Team.product_operations": "How the product process runs.",
		"Team.project_manager":    "Dates, budget and dependencies across projects.",
		"Team.jira":               "Where this team's tickets go on Jira.",
		"Team.github":             "Where this team's tickets go on GitHub.",
		"TeamJira.project":        "The project's key.",
		"TeamGitHub.repository":   "The repository, as owner/name.",
		"Person.github":           "The login on GitHub.",
		"Person.jira":             "The user on Jira.",
	}
}
