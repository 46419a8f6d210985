package jira

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"plotline/integrations/remote"
)

// person is a user of the site.
type person struct {
	Account string `json:"accountId"`
	Name    string `json:"name"`
	Display string `json:"displayName"`
	Mail    string `json:"emailAddress"`
}

func (p person) is(text string) bool {
	for _, own := range []string{p.Account, p.Name, p.Display, p.Mail} {
		if own != "" && strings.EqualFold(own, text) {
			return true
		}
	}
	return false
}

// reference is how a field names a person: by account on Cloud, by name on Data
// Center.
func (p person) reference(cloud bool) any {
	if cloud {
		return map[string]string{"accountId": p.Account}
	}
	return map[string]string{"name": p.Name}
}

// person gives the user whom a setting names: by account or name, display name
// or e-mail address. Without the right to look people up it is taken as written.
func (t *Tracker) person(ctx context.Context, f field, text string) (any, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	known, ok := t.learnt.people[text]
	t.mu.Unlock()
	if ok {
		return known, nil
	}
	by := "username"
	if s.cloud {
		by = "query"
	}
	var found []person
	err = t.get(ctx, "user/search", url.Values{by: {text}, "maxResults": {"20"}}, &found)
	switch {
	case statusOf(err) == http.StatusForbidden || lacks(err):
		found = []person{{Account: text, Name: text}}
	case err != nil:
		return nil, t.fail("look up "+text, err)
	}
	var names []string
	for _, p := range found {
		if p.is(text) {
			t.mu.Lock()
			if t.learnt.people == nil {
				t.learnt.people = map[string]any{}
			}
			t.learnt.people[text] = p.reference(s.cloud)
			t.mu.Unlock()
			return p.reference(s.cloud), nil
		}
		names = append(names, remote.Clip(orElse(p.Display, p.Name)))
	}
	return nil, fmt.Errorf("the field %q does not take %q: nobody is called so; similar are %s", f.Name, text, orElse(strings.Join(names, ", "), "none"))
}
