package github

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// linking is one issue on the way to being blocked by what an edit says.
type linking struct {
	edit  integrations.LinkEdit
	issue issue
	// read says that the issue's body is known; an issue that this run made is
	// told to the server first, and read when its mark is written.
	read bool
	// by are the Keys of the issues that block it, as far as is known.
	by  []string
	err error
}

// edge says that one issue is to be blocked by another, or no more.
type edge struct {
	of  *linking
	by  string
	add bool
}

// Link makes issues blocked by others, and remembers it in their marks: the list
// of issues tells only by how many each is blocked. A server without
// dependencies has only the marks.
func (t *Tracker) Link(ctx context.Context, edits []integrations.LinkEdit) []error {
	all := make([]*linking, len(edits))
	for i, edit := range edits {
		all[i] = &linking{edit: edit}
	}
	t.links.batch.startAt(t.batch.now())
	todo := all
	for attempt := 1; len(todo) > 0; attempt++ {
		if err := t.linkOnce(ctx, todo); err != nil {
			failAll(todo, err)
		}
		todo = slices.DeleteFunc(slices.Clone(todo), func(l *linking) bool { return !errors.Is(l.err, integrations.ErrLost) })
		if attempt == updateAttempts || ctx.Err() != nil {
			break
		}
	}
	out := make([]error, len(edits))
	for i, l := range all {
		out[i] = t.fail(fmt.Sprintf("say what blocks %s in %s", l.edit.Key, t.project()), l.err)
	}
	return out
}

func failAll(links []*linking, err error) {
	for _, l := range links {
		if l.err == nil {
			l.err = err
		}
	}
}

// linkOnce reads the issues, makes and ends what is not as it should be, and
// writes the marks. It can be repeated: what stands is not sent again.
func (t *Tracker) linkOnce(ctx context.Context, links []*linking) error {
	if _, err := t.found(ctx); err != nil {
		return err
	}
	if err := t.readLinked(ctx, links); err != nil {
		return err
	}
	var edges []edge
	for _, l := range links {
		edges = append(edges, l.edges()...)
	}
	refused, err := t.depend(ctx, edges)
	if err != nil {
		return err
	}
	if err := t.review(ctx, refused); err != nil {
		return err
	}
	return t.rememberNeeds(ctx, links)
}

// readLinked reads the issues of the links, and what else the server has to be
// told of by its own ID.
func (t *Tracker) readLinked(ctx context.Context, links []*linking) error {
	var numbers []int
	var far []string
	for _, l := range links {
		l.err, l.read, l.by = nil, false, nil
		n := numberOf(l.edit.Key)
		l.issue = issue{number: n, node: t.nodeOf(n, "")}
		if !t.takeNew(n) || l.issue.node == "" {
			numbers = append(numbers, n)
		}
		for _, key := range slices.Concat(l.edit.Add, l.edit.Remove) {
			if n := numberOf(key); n > 0 && t.nodeOf(n, "") == "" {
				numbers = append(numbers, n)
			} else if n == 0 {
				far = append(far, key)
			}
		}
	}
	if err := t.readFar(ctx, far); err != nil {
		return err
	}
	found, err := t.lookFor(ctx, numbers)
	if err != nil {
		return err
	}
	for _, l := range links {
		if !slices.Contains(numbers, l.issue.number) {
			continue
		}
		if l.issue, l.read = found[l.issue.number]; !l.read {
			l.err = integrations.ErrGone
			continue
		}
		if l.by, err = t.dependencies(ctx, l.issue); err != nil {
			return err
		}
	}
	return nil
}

// lookFor reads the issues that are there, by number.
func (t *Tracker) lookFor(ctx context.Context, numbers []int) (map[int]issue, error) {
	found := map[int]issue{}
	if len(numbers) == 0 {
		return found, nil
	}
	sights, err := t.look(ctx, unique(numbers))
	for _, s := range sights {
		if s.seen == there {
			found[s.number] = s.issue
		}
	}
	return found, err
}

// edges are what of an edit is not so yet.
func (l *linking) edges() []edge {
	if l.err != nil {
		return nil
	}
	var out []edge
	for _, key := range l.edit.Remove {
		if slices.Contains(l.by, key) {
			out = append(out, edge{l, key, false})
		}
	}
	for _, key := range l.edit.Add {
		if key != l.edit.Key && !slices.Contains(l.by, key) && !slices.Contains(l.edit.Remove, key) {
			out = append(out, edge{l, key, true})
		}
	}
	return out
}

