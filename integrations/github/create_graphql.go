package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"plotline/integrations"
	"plotline/integrations/pace"
	"plotline/integrations/remote"
)

// refusals is how often one draft is sent again after GitHub certainly did not
// make it.
const refusals = 6

// makeAtOnce sends the first of the drafts in one request, and gives those that
// are still to do: the rest, and what was certainly not made and may pass when
// it is asked for otherwise. Epics that are to list what it makes come with the
// answer, into the map.
func (t *Tracker) makeAtOnce(ctx context.Context, todo []*making, epics map[int]issue) []*making {
	chunk := todo[:withinBytes(todo[:min(len(todo), t.batch.now())])]
	rest := todo[len(chunk):]
	query, variables := t.createQuery(chunk)
	began := t.config.Clock.Now()
	r, err := t.graph(pace.Creates(ctx, len(chunk)), query, variables)
	if err != nil {
		return append(t.notMade(chunk, err), rest...)
	}
	if r.Data == nil {
		return append(t.notExecuted(chunk, r), rest...)
	}
	t.readListing(r, chunk, epics)
	var again []*making
	for i, m := range chunk {
		if t.readCreation(ctx, m, r, fmt.Sprintf("d%d", i)) {
			again = append(again, m)
		}
	}
	if r.anyError(graphError.tooHeavy) {
		t.batch.refused(len(chunk))
	} else {
		t.batch.took(len(chunk), t.config.Clock.Now().Sub(began))
	}
	return append(t.bounded(again), rest...)
}

// requestBytes bounds a creating request; long texts make it carry fewer issues.
const requestBytes = 512 << 10

// withinBytes is how many of the drafts go into one request, at least one.
func withinBytes(todo []*making) int {
	sum := 0
	for i, m := range todo {
		if sum += len(m.body); sum > requestBytes && i > 0 {
			return i
		}
	}
	return len(todo)
}

// bounded drops drafts that were refused too often.
func (t *Tracker) bounded(again []*making) []*making {
	var kept []*making
	for _, m := range again {
		if m.tries++; m.tries < refusals {
			kept = append(kept, m)
			continue
		}
		t.failed(m, fmt.Errorf("%w %d times", errRefused, refusals))
	}
	return kept
}

// notMade handles a request that failed as a whole.
func (t *Tracker) notMade(chunk []*making, err error) []*making {
	status := statusOfError(err)
	switch {
	case errors.Is(err, errNoGraphQL):
		return chunk
	case status == http.StatusRequestEntityTooLarge && len(chunk) > 1:
		t.batch.refused(len(chunk))
		return t.bounded(chunk)
	case status == http.StatusBadRequest, status == http.StatusForbidden, status == http.StatusUnprocessableEntity:
		t.turnGraphQLOff() // REST says more plainly what is wrong, if anything
		return chunk
	case errors.Is(err, integrations.ErrLost):
		t.batch.refused(len(chunk))
	}
	for _, m := range chunk {
		t.failed(m, err)
	}
	return nil
}

// notExecuted handles a request that the server refused before doing anything,
// and one that it broke off.
func (t *Tracker) notExecuted(chunk []*making, r graphReply) []*making {
	switch {
	case r.anyError(graphError.tooHeavy) && len(chunk) > 1:
		t.batch.refused(len(chunk))
		return t.bounded(chunk)
	case len(r.Errors) == 0 || r.anyError(graphError.internal):
		t.batch.refused(len(chunk))
		for _, m := range chunk {
			t.failed(m, &pace.Lost{Err: r.err()})
		}
		return nil
	case !t.unlearn(r.Errors):
		t.turnGraphQLOff()
	}
	return chunk
}

func (t *Tracker) createQuery(chunk []*making) (string, map[string]any) {
	var head, fields strings.Builder
	variables := map[string]any{}
	listing, fragment := t.listingQuery(chunk)
	for i, m := range chunk {
		along := ""
		if i == len(chunk)-1 {
			along = listing
		}
		fmt.Fprintf(&head, "$d%d: CreateIssueInput!, ", i)
		fmt.Fprintf(&fields, "d%d: createIssue(input: $d%d) { issue { %s%s} } ", i, i, t.createdFields(), along)
		variables[fmt.Sprintf("d%d", i)] = t.createInput(m)
	}
	return "mutation(" + strings.TrimSuffix(head.String(), ", ") + ") { " + fields.String() + "} " + fragment, variables
}

