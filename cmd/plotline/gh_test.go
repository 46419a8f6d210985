package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// note is a comment on the pull request of the played gh.
type note struct {
	ID   string `json:"id"`
	Body string `json:"body"`
	Mine bool   `json:"viewerDidAuthor"`
}

// playGH answers as GitHub's gh would, for the calls that the action makes. The
// comments are in the file that GH_COMMENTS names; anything else it refuses, as
// a gh that nobody is logged in to.
func playGH(args []string) int {
	path := os.Getenv("GH_COMMENTS")
	if len(args) < 2 || args[0] != "api" || path == "" || os.Getenv("GH_TOKEN") != "writes-comments" {
		return 1
	}
	var comments []note
	if data, err := os.ReadFile(path); err == nil {
		if err := json.Unmarshal(data, &comments); err != nil {
			return 1
		}
	}
	call := readGH(args[1:])
	switch {
	case call.path == "repos/northwind/shop/issues/7/comments" && call.method == "POST":
		comments = append(comments, note{fmt.Sprint("C", len(comments)+1), call.fields["body"], true})
	case strings.HasPrefix(call.fields["query"], "mutation"):
		for i := range comments {
			if comments[i].ID == call.fields["id"] {
				comments[i].Body = call.fields["body"]
			}
		}
	case strings.HasPrefix(call.fields["query"], "query") && call.fields["number"] == "7":
		return pagesGH(comments, call.jq)
	default:
		return 1
	}
	data, err := json.Marshal(comments)
	if err != nil || os.WriteFile(path, data, 0o600) != nil {
		return 1
	}
	return 0
}

type ghCall struct {
	path, method, jq string
	fields           map[string]string
}

func readGH(args []string) ghCall {
	call := ghCall{path: args[0], fields: map[string]string{}}
	for i := 1; i < len(args); i++ {
		flag := args[i]
		if flag == "--silent" || flag == "--paginate" {
			continue
		}
		if i++; i == len(args) {
			break
		}
		switch flag {
		case "--method":
			call.method = args[i]
		case "--jq":
			call.jq = args[i]
		case "-f", "-F":
			name, value, _ := strings.Cut(args[i], "=")
			if file, found := strings.CutPrefix(value, "@"); found && flag == "-F" {
				data, _ := os.ReadFile(file)
				value = string(data)
			}
			call.fields[name] = value
		default: // the path stands behind the flags
			call.path, i = args[i-1], i-1
		}
	}
	return call
}

// pagesGH gives two comments a page, each page through the expression, as
// gh api --paginate --jq does.
func pagesGH(comments []note, expression string) int {
	for page := 0; page == 0 || page < len(comments); page += 2 {
		nodes := comments[page:min(page+2, len(comments))]
		data, err := json.Marshal(map[string]any{"data": map[string]any{"repository": map[string]any{
			"pullRequest": map[string]any{"comments": map[string]any{"nodes": nodes}}}}})
		if err != nil {
			return 1
		}
		jq := exec.Command("jq", "-r", expression)
		jq.Stdin, jq.Stdout, jq.Stderr = strings.NewReader(string(data)), os.Stdout, os.Stderr
		if jq.Run() != nil {
			return 1
		}
	}
	return 0
}
