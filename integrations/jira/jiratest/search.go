package jiratest

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// condition is one part of a query.
type condition func(*record) bool

// query is what a test server understands of JQL: conditions joined by AND, and
// an order.
type query struct {
	all      []condition
	descends bool
	bounded  bool
}

var (
	orderBy  = regexp.MustCompile(`(?i)\s*ORDER BY (key|created|updated)( ASC| DESC)?\s*$`)
	equals   = regexp.MustCompile(`(?i)^(project|labels|parent|key)\s*(=|>=|>)\s*"?([^"]+?)"?$`)
	oneOf    = regexp.MustCompile(`(?i)^(parent|key|cf\[([0-9]+)\])\s+in\s*\(([^)]*)\)$`)
	updated  = regexp.MustCompile(`(?i)^updated\s*>=\s*"?-([0-9]+)m"?$`)
	unquoted = strings.NewReplacer(`"`, "")
)

// parse reads a query, or gives the server's words for what is wrong with it.
func (s *Server) parse(jql string) (query, []string) {
	q := query{}
	if m := orderBy.FindStringSubmatch(jql); m != nil {
		q.descends = strings.TrimSpace(strings.ToUpper(m[2])) == "DESC"
		jql = jql[:len(jql)-len(m[0])]
	}
	var wrong []string
	for _, part := range strings.Split(jql, " AND ") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		c, problems := s.condition(part)
		wrong = append(wrong, problems...)
		q.all = append(q.all, c)
		q.bounded = true
	}
	return q, wrong
}

func (s *Server) condition(part string) (condition, []string) {
	if m := oneOf.FindStringSubmatch(part); m != nil {
		return s.among(m)
	}
	if m := updated.FindStringSubmatch(part); m != nil {
		minutes, _ := strconv.Atoi(m[1])
		// The index knows of minutes.
		from := s.now().Add(-time.Duration(minutes) * time.Minute).Truncate(time.Minute)
		return func(c *record) bool { return !c.updated.Before(from) }, nil
	}
	m := equals.FindStringSubmatch(part)
	if m == nil {
		return nil, []string{fmt.Sprintf("Error in the JQL Query: '%s' is not understood.", part)}
	}
	switch value := m[3]; strings.ToLower(m[1]) {
	case "project":
		if s.projectID(value) == 0 {
			return nil, []string{fmt.Sprintf("The value '%s' does not exist for the field 'project'.", value)}
		}
		return func(c *record) bool { return c.project == value }, nil
	case "labels":
		return func(c *record) bool { return slices.Contains(labelsOf(c), value) }, nil
	case "parent":
		return func(c *record) bool { return c.parent == value }, nil
	default:
		key, n, _ := strings.Cut(value, "-")
		from, _ := strconv.Atoi(n)
		return func(c *record) bool {
			return c.project == key && c.n >= from && (m[2] != "=" || c.n == from) && (m[2] != ">" || c.n > from)
		}, nil
	}
}

// among reads a list. Keys in it are held against the database, not the index.
func (s *Server) among(m []string) (condition, []string) {
	list := split(unquoted.Replace(m[3]))
	field := strings.ToLower(m[1])
	if m[2] != "" && "customfield_"+m[2] != epicLink {
		return nil, []string{fmt.Sprintf("Field 'cf[%s]' does not exist or you do not have permission to view it.", m[2])}
	}
	var wrong []string
	for _, key := range list {
		if s.find(key) == nil {
			wrong = append(wrong, fmt.Sprintf(s.config.NoSuchIssue, key, field))
		}
	}
	return func(c *record) bool {
		if field == "key" {
			return slices.ContainsFunc(list, func(key string) bool { return s.records[key] != nil && s.records[key].id == c.id })
		}
		return slices.Contains(list, c.parent)
	}, wrong
}

