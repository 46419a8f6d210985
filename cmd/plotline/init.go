package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"charm.land/huh/v2"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"
)

// firstAnswers are what a first roadmap needs to be worth editing.
type firstAnswers struct {
	product, goal, metric, problem string
	manager, owner                 string
	you                            string // who runs it, as git knows them
	tracker                        string
	repository, jiraURL, project   string
	due                            string
}

func (p *program) initCommand() *cli.Command {
	return &cli.Command{
		Name:  "init",
		Usage: "writes a first roadmap, settings, a CI workflow and CODEOWNERS",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "product", Usage: "the product's `NAME`"},
			&cli.StringFlag{Name: "goal", Usage: "the outcome that matters most now"},
			&cli.StringFlag{Name: "metric", Usage: "what shows that the goal is reached"},
			&cli.StringFlag{Name: "problem", Usage: "the customers' most painful problem"},
			&cli.StringFlag{Name: "manager", Usage: "who is product manager: a name, or @login on GitHub"},
			&cli.StringFlag{Name: "owner", Usage: "who is product owner: a name, or @login on GitHub"},
			&cli.StringFlag{Name: "tracker", Usage: "local, github or jira (default: what the git remote says)"},
			&cli.StringFlag{Name: "repository", Usage: "on GitHub: owner/name"},
			&cli.StringFlag{Name: "jira-url", Usage: "on Jira: the address of the site"},
			&cli.StringFlag{Name: "project", Usage: "on Jira: the project's key"},
		},
		Description: examples("plotline init",
			`plotline init --product "Northwind Shop" --manager @ana --owner @pia --tracker local`),
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			answers := firstAnswers{
				product: c.String("product"), goal: c.String("goal"), metric: c.String("metric"),
				problem: c.String("problem"), manager: c.String("manager"), owner: c.String("owner"),
				tracker: c.String("tracker"), repository: c.String("repository"),
				jiraURL: c.String("jira-url"), project: c.String("project"),
			}
			return p.firstProject(c.Context, answers)
		},
	}
}

func (p *program) firstProject(ctx context.Context, answers firstAnswers) error {
	p.guess(ctx, &answers)
	if p.roomToAsk() {
		if err := askFirst(&answers); err != nil {
			return err
		}
	}
	answers.fillIn()
	answers.due = fmt.Sprintf("%d-Q%d", p.now().Year()+1, (int(p.now().Month())+2)/3)
	if err := oneOf("tracker", answers.tracker, []string{"local", "github", "jira"}); err != nil {
		return err
	}
	for _, file := range answers.files() {
		if err := p.writeNew(file.path, file.text); err != nil {
			return err
		}
	}
	if answers.codeOwners() == "" {
		fmt.Fprintln(p.stdout, "without  .github/CODEOWNERS, which needs logins on GitHub: --manager @ana --owner @pia")
	}
	switch {
	case answers.tracker == "github" && answers.repository == someRepository:
		fmt.Fprintln(p.stdout, "edit     plotline.yaml: repository is owner/name until you name yours; plotline doctor looks whether it is found")
	case answers.tracker == "jira" && answers.jiraURL == someJira:
		fmt.Fprintln(p.stdout, "edit     plotline.yaml: url and project stand for yours; plotline doctor looks whether they are found")
	}
	fmt.Fprintln(p.stdout, "\nnext     edit roadmap.yaml, then: plotline convert roadmap.yaml · plotline board")
	return nil
}

var githubRemote = regexp.MustCompile(`github\.[^/:]+[:/]([A-Za-z0-9._-]+/[A-Za-z0-9._-]+?)(?:\.git)?$`)

