package main

import (
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/stories"
)

// draftJSON is the contract of `draft --format json`.
type draftJSON struct {
	Version   int             `json:"version"`
	Items     []draftItemJSON `json:"items"`
	Conflicts []conflictJSON  `json:"conflicts"`
	Notices   []noticeJSON    `json:"notices"`
}

type draftItemJSON struct {
	ID       string         `json:"id"`
	Kind     stories.Kind   `json:"kind"`
	Type     stories.Type   `json:"type"`
	Path     string         `json:"path"`
	Title    string         `json:"title"`
	Action   stories.Action `json:"action"`
	From     []roadmap.Ref  `json:"from"`
	Template string         `json:"template"`
	// MovedFrom is the folder that a story was moved from, as path is given.
	MovedFrom string `json:"moved_from,omitempty"`
}

type conflictJSON struct {
	ID      string        `json:"id"`
	Path    string        `json:"path"`
	Title   string        `json:"title"`
	Field   stories.Field `json:"field"`
	Was     string        `json:"was"`
	Backlog string        `json:"backlog"`
	Draft   string        `json:"draft"`
	Message string        `json:"message"`
	Hint    string        `json:"hint"`
}

type noticeJSON struct {
	ID      string      `json:"id"`
	Of      roadmap.Ref `json:"of"`
	Message string      `json:"message"`
	Hint    string      `json:"hint"`
	// Standing says that an earlier draft said it already.
	Standing bool `json:"standing"`
}

func (p *program) printDraft(format string, project *project, result *stories.DraftResult) error {
	switch format {
	case "json":
		return printJSON(p.stdout, draftAsJSON(project, result))
	case "markdown":
		p.printDraftMarkdown(project, result)
	default:
		p.printDraftText(project, result)
	}
	return nil
}

func draftAsJSON(project *project, result *stories.DraftResult) draftJSON {
	out := draftJSON{Version: 1, Items: []draftItemJSON{}, Conflicts: []conflictJSON{}, Notices: []noticeJSON{}}
	for _, item := range result.Items {
		from := item.From
		if from == nil {
			from = []roadmap.Ref{}
		}
		out.Items = append(out.Items, draftItemJSON{
			ID: item.ID, Kind: item.Kind, Type: item.Type, Path: project.itemPath(item.Path),
			Title: item.Title, Action: item.Action, From: from, Template: item.Template,
			MovedFrom: project.movedFrom(item),
		})
	}
	for _, c := range result.Conflicts {
		out.Conflicts = append(out.Conflicts, conflictJSON{
			ID: c.ID, Path: project.itemPath(c.Path), Title: c.Title, Field: c.Field,
			Was: c.Base, Backlog: c.Mine, Draft: c.Theirs, Message: c.Message, Hint: c.Hint,
		})
	}
	for _, n := range result.Notices {
		out.Notices = append(out.Notices, noticeJSON{n.ID, n.Of, n.Message, n.Hint, n.Standing})
	}
	return out
}

// draftSigns show at a glance what became of an item.
var draftSigns = map[stories.Action]string{
	stories.ActionNew: "+", stories.ActionChanged: "~",
	stories.ActionDropped: "-", stories.ActionConflict: "!",
}

func (p *program) printDraftText(project *project, result *stories.DraftResult) {
	for _, item := range result.Items {
		p.printDraftItem(project, item)
	}
	for _, c := range result.Conflicts {
		p.printConflict(project, c)
	}
	fmt.Fprintln(p.stdout, draftSummary(result))
}

// movedFrom is the folder that a draft took a story from, "" for none.
func (p *project) movedFrom(item stories.DraftItem) string {
	if item.MovedFrom == "" {
		return ""
	}
	return p.itemPath(item.MovedFrom)
}

func movedText(project *project, item stories.DraftItem) string {
	if item.MovedFrom == "" {
		return ""
	}
	return ", moved from " + project.movedFrom(item) + "/"
}

