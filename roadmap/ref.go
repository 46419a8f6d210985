package roadmap

import "strings"

// Ref names something of the roadmap that work can come from: "goal:…",
// "initiative:…", "pain-point:…" or "standing:…", with its ID.
type Ref string

// The kinds of a [Ref].
const (
	GoalRef       = "goal"
	InitiativeRef = "initiative"
	PainPointRef  = "pain-point"
	StandingRef   = "standing"
	// PersonaRef is of what nothing comes from; a destination names it.
	PersonaRef = "persona"
)

// NewRef makes a Ref of a kind and an ID.
func NewRef(kind, id string) Ref { return Ref(kind + ":" + id) }

// Kind is the part before the colon.
func (r Ref) Kind() string {
	kind, _, _ := strings.Cut(string(r), ":")
	return kind
}

// ID is the part after the colon.
func (r Ref) ID() string {
	_, id, _ := strings.Cut(string(r), ":")
	return id
}
