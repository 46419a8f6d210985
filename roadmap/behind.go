package roadmap

// GoalsBehind gives the goals that the sources lead to, each once, in the
// order in which they are first reached: a goal itself, an initiative's goal,
// and the goals that a pain point names.
func (r *Roadmap) GoalsBehind(refs []Ref) []*Goal {
	var goals []*Goal
	seen := map[string]bool{}
	add := func(goal *Goal) {
		if goal != nil && !seen[goal.ID] {
			seen[goal.ID] = true
			goals = append(goals, goal)
		}
	}
	for _, ref := range refs {
		now, ok := r.Resolve(string(ref))
		if !ok {
			continue
		}
		switch now.Kind() {
		case GoalRef:
			add(r.Goal(now.ID()))
		case InitiativeRef:
			goal, _ := r.Initiative(now.ID())
			add(goal)
		case PainPointRef:
			for _, id := range r.PainPoint(now.ID()).Goals {
				add(r.Goal(id))
			}
		}
	}
	return goals
}
