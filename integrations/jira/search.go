package jira

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"plotline/integrations"
)

// Marked finds the tickets of a roadmap by Jira's index, and the highest Key.
// The first page of the project is all there is to know of a small project.
func (t *Tracker) Marked(ctx context.Context, roadmap string) (integrations.Found, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return integrations.Found{}, err
	}
	issues, last, next, err := t.youngest(ctx, s)
	if err != nil {
		return integrations.Found{}, t.fail("search "+t.config.Project, err)
	}
	found := integrations.Found{}
	for _, i := range issues {
		found.Highest = higher(found.Highest, i.Key)
	}
	t.saw(found.Highest)
	if !last {
		if issues, err = t.rest(ctx, s, issues, next, labelOf(roadmap)); err != nil {
			return integrations.Found{}, t.fail("search "+t.config.Project, err)
		}
	}
	found.Tickets, err = t.markedOf(ctx, s, issues, roadmap)
	return found, err
}

// youngest reads the first page of the project's issues, the youngest first.
func (t *Tracker) youngest(ctx context.Context, s *server) ([]issue, bool, searching, error) {
	c, err := t.customs(ctx)
	if err != nil {
		return nil, false, searching{}, err
	}
	q := searching{jql: fmt.Sprintf(`project = %q ORDER BY key DESC`, t.config.Project), fields: wanted(c)}
	issues, last, next, err := t.pageOf(ctx, s, q)
	if err != nil {
		return nil, false, q, t.missingProject(ctx, err)
	}
	if len(issues) == 0 || !t.learnTeamFields(ctx, s) {
		return issues, last, next, nil
	}
	// There are estimates and sprints to read, and their fields are known now.
	if c, err = t.customs(ctx); err != nil {
		return nil, false, q, err
	}
	if !last {
		next.fields = wanted(c)
		return issues, last, next, nil
	}
	q.fields = wanted(c)
	return t.pageOf(ctx, s, q)
}

// smallProject is how many issues are read whole rather than searched by label.
const smallProject = 5 * pageSize

// rest reads on behind the first page: a small project to its end, of a large
// one what carries the label.
func (t *Tracker) rest(ctx context.Context, s *server, first []issue, next searching, label string) ([]issue, error) {
	if next.total > 0 && next.total <= smallProject {
		more, err := t.search(ctx, s, next)
		return append(first, more...), err
	}
	jql := fmt.Sprintf(`project = %q AND labels = %q ORDER BY key DESC`, t.config.Project, label)
	return t.search(ctx, s, searching{jql: jql, fields: next.fields})
}

// markedOf keeps the issues with a mark of the roadmap. One that has the label
// and shows no mark is asked for it directly.
func (t *Tracker) markedOf(ctx context.Context, s *server, issues []issue, roadmap string) ([]integrations.Ticket, error) {
	var out []integrations.Ticket
	var silent []string
	take := func(ticket integrations.Ticket) {
		if ticket.Mark != nil && ticket.Mark.Roadmap == roadmap && !ticket.Gone && t.ours(ticket.Key) {
			out = append(out, ticket)
		}
	}
	for _, i := range issues {
		ticket := t.ticket(s, i)
		if ticket.Mark == nil && slices.Contains(ticket.Labels, labelOf(roadmap)) && t.ours(i.Key) {
			silent = append(silent, i.Key)
		}
		take(ticket)
	}
	if len(silent) == 0 {
		return out, nil
	}
	tickets, err := t.Read(ctx, silent)
	for _, ticket := range tickets {
		take(ticket)
	}
	return out, err
}

// missingProject tells a project that is not there from other refusals.
func (t *Tracker) missingProject(ctx context.Context, err error) error {
	if statusOf(err) != http.StatusBadRequest && statusOf(err) != http.StatusNotFound {
		return err
	}
	if missing := t.projectExists(ctx); statusOf(missing) == http.StatusNotFound || statusOf(missing) == http.StatusUnauthorized {
		return missing
	}
	return err
}

// searching is one search and where it stands.
type searching struct {
	jql    string
	fields []string
	token  string // Cloud's next page
	at     int    // Data Center's
	total  int    // Data Center's, once it was asked
}

// search reads all pages.
func (t *Tracker) search(ctx context.Context, s *server, q searching) ([]issue, error) {
	var out []issue
	seen := map[string]bool{}
	for {
		page, last, next, err := t.pageOf(ctx, s, q)
		if err != nil {
			return nil, err
		}
		for _, i := range page {
			if !seen[i.Key] {
				seen[i.Key] = true
				out = append(out, i)
			}
		}
		if last || len(page) == 0 || next.token == q.token && next.at == q.at {
			return out, nil
		}
		q = next
	}
}

// page reads the first page, and says whether it is all.
func (t *Tracker) page(ctx context.Context, s *server, q searching) ([]issue, bool, error) {
	page, last, _, err := t.pageOf(ctx, s, q)
	return page, last, err
}

func (t *Tracker) pageOf(ctx context.Context, s *server, q searching) ([]issue, bool, searching, error) {
	if s.cloud {
		return t.cloudPage(ctx, q)
	}
	return t.centerPage(ctx, q)
}

type searchAnswer struct {
	Issues []issue `json:"issues"`
	Last   *bool   `json:"isLast"`
	Next   string  `json:"nextPageToken"`
	Start  int     `json:"startAt"`
	Total  int     `json:"total"`
}

// cloudPage asks Cloud's search, which has no total.
func (t *Tracker) cloudPage(ctx context.Context, q searching) ([]issue, bool, searching, error) {
	payload := map[string]any{"jql": q.jql, "maxResults": pageSize, "fields": q.fields, "properties": []string{propertyKey}}
	if q.token != "" {
		payload["nextPageToken"] = q.token
	}
	var answer searchAnswer
	err := t.ask(ctx, "search/jql", payload, &answer)
	if lacks(err) {
		query := q.query()
		if q.token != "" {
			query.Set("nextPageToken", q.token)
		}
		err = t.get(ctx, "search/jql", query, &answer)
	}
	if err != nil {
		return nil, false, q, err
	}
	q.token = answer.Next
	return answer.Issues, answer.Next == "" || answer.Last != nil && *answer.Last, q, nil
}

// centerPage asks Data Center's search.
func (t *Tracker) centerPage(ctx context.Context, q searching) ([]issue, bool, searching, error) {
	query := q.query()
	query.Set("startAt", strconv.Itoa(q.at))
	var answer searchAnswer
	if err := t.get(ctx, "search", query, &answer); err != nil {
		return nil, false, q, err
	}
	q.at, q.total = q.at+len(answer.Issues), answer.Total
	return answer.Issues, q.at >= answer.Total, q, nil
}

func (q searching) query() url.Values {
	return url.Values{
		"jql": {q.jql}, "maxResults": {strconv.Itoa(pageSize)},
		"fields": {strings.Join(q.fields, ",")}, "properties": {propertyKey},
	}
}
