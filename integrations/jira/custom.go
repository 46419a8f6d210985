package jira

import (
	"context"
	"strings"
)

// customFields are the custom fields that count, by what they are and never by
// a fixed number; "" where there is none.
type customFields struct {
	epicLink, epicName, sprint, points, rank string
	// offScreen: the Epic Link is on no screen of a story.
	offScreen bool
}

const (
	epicLinkType  = "com.pyxis.greenhopper.jira:gh-epic-link"
	epicNameType  = "com.pyxis.greenhopper.jira:gh-epic-label"
	sprintType    = "com.pyxis.greenhopper.jira:gh-sprint"
	rankType      = "com.pyxis.greenhopper.jira:gh-lexo-rank"
	estimateType  = "com.pyxis.greenhopper.jira:jsw-story-points"
	pointsByName  = "story points"
	floatByCustom = "com.atlassian.jira.plugin.system.customfieldtypes:float"
)

func (c *customFields) note(f field) {
	switch f.Schema.Custom {
	case epicLinkType:
		c.epicLink = f.id()
	case epicNameType:
		c.epicName = f.id()
	case sprintType:
		c.sprint = f.id()
	case rankType:
		c.rank = f.id()
	case estimateType:
		c.points = f.id()
	case floatByCustom:
		if strings.EqualFold(f.Name, pointsByName) && c.points == "" {
			c.points = f.id()
		}
	}
}

// customs learns the custom fields. Data Center needs its Epic Link before
// anything is read; Cloud has parents.
func (t *Tracker) customs(ctx context.Context) (customFields, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return customFields{}, err
	}
	t.mu.Lock()
	known := t.learnt.custom
	t.mu.Unlock()
	if known != nil {
		return *known, nil
	}
	var c customFields
	if !s.cloud {
		if c, err = t.lookForCustoms(ctx); err != nil {
			return c, err
		}
	}
	c.rank = t.ifRanked(c.rank)
	t.mu.Lock()
	t.learnt.custom = &c
	t.mu.Unlock()
	return c, nil
}

// lookForCustoms looks on the create screen of a story, then among all fields.
func (t *Tracker) lookForCustoms(ctx context.Context) (customFields, error) {
	var c customFields
	if story, err := t.typeOf(ctx, "feature"); err == nil {
		fields, err := t.fieldsOf(ctx, story)
		if err != nil {
			return c, err
		}
		for _, f := range fields {
			c.note(f)
		}
	}
	c.offScreen = c.epicLink == ""
	if !c.offScreen && !t.Ranks() {
		return c, nil
	}
	err := t.allFields(ctx, &c)
	return c, err
}

// allFields looks for the custom fields among all that the site has.
func (t *Tracker) allFields(ctx context.Context, c *customFields) error {
	var all []struct {
		field
		ID string `json:"id"`
	}
	if err := t.get(ctx, "field", nil, &all); err != nil && !lacks(err) {
		return t.fail("read the fields of Jira", err)
	}
	for _, f := range all {
		f.FieldID = f.ID
		c.note(f.field)
	}
	return nil
}

// learnTeamFields looks on Cloud for the fields of estimates and sprints, once.
// It says whether there are any new ones to ask for; without the right to see
// them there are none.
func (t *Tracker) learnTeamFields(ctx context.Context, s *server) bool {
	t.mu.Lock()
	known := !s.cloud || t.learnt.team
	t.learnt.team = true
	t.mu.Unlock()
	if known {
		return false
	}
	var c customFields
	if err := t.allFields(ctx, &c); err != nil {
		return false
	}
	c.epicLink, c.epicName, c.rank = "", "", t.ifRanked(c.rank) // Cloud has parents
	t.mu.Lock()
	t.learnt.custom = &c
	t.mu.Unlock()
	return c != customFields{}
}