// listingQuery asks, with the last issue of a request, for the epics whose task
// lists are to name what it makes. A mutation's fields are done one after the
// other, so the epics are read when all is made.
func (t *Tracker) listingQuery(chunk []*making) (query, fragment string) {
	epics := t.listing(chunk)
	if len(epics) == 0 {
		return "", ""
	}
	return "repository { " + t.numbersQuery(epics) + "} ", t.ticketFragment()
}

// listing are the epics that list what of the drafts becomes no sub-issue.
func (t *Tracker) listing(chunk []*making) []int {
	var epics []int
	for _, m := range chunk {
		if m.parent > 0 && (!m.linked || t.lacks(featureSubIssues)) {
			epics = append(epics, m.parent)
		}
	}
	return unique(epics)
}

// readListing takes in the epics that came with the last issue.
func (t *Tracker) readListing(r graphReply, chunk []*making, epics map[int]issue) {
	var payload struct {
		Issue struct {
			Repository map[string]json.RawMessage `json:"repository"`
		} `json:"issue"`
	}
	last := fmt.Sprintf("d%d", len(chunk)-1)
	if json.Unmarshal(r.Data[last], &payload) != nil {
		return
	}
	for _, n := range t.listing(chunk) {
		if s, _ := t.readAlias(r, payload.Issue.Repository[alias(n)], n); s.seen == there {
			epics[n] = s.issue
		}
	}
}

// createdFields is what is read back: what the server may leave out in silence.
func (t *Tracker) createdFields() string {
	fields := "id number url state createdAt updatedAt labels(first: 100) { nodes { name } } milestone { title } "
	if t.has(wordDatabaseID) {
		fields += "fullDatabaseId "
	}
	if t.has(wordParent) {
		fields += "parent { number url } "
	}
	if t.typed() {
		fields += "issueType { name } "
	}
	return fields
}

// typed says that issues are made with their types.
func (t *Tracker) typed() bool {
	return len(t.config.Types) > 0 && !t.lacks(featureTypes) && t.has(wordType) && t.has(wordTypeInput)
}

func (t *Tracker) createInput(m *making) map[string]any {
	input := map[string]any{"repositoryId": t.repositoryNode(), "title": m.draft.Title, "body": m.body}
	if ids := t.labelNodes(m.labels); len(ids) > 0 {
		input["labelIds"] = ids
	}
	if m.stone.NodeID != "" {
		input["milestoneId"] = m.stone.NodeID
	}
	if m.kind.NodeID != "" && t.typed() {
		input[wordTypeInput] = m.kind.NodeID
	}
	if m.linked && t.has(wordParentInput) {
		input["parentIssueId"] = m.parentNode
	}
	return input
}

func (t *Tracker) repositoryNode() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.server.node
}

// readCreation reads what became of one draft of an executed request, and says
// whether to send it again.
func (t *Tracker) readCreation(ctx context.Context, m *making, r graphReply, alias string) (again bool) {
	var payload *struct {
		Issue *graphIssue `json:"issue"`
	}
	if json.Unmarshal(r.Data[alias], &payload) == nil && payload != nil && payload.Issue != nil && payload.Issue.Number > 0 {
		i := fromGraph(*payload.Issue, t.project())
		if m.kind.Name != "" && !t.typed() {
			i = t.typeCreated(ctx, m, i)
		}
		t.created(m, i)
		if i.parent == "" && m.linked && !t.has(wordParentInput) {
			t.linkCreated(ctx, m, i)
		}
		return false
	}
	for _, e := range r.Errors {
		if e.at(alias) {
			return t.readRefusal(m, e)
		}
	}
	t.failed(m, &pace.Lost{Err: r.err()})
	return false
}

// readRefusal reads an error of the creating field itself.
func (t *Tracker) readRefusal(m *making, e graphError) (again bool) {
	text := strings.ToLower(e.Message)
	refused := fmt.Errorf("%w: %s", errRefused, remote.Clip(e.Message))
	switch {
	case e.limited():
		t.pace.Hold(secondaryHold, "GitHub refused a part for going too fast")
		return true
	case e.tooHeavy():
		return true
	case e.internal() || e.Type == "":
		t.failed(m, &pace.Lost{Err: errors.New(remote.Clip(e.Message))})
		return false
	case m.linked && (strings.Contains(text, "sub-issue") || strings.Contains(text, "parent")):
		// Over the cap, or nested too deep: the task list takes it.
		m.linked, m.parentNode = false, ""
		return true
	}
	if e.Type == "FORBIDDEN" {
		refused = fmt.Errorf("%w: %w", integrations.ErrRights, refused)
	}
	t.failed(m, refused)
	return false
}
