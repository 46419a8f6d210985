package stories

import "plotline/roadmap"

// sidecar gives every key its meaning.
func (p *sidecarParser) sidecar(root tree) *Sidecar {
	s := &Sidecar{}
	p.each(root, func(name string, value tree) bool {
		switch name {
		case "id":
			s.ID = p.text(value)
		case "kind":
			s.Kind = Kind(p.text(value))
			if s.Kind != Epic && s.Kind != Story {
				p.problem(value.at, "a kind is epic or story")
			}
		case "roadmap":
			s.Roadmap = p.text(value)
		case "path":
			s.Path = p.text(value)
		case "epic":
			s.Epic = p.text(value)
		case "split_from":
			s.SplitFrom = p.text(value)
		case "template":
			s.Template = p.text(value)
		case "version":
			s.Version = p.text(value)
		case "order":
			s.Order = p.number(value)
		case "slots":
			p.elements(value, func(t tree) { s.Slots = append(s.Slots, p.slot(t)) })
		case "placed":
			s.Placed = p.refs(value)
		case "drafted":
			s.Drafted = p.content(value)
		case "held":
			p.elements(value, func(t tree) { s.Held = append(s.Held, p.held(t)) })
		case "conflicts":
			p.elements(value, func(t tree) { s.Conflicts = append(s.Conflicts, p.conflict(t)) })
		case "accepted":
			s.Accepted = p.acceptance(value)
		case "questions":
			p.elements(value, func(t tree) { s.Questions = append(s.Questions, p.question(t)) })
		case "heard":
			s.Heard = p.text(value)
		case "dropped":
			s.Dropped = p.drop(value)
		case "keys":
			p.elements(value, func(t tree) { s.Keys = append(s.Keys, p.key(t)) })
		case "sums":
			p.sums = p.texts(value)
		default:
			return false
		}
		return true
	})
	return s
}

func (p *sidecarParser) slot(t tree) Slot {
	var slot Slot
	p.each(t, func(name string, value tree) bool {
		switch name {
		case "source":
			slot.Source = roadmap.Ref(p.text(value))
		case "template":
			slot.Template = p.text(value)
		case "slot":
			slot.Slot = p.text(value)
		case "for":
			slot.For = roadmap.Ref(p.text(value))
		case "callers":
			slot.Callers = p.refs(value)
		case "criteria":
			slot.Criteria = p.texts(value)
		default:
			return false
		}
		return true
	})
	return slot
}

func (p *sidecarParser) content(t tree) Content {
	var c Content
	p.each(t, func(name string, value tree) bool {
		switch name {
		case "title":
			c.Title = p.text(value)
		case "narrative":
			c.Narrative = p.text(value)
		case "destination":
			c.Destination = p.text(value)
		case "criteria":
			p.elements(value, func(t tree) { c.Criteria = append(c.Criteria, p.criterion(t)) })
		case "notes":
			c.Notes = p.text(value)
		case "type":
			c.Type = Type(p.text(value))
		case "size":
			c.Size = p.text(value)
		case "labels":
			c.Labels = p.texts(value)
		case "needs":
			c.Needs = p.texts(value)
		case "serves":
			c.Serves = p.refs(value)
		case "horizon":
			c.Horizon = roadmap.Horizon(p.text(value))
		default:
			return false
		}
		return true
	})
	return c
}

func (p *sidecarParser) criterion(t tree) Criterion {
	var c Criterion
	p.each(t, func(name string, value tree) bool {
		switch name {
		case "slot":
			c.Slot = p.text(value)
		case "text":
			c.Text = p.text(value)
		default:
			return false
		}
		return true
	})
	return c
}

func (p *sidecarParser) held(t tree) HeldField {
	var held HeldField
	p.each(t, func(name string, value tree) bool {
		switch name {
		case "field":
			held.Field = p.text(value)
		case "draft":
			held.Draft = p.text(value)
		default:
			return false
		}
		return true
	})
	return held
}

func (p *sidecarParser) conflict(t tree) OpenConflict {
	var c OpenConflict
	p.each(t, func(name string, value tree) bool {
		switch name {
		case "field":
			c.Field = Field(p.text(value))
		case "criterion":
			c.Criterion = p.text(value)
		case "draft":
			c.Draft = p.text(value)
		default:
			return false
		}
		return true
	})
	return c
}

func (p *sidecarParser) acceptance(t tree) *Acceptance {
	a := &Acceptance{}
	p.each(t, func(name string, value tree) bool {
		switch name {
		case "by":
			a.By = p.text(value)
		case "on":
			a.On = p.time(value)
		case "destination":
			p.elements(value, func(t tree) { a.Destination = append(a.Destination, p.aspect(t)) })
		case "text":
			a.Text = p.content(value)
		case "drafted":
			a.Drafted = p.text(value)
		default:
			return false
		}
		return true
	})
	return a
}

func (p *sidecarParser) aspect(t tree) roadmap.Aspect {
	var aspect roadmap.Aspect
	p.each(t, func(name string, value tree) bool {
		switch name {
		case "of":
			aspect.Of = p.text(value)
		case "name":
			aspect.Name = p.text(value)
		case "value":
			aspect.Value = p.text(value)
		default:
			return false
		}
		return true
	})
	return aspect
}

func (p *sidecarParser) question(t tree) Question {
	var q Question
	p.each(t, func(name string, value tree) bool {
		switch name {
		case "by":
			q.By = p.text(value)
		case "on":
			q.On = p.time(value)
		case "text":
			q.Text = p.text(value)
		case "answered_by":
			q.AnsweredBy = p.text(value)
		case "answered_on":
			q.AnsweredOn = p.time(value)
		case "answer":
			q.Answer = p.text(value)
		case "settled":
			q.Settled = p.truth(value)
		case "destination":
			q.Destination = p.text(value)
		default:
			return false
		}
		return true
	})
	return q
}

func (p *sidecarParser) drop(t tree) *Drop {
	d := &Drop{}
	p.each(t, func(name string, value tree) bool {
		switch name {
		case "by":
			d.By = p.text(value)
		case "on":
			d.On = p.time(value)
		case "reason":
			d.Reason = p.text(value)
		case "into":
			d.Into = p.text(value)
		case "by_draft":
			d.ByDraft = p.truth(value)
		case "text":
			d.Text = p.text(value)
		default:
			return false
		}
		return true
	})
	return d
}

func (p *sidecarParser) key(t tree) Key {
	var k Key
	p.each(t, func(name string, value tree) bool {
		switch name {
		case "tracker":
			k.Tracker = p.text(value)
		case "project":
			k.Project = p.text(value)
		case "key":
			k.Key = p.text(value)
		case "imported":
			k.Imported = p.truth(value)
		case "ranked":
			k.Ranked = p.truth(value)
		case "rank":
			k.Rank = p.number(value)
		default:
			return false
		}
		return true
	})
	return k
}
