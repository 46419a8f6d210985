package integrations

import (
	"fmt"
	"strings"
	"time"

	"plotline/roadmap"
	"plotline/stories"
)

// Gate says whether an item may be pushed, and why not: the reason of
// [stories.Backlog.Gate], or always yes where the gate is off.
type Gate func(item *stories.Item) (hold string, ok bool)

// OpenGate lets everything through.
func OpenGate(*stories.Item) (string, bool) { return "", true }

// NewRequest says how a backlog should stand on a tracker and project: every
// item as its file has it, held back where the gate says so, and what was
// dropped. Files with problems are not in it: they are neither pushed nor
// closed.
func NewRequest(backlog *stories.Backlog, rm *roadmap.Roadmap, gate Gate, tracker, project string) Request {
	req := Request{Roadmap: backlog.RoadmapID(rm), Backlog: backlog.Digest()}
	titles := map[string]*stories.Item{}
	for _, item := range backlog.Items {
		titles[item.ID] = item
	}
	places := placesOf(backlog, tracker, project)
	for _, item := range backlog.Items {
		if item.ID == "" {
			continue
		}
		desired := desire(item, titles[item.Epic], rm)
		if desired.Release == nil && tracker == milestones {
			desired.Release = dueOf(item, rm)
		}
		desired.Key = keyOn(item.Sidecar, tracker, project)
		desired.Home, desired.Left = homeOf(item, rm, tracker), leftBehind(item.Sidecar, tracker, project)
		desired.Imported = importedOn(item, tracker, project)
		desired.Handoff, desired.HandoffOn = handoffOf(item)
		desired.Place, desired.Ranked = places[item.ID], item.RankedOn(tracker, project)
		if item.Sidecar != nil {
			desired.Heard = item.Sidecar.Heard
		}
		if hold, ok := gate(item); !ok {
			desired.Hold = hold
		}
		req.Items = append(req.Items, desired)
	}
	for _, sidecar := range backlog.Dropped {
		req.Dropped = append(req.Dropped, dropOf(sidecar, tracker, project))
	}
	return req
}

// placesOf are the items' places in the order that backlog and tracker last
// shared.
func placesOf(backlog *stories.Backlog, tracker, project string) map[string]int {
	places := map[string]int{}
	note := func(epic string) {
		for i, id := range backlog.LastOrder(epic, tracker, project) {
			places[id] = i + 1
		}
	}
	note("")
	for _, epic := range backlog.Epics() {
		note(epic.ID)
	}
	return places
}

func desire(item, epic *stories.Item, rm *roadmap.Roadmap) Desired {
	part := Part{Narrative: item.Narrative, Destination: item.Destination, Notes: item.Notes}
	for _, criterion := range item.Criteria {
		part.Criteria = append(part.Criteria, Check{Text: criterion.Text})
	}
	if item.Kind == stories.Story {
		part.Context = contextLine(item, epic, rm)
	}
	return Desired{
		ID: item.ID, Kind: item.Kind, Type: item.Type, Epic: item.Epic, Title: item.Title,
		Part: part, Labels: item.Labels, Needs: item.Needs,
		Release: releaseOf(item, epic, rm), Path: item.Path, Takes: takenBy(item, rm),
	}
}

// takenBy is the ticket that an epic's initiative names as the epic that
// exists already.
func takenBy(item *stories.Item, rm *roadmap.Roadmap) string {
	if initiative := initiativeOf(item, rm); initiative != nil && item.Kind == stories.Epic {
		return initiative.Ticket
	}
	return ""
}

// initiativeOf is the first initiative that an item serves, nil for none.
func initiativeOf(item *stories.Item, rm *roadmap.Roadmap) *roadmap.Initiative {
	for _, ref := range item.Serves {
		if _, initiative := rm.Initiative(ref.ID()); ref.Kind() == roadmap.InitiativeRef && initiative != nil {
			return initiative
		}
	}
	return nil
}

