package review

import (
	"slices"

	"plotline/roadmap"
	"plotline/stories"
)

// allItems are the backlog's items, none without a backlog.
func (p *pass) allItems() []*stories.Item {
	if p.Backlog == nil {
		return nil
	}
	return p.Backlog.Items
}

// sourcesOf are what of the roadmap an item says that it comes from.
func (p *pass) sourcesOf(item *stories.Item) []roadmap.Ref {
	var refs []roadmap.Ref
	for _, ref := range item.Serves {
		if now, ok := p.Roadmap.Resolve(string(ref)); ok {
			refs = append(refs, now)
		}
	}
	return refs
}

// reached are the sources of a story and, where it names none, of its epic.
func (p *pass) reached(item *stories.Item) []roadmap.Ref {
	own := p.sourcesOf(item)
	if epic := p.Backlog.Item(item.Epic); len(own) == 0 && epic != nil {
		return p.sourcesOf(epic)
	}
	return own
}

// covered gives what of the roadmap at least one story serves: its own
// sources, its epic's, and the goals behind them.
func (p *pass) covered() map[roadmap.Ref]bool {
	covered := map[roadmap.Ref]bool{}
	epics := map[string][]roadmap.Ref{}
	for _, item := range p.allItems() {
		if item.Kind == stories.Epic {
			epics[item.ID] = p.sourcesOf(item)
		}
	}
	for _, item := range p.allItems() {
		if item.Kind != stories.Story {
			continue
		}
		own := p.sourcesOf(item)
		for _, ref := range own {
			p.cover(covered, ref)
		}
		for _, ref := range epics[item.Epic] {
			if ref.Kind() != roadmap.PainPointRef || len(own) == 0 {
				p.cover(covered, ref)
			}
		}
	}
	return covered
}

// cover marks a source, and the goals behind it.
func (p *pass) cover(covered map[roadmap.Ref]bool, ref roadmap.Ref) {
	covered[ref] = true
	switch ref.Kind() {
	case roadmap.InitiativeRef:
		if goal, _ := p.Roadmap.Initiative(ref.ID()); goal != nil {
			covered[roadmap.NewRef(roadmap.GoalRef, goal.ID)] = true
		}
	case roadmap.PainPointRef:
		if pain := p.Roadmap.PainPoint(ref.ID()); pain != nil {
			for _, goal := range pain.Goals {
				covered[roadmap.NewRef(roadmap.GoalRef, goal)] = true
			}
		}
	}
}

// isDrafted says whether the settings draft a goal's horizon as stories.
func (p *pass) isDrafted(goal *roadmap.Goal) bool {
	horizons := p.Settings.Drafted
	if horizons == nil {
		horizons = []roadmap.Horizon{roadmap.Now}
	}
	horizon := goal.Horizon
	if horizon == "" {
		horizon = roadmap.Now
	}
	return isActive(goal) && slices.Contains(horizons, horizon)
}

func isActive(goal *roadmap.Goal) bool { return goal.State == "" || goal.State == roadmap.Active }

// eachActive calls each with every goal that is being worked towards.
func (p *pass) eachActive(each func(*roadmap.Goal)) {
	if p.Roadmap == nil {
		return
	}
	for i := range p.Roadmap.Goals {
		if goal := &p.Roadmap.Goals[i]; isActive(goal) {
			each(goal)
		}
	}
}

// eachPainPoint calls each with every pain point.
func (p *pass) eachPainPoint(each func(*roadmap.PainPoint)) {
	if p.Roadmap == nil {
		return
	}
	for i := range p.Roadmap.PainPoints {
		each(&p.Roadmap.PainPoints[i])
	}
}

// coveredOnce is covered, worked out once a run.
func (p *pass) coveredOnce() map[roadmap.Ref]bool {
	if p.coverage == nil && p.Backlog != nil && p.Roadmap != nil {
		p.coverage = p.covered()
	}
	return p.coverage
}