// printDraftItem says what became of an item, nothing of one that was kept.
func (p *program) printDraftItem(project *project, item stories.DraftItem) {
	sign, shown := draftSigns[item.Action]
	if !shown {
		return
	}
	paint := p.outPaint()
	signs := map[string]func(string) string{
		"+": paint.green, "~": paint.yellow, "-": paint.red, "!": paint.red,
	}
	deleted := ""
	if item.Deleted {
		deleted = fmt.Sprintf("  (its file was deleted; plotline restore %s brings it back)", shortID(item.ID))
	}
	fmt.Fprintf(p.stdout, "%s %-8s %-6s %s  %s%s\n", signs[sign](sign), item.Action, item.Kind,
		item.Title, paint.faint(project.itemPath(item.Path)+movedText(project, item)), deleted)
}

func (p *program) printConflict(project *project, c stories.DraftConflict) {
	fmt.Fprintf(p.stdout, "\n%s: conflict: %s\n", project.itemPath(c.Path), c.Message)
	for _, side := range []struct{ name, text string }{
		{"was drafted", c.Base}, {"backlog", c.Mine}, {"new draft", c.Theirs},
	} {
		if side.text != "" && (!c.Gone || c.Base != c.Mine) {
			fmt.Fprintf(p.stdout, "    %-12s %s\n", side.name, indentAfterFirst(side.text, 17))
		}
	}
	if c.Hint != "" {
		fmt.Fprintf(p.stdout, "    %s\n", c.Hint)
	}
}

// news are the notices that no earlier draft gave.
func news(notices []stories.Notice) []stories.Notice {
	return slices.DeleteFunc(slices.Clone(notices), func(n stories.Notice) bool { return n.Standing })
}

// printNotices says what else a person should know, on stderr.
func (p *program) printNotices(notices []stories.Notice) {
	for _, n := range notices {
		where := ""
		if n.At.Line > 0 {
			where = n.At.String() + ": "
		}
		fmt.Fprintf(p.stderr, "%snote: %s\n", where, n.Message)
		if n.Hint != "" {
			fmt.Fprintf(p.stderr, "      %s\n", n.Hint)
		}
	}
}

func draftSummary(result *stories.DraftResult) string {
	var parts []string
	for _, action := range []stories.Action{
		stories.ActionNew, stories.ActionChanged, stories.ActionDropped, stories.ActionConflict,
	} {
		if n := result.Count(action); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, action))
		}
	}
	kept := result.Count(stories.ActionKept)
	if len(parts) == 0 {
		return fmt.Sprintf("draft    %d up to date", kept)
	}
	return fmt.Sprintf("draft    %s, %d kept", strings.Join(parts, ", "), kept)
}

func (p *program) printDraftMarkdown(project *project, result *stories.DraftResult) {
	fmt.Fprintf(p.stdout, "### Draft: %s\n\n", strings.TrimSpace(strings.TrimPrefix(draftSummary(result), "draft")))
	fmt.Fprintln(p.stdout, "| | item | file |\n|---|---|---|")
	for _, item := range result.Items {
		if item.Action != stories.ActionKept {
			fmt.Fprintf(p.stdout, "| %s | %s | `%s`%s |\n", item.Action, tableCell(item.Title), project.itemPath(item.Path), movedText(project, item))
		}
	}
	if len(result.Conflicts) == 0 {
		return
	}
	fmt.Fprintln(p.stdout, "\n| conflict in | backlog | draft | settle it |\n|---|---|---|---|")
	for _, c := range result.Conflicts {
		draft := c.Theirs
		if c.Gone {
			draft = c.Message
		}
		fmt.Fprintf(p.stdout, "| `%s` %s | %s | %s | `%s` |\n", project.itemPath(c.Path), tableCell(strings.TrimSpace(string(c.Field)+" "+c.Criterion)),
			tableCell(c.Mine), tableCell(draft), tableCell(c.Hint))
	}
}

// tableCell makes a text safe inside a Markdown table.
func tableCell(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "@", "@\u200b").Replace(text)
}

// indentAfterFirst keeps a text of several lines under its first.
func indentAfterFirst(text string, columns int) string {
	return strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", columns))
}
