package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"plotline/integrations"
)

// readSize is how many issues one GraphQL request reads.
const readSize = 100

// seen is what a direct look at a number gave.
type seen int

const (
	// absent: nothing of this repository answers to the number.
	absent seen = iota
	// pullRequest: the number belongs to a pull request.
	pullRequest
	// there: an issue.
	there
)

// sight is one number with what stands there.
type sight struct {
	number int
	seen   seen
	issue  issue
	// taken says that the number was given out, although nothing is there now.
	taken bool
}

// look reads numbers directly, in their order.
func (t *Tracker) look(ctx context.Context, numbers []int) ([]sight, error) {
	if _, err := t.found(ctx); err != nil {
		return nil, err
	}
	var sights []sight
	for size := readSize; len(numbers) > 0; {
		chunk := numbers[:min(size, len(numbers))]
		got, err := t.lookAtOnce(ctx, chunk)
		if errors.Is(err, errTooHeavy) && size > 1 {
			size /= 2
			continue
		}
		if errors.Is(err, errNoGraphQL) || errors.Is(err, errTooHeavy) {
			got, err = t.lookOneByOne(ctx, chunk)
		}
		if err != nil {
			return nil, err
		}
		sights = append(sights, got...)
		numbers = numbers[len(chunk):]
	}
	for _, s := range sights {
		t.remember(s.issue)
	}
	return sights, nil
}

// remember keeps what the APIs call an issue.
func (t *Tracker) remember(i issue) {
	if i.number == 0 {
		return
	}
	t.setColumn(i)
	if i.linked {
		t.setLinks(i.number, i.blockedBy)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	id := t.known[i.number]
	if i.node != "" {
		id.node = i.node
	}
	if i.db != 0 {
		id.db = i.db
	}
	t.known[i.number] = id
	if i.subs > t.caps[i.number] {
		t.caps[i.number] = i.subs
	}
}

func alias(number int) string { return fmt.Sprintf("n%d", number) }

// lookAtOnce reads numbers with one GraphQL request.
func (t *Tracker) lookAtOnce(ctx context.Context, numbers []int) ([]sight, error) {
	build := func() string { return inRepository(t.numbersQuery(numbers)+t.passingQuery(), t.ticketFragment()) }
	r, err := t.ask(ctx, build, t.repositoryVariables())
	if err != nil {
		return nil, err
	}
	fields, err := repositoryFields(r)
	if err != nil {
		return nil, err
	}
	t.knowPassing(fields)
	sights := make([]sight, 0, len(numbers))
	for _, n := range numbers {
		s, sure := t.readAlias(r, fields[alias(n)], n)
		if !sure {
			if s, err = t.lookAt(ctx, n); err != nil {
				return nil, err
			}
		}
		sights = append(sights, s)
	}
	return sights, nil
}

func (t *Tracker) numbersQuery(numbers []int) string {
	var q strings.Builder
	for _, n := range numbers {
		if t.has(wordEither) {
			fmt.Fprintf(&q, "%s: issueOrPullRequest(number: %d) { __typename %s... on PullRequest { number } } ", alias(n), n, ticketSpread)
		} else {
			fmt.Fprintf(&q, "%s: issue(number: %d) { %s} ", alias(n), n, ticketSpread)
		}
	}
	return q.String()
}

// readAlias reads one number of an answer. It is not sure where the server did
// not say plainly that nothing is there.
func (t *Tracker) readAlias(r graphReply, raw json.RawMessage, number int) (_ sight, sure bool) {
	var g struct {
		Typename string `json:"__typename"`
		graphIssue
	}
	if len(raw) == 0 || string(raw) == "null" || json.Unmarshal(raw, &g) != nil || g.Number == 0 {
		missing := r.anyError(func(e graphError) bool {
			return e.Type == "NOT_FOUND" && e.at("repository", alias(number))
		})
		return sight{number: number}, missing
	}
	if g.Typename == "PullRequest" || strings.HasSuffix(g.URL, fmt.Sprintf("/pull/%d", number)) {
		return sight{number: number, seen: pullRequest, taken: true}, true
	}
	if g.Number != number || t.elsewhere(g.URL) {
		return sight{number: number, taken: true}, true
	}
	return sight{number: number, seen: there, issue: fromGraph(g.graphIssue, t.project()), taken: true}, true
}

// elsewhere says that a web address is that of another repository's issue: it
// was transferred.
func (t *Tracker) elsewhere(address string) bool {
	key := keyOfURL(address, t.project())
	return key != "" && !strings.HasPrefix(key, "#")
}

func (t *Tracker) project() string { return t.owner + "/" + t.name }

func (t *Tracker) lookOneByOne(ctx context.Context, numbers []int) ([]sight, error) {
	sights := make([]sight, 0, len(numbers))
	for _, n := range numbers {
		s, err := t.lookAt(ctx, n)
		if err != nil {
			return nil, err
		}
		sights = append(sights, s)
	}
	return sights, nil
}

// lookAt reads one number by REST.
func (t *Tracker) lookAt(ctx context.Context, number int) (sight, error) {
	var r restIssue
	_, err := t.send(ctx, http.MethodGet, t.repo(fmt.Sprintf("/issues/%d", number)), nil, &r)
	switch statusOfError(err) {
	case http.StatusNotFound:
		return sight{number: number, seen: absent}, nil
	case http.StatusGone, http.StatusMovedPermanently:
		return sight{number: number, taken: true}, nil
	}
	if err != nil {
		return sight{}, t.fail(fmt.Sprintf("read %s of %s", keyOf(number), t.project()), err)
	}
	i := fromREST(r, t.project())
	switch {
	case i.pull:
		return sight{number: number, seen: pullRequest, taken: true}, nil
	case i.number != number || t.elsewhere(i.url) || t.elsewhere(r.GetRepositoryURL()+fmt.Sprintf("/issues/%d", number)):
		return sight{number: number, taken: true}, nil
	}
	return sight{number: number, seen: there, issue: i, taken: true}, nil
}

// Read reads tickets by Key, directly.
func (t *Tracker) Read(ctx context.Context, keys []string) ([]integrations.Ticket, error) {
	if _, err := t.found(ctx); err != nil {
		return nil, err
	}
	numbers := make([]int, 0, len(keys))
	for _, key := range keys {
		if n := numberOf(key); n > 0 {
			numbers = append(numbers, n)
		}
	}
	sights, err := t.look(ctx, unique(numbers))
	if err != nil {
		return nil, t.fail(fmt.Sprintf("read %d issues of %s", len(numbers), t.project()), err)
	}
	found := map[int]issue{}
	for _, s := range sights {
		if s.seen == there {
			found[s.number] = s.issue
		}
	}
	if err := t.adopt(ctx, found); err != nil {
		return nil, err
	}
	if err := t.readBlockers(ctx, found); err != nil {
		return nil, t.fail("read what blocks the issues of "+t.project(), err)
	}
	tickets := make([]integrations.Ticket, 0, len(keys))
	for _, key := range keys {
		i, ok := found[numberOf(key)]
		if !ok {
			tickets = append(tickets, integrations.Ticket{Key: key, Gone: true})
			continue
		}
		tickets = append(tickets, t.ticket(i))
	}
	return tickets, nil
}

func unique(numbers []int) []int {
	had := map[int]bool{}
	var kept []int
	for _, n := range numbers {
		if !had[n] {
			had[n] = true
			kept = append(kept, n)
		}
	}
	return kept
}