// guess takes from git what git knows, and leaves alone what was said.
func (p *program) guess(ctx context.Context, answers *firstAnswers) {
	if answers.repository == "" {
		if remote, err := p.git(ctx, "remote", "get-url", "origin"); err == nil {
			if found := githubRemote.FindStringSubmatch(remote); found != nil {
				answers.repository = found[1]
			}
		}
	}
	if name := p.person(ctx, ""); name != unknownPerson {
		answers.you = name
	}
	answers.owner = cmp.Or(answers.owner, answers.you)
	if answers.product == "" {
		answers.product = filepath.Base(p.dir)
	}
	if answers.tracker != "" {
		return
	}
	switch {
	case answers.project != "":
		answers.tracker = "jira"
	case answers.repository != "":
		answers.tracker = "github"
	default:
		answers.tracker = "local"
	}
}

// What stands where nothing was said, for a person to edit. The questions show
// it too: what is seen is what is written.
const (
	someGoal       = "Increase weekly active users by 10%"
	someMetric     = "weekly active users"
	someProblem    = "Users struggle to find what they need"
	someRepository = "owner/name"
	someJira       = "https://example.atlassian.net"
)

// What the questions need of a terminal to be drawn and read.
const askColumns, askRows = 20, 5

// roomToAsk says whether somebody is there to answer, on a terminal that the
// questions can be drawn on; one that does not say its size can be drawn on by
// nobody.
func (p *program) roomToAsk() bool {
	if !p.inTerminal || !p.errTerminal {
		return false
	}
	columns, rows, err := term.GetSize(int(os.Stderr.Fd())) // where the form draws
	if err == nil && columns >= askColumns && rows >= askRows {
		return true
	}
	fmt.Fprintf(p.stderr, "note: nothing is asked on a terminal of %d columns and %d rows; plotline init --help names the flags that say the same\n", columns, rows)
	return false
}

// askFirst asks the six questions on the terminal. What is known already is
// shown where nothing is typed, and taken then: a name that stands in the field
// would have to be deleted first.
func askFirst(answers *firstAnswers) error {
	product, owner := answers.product, answers.owner
	answers.product, answers.owner = "", ""
	err := huh.NewForm(huh.NewGroup(
		huh.NewInput().Title("What is the product called?").Placeholder(product).Value(&answers.product),
		huh.NewInput().Title("Which outcome matters most now?").
			Placeholder(someGoal).Value(&answers.goal),
		huh.NewInput().Title("Which number shows that it is reached?").
			Placeholder(someMetric).Value(&answers.metric),
		huh.NewInput().Title("Which problem do its users have?").
			Placeholder(someProblem).Value(&answers.problem),
		huh.NewInput().Title("Who is the product owner? A name, or @login on GitHub").
			Placeholder(owner).Value(&answers.owner),
		huh.NewSelect[string]().Title("Where do the tickets live?").
			Options(huh.NewOptions("local", "github", "jira")...).Value(&answers.tracker),
	)).Run()
	answers.product, answers.owner = cmp.Or(answers.product, product), cmp.Or(answers.owner, owner)
	if errors.Is(err, huh.ErrUserAborted) {
		return context.Canceled
	}
	return err
}

// fillIn puts something to edit where nothing was said.
func (a *firstAnswers) fillIn() {
	for _, field := range []struct {
		value     *string
		otherwise string
	}{
		{&a.product, "My product"},
		{&a.goal, someGoal},
		{&a.metric, someMetric},
		{&a.problem, someProblem},
		{&a.manager, cmp.Or(a.you, a.owner)}, // who names another as owner writes the roadmap
		{&a.repository, someRepository},
		{&a.jiraURL, someJira},
		{&a.project, "SHOP"},
	} {
		*field.value = strings.Join(strings.Fields(*field.value), " ")
		if *field.value == "" {
			*field.value = field.otherwise
		}
	}
}

// writeNew writes a file that does not exist yet, and says so either way.
func (p *program) writeNew(path, text string) error {
	full := filepath.Join(p.dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return fmt.Errorf("make a folder for %s: %w", path, err)
	}
	file, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		fmt.Fprintf(p.stdout, "kept     %s (it is there already)\n", path)
		return nil
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = file.WriteString(text)
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	fmt.Fprintf(p.stdout, "wrote    %s\n", path)
	return nil
}