// matching gives the issues as the index shows them.
func (s *Server) matching(q query) []*record {
	var out []*record
	for _, c := range s.order {
		seen := s.visible(c)
		if seen == nil || slices.ContainsFunc(q.all, func(c condition) bool { return !c(seen) }) {
			continue
		}
		out = append(out, seen)
	}
	slices.SortStableFunc(out, func(a, b *record) int { return cmp.Or(strings.Compare(a.project, b.project), a.n-b.n) })
	if q.descends {
		slices.Reverse(out)
	}
	return out
}

// asked is a search's parameters, from a query or a body.
type asked struct {
	JQL        string   `json:"jql"`
	Fields     []string `json:"fields"`
	Properties []string `json:"properties"`
	Max        int      `json:"maxResults"`
	Start      int      `json:"startAt"`
	Token      string   `json:"nextPageToken"`
}

func askedBy(r *http.Request) (asked, error) {
	if r.Method == http.MethodPost {
		var a asked
		return a, decode(r, &a)
	}
	q := r.URL.Query()
	a := asked{
		JQL: q.Get("jql"), Fields: split(strings.Join(q["fields"], ",")),
		Properties: split(strings.Join(q["properties"], ",")), Token: q.Get("nextPageToken"),
	}
	a.Max, _ = strconv.Atoi(q.Get("maxResults"))
	a.Start, _ = strconv.Atoi(q.Get("startAt"))
	return a, nil
}

// maxPage is how many issues a page with fields holds.
const maxPage = 100

// searchJQL is Cloud's search: no total, a token for the next page.
func (s *Server) searchJQL(r *http.Request) (int, any) {
	a, err := askedBy(r)
	if err != nil {
		return http.StatusBadRequest, says("Invalid request payload. Refer to the REST API documentation and try again.")
	}
	q, wrong := s.parse(a.JQL)
	if len(wrong) > 0 {
		return http.StatusBadRequest, says(wrong...)
	}
	if !q.bounded {
		return http.StatusBadRequest, says("Unbounded JQL queries are not allowed here. Please add a search restriction to your query.")
	}
	start, err := pageAt(a)
	if err != nil {
		return http.StatusBadRequest, says("The provided next page token is invalid.")
	}
	found := s.matching(q)
	size := pageSize(a.Max)
	end := min(start+size, len(found))
	issues := []map[string]any{}
	for _, c := range found[min(start, len(found)):end] {
		if len(a.Fields) == 0 {
			issues = append(issues, map[string]any{"id": strconv.Itoa(c.id)})
			continue
		}
		issues = append(issues, s.show(c, a.Fields, a.Properties))
	}
	out := map[string]any{"issues": issues, "isLast": end == len(found)}
	if end < len(found) {
		out["nextPageToken"] = base64.URLEncoding.EncodeToString([]byte(fmt.Sprintf("%d|%s", end, a.JQL)))
	}
	return http.StatusOK, out
}

func pageSize(asked int) int {
	if asked <= 0 {
		return 50
	}
	return min(asked, maxPage)
}

func pageAt(a asked) (int, error) {
	if a.Token == "" {
		return 0, nil
	}
	data, err := base64.URLEncoding.DecodeString(a.Token)
	if err != nil {
		return 0, err
	}
	at, jql, _ := strings.Cut(string(data), "|")
	if jql != a.JQL {
		return 0, fmt.Errorf("token of another query")
	}
	return strconv.Atoi(at)
}

// search is Data Center's: with a total, and without properties.
func (s *Server) search(r *http.Request) (int, any) {
	a, err := askedBy(r)
	if err != nil {
		return http.StatusBadRequest, says("Unexpected end of input")
	}
	q, wrong := s.parse(a.JQL)
	if len(wrong) > 0 {
		return http.StatusBadRequest, says(wrong...)
	}
	found := s.matching(q)
	size := pageSize(a.Max)
	start := min(max(a.Start, 0), len(found))
	issues := []map[string]any{}
	for _, c := range found[start:min(start+size, len(found))] {
		issues = append(issues, s.show(c, a.Fields, nil))
	}
	return http.StatusOK, map[string]any{"startAt": start, "maxResults": size, "total": len(found), "issues": issues}
}
