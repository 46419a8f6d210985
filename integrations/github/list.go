package github

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sort"

	"plotline/integrations"
)

// labelName is the label that a roadmap's tickets carry. GitHub takes 50
// characters: a longer one ends in a digest.
func labelName(roadmap string) string {
	full := integrations.LabelPrefix + roadmap
	runes := []rune(full)
	if len(runes) <= labelLimit {
		return full
	}
	sum := sha256.Sum256([]byte(full))
	return string(runes[:labelLimit-9]) + "-" + hex.EncodeToString(sum[:4])
}

// Marked lists the roadmap's tickets by their label.
func (t *Tracker) Marked(ctx context.Context, roadmap string) (integrations.Found, error) {
	s, err := t.found(ctx)
	if err != nil {
		return integrations.Found{}, err
	}
	doing := "list the issues of " + t.project()
	issues, err := t.listed(ctx, which{label: labelName(roadmap)})
	if err != nil {
		return integrations.Found{}, t.fail(doing, err)
	}
	if len(issues) == 0 && !s.push && !s.triage {
		// Without rights the label was never put on: what this login made
		// is looked through.
		if issues, err = t.ownIssues(ctx); err != nil {
			return integrations.Found{}, t.fail(doing, err)
		}
	}
	highest, err := t.highest(ctx)
	if err != nil {
		return integrations.Found{}, t.fail(doing, err)
	}
	found := map[int]issue{}
	for _, i := range issues {
		found[i.number] = i
		highest = max(highest, i.number)
	}
	adoptFrom(found, found)
	if err := t.readLinks(ctx, found); err != nil {
		return integrations.Found{}, t.fail("read what blocks the issues of "+t.project(), err)
	}
	return integrations.Found{Tickets: t.ours(found, roadmap), Highest: keyOrNone(highest)}, nil
}

// ours are the tickets that carry a mark of the roadmap, or its label with a
// mark that cannot be read, by number.
func (t *Tracker) ours(found map[int]issue, roadmap string) []integrations.Ticket {
	var tickets []integrations.Ticket
	for _, n := range sorted(found) {
		ticket := t.ticket(found[n])
		if ticket.Mark != nil && ticket.Mark.Roadmap == roadmap {
			tickets = append(tickets, ticket)
		}
	}
	return tickets
}

func sorted(found map[int]issue) []int { return sortedKeys(found) }

func sortedKeys[T any](found map[int]T) []int {
	numbers := make([]int, 0, len(found))
	for n := range found {
		numbers = append(numbers, n)
	}
	sort.Ints(numbers)
	return numbers
}

func keyOrNone(number int) string {
	if number == 0 {
		return ""
	}
	return keyOf(number)
}

// list reads issues, open and closed, without pull requests.
func (t *Tracker) list(ctx context.Context, query url.Values) ([]issue, error) {
	query.Set("state", "all")
	query.Set("per_page", "100")
	var issues []issue
	err := pages(ctx, t, t.repo("/issues?"+query.Encode()), func(page []restIssue) bool {
		for _, r := range page {
			i := fromREST(r, t.project())
			t.remember(i)
			t.notice(r)
			if !i.pull {
				issues = append(issues, i)
			}
		}
		return false
	})
	return issues, err
}

// notice learns from an issue what the server has.
func (t *Tracker) notice(r restIssue) {
	if r.SubIssuesSummary != nil || r.ParentIssueURL != "" {
		t.learnSubIssues()
	}
}

// ownIssues lists what this login made.
func (t *Tracker) ownIssues(ctx context.Context) ([]issue, error) {
	var user struct {
		Login string `json:"login"`
	}
	if _, err := t.send(ctx, http.MethodGet, "user", nil, &user); err != nil || user.Login == "" {
		return nil, nil //nolint:nilerr // a token without a user, such as an app's: keys and numbers remain
	}
	return t.listed(ctx, which{author: user.Login})
}

// highest is the newest number of the repository. Issues and pull requests
// share numbers, and the list holds both.
func (t *Tracker) highest(ctx context.Context) (int, error) {
	highest := 0
	path := t.repo("/issues?state=all&sort=created&direction=desc&per_page=1")
	err := pages(ctx, t, path, func(page []restIssue) bool {
		for _, r := range page {
			highest = max(highest, r.GetNumber())
			t.notice(r)
		}
		return true
	})
	return highest, err
}

// All lists every issue of the repository, for importing.
func (t *Tracker) All(ctx context.Context) ([]integrations.Ticket, error) {
	if _, err := t.found(ctx); err != nil {
		return nil, err
	}
	issues, err := t.list(ctx, url.Values{})
	if err != nil {
		return nil, t.fail("list the issues of "+t.project(), err)
	}
	found := map[int]issue{}
	for _, i := range issues {
		found[i.number] = i
	}
	adoptFrom(found, found)
	tickets := make([]integrations.Ticket, 0, len(found))
	for _, n := range sorted(found) {
		tickets = append(tickets, t.ticket(found[n]))
	}
	return tickets, nil
}

// The gaps after which no further number can have been given out: by GraphQL a
// request reads a hundred at once, by REST each costs one.
const (
	graphGap = 100
	restGap  = 20
)

// After reads the numbers behind the given one, until a gap.
func (t *Tracker) After(ctx context.Context, key, roadmap string) (integrations.Found, error) {
	if _, err := t.found(ctx); err != nil {
		return integrations.Found{}, err
	}
	start := numberOf(key)
	last, next := start, start+1
	found := map[int]issue{}
	for next <= last+t.gap() {
		sights, err := t.lookOn(ctx, next, last+t.gap())
		if err != nil {
			return integrations.Found{}, t.fail(fmt.Sprintf("read the issues of %s after %s", t.project(), keyOf(start)), err)
		}
		for _, s := range sights {
			t.remember(s.issue)
			if s.taken {
				last = max(last, s.number)
			}
			if s.seen == there {
				found[s.number] = s.issue
			}
		}
		next += len(sights)
	}
	if err := t.adopt(ctx, found); err != nil {
		return integrations.Found{}, err
	}
	return integrations.Found{Tickets: t.ours(found, roadmap), Highest: keyOrNone(last)}, nil
}

// lookOn reads numbers from one to another, as many as one request takes. Where
// GraphQL turns out not to answer it reads only the first few by REST: the gap
// is shorter then.
func (t *Tracker) lookOn(ctx context.Context, from, to int) ([]sight, error) {
	var numbers []int
	for n := from; n <= to && len(numbers) < readSize; n++ {
		numbers = append(numbers, n)
	}
	if t.graphQLOff() {
		return t.lookOneByOne(ctx, numbers)
	}
	sights, err := t.lookAtOnce(ctx, numbers)
	if errors.Is(err, errNoGraphQL) || errors.Is(err, errTooHeavy) {
		return t.lookOneByOne(ctx, numbers[:min(restGap, len(numbers))])
	}
	return sights, err
}

func (t *Tracker) gap() int {
	if t.graphQLOff() {
		return restGap
	}
	return graphGap
}
