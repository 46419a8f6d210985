package roadmap

// The values that the enumerations take, for reading and for the schema.

// Choices are the horizons, nearest first.
func (Horizon) Choices() []string { return names(Now, Next, Later) }

// Choices are the states of a goal.
func (State) Choices() []string { return names(Active, Achieved, Missed, Dropped) }

// Choices are the stages of an initiative.
func (Stage) Choices() []string { return names(Exploring, Committed, Done) }

// Choices are the severities, mildest first.
func (Severity) Choices() []string { return names(Low, Medium, High, Critical) }

// Choices are who can answer for a metric.
func (Answers) Choices() []string { return names(AnswersPM, AnswersPO) }

// Choices are the confidences, weakest first.
func (Confidence) Choices() []string { return names(Guess, Interviewed, Tested) }

// Noun is what messages call a non-goal.
func (NonGoal) Noun() string { return "non-goal" }

// Noun is what messages call a standing item.
func (Standing) Noun() string { return "standing item" }

// Noun is what messages call a team's Jira project.
func (TeamJira) Noun() string { return "the team's jira" }

// Noun is what messages call a team's repository.
func (TeamGitHub) Noun() string { return "the team's github" }

func names[T ~string](values ...T) []string {
	list := make([]string, len(values))
	for i, value := range values {
		list[i] = string(value)
	}
	return list
}
