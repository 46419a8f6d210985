package integrations

import (
	"slices"

	"plotline/stories"
)

// verdict is what becomes of one field.
type verdict string

const (
	// verdictSame: both sides say the same.
	verdictSame verdict = "same"
	// verdictPush: only the backlog changed.
	verdictPush verdict = "push"
	// verdictPutBack: the ticket was edited where it has no say.
	verdictPutBack verdict = "put back"
	// verdictPull: only the ticket changed; sync reads it back.
	verdictPull verdict = "pull"
	// verdictMerge: both changed different criteria.
	verdictMerge verdict = "merge"
	// verdictConflict: both changed it; a person decides.
	verdictConflict verdict = "conflict"
	// verdictQuiet: a difference that is written only along with others.
	verdictQuiet verdict = "quiet"
)

// judge decides about one field by who changed it since the last push. base is
// nil when nothing is known of the last push.
func judge(field stories.Field, base, ticket, backlog []string) verdict {
	if slices.Equal(ticket, backlog) {
		return verdictSame
	}
	onTicket := base == nil || !slices.Equal(ticket, base)
	inBacklog := base == nil || !slices.Equal(backlog, base)
	switch {
	case ownerOf(field) == stories.OwnerPM && onTicket && base != nil:
		return verdictPutBack
	case field == fieldContext:
		// A story names its goal and epic in passing: no mail for that alone.
		return verdictQuiet
	case ownerOf(field) == stories.OwnerPM:
		return verdictPush
	case !onTicket:
		return verdictPush
	case !inBacklog:
		return verdictPull
	case field == stories.FieldCriteria && mergeable(base, ticket, backlog):
		return verdictMerge
	}
	return verdictConflict
}

// settle applies what a person prefers to a field that is in conflict.
func settle(v verdict, prefer Side) verdict {
	switch {
	case prefer == PreferBacklog && (v == verdictConflict || v == verdictPull || v == verdictMerge):
		return verdictPush
	case prefer == PreferTracker && v == verdictConflict:
		return verdictPull
	}
	return v
}
