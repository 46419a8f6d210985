package roadmap

// Aspect is one thing that the product manager fixed and that a story was
// accepted for, such as goal engagement's target.
type Aspect struct {
	// Of is the source it belongs to, as in "goal:engagement".
	Of string `yaml:"of" json:"of"`
	// Name is the field, as in "statement", "metric engaged target".
	Name string `yaml:"name" json:"name"`
	// Value is the field's canonical text: white space folded, numbers and
	// dues in one spelling, so that only a change of meaning is a change.
	Value string `yaml:"value" json:"value"`
}

// Destination is what the product manager owns of an item, in a fixed order.
// Evidence, why and readings are not part of it.
type Destination []Aspect

// AspectChange is one difference between two destinations. Was is "" for what
// was added, Is for what is gone.
type AspectChange struct {
	Of   string `json:"of"`
	Name string `json:"name"`
	Was  string `json:"was"`
	Is   string `json:"is"`
}
