package jiratest

import (
	"cmp"
	"net/http"
	"slices"
)

// rank moves issues before or behind another one.
func (s *Server) rank(r *http.Request) (int, any) {
	var body struct {
		Issues []string `json:"issues"`
		Before string   `json:"rankBeforeIssue"`
		After  string   `json:"rankAfterIssue"`
	}
	if err := decode(r, &body); err != nil || len(body.Issues) == 0 || len(body.Issues) > maxBulk || (body.Before == "") == (body.After == "") {
		return http.StatusBadRequest, says("Between 1 and 50 issues are ranked before or after one issue.")
	}
	if !s.may("SCHEDULE_ISSUES") {
		return http.StatusForbidden, says("You do not have permission to rank issues.")
	}
	if s.find(body.Before+body.After) == nil || slices.Contains(body.Issues, body.Before+body.After) {
		return http.StatusBadRequest, says("The issue to rank beside does not exist or is ranked itself.")
	}
	var moved []*record
	for _, key := range body.Issues {
		c := s.find(key)
		if c == nil {
			return http.StatusBadRequest, says("Issue does not exist: " + key)
		}
		moved = append(moved, c)
	}
	s.put(moved, s.find(body.Before+body.After), body.Before != "")
	return http.StatusNoContent, nil
}

// put gives records ranks right before or behind another one.
func (s *Server) put(moved []*record, beside *record, before bool) {
	var line []*record
	for _, c := range s.order {
		if !c.gone && !slices.Contains(moved, c) {
			line = append(line, c)
		}
	}
	slices.SortFunc(line, func(a, b *record) int { return cmp.Compare(a.rank, b.rank) })
	at := slices.Index(line, beside)
	low, high := beside.rank, beside.rank+1
	if before {
		low, high = beside.rank-1, beside.rank
		if at > 0 {
			low = line[at-1].rank
		}
	} else if at+1 < len(line) {
		high = line[at+1].rank
	}
	for i, c := range moved {
		c.rank = low + (high-low)*float64(i+1)/float64(len(moved)+1)
		s.lastRank = max(s.lastRank, c.rank)
		s.touch(c)
	}
}
