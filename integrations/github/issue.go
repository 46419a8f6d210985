package github

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"

	gh "github.com/google/go-github/v60/github"

	"plotline/integrations"
	"plotline/stories"
)

// issue is an issue as either API tells it.
type issue struct {
	number    int
	node      string
	db        int64
	url       string
	title     string
	body      body
	closed    bool
	reason    string // completed, not_planned, duplicate or ""
	labels    []string
	assignees []string
	milestone string
	kind      string // its issue type's name, "" for none
	// parent is the epic's Key, "" for none or where the server does not say.
	parent string
	subs   int
	// blockers is how many issues block this one, -1 where it is not said.
	blockers int
	// blockedBy are the Keys of the issues that block this one, where linked says
	// so.
	blockedBy []string
	linked    bool
	// items are where the issue stands on boards; nil where it is not said.
	items    *nodes[projectItem]
	comments int
	created  time.Time
	updated  time.Time
	closedAt time.Time
	pull     bool
}

// restIssue is what go-github's Issue lacks, with it.
type restIssue struct {
	gh.Issue
	ParentIssueURL   string     `json:"parent_issue_url"`
	Kind             *issueType `json:"type"`
	SubIssuesSummary *struct {
		Total int `json:"total"`
	} `json:"sub_issues_summary"`
	Dependencies *struct {
		Total int `json:"total_blocked_by"`
	} `json:"issue_dependencies_summary"`
}

func fromREST(r restIssue, project string) issue {
	i := issue{
		number: r.GetNumber(), node: r.GetNodeID(), db: r.GetID(), url: r.GetHTMLURL(),
		title: r.GetTitle(), body: parseBody(r.GetBody()), closed: r.GetState() == "closed",
		milestone: r.GetMilestone().GetTitle(), comments: r.GetComments(),
		created: r.GetCreatedAt().Time, updated: r.GetUpdatedAt().Time, closedAt: r.GetClosedAt().Time, pull: r.IsPullRequest(),
		parent: keyOfURL(r.ParentIssueURL, project), blockers: -1,
	}
	if r.Dependencies != nil {
		i.blockers = r.Dependencies.Total
	}
	if i.closed {
		i.reason = r.GetStateReason()
	}
	if r.Kind != nil {
		i.kind = r.Kind.Name
	}
	for _, l := range r.Labels {
		i.labels = append(i.labels, l.GetName())
	}
	for _, a := range r.Assignees {
		i.assignees = append(i.assignees, a.GetLogin())
	}
	if r.SubIssuesSummary != nil {
		i.subs = r.SubIssuesSummary.Total
	}
	return i
}

// graphIssue is an issue as GraphQL tells it.
type graphIssue struct {
	ID             string      `json:"id"`
	FullDatabaseID flexibleInt `json:"fullDatabaseId"`
	Number         int         `json:"number"`
	URL            string      `json:"url"`
	Title          string      `json:"title"`
	Body           string      `json:"body"`
	State          string      `json:"state"`
	StateReason    string      `json:"stateReason"`
	CreatedAt      time.Time   `json:"createdAt"`
	UpdatedAt      time.Time   `json:"updatedAt"`
	ClosedAt       time.Time   `json:"closedAt"`
	Labels         nodes[name] `json:"labels"`
	Assignees      nodes[name] `json:"assignees"`
	Milestone      *name       `json:"milestone"`
	Kind           *name       `json:"issueType"`
	Parent         *struct {
		Number int    `json:"number"`
		URL    string `json:"url"`
	} `json:"parent"`
	BlockedBy *nodes[struct {
		Number int    `json:"number"`
		URL    string `json:"url"`
	}] `json:"blockedBy"`
	Items    *nodes[projectItem] `json:"projectItems"`
	Comments struct {
		TotalCount int `json:"totalCount"`
	} `json:"comments"`
	Summary struct {
		Total int `json:"total"`
	} `json:"subIssuesSummary"`
}

type nodes[T any] struct {
	Nodes []T `json:"nodes"`
}

// name is whatever a thing is called by.
type name struct {
	Name  string `json:"name"`
	Login string `json:"login"`
	Title string `json:"title"`
}

// flexibleInt reads a number that may be written as text.
type flexibleInt int64

