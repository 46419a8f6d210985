package render

// Status is progress from story to goal, beside the metrics; it is the JSON of
// plotline status.
type Status struct {
	Version int          `json:"version"`
	Goals   []GoalStatus `json:"goals"`
	// Tracker is where the tickets are, Read when they were read, "" for now.
	Tracker string `json:"tracker,omitempty"`
	Read    string `json:"read,omitempty"`
	// Forecast is of all stories; it begins on the day that was read.
	Forecast Forecast `json:"forecast"`
	// Others are epics that serve no goal.
	Others    []EpicStatus     `json:"others,omitempty"`
	Questions []QuestionStatus `json:"questions"`
	// Answered are items whose question is answered, and that nobody accepted
	// since.
	Answered []AnsweredStatus `json:"answered"`
	Moved    []ItemStatus     `json:"moved"`
	// Conflicts are items whose draft says otherwise than the backlog.
	Conflicts []ItemStatus `json:"conflicts"`
}

// GoalStatus is how far a goal is, by its stories and by its metrics.
type GoalStatus struct {
	ID        string         `json:"id"`
	Statement string         `json:"statement"`
	Horizon   string         `json:"horizon"`
	State     string         `json:"state,omitempty"`
	Metrics   []MetricStatus `json:"metrics"`
	Progress
	// Unmoved says that every story is done and no metric has moved.
	Unmoved  bool         `json:"unmoved"`
	Forecast Forecast     `json:"forecast"`
	Epics    []EpicStatus `json:"epics"`
}

// Progress counts stories and points. Points are the team's estimates, else the
// templates' sizes; Unsized are the stories that have neither.
type Progress struct {
	Done       int     `json:"done"`
	Started    int     `json:"started"`
	Total      int     `json:"total"`
	DonePoints float64 `json:"done_points"`
	Points     float64 `json:"points"`
	Unsized    int     `json:"unsized"`
	Accepted   int     `json:"accepted"`
}

// MetricStatus is a metric in words.
type MetricStatus struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Baseline string `json:"baseline"`
	Latest   string `json:"latest"`
	LatestOn string `json:"latest_on"`
	Target   string `json:"target"`
	Due      string `json:"due"`
	// Percent is how much of the way to the target is gone, null where that
	// is not known.
	Percent *int `json:"percent"`
}

// EpicStatus is how far an epic is.
type EpicStatus struct {
	ItemStatus
	Progress
	Stories []ItemStatus `json:"stories"`
}

// ItemStatus is one item with its ticket.
type ItemStatus struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Path    string `json:"path"`
	Handoff string `json:"handoff"`
	Key     string `json:"key,omitempty"`
	Status  string `json:"status,omitempty"`
	Phase   string `json:"phase,omitempty"`
	Size    string `json:"size,omitempty"`
}

// QuestionStatus is a question that waits for the product manager.
type QuestionStatus struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	By    string `json:"by"`
	Text  string `json:"text"`
}

// AnsweredStatus is an answer that waits for the product owner.
type AnsweredStatus struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	AskedBy  string `json:"asked_by"`
	Question string `json:"question"`
	By       string `json:"by"`
	Answer   string `json:"answer"`
}

// StatusOf gives the progress that a view shows.
func StatusOf(view *View) *Status {
	status := &Status{
		Version: 1, Tracker: view.Tracker, Read: day(view.Read), Forecast: view.Forecast, Goals: []GoalStatus{},
		Questions: []QuestionStatus{}, Answered: []AnsweredStatus{}, Moved: []ItemStatus{}, Conflicts: []ItemStatus{},
	}
	for _, column := range view.Columns {
		epics := status.epics(column)
		if column.ID == "" {
			status.Others = append(status.Others, epics...)
			continue
		}
		goal := GoalStatus{
			ID: column.ID, Statement: column.Statement, Horizon: column.Horizon, State: column.State,
			Metrics: []MetricStatus{}, Progress: progressOf(column.Count), Unmoved: column.Unmoved, Forecast: column.Forecast, Epics: epics,
		}
		for _, metric := range column.Metrics {
			goal.Metrics = append(goal.Metrics, metricStatus(metric))
		}
		status.Goals = append(status.Goals, goal)
	}
	return status
}

func metricStatus(m Metric) MetricStatus {
	shown := MetricStatus{
		ID: m.ID, Name: m.Name, Baseline: m.Baseline, Latest: m.Latest, LatestOn: m.LatestOn, Target: m.Target, Due: m.Due,
	}
	if m.Measured {
		shown.Percent = &m.Part
	}
	return shown
}

func (s *Status) epics(column Column) []EpicStatus {
	epics := []EpicStatus{}
	for _, epic := range column.Epics {
		shown := EpicStatus{ItemStatus: s.item(epic.Item), Progress: progressOf(epic.Count), Stories: []ItemStatus{}}
		for _, story := range epic.Stories {
			shown.Stories = append(shown.Stories, s.item(story))
		}
		epics = append(epics, shown)
	}
	return epics
}

// item gives an item's line, and notes what of it waits for a person.
func (s *Status) item(item Item) ItemStatus {
	shown := ItemStatus{
		ID: item.ID, Title: fold(item.Title), Path: item.Path, Handoff: item.State,
		Key: item.Ticket.Key, Status: item.Ticket.Status, Phase: item.Ticket.Phase, Size: item.Size,
	}
	if item.Ticket.Estimate != "" {
		shown.Size = item.Ticket.Estimate
	}
	if q := item.Question; q != nil {
		s.Questions = append(s.Questions, QuestionStatus{item.ID, shown.Title, q.By, fold(q.Text)})
	}
	if a := item.Answered; a != nil {
		s.Answered = append(s.Answered, AnsweredStatus{item.ID, shown.Title, a.AskedBy, fold(a.Question), a.By, fold(a.Text)})
	}
	if item.State == stateMoved {
		s.Moved = append(s.Moved, shown)
	}
	if item.Conflict {
		s.Conflicts = append(s.Conflicts, shown)
	}
	return shown
}

func progressOf(c Count) Progress {
	return Progress{
		Done: c.Done, Started: c.Started, Total: c.Stories, DonePoints: c.DonePoints, Points: c.Points,
		Unsized: c.Unsized, Accepted: c.Accepted,
	}
}
