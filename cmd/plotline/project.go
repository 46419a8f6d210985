package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"plotline/cmd/settings"
	"plotline/integrations/pace"
	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories"
	"plotline/stories/pack"
	"plotline/templates"
)

// project is what most commands work on: settings, roadmap, templates, backlog.
type project struct {
	settings *settings.Settings
	roadmap  *roadmap.Roadmap
	pack     *pack.Pack
	backlog  *stories.Backlog
	// limits are what the settings' server lets this login do, whichever of its
	// projects is asked for.
	limits *pace.Limits
}

// projectFlags say where things are; each has a variable PLOTLINE_….
func projectFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "config", Usage: "the settings `FILE` (PLOTLINE_CONFIG)"},
		&cli.StringFlag{Name: "roadmap", Usage: "the roadmap `FILE` (PLOTLINE_ROADMAP)"},
		&cli.StringFlag{Name: "backlog", Usage: "the backlog `FOLDER` (PLOTLINE_BACKLOG)"},
		&cli.StringFlag{Name: "tracker", Usage: "local, github or jira (PLOTLINE_TRACKER)"},
	}
}

// overrides are the flags, else the variables.
func (p *program) overrides(c *cli.Context) settings.Overrides {
	return settings.Overrides{
		Config: c.String("config"), Roadmap: c.String("roadmap"),
		Backlog: c.String("backlog"), Tracker: c.String("tracker"),
	}.Or(settings.FromEnvironment(p.getenv))
}

// open reads the whole project. Mistakes in the roadmap, the settings or the
// templates are errors; those in backlog files are the backlog's problems.
func (p *program) open(c *cli.Context, o settings.Overrides) (*project, error) {
	project, err := p.openRoadmap(c.Context, o)
	if err != nil {
		return nil, err
	}
	p.noteOtherSettings(project.settings, o)
	if project.pack, err = loadPack(project.settings); err != nil {
		return nil, err
	}
	if err := project.loadBacklog(c.Context); err != nil {
		return nil, err
	}
	return project, nil
}

// noteOtherSettings says that the settings of the folder one stands in do not
// count, where a roadmap elsewhere is named: they would be expected to.
func (p *program) noteOtherSettings(s *settings.Settings, o settings.Overrides) {
	here, err := settings.Find(".")
	if o.Roadmap == "" || o.Config != "" || err != nil || here == "" || sameFile(here, s.Path) {
		return
	}
	fmt.Fprintf(p.stderr, "note: %s is not used: settings are looked for beside the roadmap %s and above it; to use it add --config %s\n",
		here, s.RoadmapPath, here)
}

func sameFile(a, b string) bool {
	first, err1 := os.Stat(a)
	second, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(first, second)
}

func (p *program) openRoadmap(ctx context.Context, o settings.Overrides) (*project, error) {
	s, err := settings.Open(".", o)
	if err != nil {
		return nil, err
	}
	rm, err := roadmap.Load(ctx, s.RoadmapPath, s.Folder)
	if err != nil {
		return nil, err
	}
	return &project{settings: s, roadmap: rm, limits: pace.NewLimits()}, nil
}

func (p *project) loadBacklog(ctx context.Context) error {
	var err error
	p.backlog, err = stories.LoadBacklogWith(ctx, p.settings.BacklogPath, p.settings.StateFolder())
	return err
}

// loadPack reads the templates that the settings name. A folder is opened as a
// root, so that no link in it leads out of it.
func loadPack(s *settings.Settings) (*pack.Pack, error) {
	var folders []pack.Folder
	for _, name := range s.Templates {
		if name == settings.DefaultPack {
			folders = append(folders, pack.Folder{Name: name, Files: templates.Default()})
			continue
		}
		path := filepath.Join(s.Folder, name)
		root, err := os.OpenRoot(path)
		if err != nil {
			return nil, usagef("name a folder of templates under templates in "+settings.Name,
				"open the templates %q: %v", name, errors.Unwrap(err))
		}
		folders = append(folders, pack.Folder{Name: path, Files: root.FS()})
	}
	return pack.Load(folders...)
}

// itemPath is a backlog file's path relative to the settings' folder.
func (p *project) itemPath(path string) string {
	folder, err := filepath.Rel(p.settings.Folder, p.settings.BacklogPath)
	if err != nil {
		folder = p.settings.BacklogPath
	}
	return filepath.ToSlash(filepath.Join(folder, filepath.FromSlash(path)))
}

// makeStateFolder makes the folder of local state, which ignores itself in git.
func (p *project) makeStateFolder() (string, error) {
	folder := p.settings.StateFolder()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", fmt.Errorf("make the folder of local state: %w", err)
	}
	ignore := filepath.Join(folder, ".gitignore")
	if _, err := os.Stat(ignore); errors.Is(err, fs.ErrNotExist) {
		if err := os.WriteFile(ignore, []byte("*\n"), 0o644); err != nil {
			return "", fmt.Errorf("write %s: %w", ignore, err)
		}
	}
	return folder, nil
}

// details turns the settings' horizons into the draft's.
func (p *project) details() map[roadmap.Horizon]stories.Detail {
	return map[roadmap.Horizon]stories.Detail{
		roadmap.Now:   stories.Detail(p.settings.Draft.Now),
		roadmap.Next:  stories.Detail(p.settings.Draft.Next),
		roadmap.Later: stories.Detail(p.settings.Draft.Later),
	}
}

// drafted are the horizons whose goals need stories.
func (p *project) drafted() []roadmap.Horizon {
	drafted := []roadmap.Horizon{}
	for _, horizon := range []roadmap.Horizon{roadmap.Now, roadmap.Next, roadmap.Later} {
		if p.details()[horizon] == stories.DetailStories {
			drafted = append(drafted, horizon)
		}
	}
	return drafted
}

// after adds to invalid input what therefore did not happen.
func after(err error, what string) error {
	var problems source.Problems
	if errors.As(err, &problems) {
		return &inputError{problems: problems, after: what}
	}
	return err
}
