package jiratest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// record is one issue.
type record struct {
	id, n       int
	key         string
	project     string
	typeName    string
	fields      map[string]json.RawMessage
	properties  map[string]json.RawMessage
	parent      string
	status      string
	resolution  string
	fixVersions []string
	blockedBy   []blocker
	blocks      []blocker
	comments    []comment
	linking     []linking
	rank        float64
	created     time.Time
	updated     time.Time
	// resolved is when it got its resolution, categorized when its status came
	// into the category that it is in.
	resolved    time.Time
	categorized time.Time
	categoryWas string
	gone        bool
	// indexed are the states that the index may show, oldest first.
	indexed []state
}

type blocker struct {
	key string
	id  int
}

type comment struct {
	id   int
	body json.RawMessage
	at   time.Time
}

// state is a record as it was at a moment.
type state struct {
	at     time.Time
	record *record
}

type version struct {
	ID, Name, Due string
	project       string
}

// limit is a refusal for going too fast.
type limit struct{ wait time.Duration }

// The custom fields' odd IDs, different on every site.
const (
	epicLink = "customfield_10114"
	epicName = "customfield_10208"
	costs    = "customfield_11917"
	points   = "customfield_10031"
	sprint   = "customfield_10020"
	ranking  = "customfield_10019"
)

func (s *Server) now() time.Time { return s.config.Clock.Now().UTC() }

// insert makes an issue of what was checked before.
func (s *Server) insert(c *record) *record {
	c.id = s.nextID
	s.nextID++
	s.name(c, orElse(c.project, s.config.Project))
	c.status = "To Do"
	c.created, c.updated = s.now(), s.now()
	s.lastRank++
	c.rank = s.lastRank
	c.stamp()
	s.order = append(s.order, c)
	s.index(c)
	s.linkAll(c)
	return c
}

// touch notes that an issue changed: its time of update never stands still.
func (s *Server) touch(c *record) {
	now := s.now()
	if !now.After(c.updated) {
		now = c.updated.Add(time.Millisecond)
	}
	c.updated = now
	c.stamp()
	s.index(c)
}

// stamp keeps the times that Jira keeps by itself.
func (c *record) stamp() {
	if key, _ := category(c.status); key != c.categoryWas {
		c.categoryWas, c.categorized = key, c.updated
	}
	switch {
	case c.resolution == "":
		c.resolved = time.Time{}
	case c.resolved.IsZero():
		c.resolved = c.updated
	}
}

// index remembers a state for the search to show once the lag is over.
func (s *Server) index(c *record) {
	visible := s.now().Add(-s.config.Lag)
	for len(c.indexed) > 1 && !c.indexed[1].at.After(visible) {
		c.indexed = c.indexed[1:]
	}
	snapshot := *c
	snapshot.indexed = nil
	snapshot.fields = maps.Clone(c.fields)
	snapshot.properties = maps.Clone(c.properties)
	snapshot.blockedBy = slices.Clone(c.blockedBy)
	snapshot.blocks = slices.Clone(c.blocks)
	snapshot.comments = slices.Clone(c.comments)
	c.indexed = append(c.indexed, state{s.now(), &snapshot})
}

// Settle lets the index catch up.
func (s *Server) Settle() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settled = s.now()
}

// visible is the issue as the index shows it, nil while it does not.
func (s *Server) visible(c *record) *record {
	at := s.now().Add(-s.config.Lag)
	if s.settled.After(at) {
		at = s.settled
	}
	var out *record
	for _, st := range c.indexed {
		if !st.at.After(at) {
			out = st.record
		}
	}
	if out == nil || out.gone {
		return nil
	}
	return out
}

// find gives an issue by Key or ID, nil for none.
func (s *Server) find(key string) *record {
	if c, ok := s.records[key]; ok && !c.gone {
		return c
	}
	if id, err := strconv.Atoi(key); err == nil {
		for _, c := range s.order {
			if c.id == id && !c.gone {
				return c
			}
		}
	}
	return nil
}

// clockText is a time in Jira's form.
func clockText(at time.Time) string { return at.Format("2006-01-02T15:04:05.000-0700") }

// show gives an issue as the API does, with the fields asked for.
func (s *Server) show(c *record, fields, properties []string) map[string]any {
	all := s.allFields(c)
	shown := map[string]any{}
	for id, value := range all {
		if len(fields) == 0 || slices.Contains(fields, id) || slices.Contains(fields, "*all") ||
			slices.Contains(fields, "*navigable") && id != "comment" {
			shown[id] = value
		}
	}
	out := map[string]any{
		"id": strconv.Itoa(c.id), "key": c.key, "fields": shown,
		"self": fmt.Sprintf("%s/rest/api/%s/issue/%d", s.URL(), s.apiVersion(), c.id),
	}
	if len(properties) > 0 {
		had := map[string]any{}
		for _, name := range properties {
			if value, ok := c.properties[name]; ok {
				had[name] = value
			}
		}
		out["properties"] = had
	}
	return out
}

func (s *Server) apiVersion() string {
	if s.config.Cloud {
		return "3"
	}
	return "2"
}

func (s *Server) allFields(c *record) map[string]any {
	out := map[string]any{"description": nil, "labels": []string{}, "resolution": nil, "resolutiondate": nil, "assignee": nil}
	for id, value := range c.fields {
		out[id] = value
	}
	out["issuetype"] = s.typeValue(c.typeName)
	out["project"] = s.projectValue(c.project)
	out["status"] = statusValue(c.status)
	if c.resolution != "" {
		out["resolution"] = map[string]any{"id": "1", "name": c.resolution}
		out["resolutiondate"] = clockText(c.resolved)
	}
	if s.config.Cloud {
		out["statuscategorychangedate"] = clockText(c.categorized)
	}
	out["created"], out["updated"] = clockText(c.created), clockText(c.updated)
	if c.parent != "" {
		if s.config.Cloud {
			out["parent"] = map[string]any{"key": c.parent}
		} else {
			out[epicLink] = c.parent
		}
	}
	versions := []map[string]any{}
	for _, id := range c.fixVersions {
		versions = append(versions, map[string]any{"id": id, "name": s.versionName(id)})
	}
	out["fixVersions"] = versions
	if !s.config.NoBoards {
		out[ranking] = fmt.Sprintf("0|%024.12f:", c.rank)
	}
	out["issuelinks"] = s.linksOf(c)
	comments := []map[string]any{}
	for _, m := range c.comments {
		comments = append(comments, map[string]any{"id": strconv.Itoa(m.id), "body": m.body, "created": clockText(m.at)})
	}
	out["comment"] = map[string]any{"comments": comments, "total": len(comments), "maxResults": len(comments), "startAt": 0}
	return out
}

func (s *Server) linksOf(c *record) []map[string]any {
	out := []map[string]any{}
	for _, b := range c.blockedBy {
		out = append(out, map[string]any{"id": strconv.Itoa(b.id), "type": s.blocksType(), "inwardIssue": map[string]any{"key": b.key}})
	}
	for _, b := range c.blocks {
		if other := s.records[b.key]; other != nil && !other.gone {
			out = append(out, map[string]any{"id": strconv.Itoa(b.id), "type": s.blocksType(), "outwardIssue": map[string]any{"key": b.key}})
		}
	}
	return out
}

func (s *Server) versionName(id string) string {
	for _, v := range s.versions {
		if v.ID == id {
			return v.Name
		}
	}
	return ""
}
