package stories

import (
	"slices"

	"plotline/roadmap"
)

// lostPersona is a persona that items were accepted for and that the roadmap
// does not know any more.
type lostPersona struct {
	id, name string
	items    []*Item
	// painPoints are those that it had.
	painPoints []string
}

// renamedPersonas finds personas that items were accepted for and that the
// roadmap does not know any more, where one that is new has their name, or all
// of their pain points.
func renamedPersonas(r *roadmap.Roadmap, b *Backlog) []Rename {
	lost, known := lostPersonas(r, b)
	var renames []Rename
	for _, one := range lost {
		for i := range r.Personas {
			persona := &r.Personas[i]
			if !known[persona.ID] && one.isLike(r, persona) {
				known[persona.ID] = true
				renames = append(renames, Rename{
					Was: roadmap.NewRef(roadmap.PersonaRef, one.id), Is: roadmap.NewRef(roadmap.PersonaRef, persona.ID), Items: one.items,
				})
				break
			}
		}
	}
	return renames
}

// lostPersonas are the lost ones in the order of the backlog, and besides the
// IDs of all that items were accepted for.
func lostPersonas(r *roadmap.Roadmap, b *Backlog) ([]*lostPersona, map[string]bool) {
	var lost []*lostPersona
	known := map[string]bool{}
	for _, item := range b.Items {
		if item.Sidecar == nil || item.Sidecar.Accepted == nil {
			continue
		}
		for _, aspect := range r.Renamed(item.Sidecar.Accepted.Destination) {
			id, is := aspect.Persona()
			if !is {
				continue
			}
			known[id] = true
			if r.Persona(id) == nil {
				lost = noteLost(lost, id, aspect, item)
			}
		}
	}
	return lost, known
}

func noteLost(lost []*lostPersona, id string, aspect roadmap.Aspect, item *Item) []*lostPersona {
	at := slices.IndexFunc(lost, func(one *lostPersona) bool { return one.id == id })
	if at < 0 {
		at, lost = len(lost), append(lost, &lostPersona{id: id, name: aspect.Value})
	}
	one := lost[at]
	one.painPoints = unitedSet(one.painPoints, []string{roadmap.Ref(aspect.Of).ID()})
	one.items = unitedSet(one.items, []*Item{item})
	return lost
}

// isLike says that a persona has the lost one's name, or that every pain point
// of the lost one is now the new one's.
func (p *lostPersona) isLike(r *roadmap.Roadmap, persona *roadmap.Persona) bool {
	if nearness(newBag(p.name), newBag(firstSaid(persona.Name, persona.ID))) >= renamedNear {
		return true
	}
	has := 0
	for _, id := range p.painPoints {
		point := r.PainPoint(id)
		if point == nil {
			continue
		}
		if !slices.Contains(point.Personas, persona.ID) {
			return false
		}
		has++
	}
	return has > 0
}
