package githubtest

import (
	"net/http"
	"strconv"
	"time"
)

// tooFast counts creations and refuses them over the limit: 403 as a secondary
// limit, which says how long to wait or nothing at all.
func (s *Server) tooFast(n int) *reply {
	if s.config.PerMinute <= 0 {
		return nil
	}
	now := s.config.Clock.Now()
	if s.host != nil {
		s = s.host.servers[0] // a login's limit is one for all
	}
	for len(s.limits) > 0 && now.Sub(s.limits[0]) >= time.Minute {
		s.limits = s.limits[1:]
	}
	if len(s.limits)+n > s.config.PerMinute && len(s.limits) > 0 {
		s.refused++
		r := reply{status: http.StatusForbidden, header: http.Header{}, body: object{
			"message":           "You have exceeded a secondary rate limit and have been temporarily blocked from content creation.",
			"documentation_url": "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits",
		}}
		if !s.config.Unsaid {
			wait := time.Minute - now.Sub(s.limits[0])
			r.header.Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
		}
		return &r
	}
	for range n {
		s.limits = append(s.limits, now)
	}
	return nil
}