// contextLine names a story's epic and goals by what does not change when the
// product manager rewords a goal: a reworded goal is shown on the epic, and
// does not mail everybody who watches one of its stories.
func contextLine(item, epic *stories.Item, rm *roadmap.Roadmap) string {
	var names []string
	if epic != nil {
		names = append(names, epic.Title)
	}
	for _, goal := range rm.GoalsBehind(item.Serves) {
		names = append(names, "goal "+goal.ID)
	}
	for _, ref := range item.Serves {
		if standing := rm.StandingByID(ref.ID()); ref.Kind() == roadmap.StandingRef && standing != nil {
			names = append(names, standing.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return partOf + " " + strings.Join(names, ", ")
}

// milestones is the tracker whose milestones stand for due dates as well as for
// releases; elsewhere a version is a release and nothing else.
const milestones = "github"

// dueOf is the span in which the first goal behind an item is due, as a
// milestone; nil where nothing is.
func dueOf(item *stories.Item, rm *roadmap.Roadmap) *Release {
	for _, goal := range rm.GoalsBehind(item.Serves) {
		for _, metric := range goal.Metrics {
			if !metric.Due.IsZero() {
				return &Release{Name: metric.Due.Text, Due: dayOf(metric.Due.Last)}
			}
		}
	}
	return nil
}

// releaseOf is the release an item ships with: its own, else its epic's, else
// the one its initiative names.
func releaseOf(item, epic *stories.Item, rm *roadmap.Roadmap) *Release {
	for _, from := range []*stories.Item{item, epic} {
		if from == nil {
			continue
		}
		if found := releaseNamed(from.Release, rm); found != nil {
			return found
		}
		for _, ref := range from.Serves {
			if _, initiative := rm.Initiative(ref.ID()); ref.Kind() == roadmap.InitiativeRef && initiative != nil {
				if found := releaseNamed(initiative.Release, rm); found != nil {
					return found
				}
			}
		}
	}
	return nil
}

func releaseNamed(id string, rm *roadmap.Roadmap) *Release {
	if id == "" {
		return nil
	}
	release := rm.Release(id)
	if release == nil {
		return &Release{Name: id}
	}
	name := release.Name
	if name == "" {
		name = release.ID
	}
	return &Release{Name: name, Due: dayOf(release.Due.Last)}
}

// dayOf gives noon UTC, so that no time zone makes another day of it.
func dayOf(d roadmap.Date) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day, 12, 0, 0, 0, time.UTC)
}

// handoffOf is the handoff's state and when it was last moved in the backlog.
func handoffOf(item *stories.Item) (stories.Handoff, time.Time) {
	state, on := item.Handoff, time.Time{}
	if state == "" {
		state = stories.Proposed
	}
	if item.Sidecar == nil {
		return state, on
	}
	if item.Sidecar.Accepted != nil {
		on = item.Sidecar.Accepted.On
	}
	for _, question := range item.Sidecar.Questions {
		for _, at := range []time.Time{question.On, question.AnsweredOn} {
			if at.After(on) {
				on = at
			}
		}
	}
	return state, on
}

func keyOn(sidecar *stories.Sidecar, tracker, project string) string {
	if sidecar == nil {
		return ""
	}
	for _, key := range sidecar.Keys {
		if key.Tracker == tracker && key.Project == project {
			return key.Key
		}
	}
	return ""
}

func dropOf(sidecar *stories.Sidecar, tracker, project string) Dropped {
	dropped := Dropped{ID: sidecar.ID, Key: keyOn(sidecar, tracker, project)}
	if sidecar.Dropped != nil {
		dropped.By, dropped.On, dropped.Reason = sidecar.Dropped.By, sidecar.Dropped.On, sidecar.Dropped.Reason
	}
	if dropped.Reason == "" {
		dropped.Reason = fmt.Sprintf("its file %s was deleted", sidecar.Path)
	}
	return dropped
}
