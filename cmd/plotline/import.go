package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/cmd/settings"
	"plotline/integrations"
	"plotline/stories"
)

func (p *program) importCommand() *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     "takes tickets that exist into the backlog; nothing changes on the tracker before a push",
		ArgsUsage: "[FILE|KEY…]",
		Flags: append(projectFlags(), timeoutFlag(),
			&cli.StringFlag{Name: "from", Usage: "github, jira or csv; the settings' tracker without it"},
			&cli.BoolFlag{Name: "closed", Usage: "closed tickets too"},
			formatFlag("text", "json")),
		Description: examples("plotline import --from github", "plotline import --from jira SHOP-12 SHOP-13",
			"plotline import '#40'   # what sync offered", "plotline import northwind/mobile#40   # of a team's own repository",
			"plotline import --from csv stories.csv"),
		Action: p.importTickets,
	}
}

// fromList is the source that is a file.
const fromList = "csv"

func (p *program) importTickets(c *cli.Context) error {
	ctx := c.Context
	overrides, from := p.overrides(c), c.String("from")
	if from != "" {
		if err := oneOf("from", from, []string{string(settings.OnGitHub), string(settings.OnJira), fromList}); err != nil {
			return err
		}
	}
	if from != "" && from != fromList {
		overrides.Tracker = from
	}
	project, err := p.open(c, overrides)
	if err != nil {
		return after(err, "nothing was imported")
	}
	if err := project.backlog.Problems.Err(); err != nil {
		return after(err, "nothing was imported")
	}
	var got *intake
	if from == fromList {
		got, err = p.readTable(ctx, project, c.Args().Slice())
	} else {
		got, err = p.readTickets(ctx, project, c.Args().Slice())
	}
	if err != nil {
		return err
	}
	got.closedToo = c.Bool("closed")
	got.sort()
	items, err := project.backlog.TakeIn(got.arrivals, project.backlog.RoadmapID(project.roadmap))
	if err != nil {
		return err
	}
	if _, err := project.backlog.Save(ctx); err != nil {
		return err
	}
	return p.printImport(c.String("format"), project, got, items)
}

// intake is what was read, and what of it is not taken in.
type intake struct {
	tickets  []arriving
	where    string
	arrivals []stories.Arrival
	// named says that they were asked for by Key, closedToo that closed ones
	// are wanted; closed and ours count what is left out.
	named, closedToo       bool
	closed, ours, subTasks int
}

// arriving is a ticket and the server in whose project it is.
type arriving struct {
	integrations.Ticket
	server integrations.Server
}

func (got *intake) add(tickets []integrations.Ticket, server integrations.Server) {
	for _, t := range tickets {
		got.tickets = append(got.tickets, arriving{t, server})
	}
}

// sort tells what to take in from what is ours already, and from what is
// closed and was not asked for.
func (got *intake) sort() {
	for _, t := range got.tickets {
		switch {
		case t.Mark != nil:
			got.ours++
		case t.SubTask() && !got.named:
			got.subTasks++
		case !got.closedToo && !got.named && (t.Phase == integrations.Done || t.Phase == integrations.Refused):
			got.closed++
		default:
			got.arrivals = append(got.arrivals, integrations.Arrive(t.Ticket, t.server))
		}
	}
}

// readTickets reads the named tickets, or all, of the settings' project and of
// those that teams name.
func (p *program) readTickets(ctx context.Context, project *project, names []string) (*intake, error) {
	homes, err := p.openHomes(ctx, project)
	if err != nil {
		return nil, err
	}
	defer closeHomes(homes)
	got := &intake{where: titlesOf(homes), named: len(names) > 0}
	if got.named {
		return got, got.readNamed(ctx, homes, names)
	}
	for _, home := range homes {
		lister, ok := home.tracker.Tracker.(integrations.Lister)
		if !ok {
			return nil, usagef("plotline import --from github, jira or csv", "the local tracker has no tickets to import")
		}
		tickets, err := lister.All(ctx)
		if err != nil {
			return nil, err
		}
		got.add(tickets, home.server)
	}
	return got, nil
}

