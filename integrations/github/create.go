package github

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// subIssueCap is how many sub-issues an issue may have; closed ones count.
const subIssueCap = 100

// making is one draft on its way to an issue.
type making struct {
	draft  integrations.Draft
	sign   signed
	body   string
	labels []string
	stone  stone
	kind   issueType
	// parent is the epic's number; linked says that it becomes a real
	// sub-issue, else it gets a line in the epic's task list.
	parent     int
	parentNode string
	linked     bool
	tries      int
	done       integrations.Creation
}

// Create makes issues with one creating request, or with one each where the
// server has no GraphQL.
func (t *Tracker) Create(ctx context.Context, drafts []integrations.Draft) []integrations.Creation {
	makings, err := t.prepare(ctx, drafts)
	if err != nil {
		return rejectAll(len(drafts), err)
	}
	todo := make([]*making, 0, len(makings))
	for i := range makings {
		if makings[i].done.Outcome == "" {
			todo = append(todo, &makings[i])
		}
	}
	epics := t.make(ctx, todo)
	t.listInEpics(ctx, makings, epics)
	creations := make([]integrations.Creation, len(makings))
	for i := range makings {
		creations[i] = makings[i].done
	}
	return creations
}

func rejectAll(n int, err error) []integrations.Creation {
	creations := make([]integrations.Creation, n)
	for i := range creations {
		creations[i] = integrations.Creation{Outcome: integrations.Rejected, Err: err}
	}
	return creations
}

// prepare looks up what the drafts refer to; nothing is created yet but labels
// and milestones.
func (t *Tracker) prepare(ctx context.Context, drafts []integrations.Draft) ([]making, error) {
	if _, err := t.found(ctx); err != nil {
		return nil, err
	}
	makings := make([]making, len(drafts))
	var names []string
	for i, draft := range drafts {
		makings[i] = making{draft: draft, labels: draftLabels(draft)}
		names = append(names, makings[i].labels...)
	}
	if err := t.ensureLabels(ctx, names); err != nil {
		return nil, err
	}
	if err := t.findParents(ctx, makings); err != nil {
		return nil, err
	}
	planned := map[int]int{}
	for i := range makings {
		if err := t.prepareOne(ctx, &makings[i], planned); err != nil {
			return nil, err
		}
	}
	return makings, nil
}

func (t *Tracker) prepareOne(ctx context.Context, m *making, planned map[int]int) error {
	var err error
	if m.stone, err = t.milestone(ctx, m.draft.Release); err != nil {
		return err
	}
	if m.kind, err = t.typeFor(ctx, m.draft.Type); err != nil {
		return err
	}
	m.sign = signed{Mark: m.draft.Mark, Kind: m.draft.Kind, Epic: m.parent, At: t.repositoryNode()}
	m.body = newBody(m.sign, m.draft.Part)
	if n := len([]rune(m.body)); n > bodyLimit {
		m.done = integrations.Creation{Outcome: integrations.Rejected, Err: tooLong(m.draft.Title, n)}
		return nil
	}
	if m.parent > 0 && m.parentNode != "" && t.subIssuesOf(m.parent)+planned[m.parent] < subIssueCap {
		planned[m.parent]++
		m.linked = true
	}
	return nil
}

func tooLong(title string, n int) error {
	return &integrations.Failure{
		Doing: fmt.Sprintf("write %q", title),
		Err:   fmt.Errorf("the text has %d characters, and GitHub takes %d", n, bodyLimit),
		Hint:  "shorten the notes, or split the story",
	}
}

// draftLabels are the roadmap's label and the item's.
func draftLabels(draft integrations.Draft) []string {
	labels := []string{labelName(draft.Mark.Roadmap)}
	for _, l := range draft.Labels {
		if l = strings.TrimSpace(l); l != "" && !containsFold(labels, l) {
			labels = append(labels, l)
		}
	}
	return labels
}

func containsFold(list []string, text string) bool {
	for _, l := range list {
		if strings.EqualFold(l, text) {
			return true
		}
	}
	return false
}

