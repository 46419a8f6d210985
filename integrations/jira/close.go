package jira

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"plotline/integrations"
	"plotline/integrations/markup"
	"plotline/integrations/remote"
)

// transition is a way out of an issue's status.
type transition struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	To   struct {
		Name     string `json:"name"`
		Category struct {
			Key string `json:"key"`
		} `json:"statusCategory"`
	} `json:"to"`
	Fields    map[string]field `json:"fields"`
	Available *bool            `json:"isAvailable"`
}

// Close comments on a ticket and brings it to a status that means done, as its
// workflow allows. The comment comes first: a ticket that is closed already
// needs none.
func (t *Tracker) Close(ctx context.Context, ticket integrations.Ticket, closing integrations.Closing) error {
	doing := "close " + ticket.Key
	s, err := t.connect(ctx)
	if err != nil {
		return err
	}
	now, err := t.one(ctx, s, ticket.Key)
	if err != nil {
		return err
	}
	if now.Gone {
		return &integrations.Failure{Doing: doing, Err: integrations.ErrGone}
	}
	if now.Phase == integrations.Done || now.Phase == integrations.Refused {
		return nil
	}
	way, fields, err := t.wayOut(ctx, now, closing)
	if err != nil {
		return t.fail(doing, err)
	}
	if err := t.commentOnce(ctx, s, now, closing.Comment); err != nil {
		return t.fail("comment on "+ticket.Key, gone(err))
	}
	if err := t.put(ctx, "issue/"+url.PathEscape(ticket.Key)+"/properties/"+propertyKey, closing.Mark); err != nil {
		return t.fail("mark "+ticket.Key, gone(err))
	}
	payload := map[string]any{"transition": map[string]string{"id": way.ID}}
	if len(fields) > 0 {
		payload["fields"] = fields
	}
	path := t.api("issue/" + url.PathEscape(ticket.Key) + "/transitions")
	return t.fail(doing, gone(t.send(ctx, http.MethodPost, path, nil, payload, nil)))
}

// wayOut picks the transition to take, and what its screen wants.
func (t *Tracker) wayOut(ctx context.Context, now integrations.Ticket, closing integrations.Closing) (transition, map[string]any, error) {
	var answer struct {
		Transitions []transition `json:"transitions"`
	}
	query := url.Values{"expand": {"transitions.fields"}}
	if err := t.get(ctx, "issue/"+url.PathEscape(now.Key)+"/transitions", query, &answer); err != nil {
		return transition{}, nil, gone(err)
	}
	var open []transition
	for _, w := range answer.Transitions {
		if w.To.Category.Key == "done" && (w.Available == nil || *w.Available) {
			open = append(open, w)
		}
	}
	slices.SortStableFunc(open, func(a, b transition) int { return b.fit() - a.fit() })
	var lacking error
	for _, w := range open {
		fields, err := t.screen(ctx, w, closing)
		if err == nil {
			return w, fields, nil
		}
		lacking = err
	}
	if lacking != nil {
		return transition{}, nil, lacking
	}
	return transition{}, nil, noWay(now, answer.Transitions)
}

// fit prefers a status that says that the work will not be done, then one that
// can say it by its resolution.
func (w transition) fit() int {
	if refusing(w.To.Name) || refusing(w.Name) {
		return 2
	}
	if _, ok := w.Fields["resolution"]; ok {
		return 1
	}
	return 0
}

func noWay(now integrations.Ticket, ways []transition) error {
	var legal []string
	for _, w := range ways {
		legal = append(legal, fmt.Sprintf("%q to %s", remote.Clip(w.Name), remote.Clip(w.To.Name)))
	}
	has := "the workflow offers this login no transition at all"
	if len(legal) > 0 {
		has = "the workflow offers " + strings.Join(legal, ", ")
	}
	return &integrations.Failure{
		Doing: "close " + now.Key,
		Err:   fmt.Errorf("%w: it is %s, and %s", integrations.ErrNoWay, now.Status, has),
		Hint:  "close it on Jira by hand, or move it to where the workflow allows it",
	}
}

