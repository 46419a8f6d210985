package github

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	gh "github.com/google/go-github/v60/github"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// Proposal is a pull request as it shall stand.
type Proposal struct {
	// Head and Base are branches of the repository.
	Head, Base  string
	Title, Body string
}

// Propose keeps one open pull request from one branch into another: the one
// that is there is brought up to date, and one is made only where none is. It
// gives its address.
func (t *Tracker) Propose(ctx context.Context, p Proposal) (string, error) {
	if _, err := t.found(ctx); err != nil {
		return "", err
	}
	pull, err := t.standing(ctx, p)
	if err == nil && pull == nil {
		pull, err = t.open(ctx, p)
	}
	if err == nil && (pull.GetTitle() != p.Title || pull.GetBody() != p.Body) {
		path := t.repo(fmt.Sprintf("/pulls/%d", pull.GetNumber()))
		_, err = t.send(pace.Repeatable(ctx), http.MethodPatch, path, map[string]any{"title": p.Title, "body": p.Body}, nil)
	}
	if err != nil {
		return "", t.fail(fmt.Sprintf("propose %s in %s", p.Head, t.project()), err)
	}
	return pull.GetHTMLURL(), nil
}

// standing finds the open pull request of the branch, nil for none.
func (t *Tracker) standing(ctx context.Context, p Proposal) (*gh.PullRequest, error) {
	query := url.Values{"state": {"open"}, "head": {t.owner + ":" + p.Head}, "base": {p.Base}}
	var pulls []*gh.PullRequest
	if _, err := t.send(ctx, http.MethodGet, t.repo("/pulls?"+query.Encode()), nil, &pulls); err != nil || len(pulls) == 0 {
		return nil, err
	}
	return pulls[0], nil
}

// open makes the pull request. GitHub itself allows one for two branches: a
// lost answer, or another run's, is told by looking again.
func (t *Tracker) open(ctx context.Context, p Proposal) (*gh.PullRequest, error) {
	var pull gh.PullRequest
	wanted := map[string]any{"title": p.Title, "body": p.Body, "head": p.Head, "base": p.Base}
	_, err := t.send(ctx, http.MethodPost, t.repo("/pulls"), wanted, &pull)
	if err == nil {
		return &pull, nil
	}
	found, lookErr := t.standing(ctx, p)
	if lookErr != nil || found == nil {
		return nil, err
	}
	return found, nil
}

// The command line asks for it by this.
var _ interface {
	integrations.Tracker
	Propose(ctx context.Context, p Proposal) (string, error)
} = (*Tracker)(nil)