// readNamed reads tickets by what people call them, each in its home.
func (got *intake) readNamed(ctx context.Context, homes []*home, names []string) error {
	keys := make([][]string, len(homes))
	for _, name := range names {
		at, key, ok := homeOf(name, homes)
		if !ok {
			return usagef("name one such as SHOP-12 on Jira, #40 or northwind/mobile#40 on GitHub",
				"%s is no ticket of %s; nothing was imported", name, titlesOf(homes))
		}
		keys[at] = append(keys[at], key)
	}
	for at, home := range homes {
		if len(keys[at]) == 0 {
			continue
		}
		tickets, err := readKeys(ctx, home, keys[at])
		if err != nil {
			return err
		}
		got.add(tickets, home.server)
	}
	return nil
}

// homeOf is the home of the ticket that people call so, and its Key there. A
// bare number is the settings' own.
func homeOf(name string, homes []*home) (int, string, bool) {
	if homes[0].server.Tracker == string(settings.OnGitHub) && !strings.Contains(name, "#") {
		name = "#" + name
	}
	for at, home := range homes {
		if key, ok := integrations.KeyOn(name, home.server); ok {
			return at, key, true
		}
	}
	return 0, "", false
}

func readKeys(ctx context.Context, home *home, keys []string) ([]integrations.Ticket, error) {
	slices.Sort(keys)
	tickets, err := home.tracker.Read(ctx, slices.Compact(keys))
	if err != nil {
		return nil, err
	}
	for _, t := range tickets {
		if t.Gone {
			return nil, usagef("see the ticket's name on its page", "%s has no ticket %s; nothing was imported", home.server.Title, t.Key)
		}
	}
	return tickets, nil
}

// importJSON is the answer of `import --format json`.
type importJSON struct {
	Version int              `json:"version"`
	Items   []importItemJSON `json:"items"`
	Known   int              `json:"known"`
	Closed  int              `json:"closed"`
}

type importItemJSON struct {
	ID    string       `json:"id"`
	Kind  stories.Kind `json:"kind"`
	Type  stories.Type `json:"type"`
	Key   string       `json:"key"`
	Path  string       `json:"path"`
	Title string       `json:"title"`
}

func (p *program) printImport(format string, project *project, got *intake, items []*stories.Item) error {
	known := got.ours + len(got.arrivals) - len(items)
	out := importJSON{Version: 1, Items: []importItemJSON{}, Known: known, Closed: got.closed}
	for _, item := range items {
		one := importItemJSON{ID: item.ID, Kind: item.Kind, Type: item.Type, Path: project.itemPath(item.Path), Title: item.Title}
		if len(item.Sidecar.Keys) > 0 {
			one.Key = item.Sidecar.Keys[0].Key
		}
		out.Items = append(out.Items, one)
	}
	if format == "json" {
		return printJSON(p.stdout, out)
	}
	for _, one := range out.Items {
		fmt.Fprintf(p.stdout, "%s %-5s %-8s %s  %s\n", p.outPaint().green("+"), one.Kind, one.Key, one.Title, one.Path)
	}
	fmt.Fprintf(p.stdout, "imported %s from %s", count(len(items), "ticket"), got.where)
	if known > 0 {
		fmt.Fprintf(p.stdout, "; %d known already", known)
	}
	if got.subTasks > 0 {
		fmt.Fprintf(p.stdout, "; %s left out, which are the team's", count(got.subTasks, "sub-task"))
	}
	if got.closed > 0 {
		fmt.Fprintf(p.stdout, "; %d closed left out (--closed takes them too)", got.closed)
	}
	fmt.Fprintln(p.stdout)
	if len(items) > 0 {
		fmt.Fprintln(p.stderr, "say what they serve (serves: in the file), plotline draft for what looks alike, then plotline accept")
	}
	return nil
}
