package jiratest

import (
	"time"

	"plotline/integrations"
)

// Config says which Jira to play.
type Config struct {
	// Cloud plays Cloud, otherwise Data Center.
	Cloud bool
	// Project is the key of the project, SHOP by default, and Also those of
	// further ones of the site.
	Project string
	Also    []string
	// Email and Token are the login that the server accepts.
	Email, Token string
	// Clock is required.
	Clock integrations.Clock
	// Lag is how long the index is behind what is written.
	Lag time.Duration
	// Types are the project's issue types; nil for Epic, Story, Task, Bug and
	// Sub-task.
	Types []string
	// Required is a field that every new issue must have, "" for none, with
	// the values that it takes.
	Required       string
	RequiredValues []string
	// Fields are more fields on the screens of new issues; Users are the people
	// whom fields can name.
	Fields []Field
	Users  []User
	// Forbidden are permissions that the login lacks, such as EDIT_ISSUES.
	Forbidden []string
	// LoseProperties makes creates ignore properties, as some servers do.
	LoseProperties bool
	// RefuseProperties refuses creates and edits that carry properties.
	RefuseProperties bool
	// NoEpicLink leaves the Epic Link off the screens.
	NoEpicLink bool
	// NoLinkField leaves the links off the screens; OneLink takes one with an
	// issue or an edit; BlocksName is what the site calls the type that blocks, "-"
	// where it has none.
	NoLinkField, OneLink bool
	BlocksName           string
	// Boards are the site's; SprintField puts the field of sprints on the screens
	// of stories; NoBoards plays a site that lacks them.
	Boards                []Board
	SprintField, NoBoards bool
	// NoBulk and NoBulkFetch leave these calls out.
	NoBulk, NoBulkFetch bool
	// Fail decides about each issue of a bulk create; nil for none failing.
	Fail func(title string) bool
	// NoSuchIssue are the words for a search that names an issue that is not
	// there, with two %s for its Key and the field; "" for English.
	NoSuchIssue string
	// PerMinute limits created issues; 0 for no limit.
	PerMinute int
	// Workflow are the transitions; nil for the usual ones.
	Workflow []Transition
	// PageSize bounds pages of the create metadata; 50 by default.
	PageSize int
}
