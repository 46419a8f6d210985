package review

import (
	"fmt"
	"strings"

	"plotline/roadmap"
	"plotline/stories"
)

// handoffBy finds items accepted by somebody who is not the product owner.
func handoffBy() Rule {
	return Rule{
		Name: "handoff/accepted-by", Severity: Warning,
		Summary: "somebody else than the product owner accepted the item",
		whole: func(p *pass, f *finder) {
			if p.Roadmap == nil {
				return
			}
			for _, item := range p.allItems() {
				if item.ID != "" && item.Handoff == stories.Accepted && (item.Sidecar == nil || item.Sidecar.Accepted == nil) {
					f.at(placeOf(item, "handoff"), item.ID, fmt.Sprintf("the file of %q says accepted, but by whom and for what is not recorded", item.Title),
						"plotline accept "+shortID(item.ID))
				}
			}
			p.acceptedItems(func(item *stories.Item, accepted *stories.Acceptance) {
				owner := p.ownerOf(item)
				if accepted.By == "" || accepted.By == "unknown" || owner == (people{}) || owner.has(accepted.By) {
					return
				}
				f.at(placeOf(item, "handoff"), item.ID, fmt.Sprintf("%q was accepted by %s; its product owner is %s", item.Title, accepted.By, owner.first()),
					"let the product owner accept it, or name the right one under team: in the roadmap")
			})
		},
	}
}

// people are the names that a person goes by.
type people struct{ name, github, jira string }

func (o people) has(name string) bool {
	name, _, _ = strings.Cut(name, " <")
	for _, known := range []string{o.name, o.github, o.jira} {
		if known != "" && strings.EqualFold(strings.TrimPrefix(name, "@"), known) {
			return true
		}
	}
	first, _, _ := strings.Cut(name, " ")
	return o.name != "" && strings.EqualFold(first, o.name)
}

func (o people) first() string {
	for _, known := range []string{o.name, o.github, o.jira} {
		if known != "" {
			return known
		}
	}
	return ""
}

// ownerOf is the product owner of an item: of its initiative's team, else of
// the file that its goal stands in, else of the roadmap.
func (p *pass) ownerOf(item *stories.Item) people {
	for _, ref := range p.sourcesOf(item) {
		goal := p.Roadmap.Goal(ref.ID())
		if ref.Kind() == roadmap.InitiativeRef {
			var initiative *roadmap.Initiative
			goal, initiative = p.Roadmap.Initiative(ref.ID())
			if team := p.teamOf(initiative); team != nil {
				return peopleOf(team.ProductOwner)
			}
		}
		if ref.Kind() != roadmap.PainPointRef && goal != nil && goal.Owner != nil {
			if owner := peopleOf(goal.Owner.ProductOwner); owner != (people{}) {
				return owner
			}
		}
	}
	return peopleOf(p.Roadmap.Team.ProductOwner)
}

// teamOf is the team that an initiative names, if it has a product owner.
func (p *pass) teamOf(initiative *roadmap.Initiative) *roadmap.Team {
	if initiative == nil || initiative.Team == "" {
		return nil
	}
	team := p.Roadmap.TeamByID(initiative.Team)
	if team == nil || peopleOf(team.ProductOwner) == (people{}) {
		return nil
	}
	return team
}

func peopleOf(person roadmap.Person) people {
	return people{person.Name, person.GitHub, person.Jira}
}