// done takes in that the server did as it was told.
func (e edge) done() {
	e.of.by = slices.DeleteFunc(e.of.by, func(key string) bool { return key == e.by })
	if e.add {
		e.of.by = append(e.of.by, e.by)
	}
}

// depend tells the server, and gives the edges that it refused, each with its
// error in its linking. A server without dependencies is told nothing.
func (t *Tracker) depend(ctx context.Context, edges []edge) (refused []edge, err error) {
	edges, refused, err = t.dependAtOnce(ctx, edges)
	for _, e := range edges {
		if err != nil {
			return refused, err
		}
		if t.lacks(featureDependencies) {
			e.done()
			continue
		}
		var stands bool
		if stands, err = t.dependOne(ctx, e); err == nil && stands {
			e.done()
		} else if e.refusedBy(err) {
			e.of.err, err = err, nil
			refused = append(refused, e)
		}
	}
	return refused, err
}

// dependOne makes or ends one dependency by REST.
func (t *Tracker) dependOne(ctx context.Context, e edge) (bool, error) {
	db, err := t.databaseOf(ctx, e.by)
	if err != nil {
		return false, err
	}
	path := t.repo(fmt.Sprintf("/issues/%d/dependencies/blocked_by", e.of.issue.number))
	if !e.add {
		_, err = t.send(pace.Repeatable(ctx), http.MethodDelete, fmt.Sprintf("%s/%d", path, db), nil, nil)
		if statusOfError(err) == http.StatusNotFound {
			return true, nil
		}
		return err == nil, err
	}
	_, err = t.send(pace.Creates(pace.Repeatable(ctx), 0), http.MethodPost, path, map[string]any{"issue_id": db}, nil)
	if lacking(err) && numberOf(e.by) > 0 {
		t.lack(featureDependencies)
		return true, nil
	}
	return err == nil, err
}

// refusedBy says whether an answer refuses this edge alone. Of an issue in
// another repository the server may say that there is none.
func (e edge) refusedBy(err error) bool {
	return statusOfError(err) == http.StatusUnprocessableEntity || lacking(err) && numberOf(e.by) == 0
}

// lacking says that a server without dependencies answers so, or one that lets
// this login make none.
func lacking(err error) bool {
	return statusOfError(err) == http.StatusNotFound || statusOfError(err) == http.StatusForbidden
}

// review looks at what was refused: most often somebody else was faster, and it
// is as it should be.
func (t *Tracker) review(ctx context.Context, refused []edge) error {
	var numbers []int
	for _, e := range refused {
		numbers = append(numbers, e.of.issue.number)
	}
	now, err := t.lookFor(ctx, numbers)
	if err != nil {
		return err
	}
	for _, e := range refused {
		i, ok := now[e.of.issue.number]
		if !ok {
			e.of.err, e.of.read = integrations.ErrGone, false
			continue
		}
		if e.of.by, err = t.dependencies(ctx, i); err != nil {
			return err
		}
		if why := e.of.err; why != nil {
			e.of.err = nil
			if len(e.of.edges()) > 0 {
				e.of.err = why
			}
		}
	}
	return nil
}

// dependencies are the Keys of the issues that block one, as the issue says,
// else as the server says, else as the mark remembers.
func (t *Tracker) dependencies(ctx context.Context, i issue) ([]string, error) {
	if i.linked {
		return i.blockedBy, nil
	}
	if i.blockers == 0 {
		return nil, nil
	}
	if !t.lacks(featureDependencies) {
		var keys []string
		err := pages(ctx, t, t.repo(fmt.Sprintf("/issues/%d/dependencies/blocked_by?per_page=100", i.number)), func(page []restIssue) bool {
			for _, r := range page {
				keys = append(keys, cmp.Or(keyOfURL(r.GetHTMLURL(), t.project()), keyOf(r.GetNumber())))
			}
			return false
		})
		if statusOfError(err) != http.StatusNotFound {
			return keys, err
		}
		t.lack(featureDependencies)
	}
	if sign := t.here(i.body.sign); sign != nil {
		return sign.blockers(), nil
	}
	return nil, nil
}
