package markup

import "regexp"

// State says what is left of the fence around Plotline's part.
type State string

// The states of a fence; integrations.Fence has the same values.
const (
	Intact  State = "intact"
	Missing State = "missing"
	Altered State = "altered"
)

// Section is what a description says inside Plotline's fence.
type Section struct {
	State State
	// Part is the Markdown inside an intact fence.
	Part string
	// Lossy names what the part holds that Markdown cannot say.
	Lossy []string
	// Beside is how many characters stand outside the fence, as Jira counts them.
	Beside int
	// Ref is what stands behind the title of the fence, "" for nothing.
	Ref string
}

// Form is a markup that holds Plotline's part between two titled panels. A
// panel cannot hold tables or quotes, and so the panels stand before and after.
type Form interface {
	// Read finds Plotline's part in a description.
	Read(description string) Section
	// Write puts the part inside the fence, everything outside byte for byte
	// as it is. Without a whole fence, what is left of it goes and a new one
	// comes after the text. Ref is a word that the fence carries for the
	// tracker: in wiki markup unseen and always the last one written, in ADF
	// in the title of a fence when it is made.
	Write(description, part, ref string) (string, error)
}

const (
	beginTitle = "Plotline ▼ kept in step with the backlog"
	endTitle   = "Plotline ▲ end"
	// beginMark and endMark are how even an altered title is known.
	beginMark = "Plotline ▼"
	endMark   = "Plotline ▲"
	// outsideNote stands in the end's panel, for people.
	outsideNote = "What you write outside these two panels stays as it is."
)

var fenceRef = regexp.MustCompile(`^` + beginTitle + `(?: \[([0-9A-Za-z:._-]{1,120})\])?$`)

// title gives the title of the panel that begins a part.
func title(ref string) string {
	if ref == "" {
		return beginTitle
	}
	return beginTitle + " [" + ref + "]"
}
