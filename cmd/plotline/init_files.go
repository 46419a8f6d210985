package main

import (
	"fmt"
	"strconv"
	"strings"
)

type firstFile struct{ path, text string }

// files are what init writes, in the order a person would read them.
func (a firstAnswers) files() []firstFile {
	files := []firstFile{
		{"roadmap.yaml", a.roadmap()},
		{"plotline.yaml", a.settings()},
		{".github/workflows/plotline.yml", a.workflow()},
	}
	if owners := a.codeOwners(); owners != "" {
		files = append(files, firstFile{".github/CODEOWNERS", owners})
	}
	return files
}

func (a firstAnswers) roadmap() string {
	return fmt.Sprintf(`# The destination: the product manager's file. Every key is in docs/roadmap.md;
# for completion in the editor: plotline schema roadmap > roadmap.schema.json, and
# as the first line of this file: # yaml-language-server: $schema=roadmap.schema.json
version: 1
product:
  name: %s
  vision: What should be true for its users in three years?
personas:
  - id: user
    name: user
goals:
  - id: first-goal
    statement: %s
    why: What changes for the company when this is reached?
    metrics:
      - id: first-metric
        name: %s
        baseline: unknown       # a story to measure it is drafted
        target: +10%%
        due: %s
    horizon: now
pain_points:
  - id: first-problem
    personas: [user]
    problem: %s
    evidence:
      - Where was it seen, and how often?
    severity: high
    goals: [first-goal]
team:
  product_manager: %s
  product_owner: %s
`, yamlText(a.product), yamlText(a.goal), yamlText(a.metric), a.due,
		yamlText(a.problem), yamlPerson(a.manager), yamlPerson(a.owner))
}

func (a firstAnswers) settings() string {
	var where string
	switch a.tracker {
	case "github":
		where = "github:\n  repository: " + yamlText(a.repository) + "\n"
	case "jira":
		where = "jira:\n  url: " + yamlText(a.jiraURL) + "\n  project: " + yamlText(a.project) + "\n"
	}
	return `# Settings; every key is in docs/settings.md. Never a secret: tokens come from the
# environment (GITHUB_TOKEN, or JIRA_API_TOKEN with JIRA_EMAIL).
version: 1
roadmap: roadmap.yaml
backlog: backlog
draft: {now: stories, next: epics, later: none}
tracker: ` + a.tracker + "\n" + where
}

// codeOwners sends roadmap changes to the product manager and backlog changes
// to the product owner, as far as their logins are known.
func (a firstAnswers) codeOwners() string {
	var lines []string
	if strings.HasPrefix(a.manager, "@") {
		lines = append(lines, "/roadmap.yaml "+a.manager)
	}
	if strings.HasPrefix(a.owner, "@") {
		lines = append(lines, "/backlog/ "+a.owner)
	}
	if len(lines) == 0 {
		return ""
	}
	return "# The destination is the product manager's, the course the product owner's.\n" +
		strings.Join(lines, "\n") + "\n"
}

// yamlText writes a text so that YAML reads it back as the same text.
func yamlText(text string) string {
	plain := text != "" && text == strings.TrimSpace(text)
	for i, r := range text {
		letter := r == ' ' || r > 127 || r >= '0' && r <= '9' && i > 0 || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		plain = plain && (letter || i > 0 && strings.ContainsRune(".,-/%+'()", r))
	}
	switch strings.ToLower(text) {
	case "yes", "no", "on", "off", "true", "false", "null", "y", "n":
		plain = false
	}
	if plain {
		return text
	}
	return strconv.Quote(text)
}

func yamlPerson(person string) string {
	if login, ok := strings.CutPrefix(person, "@"); ok {
		return "{name: " + yamlText(login) + ", github: " + yamlText(login) + "}"
	}
	if person == "" {
		person = "to be named"
	}
	return "{name: " + strconv.Quote(person) + "}"
}

// workflow checks every pull request. Where Plotline itself comes from, only the
// team can say: a variable of the repository names it, and until then the check
// fails and says so, instead of passing without having looked.
func (a firstAnswers) workflow() string {
	login := ""
	switch a.tracker {
	case "github":
		login = "\n          github-token: ${{ github.token }} # reads the tickets; of another repository: a secret"
	case "jira":
		login = "\n          jira-email: ${{ secrets.JIRA_EMAIL }}\n          jira-api-token: ${{ secrets.JIRA_API_TOKEN }}"
	}
	return `# Reviews the roadmap and the backlog on every pull request that touches them.
#
# Say once where Plotline comes from, under Settings, Secrets and variables,
# Actions, Variables:
#   PLOTLINE_REPOSITORY  the repository of Plotline, as owner/name
#   PLOTLINE_REF         its tag or commit; without it the main branch
# A private one also needs the secret PLOTLINE_READ_TOKEN, which may read it.
name: plotline
on:
  pull_request:
    paths: [roadmap.yaml, "backlog/**", plotline.yaml, .github/workflows/plotline.yml]
permissions:
  contents: read
  issues: read
  pull-requests: write # one comment, kept up to date
jobs:
  review:
    runs-on: ubuntu-latest
    steps:
      - if: vars.PLOTLINE_REPOSITORY == ''
        run: |
          echo '::error::set the variable PLOTLINE_REPOSITORY to the repository of Plotline (owner/name); this workflow says where'
          exit 1
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # the change is compared with the base
      - uses: actions/checkout@v4
        with:
          repository: ${{ vars.PLOTLINE_REPOSITORY }}
          ref: ${{ vars.PLOTLINE_REF }}
          token: ${{ secrets.PLOTLINE_READ_TOKEN || github.token }}
          persist-credentials: false
          path: .plotline-action
      - uses: ./.plotline-action
        with:
          fail-on: error` + login + "\n"
}