// findParents sets the epics' numbers and node IDs, reading what is not known.
func (t *Tracker) findParents(ctx context.Context, makings []making) error {
	var unknown []int
	for i := range makings {
		parent := makings[i].draft.Parent
		if parent == nil {
			continue
		}
		makings[i].parent = numberOf(parent.Key)
		if makings[i].parent > 0 && t.nodeOf(makings[i].parent, parent.Native) == "" {
			unknown = append(unknown, makings[i].parent)
		}
	}
	if len(unknown) > 0 {
		if _, err := t.look(ctx, unique(unknown)); err != nil {
			return t.fail("read the epics of "+t.project(), err)
		}
	}
	for i := range makings {
		if n := makings[i].parent; n > 0 {
			makings[i].parentNode = t.nodeOf(n, makings[i].draft.Parent.Native)
		}
	}
	return nil
}

func (t *Tracker) nodeOf(number int, native string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if node := t.known[number].node; node != "" {
		return node
	}
	return native
}

func (t *Tracker) subIssuesOf(epic int) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.caps[epic]
}

// make creates the issues that are still to do, and gives the epics that the last
// request read along: what an earlier one read may be old by now.
func (t *Tracker) make(ctx context.Context, todo []*making) map[int]issue {
	epics := map[int]issue{}
	for len(todo) > 0 && !t.graphQLOff() {
		clear(epics)
		todo = t.makeAtOnce(ctx, todo, epics)
	}
	for _, m := range todo {
		clear(epics)
		t.makeOne(ctx, m)
	}
	return epics
}

// created notes an issue that was made, and what the server left out.
func (t *Tracker) created(m *making, i issue) {
	i.title, i.body = m.draft.Title, parseBody(m.body)
	t.remember(i)
	t.setNew(i.number)
	if i.parent != "" {
		t.countSubIssue(m.parent)
	}
	m.done = integrations.Creation{Outcome: integrations.Created, Ticket: t.ticket(i)}
	for _, l := range m.labels {
		if !containsFold(i.labels, l) {
			m.done.Dropped = append(m.done.Dropped, "label "+l)
		}
	}
	if m.kind.Name != "" && i.kind != m.kind.Name {
		m.done.Dropped = append(m.done.Dropped, "type "+m.kind.Name)
	}
	if r := m.draft.Release; r != nil && r.Name != "" && i.milestone != r.Name {
		m.done.Dropped = append(m.done.Dropped, "milestone "+r.Name)
	}
}

func (t *Tracker) countSubIssue(epic int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.caps[epic]++
}

// failed notes a request that came to nothing, or to nobody knows what.
func (t *Tracker) failed(m *making, err error) {
	m.done = integrations.Creation{
		Outcome: outcomeOf(err),
		Err:     t.fail(fmt.Sprintf("create %q in %s", m.draft.Title, t.project()), err),
	}
}

// outcomeOf tells a refusal, after which certainly nothing was made, from
// everything else.
func outcomeOf(err error) integrations.Outcome {
	var (
		refused     *refusal
		unreachable *pace.Unreachable
		limited     *pace.Limited
		stopped     *pace.Stopped
	)
	switch {
	case errors.Is(err, integrations.ErrLost):
		return integrations.Unclear
	case errors.As(err, &refused) && refused.status >= 400 && refused.status < 500 && refused.status != 408:
		return integrations.Rejected
	case errors.As(err, &unreachable), errors.As(err, &limited), errors.As(err, &stopped), errors.Is(err, errRefused):
		return integrations.Rejected
	}
	return integrations.Unclear
}

// errRefused is a refusal by GraphQL of one issue: certainly it was not made.
var errRefused = errors.New("GitHub refused it")

// listInEpics gives the epics whose new stories are no sub-issues a line each.
// Epics that were read with the creating request's answer are not read again.
func (t *Tracker) listInEpics(ctx context.Context, makings []making, read map[int]issue) {
	lines := map[int][]int{}
	var children []*making
	for i := range makings {
		m := &makings[i]
		if m.parent > 0 && m.done.Outcome == integrations.Created && m.done.Ticket.Parent == "" {
			lines[m.parent] = append(lines[m.parent], numberOf(m.done.Ticket.Key))
			children = append(children, m)
		}
	}
	if len(children) == 0 {
		return
	}
	err := t.editTasks(ctx, taskEdit{add: lines, read: read})
	for _, m := range children {
		if err != nil {
			m.done.Dropped = append(m.done.Dropped, "parent "+keyOf(m.parent))
			continue
		}
		m.done.Ticket.Parent = keyOf(m.parent)
	}
}
