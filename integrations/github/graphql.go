package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"plotline/integrations/pace"
	"plotline/integrations/remote"
)

// errNoGraphQL says that the server's GraphQL cannot be used; REST remains.
var errNoGraphQL = errors.New("the server has no GraphQL for this")

func (t *Tracker) turnGraphQLOff() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.speech.off = true
	if s := t.server; s != nil && s.before(restSubIssuesSince) {
		t.lacking[featureSubIssues], t.refusedSubIssues = true, true // they are GraphQL's alone
	}
}

// graphError is one error of a GraphQL answer.
type graphError struct {
	Type    string `json:"type"`
	Message string `json:"message"`
	Path    []any  `json:"path"`
}

// at says whether the error is that of the field with this path, itself.
func (e graphError) at(path ...string) bool {
	if len(e.Path) != len(path) {
		return false
	}
	return e.within(path...)
}

// within says whether the error is of that field or of something below it.
func (e graphError) within(path ...string) bool {
	if len(e.Path) < len(path) {
		return false
	}
	for i, want := range path {
		if got, ok := e.Path[i].(string); !ok || got != want {
			return false
		}
	}
	return true
}

// internal says that the server broke off rather than decided.
func (e graphError) internal() bool {
	text := strings.ToLower(e.Message)
	return e.Type == "INTERNAL" || strings.Contains(text, "something went wrong") ||
		strings.Contains(text, "timeout") || strings.Contains(text, "timed out") ||
		strings.Contains(text, "couldn't respond") || strings.Contains(text, "internal")
}

// tooHeavy says that the server wants smaller requests.
func (e graphError) tooHeavy() bool {
	text := strings.ToLower(e.Message)
	return strings.Contains(e.Type, "RESOURCE_LIMITS") || strings.Contains(e.Type, "MAX_NODE") ||
		strings.Contains(text, "too heavy") || strings.Contains(text, "too complex") || strings.Contains(text, "too large") ||
		strings.Contains(text, "resource limits") || strings.Contains(text, "complexity")
}

// limited says that the server refused for going too fast.
func (e graphError) limited() bool {
	return e.Type == "RATE_LIMITED" || strings.Contains(strings.ToLower(e.Message), "rate limit")
}

// graphReply is a GraphQL answer; Data is nil where nothing was executed.
type graphReply struct {
	Data   map[string]json.RawMessage `json:"data"`
	Errors []graphError               `json:"errors"`
	header http.Header
}

func (r graphReply) anyError(is func(graphError) bool) bool {
	for _, e := range r.Errors {
		if is(e) {
			return true
		}
	}
	return false
}

// problemAt is the error of a field itself; an internal one where the server
// says nothing of it.
func (r graphReply) problemAt(alias string) graphError {
	for _, e := range r.Errors {
		if e.at(alias) {
			return e
		}
	}
	return graphError{Type: "INTERNAL", Message: r.err().Error()}
}

// refused says that the server executed nothing and does not understand the
// request: a smaller one, or the same one later, would fare no better.
func (r graphReply) refused() bool {
	return r.Data == nil && len(r.Errors) > 0 && !r.anyError(graphError.tooHeavy) && !r.anyError(graphError.internal)
}

func (r graphReply) err() error {
	if len(r.Errors) == 0 {
		return errors.New("GraphQL gave neither data nor errors")
	}
	return fmt.Errorf("GraphQL: %s", remote.Clip(r.Errors[0].Message))
}

// graphURL is where GraphQL stands beside the REST API.
func (t *Tracker) graphURL() string {
	api := *t.api()
	if rest, ok := strings.CutSuffix(api.Path, "/v3/"); ok {
		api.Path = rest + "/graphql"
	} else {
		api.Path += "graphql"
	}
	return (&url.URL{Scheme: api.Scheme, Host: api.Host, Path: api.Path}).String()
}

// graph sends one GraphQL request. An error is that of the transport, or
// [errNoGraphQL]; GraphQL's own errors are in the reply.
func (t *Tracker) graph(ctx context.Context, query string, variables map[string]any) (graphReply, error) {
	var r graphReply
	payload := map[string]any{"query": query}
	if len(variables) > 0 {
		payload["variables"] = variables
	}
	sent, err := t.send(ctx, http.MethodPost, t.graphURL(), payload, &r)
	r.header = sent.header
	switch statusOfError(err) {
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented, http.StatusNotAcceptable, http.StatusGone:
		t.turnGraphQLOff()
		return graphReply{}, errNoGraphQL
	}
	return r, err
}

// ask reads by GraphQL. The query is built anew whenever the server refuses a
// word of it. Where GraphQL cannot answer, the error is [errNoGraphQL].
func (t *Tracker) ask(ctx context.Context, build func() string, variables map[string]any) (graphReply, error) {
	for broken := 0; !t.graphQLOff(); {
		r, err := t.graph(pace.Reading(ctx), build(), variables)
		if err != nil {
			return graphReply{}, t.withoutGraphQL(err)
		}
		switch {
		case r.Data != nil && !r.anyError(graphError.internal):
			return r, nil
		case r.anyError(graphError.tooHeavy):
			return r, errTooHeavy
		case r.anyError(graphError.internal) || len(r.Errors) == 0:
			if broken++; broken >= 3 {
				return r, errNoGraphQL
			}
		case !t.unlearn(r.Errors) && !t.leavePassing():
			t.turnGraphQLOff()
		}
	}
	return graphReply{}, errNoGraphQL
}

var errTooHeavy = errors.New("the request was too heavy for the server")

// withoutGraphQL keeps errors that REST would run into as well.
func (t *Tracker) withoutGraphQL(err error) error {
	switch statusOfError(err) {
	case http.StatusForbidden, http.StatusBadRequest, http.StatusUnprocessableEntity:
		t.turnGraphQLOff()
		return errNoGraphQL
	}
	return err
}

// ticketSpread selects an issue by [Tracker.ticketFragment], said once a request
// however many issues it reads.
const ticketSpread = "...ticket "

func (t *Tracker) ticketFragment() string {
	fields := "id number url title body state createdAt updatedAt closedAt labels(first: 100) { nodes { name } } " +
		"assignees(first: 1) { nodes { login } } milestone { title } comments { totalCount } "
	if t.has(wordDuplicates) {
		fields += "stateReason(enableDuplicate: true) "
	} else {
		fields += "stateReason "
	}
	if t.has(wordDatabaseID) {
		fields += "fullDatabaseId "
	}
	if t.has(wordParent) {
		fields += "parent { number url } "
	}
	if t.has(wordSubCount) {
		fields += "subIssuesSummary { total } "
	}
	if t.has(wordBlockers) && !t.lacks(featureDependencies) {
		fields += "blockedBy(first: 50) { nodes { number url } } "
	}
	return "fragment ticket on Issue { " + fields + t.columnFields() + "}"
}

// inRepository wraps fields of the repository into a query, with the fragment
// that they spread.
func inRepository(fields, fragment string) string {
	return "query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { " + fields + "} } " + fragment
}

func (t *Tracker) repositoryVariables() map[string]any {
	return map[string]any{"owner": t.owner, "name": t.name}
}

// repositoryFields takes the repository's fields out of an answer.
func repositoryFields(r graphReply) (map[string]json.RawMessage, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(r.Data["repository"], &fields); err != nil || fields == nil {
		return nil, errNoGraphQL
	}
	return fields, nil
}
