package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/integrations"
	"plotline/integrations/comment"
	"plotline/integrations/github"
)

// proposerMail tells the program's commits from people's.
const proposerMail = "plotline@localhost"

// proposal is the standing branch with what was read back.
type proposal struct {
	remote, branch, base string
	head                 string // the commit it stands on
	tip                  string // what the remote's branch is now, "" for none
	tree                 string // the files as read back
}

// propose puts what was read back on a branch of its own, and keeps one pull
// request for it. The checkout's branch and index stay as they are, and so do
// the tickets: until the request is merged every sync reads the same again.
func (p *program) propose(ctx context.Context, c *cli.Context, push *pushing, reading *integrations.Reading) error {
	proposed, err := p.prepareProposal(ctx, c, push.settings.BacklogPath)
	if err != nil {
		return err
	}
	if now, err := p.git(ctx, "rev-parse", proposed.head+"^{tree}"); err != nil || now == proposed.tree {
		fmt.Fprintln(p.stderr, "proposed nothing: the backlog says what the tickets say")
		return err
	}
	if err := p.pushProposal(ctx, proposed); err != nil {
		return err
	}
	tracker, err := p.openGitHub(ctx, push.project, push.settings.GitHub.Repository, push.homes[0].tracker.waits)
	if err != nil {
		return err
	}
	proposer, ok := tracker.(interface {
		Propose(ctx context.Context, p github.Proposal) (string, error)
	})
	if !ok {
		return errors.New("this server takes no pull requests")
	}
	address, err := proposer.Propose(ctx, github.Proposal{
		Head: proposed.branch, Base: proposed.base, Title: "Bring the tickets' edits into the backlog",
		Body: comment.Reading(reading, push.where()),
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "proposed %s\n", address)
	return nil
}

func (p *program) prepareProposal(ctx context.Context, c *cli.Context, backlog string) (*proposal, error) {
	out := &proposal{remote: c.String("remote"), branch: c.String("branch"), base: c.String("base")}
	var err error
	if out.head, err = p.git(ctx, "rev-parse", "HEAD"); err != nil {
		return nil, usagef("run it in a git checkout that has a commit", "--pull-request needs git: %v", err)
	}
	if out.base == "" {
		if out.base, err = p.git(ctx, "symbolic-ref", "--short", "HEAD"); err != nil {
			return nil, usagef("--base main", "no branch is checked out: say which one the pull request is for")
		}
	}
	if out.base == out.branch {
		return nil, usagef("--branch plotline/sync", "the branch to propose is the one that is checked out: %s", out.branch)
	}
	line, err := p.git(ctx, "ls-remote", out.remote, "refs/heads/"+out.branch)
	if err != nil {
		return nil, fmt.Errorf("look at the branch %s of %s: %w", out.branch, out.remote, err)
	}
	out.tip, _, _ = strings.Cut(line, "\t")
	out.tree, err = p.treeWith(ctx, backlog)
	return out, err
}

// treeWith is the checked out commit's tree with the backlog as it is on disk,
// made beside the checkout's own index.
func (p *program) treeWith(ctx context.Context, backlog string) (string, error) {
	folder, err := os.MkdirTemp("", "plotline-index-")
	if err != nil {
		return "", fmt.Errorf("make a folder for git's index: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	index := []string{"GIT_INDEX_FILE=" + filepath.Join(folder, "index")}
	if _, err := p.gitWith(ctx, index, "read-tree", "HEAD"); err != nil {
		return "", err
	}
	if _, err := p.gitWith(ctx, index, "add", "--all", "--", backlog); err != nil {
		return "", err
	}
	return p.gitWith(ctx, index, "write-tree")
}

// pushProposal puts the tree on the remote's branch. What a person committed
// there is never overwritten, nor what came between looking and pushing.
func (p *program) pushProposal(ctx context.Context, out *proposal) error {
	if out.tip != "" {
		same, err := p.standsAlready(ctx, out)
		if err != nil || same {
			return err
		}
	}
	commit, err := p.git(ctx, "-c", "user.name=Plotline", "-c", "user.email="+proposerMail,
		"commit-tree", out.tree, "-p", out.head, "-m", "Bring the tickets' edits into the backlog")
	if err != nil {
		return err
	}
	ref := "refs/heads/" + out.branch
	if _, err := p.git(ctx, "push", "--quiet", "--force-with-lease="+ref+":"+out.tip, out.remote, commit+":"+ref); err != nil {
		return &integrations.Failure{Doing: "push the branch " + out.branch, Err: err, Hint: "somebody may have changed it a moment ago; run the same command again"}
	}
	return nil
}

// standsAlready says whether the remote's branch says all that already, and
// refuses one with commits of people's.
func (p *program) standsAlready(ctx context.Context, out *proposal) (bool, error) {
	if _, err := p.git(ctx, "fetch", "--quiet", "--no-tags", out.remote, "refs/heads/"+out.branch); err != nil {
		return false, err
	}
	authors, err := p.git(ctx, "log", "--format=%ce", out.head+".."+out.tip)
	if err != nil {
		return false, err
	}
	for author := range strings.FieldsSeq(authors) {
		if author != proposerMail {
			return false, &integrations.Failure{
				Doing: "push the branch " + out.branch, Err: fmt.Errorf("%s committed to it, and that is not overwritten", author),
				Hint: "merge or delete the branch, or name another one: --branch",
			}
		}
	}
	tree, err := p.git(ctx, "rev-parse", out.tip+"^{tree}")
	if err != nil || tree != out.tree {
		return false, err
	}
	parent, err := p.git(ctx, "rev-parse", out.tip+"^")
	return parent == out.head, err
}
