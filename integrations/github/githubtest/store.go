package githubtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"sort"
	"strings"
	"time"
)

// Issue is an issue or pull request as it stands on the server.
type Issue struct {
	Number    int
	Title     string
	Body      string
	Closed    bool
	Reason    string // completed, not_planned, duplicate or ""
	Labels    []string
	Assignees []string
	Milestone string
	Type      string
	Parent    int
	BlockedBy []int
	// BlockedFar are the issues of other repositories that block it, each as
	// owner/name#number.
	BlockedFar []string
	// Board holds the values of the board's fields; nil where the issue is not
	// on it.
	Board    map[string]string
	Comments []string
	Author   string
	Pull     bool
	// Locked says that only who may push may comment.
	Locked  bool
	Deleted bool
	// Moved says that the issue was transferred to another repository, and
	// MovedTo where that is played too: its address there.
	Moved   bool
	MovedTo string
	Created time.Time
	Updated time.Time
	// ClosedAt is when it was closed last, zero while it is open.
	ClosedAt time.Time
}

func (i *Issue) clone() *Issue {
	c := *i
	c.Labels = append([]string(nil), i.Labels...)
	c.Assignees = append([]string(nil), i.Assignees...)
	c.BlockedBy = append([]int(nil), i.BlockedBy...)
	c.BlockedFar = append([]string(nil), i.BlockedFar...)
	c.Board = maps.Clone(i.Board)
	c.Comments = append([]string(nil), i.Comments...)
	return &c
}

// gone says that the issue answers no more in this repository.
func (i *Issue) gone() bool { return i.Deleted || i.Moved }

type milestone struct {
	number int
	title  string
	due    *time.Time
	closed bool
}

// CloseMilestone closes one, as a person does once it is reached.
func (s *Server) CloseMilestone(title string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.store.milestoneByTitle(title).closed = true
}

// version is an issue before a change, for lists that are behind.
type version struct {
	was *Issue // nil for none
	at  time.Time
}

type store struct {
	issues     []*Issue // by number, from 1
	labels     []string
	milestones []milestone
	history    map[int][]version
}

func newStore() store { return store{history: map[int][]version{}} }

func (s *store) issue(number int) *Issue {
	if number < 1 || number > len(s.issues) {
		return nil
	}
	return s.issues[number-1]
}

// add gives an issue the next number.
func (s *store) add(i Issue, now time.Time) *Issue {
	i.Number = len(s.issues) + 1
	i.Created, i.Updated = now.UTC().Truncate(time.Second), now.UTC().Truncate(time.Second)
	made := i.clone()
	s.issues = append(s.issues, made)
	s.history[made.Number] = []version{{nil, now}}
	return made
}

// change keeps what an issue was, for lists that are behind.
func (s *store) change(i *Issue, now time.Time) {
	s.history[i.Number] = append(s.history[i.Number], version{i.clone(), now})
	i.Updated = now.UTC().Truncate(time.Second)
}

// stampClosed notes when an issue was closed, or that it is open again.
func (i *Issue) stampClosed() {
	switch {
	case !i.Closed:
		i.ClosedAt = time.Time{}
	case i.ClosedAt.IsZero():
		i.ClosedAt = i.Updated
	}
}

// asListed is an issue as a list shows it that is behind by a span.
func (s *store) asListed(i *Issue, now time.Time, lag time.Duration) *Issue {
	for _, v := range s.history[i.Number] {
		if now.Sub(v.at) < lag {
			return v.was
		}
	}
	return i
}

func (s *store) hasLabel(name string) (string, bool) {
	for _, l := range s.labels {
		if strings.EqualFold(l, name) {
			return l, true
		}
	}
	return "", false
}

func (s *store) addLabel(name string) string {
	if l, ok := s.hasLabel(name); ok {
		return l
	}
	s.labels = append(s.labels, name)
	return name
}

func (s *store) milestone(number int) *milestone {
	if number < 1 || number > len(s.milestones) {
		return nil
	}
	return &s.milestones[number-1]
}

func (s *store) milestoneByTitle(title string) *milestone {
	for i := range s.milestones {
		if s.milestones[i].title == title {
			return &s.milestones[i]
		}
	}
	return nil
}

func (s *store) children(epic int) []*Issue {
	var found []*Issue
	for _, i := range s.issues {
		if i.Parent == epic && !i.gone() {
			found = append(found, i)
		}
	}
	return found
}

func (s *store) depth(number int) int {
	depth := 0
	for i := s.issue(number); i != nil && i.Parent > 0 && depth < 20; i = s.issue(i.Parent) {
		depth++
	}
	return depth
}

func nodeID(kind string, n int) string { return fmt.Sprintf("%s_kw%d", kind, n) }

func numberOfNode(kind, node string) int {
	var n int
	if _, err := fmt.Sscanf(node, kind+"_kw%d", &n); err != nil {
		return 0
	}
	return n
}

func etag(data []byte) string {
	sum := sha256.Sum256(data)
	return `W/"` + hex.EncodeToString(sum[:8]) + `"`
}

// Issues are all issues and pull requests, by number.
func (s *Server) Issues() []Issue {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := make([]Issue, 0, len(s.store.issues))
	for _, i := range s.store.issues {
		found = append(found, *i.clone())
	}
	return found
}

// Issue is one issue; false when there never was one of that number.
func (s *Server) Issue(number int) (Issue, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.store.issue(number)
	if i == nil {
		return Issue{}, false
	}
	return *i.clone(), true
}

// Add makes an issue or pull request as a person would, and gives its number.
func (s *Server) Add(i Issue) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i.Author == "" {
		i.Author = "ana"
	}
	for _, l := range i.Labels {
		s.store.addLabel(l)
	}
	return s.store.add(i, s.config.Clock.Now()).Number
}

// Edit changes an issue as a person would.
func (s *Server) Edit(number int, change func(*Issue)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.store.issue(number)
	s.store.change(i, s.config.Clock.Now())
	change(i)
	i.stampClosed()
	for _, l := range i.Labels {
		s.store.addLabel(l)
	}
}

// Delete deletes an issue for good, Transfer moves it to another repository.
func (s *Server) Delete(number int) { s.Edit(number, func(i *Issue) { i.Deleted = true }) }

// Transfer moves an issue to another repository.
func (s *Server) Transfer(number int) { s.Edit(number, func(i *Issue) { i.Moved = true }) }

// DeleteLabel takes a label off the repository and off every issue.
func (s *Server) DeleteLabel(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.config.Clock.Now()
	s.store.labels = remove(s.store.labels, name)
	for _, i := range s.store.issues {
		if had := len(i.Labels); len(remove(i.Labels, name)) < had {
			s.store.change(i, now)
			i.Labels = remove(i.Labels, name)
		}
	}
}

// Labels are the repository's labels.
func (s *Server) Labels() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	labels := append([]string(nil), s.store.labels...)
	sort.Strings(labels)
	return labels
}

func remove(list []string, text string) []string {
	var kept []string
	for _, l := range list {
		if !strings.EqualFold(l, text) {
			kept = append(kept, l)
		}
	}
	return kept
}

func has(list []string, text string) bool {
	return len(remove(list, text)) < len(list)
}
