package review

// Rule is one thing that review looks for. It looks at each story by itself,
// or at everything at once.
type Rule struct {
	// Name is its stable name, "story/no-role".
	Name string
	// Severity is what its findings have unless settings say otherwise. Only
	// a fact of structure is an [Error]; a [Warning] is the state of the
	// handoff, or right in at least 85% of cases as measured in
	// docs/review-quality.md.
	Severity Severity
	// Summary says in a line what is wrong where it finds something.
	Summary string

	story func(*story, *finder)
	whole func(*pass, *finder)
}

// RuleNamed gives the rule of a name.
func RuleNamed(name string) (Rule, bool) {
	for _, rule := range Rules() {
		if rule.Name == name {
			return rule, true
		}
	}
	return Rule{}, false
}

// Rules are all the rules, in the order in which they are listed.
func Rules() []Rule {
	return []Rule{
		storyNoRole(),
		storyNoAction(),
		storyNoBenefit(),
		storyFreeForm(),
		storyMultipleActions(),
		storyExtraText(),
		storyVague(),
		storyOpenList(),
		storyComparative(),
		storyPassive(),
		storySolutionFirst(),
		storyUndecided(),
		storyTooLarge(),
		storyUniform(),
		storyDuplicate(),
		storyNearDuplicate(),
		storySameMeans(),
		storyUnknownRole(),
		storyUnknownTerm(),
		storyUndeclaredNeed(),
		storyNoCriteria(),
		criterionIncomplete(),
		criterionCompound(),
		criterionWeak(),
		criterionNoNumber(),
		storyDuplicateTitle(),
		storyNoDestination(),
		storyNonGoal(),
		handoffMoved(),
		handoffConflict(),
		handoffAsked(),
		handoffPart(),
		handoffBy(),
		handoffDestination(),
		backlogBrokenFile(),
		backlogDuplicateID(),
		backlogNoID(),
		backlogMissingPart(),
		backlogBrokenReference(),
		backlogRenamed(),
		goalNoMetric(),
		goalNoTarget(),
		goalNoBaseline(),
		goalNoDue(),
		goalOverdue(),
		goalOver(),
		goalOutput(),
		goalDictates(),
		goalDelivery(),
		goalNoReason(),
		goalGuardrail(),
		goalDuplicate(),
		goalNoStories(),
		goalUnmeasured(),
		painPointNoStories(),
		painNoEvidence(),
		painNoPersona(),
		painNoGoal(),
		painUnplaced(),
		painDuplicate(),
		suppressions(),
	}
}
