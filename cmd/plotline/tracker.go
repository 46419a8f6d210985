package main

import (
	"cmp"
	"context"
	"slices"
	"time"

	"plotline/cmd/settings"
	"plotline/integrations"
	"plotline/integrations/github"
	"plotline/integrations/jira"
	"plotline/integrations/local"
	"plotline/integrations/pace"
)

// openTracker is a tracker with what has to be closed after it.
type openTracker struct {
	integrations.Tracker
	close func() error
	waits *waits
}

// waits passes a tracker's waits on to whoever shows them at the moment.
type waits struct {
	show func(d time.Duration, reason string)
}

func (w *waits) tell(wait pace.Wait) {
	if w.show != nil {
		w.show(wait.For, wait.Reason)
	}
}

// waiting says who is told of waits from now on.
func (t *openTracker) waiting(show func(d time.Duration, reason string)) { t.waits.show = show }

// openTracker opens the settings' project of their tracker, or the one that a
// team names.
func (p *program) openTracker(ctx context.Context, project *project, place string) (*openTracker, error) {
	w := &waits{show: p.watched("reading").Wait}
	nothing := func() error { return nil }
	switch project.settings.Tracker {
	case settings.OnGitHub:
		tracker, err := p.openGitHub(ctx, project, cmp.Or(place, project.settings.GitHub.Repository), w)
		return &openTracker{Tracker: tracker, close: nothing, waits: w}, err
	case settings.OnJira:
		tracker, err := p.openJira(ctx, project, cmp.Or(place, project.settings.Jira.Project), w)
		return &openTracker{Tracker: tracker, close: nothing, waits: w}, err
	}
	folder, err := project.makeStateFolder()
	if err != nil {
		return nil, err
	}
	tracker, err := local.Open(ctx, folder, integrations.SystemClock{})
	if err != nil {
		return nil, err
	}
	return &openTracker{Tracker: tracker, close: tracker.Shut, waits: w}, nil
}

func (p *program) openGitHub(ctx context.Context, project *project, repository string, w *waits) (integrations.Tracker, error) {
	s := project.settings.GitHub
	if repository == "" {
		return nil, usagef("github:\n  repository: owner/name", "%s names no repository under github", project.settingsName())
	}
	host := hostOf(s.BaseURL)
	token, ok := p.githubSecret(ctx, host)
	if !ok {
		return nil, usagef("set GITHUB_TOKEN or GH_TOKEN, or run: gh auth login", "there is no token for GitHub")
	}
	config := github.Config{
		Repository: repository, BaseURL: s.BaseURL, Token: token.value, TokenFrom: token.from,
		Clock: integrations.SystemClock{}, Limits: project.limits, OnWait: w.tell, Types: s.Types, Answers: p.answers,
		StartedStatuses: s.StartedWhen.Status, Board: boardOf(s),
	}
	if s.Pace.PerMinute != nil || s.Pace.PerHour != nil {
		config.Pace = &github.Pace{PerMinute: orDefault(s.Pace.PerMinute, 80), PerHour: orDefault(s.Pace.PerHour, 500)}
	}
	if len(s.StartedWhen.Label) > 0 {
		config.StartedLabels = s.StartedWhen.Label
	}
	return github.New(config)
}

// boardOf is the project board of the settings, nil for none.
func boardOf(s settings.GitHub) *github.Board {
	if s.Project.Number == 0 {
		return nil
	}
	b := &github.Board{
		Owner: s.Project.Owner, Number: s.Project.Number, Fields: map[string][]string{},
		Statuses: slices.Concat(s.StartedWhen.Status, s.AcceptWhen.Status, s.AskWhen.Status),
	}
	for name, values := range s.Project.Fields {
		b.Fields[name] = values
	}
	return b
}

// orDefault is what was written, else what the vendor documents.
func orDefault(written *int, otherwise int) int {
	if written == nil {
		return otherwise
	}
	return *written
}

func (p *program) openJira(_ context.Context, project *project, key string, w *waits) (integrations.Tracker, error) {
	s := project.settings.Jira
	if s.URL == "" || key == "" {
		return nil, usagef("jira:\n  url: https://…\n  project: SHOP", "%s names no url and project under jira", project.settingsName())
	}
	token, email, ok := p.jiraSecret(hostOf(s.URL))
	if !ok {
		return nil, usagef("set JIRA_API_TOKEN, and JIRA_EMAIL for Jira Cloud", "there is no token for Jira")
	}
	fields := map[string][]string{}
	for name, values := range s.Fields {
		fields[name] = values
	}
	if key != s.Project {
		s.Board, s.Sprint = "", "" // they are of the settings' own project
	}
	return jira.New(jira.Config{
		URL: s.URL, Project: key, Deployment: string(s.Deployment),
		Email: email, EmailFrom: "JIRA_EMAIL", Token: token.value, TokenFrom: token.from,
		Types: s.Types, Fields: fields, Priority: s.Priority, Components: s.Components,
		Board: s.Board, Sprint: s.Sprint, Resolution: s.Resolution, PerMinute: orDefault(s.Pace.PerMinute, 0), PerHour: orDefault(s.Pace.PerHour, 0),
		Clock: integrations.SystemClock{}, Limits: project.limits, OnWait: w.tell,
	})
}

// settingsName is how messages call the settings.
func (p *project) settingsName() string {
	if p.settings.Path == "" {
		return settings.Name
	}
	return p.settings.Path
}