// UnmarshalJSON reads 12, "12" and null.
func (f *flexibleInt) UnmarshalJSON(data []byte) error {
	n, err := strconv.ParseInt(strings.Trim(string(data), `"`), 10, 64)
	if err == nil {
		*f = flexibleInt(n)
	}
	return nil
}

func fromGraph(g graphIssue, project string) issue {
	i := issue{
		number: g.Number, node: g.ID, db: int64(g.FullDatabaseID), url: g.URL, title: g.Title,
		body: parseBody(g.Body), closed: strings.EqualFold(g.State, "closed"), comments: g.Comments.TotalCount,
		created: g.CreatedAt, updated: g.UpdatedAt, closedAt: g.ClosedAt, blockers: -1, items: g.Items,
		subs: g.Summary.Total,
	}
	if i.closed {
		i.reason = strings.ToLower(g.StateReason)
	}
	for _, l := range g.Labels.Nodes {
		i.labels = append(i.labels, l.Name)
	}
	for _, a := range g.Assignees.Nodes {
		i.assignees = append(i.assignees, a.Login)
	}
	if g.Milestone != nil {
		i.milestone = g.Milestone.Title
	}
	if g.Kind != nil {
		i.kind = g.Kind.Name
	}
	if i.linked = g.BlockedBy != nil; i.linked {
		for _, by := range g.BlockedBy.Nodes {
			i.blockedBy = append(i.blockedBy, cmp.Or(keyOfURL(by.URL, project), keyOf(by.Number)))
		}
	}
	if g.Parent != nil && g.Parent.Number > 0 {
		i.parent = keyOf(g.Parent.Number)
		if g.Parent.URL != "" {
			i.parent = keyOfURL(g.Parent.URL, project)
		}
	}
	return i
}

// ticket is the issue as the engine sees it.
func (t *Tracker) ticket(i issue) integrations.Ticket {
	b := i.body
	b.sign = t.here(b.sign)
	labels := append([]string(nil), i.labels...)
	sort.Strings(labels)
	ticket := integrations.Ticket{
		Key: keyOf(i.number), Native: i.node, URL: i.url, Kind: kindOf(i), Type: cmp.Or(i.kind, "issue"),
		Title: i.title, Part: b.part(), Fence: b.fence, Description: b.text, Labels: labels,
		Parent: i.parent, BlockedBy: t.blockersOf(i), Release: i.milestone, Status: t.statusOf(i), Phase: t.phaseOf(i),
		Comments: i.comments, Unplaced: t.unplaced(i), Created: i.created, Updated: i.updated, Closed: i.closedAt, Version: versionOf(i), Mark: b.mark(),
	}
	if ticket.Mark == nil {
		ticket.Text, ticket.TextWhole = b.text, true
	}
	if len(i.assignees) > 0 {
		ticket.Assignee = i.assignees[0]
	}
	return ticket
}

func kindOf(i issue) stories.Kind {
	if sign := i.body.sign; sign != nil && sign.Kind != "" {
		return sign.Kind
	}
	if i.subs > 0 {
		return stories.Epic
	}
	return stories.Story
}

// versionOf changes with everything that an edit could overwrite. The update
// time would not do: it has whole seconds, and a mere mention moves it.
func versionOf(i issue) string {
	labels, assignees := append([]string(nil), i.labels...), append([]string(nil), i.assignees...)
	sort.Strings(labels)
	sort.Strings(assignees)
	if len(assignees) > 1 {
		assignees = assignees[:1]
	}
	h := sha256.New()
	for _, s := range [][]string{{i.title, i.body.withoutTasks(), strconv.FormatBool(i.closed), i.milestone}, labels, assignees} {
		fmt.Fprintf(h, "%q\n", s)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

func keyOf(number int) string { return "#" + strconv.Itoa(number) }

// numberOf reads a Key; 0 for what is none.
func numberOf(key string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(key, "#"))
	if err != nil || n < 1 {
		return 0
	}
	return n
}

var issueURL = regexp.MustCompile(`([^/]+/[^/]+)/issues/([0-9]+)$`)

// keyOfURL is the Key of the issue at a web or API address: with its repository
// in front when that is another one.
func keyOfURL(address, project string) string {
	m := issueURL.FindStringSubmatch(address)
	if m == nil {
		return ""
	}
	if strings.EqualFold(m[1], project) {
		return "#" + m[2]
	}
	return m[1] + "#" + m[2]
}
