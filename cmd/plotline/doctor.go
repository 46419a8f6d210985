package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/cmd/settings"
	"plotline/integrations"
	"plotline/roadmap/source"
)

func (p *program) doctorCommand() *cli.Command {
	return &cli.Command{
		Name: "doctor", Usage: "says what is wrong with settings, files, login, rights and tracker, and what to do",
		Flags:       append(projectFlags(), timeoutFlag(), formatFlag("text", "json")),
		Description: examples("plotline doctor", "plotline doctor --tracker jira"),
		Action:      p.doctor,
	}
}

// The states of a check.
const (
	fine    = "ok"
	unsure  = "note"
	wrong   = "wrong"
	skipped = "skipped"
)

// check is one thing that was looked at.
type check struct {
	Name    string `json:"name"`
	State   string `json:"state"`
	Message string `json:"message"`
	// Way is what to do about it, "" for nothing.
	Way string `json:"way,omitempty"`
}

// checkup looks at one thing after the other; what needs an earlier thing that
// is wrong is skipped.
type checkup struct {
	program *program
	project *project
	checks  []check
	first   error // of the first thing that is wrong
}

func (p *program) doctor(c *cli.Context) error {
	if err := noArguments(c); err != nil {
		return err
	}
	ctx := c.Context
	up := &checkup{program: p, project: &project{}}
	up.files(ctx, p.overrides(c))
	up.git(ctx)
	up.tracker(ctx)
	if c.String("format") == "json" {
		if err := printJSON(p.stdout, map[string]any{"version": 1, "checks": up.checks}); err != nil {
			return err
		}
	} else {
		p.printChecks(up.checks)
	}
	if up.first != nil {
		return after(up.first, "the rest was looked at")
	}
	if slices.ContainsFunc(up.checks, func(one check) bool { return one.State == wrong }) {
		return pending{}
	}
	return nil
}

func (p *program) printChecks(checks []check) {
	paint := p.outPaint()
	for _, one := range checks {
		state := fmt.Sprintf("%-8s", one.State)
		switch one.State {
		case fine:
			state = paint.green(state)
		case unsure:
			state = paint.yellow(state)
		case wrong:
			state = paint.red(state)
		}
		fmt.Fprintf(p.stdout, "%s %-10s %s\n", state, one.Name, one.Message)
		for line := range strings.SplitSeq(one.Way, "\n") {
			if line != "" {
				fmt.Fprintf(p.stdout, "%20s%s\n", "", line)
			}
		}
	}
}

func (up *checkup) add(name, state, message, way string) {
	up.checks = append(up.checks, check{name, state, message, way})
}

// failed notes an error with its way out, and says whether there was one.
func (up *checkup) failed(name string, err error) bool {
	if err == nil {
		return false
	}
	if up.first == nil {
		up.first = err
	}
	var problems source.Problems
	if errors.As(err, &problems) {
		up.add(name, wrong, fmt.Sprintf("%s, the first: %s", count(len(problems), "mistake"), problems[0].Error()), problems[0].Hint)
		return true
	}
	up.add(name, wrong, err.Error(), hintOf(err))
	return true
}

// files are the settings, the roadmap, the templates and the backlog.
func (up *checkup) files(ctx context.Context, o settings.Overrides) {
	s, err := settings.Open(".", o)
	if up.failed("settings", err) {
		return
	}
	up.project.settings = s
	if s.Path == "" {
		up.add("settings", fine, "none written; the defaults hold, with local tickets", "")
	} else {
		up.add("settings", fine, s.Path, "")
	}
	opened, err := up.program.openRoadmap(ctx, o)
	if !up.failed("roadmap", err) {
		up.project.roadmap = opened.roadmap
		up.add("roadmap", fine, fmt.Sprintf("%s: %s, %s", s.RoadmapPath, count(len(opened.roadmap.Goals), "goal"),
			count(len(opened.roadmap.PainPoints), "pain point")), "")
	}
	up.project.pack, err = loadPack(s)
	if !up.failed("templates", err) {
		up.add("templates", fine, strings.Join(s.Templates, ", "), "")
	}
	up.backlog(ctx)
}

func (up *checkup) backlog(ctx context.Context) {
	err := up.project.loadBacklog(ctx)
	if err == nil {
		err = up.project.backlog.Problems.Err()
	}
	if up.failed("backlog", err) {
		up.project.backlog = nil
		return
	}
	items := len(up.project.backlog.Items)
	if items == 0 {
		up.add("backlog", unsure, up.project.settings.BacklogPath+" holds no items yet", "plotline draft")
		return
	}
	up.add("backlog", fine, fmt.Sprintf("%s: %s", up.project.settings.BacklogPath, count(items, "item")), "")
}