// screen fills in what a transition's screen wants: a resolution that says why,
// and what the settings have.
func (t *Tracker) screen(ctx context.Context, w transition, closing integrations.Closing) (map[string]any, error) {
	out := map[string]any{}
	for id, f := range w.Fields {
		f.FieldID = id
		if id == "resolution" {
			r, err := t.resolution(f, closing)
			if err != nil {
				return nil, &integrations.Failure{
					Doing: fmt.Sprintf("take the transition %q", remote.Clip(w.Name)), Err: err, Hint: "name one of these in the settings: " + settingOf(f),
				}
			}
			if r != nil {
				out[id] = r
				continue
			}
		}
		if texts := t.settingFor(f); len(texts) > 0 && f.Required {
			value, err := t.valueOf(ctx, f, texts)
			if err != nil {
				return nil, err
			}
			out[id] = value
			continue
		}
		if f.Required && !f.hasDefault() {
			return nil, &integrations.Failure{
				Doing: fmt.Sprintf("take the transition %q", remote.Clip(w.Name)),
				Err:   fmt.Errorf("%w: %q (it takes %s)", errNoValue, remote.Clip(f.Name), f.choices()),
				Hint:  fmt.Sprintf("give it a value in the settings: %s", settingOf(f)),
			}
		}
	}
	return out, nil
}

// settingOf is the key under jira that gives a field of a screen its value.
func settingOf(f field) string {
	if slices.Contains([]string{"resolution", "priority", "components"}, f.id()) {
		return "jira: {" + f.id() + ": …}"
	}
	return fmt.Sprintf("jira: {fields: {%q: …}}", remote.Clip(f.Name))
}

// resolution picks the one from the settings, else one that fits the reason; nil
// where none does and none must be.
func (t *Tracker) resolution(f field, closing integrations.Closing) (any, error) {
	if t.config.Resolution != "" {
		return f.single("resolution", t.config.Resolution)
	}
	best, score := allowed{}, 0
	for _, a := range f.Allowed {
		if s := resolutionFit(a.label(), closing.Duplicate != ""); s > score {
			best, score = a, s
		}
	}
	if score == 0 && len(f.Allowed) > 0 && f.Required && !f.hasDefault() {
		best, score = f.Allowed[0], 1
	}
	if score == 0 {
		return nil, nil
	}
	return best.reference(), nil
}

func resolutionFit(name string, duplicate bool) int {
	name = strings.ToLower(strings.ReplaceAll(name, "’", "'"))
	switch {
	case strings.Contains(name, "duplicate"):
		if duplicate {
			return 5
		}
		return 0
	case strings.Contains(name, "won't do"), strings.Contains(name, "will not do"):
		return 4
	case strings.Contains(name, "won't"), strings.Contains(name, "wont"):
		return 3
	case refusing(name) && !strings.Contains(name, "reproduce"):
		return 2
	}
	return 0
}

func (f field) hasDefault() bool {
	return f.HasDefault || len(f.Default) > 0 && string(f.Default) != "null"
}

// commentOnce adds a comment unless it is there already, from an earlier try.
func (t *Tracker) commentOnce(ctx context.Context, s *server, now integrations.Ticket, comment string) error {
	if comment == "" {
		return nil
	}
	path := "issue/" + url.PathEscape(now.Key) + "/comment"
	if now.Comments > 0 {
		there, err := t.commented(ctx, s, path, comment)
		if err != nil || there {
			return err
		}
	}
	body := any(markup.ToWiki(comment))
	if s.cloud {
		body = markup.ToADF(comment)
	}
	return t.send(ctx, http.MethodPost, t.api(path), nil, map[string]any{"body": body}, nil)
}

func (t *Tracker) commented(ctx context.Context, s *server, path, comment string) (bool, error) {
	var answer struct {
		Comments []struct {
			Body json.RawMessage `json:"body"`
		} `json:"comments"`
	}
	query := url.Values{"maxResults": {"100"}, "orderBy": {"-created"}}
	if err := t.get(ctx, path, query, &answer); err != nil {
		return false, err
	}
	want := markup.Canonical(comment)
	for _, c := range answer.Comments {
		if markup.Canonical(commentText(s, c.Body)) == want {
			return true, nil
		}
	}
	return false, nil
}

func commentText(s *server, raw json.RawMessage) string {
	var wiki string
	if !s.cloud && json.Unmarshal(raw, &wiki) == nil {
		md, _ := markup.FromWiki(wiki)
		return md
	}
	md, _, err := markup.FromADF(raw)
	if err != nil {
		return ""
	}
	return md
}
