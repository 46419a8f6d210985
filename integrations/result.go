package integrations

// Result is what a push did, and what not.
type Result struct {
	Version   int `json:"version"`
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Closed    int `json:"closed"`
	Kept      int `json:"kept"`
	Failed    int `json:"failed"`
	Conflicts int `json:"conflicts"`
	// Requests is how many requests the tracker was sent.
	Requests int      `json:"requests"`
	Tickets  []Pushed `json:"tickets"`
	// Adopted counts tickets that the plan would have made and that were
	// there already: made by a run that was cut off, or by another.
	Adopted int `json:"adopted"`
	// Undone counts the changes that an interruption left for the next push.
	Undone  int      `json:"undone"`
	Notices []Notice `json:"notices,omitempty"`
	// Ranked counts the tickets whose place in the tracker's order was set
	// since the backlog's was changed.
	Ranked int `json:"ranked,omitempty"`

	inStep []string
}

// InStep are the items that this push put in the backlog's order on the tracker,
// for [stories.Backlog.InStep].
func (r *Result) InStep() []string { return r.inStep }

// Pushed is what became of one change.
type Pushed struct {
	ID     string `json:"id"`
	Key    string `json:"key"`
	URL    string `json:"url"`
	Action Action `json:"action"`
	// Project is where the ticket is, of a push to several projects.
	Project string `json:"project,omitempty"`
	Error   string `json:"error"`
}

// Event is a step of a push, for a progress bar.
type Event struct {
	// Done of Total changes are made or failed.
	Done, Total int
	// Doing says what happens now: "create 20 stories".
	Doing string
}

// Counter is a tracker that counts its requests.
type Counter interface {
	Requests() int
}

func (r *Result) add(p Pushed) {
	r.Tickets = append(r.Tickets, p)
	if p.Error != "" {
		r.Failed++
		return
	}
	switch p.Action {
	case Create:
		r.Created++
	case Update:
		r.Updated++
	case Close:
		r.Closed++
	case Keep:
		r.Kept++
	}
}