// git says whether what belongs to the repository is in it.
func (up *checkup) git(ctx context.Context) {
	p := up.program
	if _, err := p.git(ctx, "rev-parse", "--git-dir"); err != nil {
		up.add("git", unsure, "this is no git repository: nobody sees what changed, and draft --against has nothing to compare", "git init")
		return
	}
	if s := up.project.settings; s != nil {
		if _, err := p.git(ctx, "check-ignore", "-q", s.BacklogPath+"/.base/x.yaml"); err == nil {
			up.add("git", wrong, s.BacklogPath+"/.base is ignored; without it a clone drafts everything anew", "take it out of .gitignore and commit it")
			return
		}
	}
	if name := p.person(ctx, ""); name != unknownPerson {
		up.add("git", fine, "you are "+name, "")
		return
	}
	up.add("git", unsure, "git knows no user.name: who accepts is recorded as unknown", "git config user.name …, or --by")
}

// tracker logs in, asks what the server is, and what a push of everything would
// run into. It writes nothing.
func (up *checkup) tracker(ctx context.Context) {
	if up.project.settings == nil {
		up.add("tracker", skipped, "the settings come first", "")
		return
	}
	if up.project.settings.Tracker != settings.Local {
		up.login(ctx)
	} else if up.project.untouched() {
		up.add("tracker", fine, "local tickets, embedded; there are none yet", "")
		up.add("push", skipped, "there is nothing to push yet", "")
		return
	}
	var homes []*home
	defer func() { closeHomes(homes) }() // they were only read from
	all := true
	for _, place := range up.project.places() {
		home, err := up.program.openHome(ctx, up.project, place)
		if up.failed("tracker", err) {
			all = false
			continue
		}
		all = up.visit(ctx, home) && all
		homes = withHome(homes, home)
	}
	if all {
		up.preview(ctx, homes)
	}
}

// visit asks whether the home's project is there, and open to this login: a
// server that answers may know nothing of it.
func (up *checkup) visit(ctx context.Context, home *home) bool {
	var obstacles []integrations.Obstacle
	if gate, ok := home.tracker.Tracker.(integrations.Gatekeeper); ok {
		var err error
		if obstacles, err = gate.Doors(ctx); up.failed("tracker", err) {
			return false
		}
	}
	open := !slices.ContainsFunc(obstacles, func(o integrations.Obstacle) bool { return o.Refuse })
	if open {
		up.add("tracker", fine, home.server.Title+", "+home.server.Edition, "")
	}
	for _, notice := range home.server.Notices {
		up.add("rights", unsure, notice, "")
	}
	for _, obstacle := range obstacles {
		if obstacle.Refuse {
			up.add("tracker", wrong, obstacle.Message, obstacle.Hint)
		}
	}
	return open
}

// login names the place a token comes from, never the token.
func (up *checkup) login(ctx context.Context) {
	s := up.project.settings
	if s.Tracker == settings.OnGitHub {
		if token, ok := up.program.githubSecret(ctx, hostOf(s.GitHub.BaseURL)); ok {
			up.add("login", fine, token.String(), "")
		} else {
			up.add("login", wrong, "no token for GitHub", "set GITHUB_TOKEN or GH_TOKEN, or run: gh auth login")
		}
		return
	}
	token, email, ok := up.program.jiraSecret(hostOf(s.Jira.URL))
	switch {
	case !ok:
		up.add("login", wrong, "no token for Jira", "set JIRA_API_TOKEN, and JIRA_EMAIL for Jira Cloud")
	case email == "":
		up.add("login", fine, token.String()+"; no JIRA_EMAIL, as for Data Center", "")
	default:
		up.add("login", fine, token.String()+", with JIRA_EMAIL", "")
	}
}

// preview plans a push of everything, gate or no gate, and tells only what it
// would run into.
func (up *checkup) preview(ctx context.Context, homes []*home) {
	if up.project.roadmap == nil || up.project.backlog == nil {
		up.add("push", skipped, "roadmap and backlog come first", "")
		return
	}
	if len(up.project.backlog.Items) == 0 {
		up.add("push", skipped, "there is nothing to push yet", "")
		return
	}
	push := &pushing{project: up.project, program: up.program, homes: homes, openGate: true}
	plan, err := push.plan(ctx)
	if up.failed("push", err) {
		return
	}
	for _, obstacle := range plan.Obstacles {
		state := unsure
		if obstacle.Refuse {
			state = wrong
		}
		up.add("push", state, obstacle.Message, obstacle.Hint)
	}
	if err := plan.Refusal(); err != nil {
		if up.first == nil {
			up.first = err
		}
		return
	}
	up.add("push", fine, fmt.Sprintf("a push of everything would go through: %s", planSummary(plan)), "")
}
