package main

import (
	"context"
	"fmt"
	"os"
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
			"plotline import '#40'   # what sync offered", "plotline import --from csv stories.csv"),
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
	server   integrations.Server
	tickets  []integrations.Ticket
	where    string
	arrivals []stories.Arrival
	// named says that they were asked for by Key, closedToo that closed ones
	// are wanted; closed and ours count what is left out.
	named, closedToo       bool
	closed, ours, subTasks int
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
			got.arrivals = append(got.arrivals, integrations.Arrive(t, got.server))
		}
	}
}

// readTable reads a list, and looks up on the settings' tracker which of its
// rows are tickets there: those are adopted by the first push instead of made
// a second time, and those that bear a mark are items already.
func (p *program) readTable(ctx context.Context, project *project, args []string) (*intake, error) {
	got, err := openList(args)
	if err != nil || project.settings.Tracker == settings.Local {
		return got, err
	}
	tracker, err := p.openTracker(ctx, project, "")
	if err != nil {
		return nil, err
	}
	defer func() { _ = tracker.close() }() // it was only read from
	if got.server, err = tracker.Describe(ctx); err != nil {
		return nil, err
	}
	keys := integrations.Recognize(got.tickets, got.server)
	slices.Sort(keys)
	found, err := tracker.Read(ctx, slices.Compact(keys))
	if err != nil {
		return nil, err
	}
	marks := map[string]*integrations.Mark{}
	for _, t := range found {
		marks[t.Key] = t.Mark
	}
	for i := range got.tickets {
		got.tickets[i].Mark = marks[got.tickets[i].Key]
	}
	return got, nil
}

func openList(args []string) (*intake, error) {
	if len(args) != 1 {
		return nil, usagef("plotline import --from csv stories.csv", "import --from csv takes one file, and got %d", len(args))
	}
	data, err := os.ReadFile(args[0])
	if err != nil {
		return nil, usagef("plotline import --from csv stories.csv", "read the list: %v", err)
	}
	tickets, err := integrations.ReadTable(data)
	if err != nil {
		return nil, usagef("its first line names the columns: key, title, description, acceptance criteria, type, parent, labels, status",
			"%s: %v", args[0], err)
	}
	return &intake{tickets: tickets, where: args[0]}, nil
}

func (p *program) readTickets(ctx context.Context, project *project, keys []string) (*intake, error) {
	tracker, err := p.openTracker(ctx, project, "")
	if err != nil {
		return nil, err
	}
	defer func() { _ = tracker.close() }()
	server, err := tracker.Describe(ctx)
	if err != nil {
		return nil, err
	}
	got := &intake{server: server, where: server.Title, named: len(keys) > 0}
	if got.named {
		got.tickets, err = readKeys(ctx, tracker, server, keys)
		return got, err
	}
	lister, ok := tracker.Tracker.(integrations.Lister)
	if !ok {
		return nil, usagef("plotline import --from github, jira or csv", "the local tracker has no tickets to import")
	}
	got.tickets, err = lister.All(ctx)
	return got, err
}

func readKeys(ctx context.Context, tracker *openTracker, server integrations.Server, keys []string) ([]integrations.Ticket, error) {
	for i, key := range keys {
		if server.Tracker == string(settings.OnGitHub) && !strings.HasPrefix(key, "#") {
			key = "#" + key
		}
		keys[i] = strings.ToUpper(key)
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	tickets, err := tracker.Read(ctx, keys)
	if err != nil {
		return nil, err
	}
	for _, t := range tickets {
		if t.Gone {
			return nil, usagef("see the ticket's name on its page", "%s has no ticket %s; nothing was imported", server.Title, t.Key)
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
