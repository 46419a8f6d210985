package pace

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// verdict is what an answer means for the request that got it.
type verdict int

const (
	// answered: the server has spoken, whatever it said.
	answered verdict = iota
	// limited: refused for a limit, nothing was done.
	limited
	// faulty: a fault of the server; what was to be done may be done.
	faulty
)

// answer is a reply read whole.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// judge tells limits and faults from answers.
func judge(a answer, graphql bool) verdict {
	switch {
	case a.status == http.StatusTooManyRequests:
		return limited
	case a.status == http.StatusForbidden && refusedForLimit(a):
		return limited
	case a.status >= 500 && a.status != http.StatusNotImplemented:
		return faulty
	case a.status == http.StatusOK && graphql && graphqlLimited(a.body):
		return limited
	case a.status < 300 && cut(a):
		return faulty
	}
	return answered
}

// refusedForLimit tells a 403 for a limit from one for want of rights.
func refusedForLimit(a answer) bool {
	if a.header.Get("Retry-After") != "" || a.header.Get("X-Ratelimit-Remaining") == "0" {
		return true
	}
	return speaksOfLimit(string(a.body))
}

func speaksOfLimit(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, "rate limit") || strings.Contains(text, "rate-limit") ||
		strings.Contains(text, "abuse detection")
}

// graphqlLimited recognises a refusal of a whole GraphQL request, which comes
// as 200. Where part of a batch was done, the answer stands.
func graphqlLimited(body []byte) bool {
	var reply struct {
		Data   map[string]json.RawMessage `json:"data"`
		Errors []struct {
			Type    string `json:"type"`
			Message string `json:"message"`
		} `json:"errors"`
	}
	if json.Unmarshal(body, &reply) != nil || len(reply.Errors) == 0 {
		return false
	}
	for _, value := range reply.Data {
		if !bytes.Equal(bytes.TrimSpace(value), []byte("null")) {
			return false
		}
	}
	for _, e := range reply.Errors {
		if e.Type != "RATE_LIMITED" && e.Type != "RATE_LIMIT" && !speaksOfLimit(e.Message) {
			return false
		}
	}
	return true
}

// cut recognises a JSON answer that ends too early although its transport did
// not notice.
func cut(a answer) bool {
	if a.status == http.StatusNoContent || !strings.Contains(a.header.Get("Content-Type"), "json") {
		return false
	}
	return len(a.body) > 0 && !json.Valid(a.body)
}

// hold is how long the server asks to be left alone after a refusal, and why.
// The given span is for servers that do not say.
func hold(a answer, now time.Time, unsaid time.Duration) (time.Duration, string) {
	if d, ok := retryAfter(a.header, now); ok && d > 0 {
		return d, reason(a, "asks to be left alone that long")
	}
	if a.header.Get("X-Ratelimit-Remaining") == "0" {
		if d, ok := reset(a.header, now); ok && d > 0 {
			return d, reason(a, "allows no more requests until then")
		}
	}
	return unsaid, reason(a, "refused for going too fast")
}

func reason(a answer, fallback string) string {
	if named := a.header.Get("RateLimit-Reason"); named != "" {
		return fallback + " (" + clip(named) + ")"
	}
	if strings.Contains(strings.ToLower(string(a.body)), "secondary") {
		return fallback + " (secondary limit)"
	}
	return fallback
}

// clip keeps a server's words short and on one line.
func clip(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > 60 {
		return text[:60]
	}
	return text
}

// retryAfter reads seconds or a date. A 0, as Data Center sends with every
// answer, asks for nothing.
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if text == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		return span(seconds), true
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	return at.Sub(serverNow(h, now)), true
}

// reset reads when a limit begins anew: GitHub sends seconds since 1970, Jira
// a date.
func reset(h http.Header, now time.Time) (time.Duration, bool) {
	text := strings.TrimSpace(h.Get("X-Ratelimit-Reset"))
	if text == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseInt(text, 10, 64); err == nil {
		return time.Unix(seconds, 0).Sub(serverNow(h, now)), true
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.Sub(serverNow(h, now)), true
		}
	}
	return 0, false
}

// span bounds what a server may ask, so that nonsense does not overflow.
func span(seconds float64) time.Duration {
	const year = 365 * 24 * 3600
	if seconds < 0 || seconds != seconds {
		return 0
	}
	return time.Duration(min(seconds, year) * float64(time.Second))
}

// serverNow is the time by the server's clock, where that is plausible: a date
// it names is meant by its own clock.
func serverNow(h http.Header, now time.Time) time.Time {
	at, err := http.ParseTime(h.Get("Date"))
	if err != nil || at.Sub(now).Abs() > time.Hour {
		return now
	}
	return at
}
