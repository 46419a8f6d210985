package stories

// Field names one thing that an item has or that its tickets have.
type Field string

// The fields. Those of a [Content] come first.
const (
	FieldTitle       Field = "title"
	FieldNarrative   Field = "narrative"
	FieldDestination Field = "destination"
	FieldCriteria    Field = "criteria"
	FieldNotes       Field = "notes"
	FieldType        Field = "type"
	FieldSize        Field = "size"
	FieldLabels      Field = "labels"
	FieldNeeds       Field = "needs"
	FieldServes      Field = "serves"

	FieldGoal       Field = "goal"
	FieldMetrics    Field = "metrics"
	FieldProblem    Field = "problem"
	FieldPersonas   Field = "personas"
	FieldGuardrails Field = "guardrails"
	FieldHorizon    Field = "horizon"

	// FieldItem is the item as a whole: whether it is there, and in one piece.
	FieldItem    Field = "item"
	FieldParent  Field = "parent"
	FieldRelease Field = "release"
	FieldHandoff Field = "handoff"
	FieldRank    Field = "rank"

	FieldEstimate Field = "estimate"
	FieldStatus   Field = "status"
	FieldAssignee Field = "assignee"
	FieldSprint   Field = "sprint"
	FieldComments Field = "comments"
	FieldSubtasks Field = "sub-tasks"
)

// Owner is who decides about a field.
type Owner string

// The owners, as plans and messages name them.
const (
	OwnerPM   Owner = "PM"
	OwnerPO   Owner = "PO"
	OwnerTeam Owner = "team"
)

// Clash says what happens when two sides changed a field differently.
type Clash string

// The ways to settle a clash.
const (
	// RoadmapWins: every other edit is reported and put back.
	RoadmapWins Clash = "roadmap wins"
	// PersonDecides: nothing is overwritten, both sides are shown.
	PersonDecides Clash = "conflict"
	// BacklogKeeps: a drafted value is a mere hint beside what a person wrote.
	BacklogKeeps Clash = "backlog keeps"
	// LaterWins: the later of the two counts, and is shown.
	LaterWins Clash = "later wins"
	// TrackerWins: the tracker's counts, and that is said.
	TrackerWins Clash = "tracker wins"
	// NeverWritten: it is read from the tracker and never written.
	NeverWritten Clash = "never written"
)

// Ownership is one row of the table of who owns what.
type Ownership struct {
	Field Field
	Owner Owner
	Clash Clash
}

// Ownerships is the table of who owns what, in a fixed order. Merge, review,
// plan and sync all go by it.
func Ownerships() []Ownership {
	return []Ownership{
		{FieldDestination, OwnerPM, RoadmapWins},
		{FieldGoal, OwnerPM, RoadmapWins},
		{FieldMetrics, OwnerPM, RoadmapWins},
		{FieldProblem, OwnerPM, RoadmapWins},
		{FieldPersonas, OwnerPM, RoadmapWins},
		{FieldGuardrails, OwnerPM, RoadmapWins},
		{FieldHorizon, OwnerPM, RoadmapWins},
		{FieldRelease, OwnerPM, RoadmapWins},
		{FieldTitle, OwnerPO, PersonDecides},
		{FieldNarrative, OwnerPO, PersonDecides},
		{FieldCriteria, OwnerPO, PersonDecides},
		{FieldNotes, OwnerPO, PersonDecides},
		{FieldType, OwnerPO, PersonDecides},
		{FieldSize, OwnerPO, BacklogKeeps},
		{FieldLabels, OwnerPO, PersonDecides},
		{FieldNeeds, OwnerPO, PersonDecides},
		{FieldServes, OwnerPO, PersonDecides},
		{FieldItem, OwnerPO, PersonDecides},
		{FieldParent, OwnerPO, PersonDecides},
		{FieldHandoff, OwnerPO, LaterWins},
		{FieldRank, OwnerPO, TrackerWins},
		{FieldEstimate, OwnerTeam, NeverWritten},
		{FieldStatus, OwnerTeam, NeverWritten},
		{FieldAssignee, OwnerTeam, NeverWritten},
		{FieldSprint, OwnerTeam, NeverWritten},
		{FieldComments, OwnerTeam, NeverWritten},
		{FieldSubtasks, OwnerTeam, NeverWritten},
	}
}

// OwnershipOf returns the row of a field. A field that is not in the table is
// the team's: what Plotline does not know it does not write.
func OwnershipOf(field Field) Ownership {
	for _, row := range Ownerships() {
		if row.Field == field {
			return row
		}
	}
	return Ownership{Field: field, Owner: OwnerTeam, Clash: NeverWritten}
}
