package render

import (
	"fmt"
	"io"
	"slices"
)

// drawing writes a view in one format.
type drawing struct {
	name string
	draw func(io.Writer, *View) error
}

// drawings are the formats that need no page, in the order of the help.
func drawings() []drawing {
	return []drawing{
		{"mermaid", Mermaid}, {"csv", CSV}, {ForJira, JiraCSV}, {ForAzure, AzureCSV},
		{"roadmap", Roadmap}, {"gantt", Gantt}, {"trace", Trace}, {"notes", Notes}, {"demo", Demo},
	}
}

// HTML is the name of the format that [Pages.File] writes, ForJira and ForAzure
// those of what [JiraCSV] and [AzureCSV] do.
const (
	HTML     = "html"
	ForJira  = "jira-csv"
	ForAzure = "azure-csv"
)

// Formats are the names of all formats, the page first.
func Formats() []string {
	names := []string{HTML}
	for _, d := range drawings() {
		names = append(names, d.name)
	}
	return names
}

// Draw writes a view in a format, but for the page.
func Draw(w io.Writer, format string, view *View) error {
	all := drawings()
	i := slices.IndexFunc(all, func(d drawing) bool { return d.name == format })
	if i < 0 {
		return fmt.Errorf("there is no format %q", format)
	}
	return all[i].draw(w, view)
}
