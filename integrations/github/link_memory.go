package github

import (
	"context"
	"slices"

	"plotline/integrations"
)

// rememberNeeds writes what blocks issues into their marks, many at once.
func (t *Tracker) rememberNeeds(ctx context.Context, links []*linking) error {
	if err := t.readUnread(ctx, links); err != nil {
		return err
	}
	issues, bodies := map[int]issue{}, map[int]string{}
	for _, l := range links {
		if !l.read {
			continue
		}
		sortKeys(l.by)
		t.setLinks(l.issue.number, l.by)
		b := l.issue.body
		if b.fence != integrations.FenceIntact {
			continue
		}
		sign := *t.here(b.sign)
		sign.At = t.repositoryNode()
		sign.block(l.by)
		if l.edit.Mark != nil && l.err == nil {
			sign.Mark = sign.Mark.LinkedAs(*l.edit.Mark)
		}
		if body := b.splice(sign, nil); body != b.text {
			issues[l.issue.number], bodies[l.issue.number] = l.issue, body
		}
	}
	numbers := sorted(issues)
	for len(numbers) > 0 {
		some, now, bytes := map[int]issue{}, map[int]string{}, 0
		for _, n := range numbers {
			if bytes += len(bodies[n]); len(now) == t.links.batch.now() || len(now) > 0 && bytes > requestBytes {
				break
			}
			some[n], now[n] = issues[n], bodies[n]
		}
		if err := t.writeBodies(ctx, some, now); err != nil {
			t.links.batch.refused(len(now))
			return err
		}
		numbers = numbers[len(now):]
	}
	return nil
}

// readUnread reads the issues whose bodies are not known yet.
func (t *Tracker) readUnread(ctx context.Context, links []*linking) error {
	var numbers []int
	for _, l := range links {
		if !l.read && l.err == nil {
			numbers = append(numbers, l.issue.number)
		}
	}
	found, err := t.lookFor(ctx, numbers)
	if err != nil {
		return err
	}
	for _, l := range links {
		if i, ok := found[l.issue.number]; ok && !l.read {
			l.issue, l.read = i, true
		}
	}
	return nil
}

// knownLinks are what blocks issues, as this run read or made it.
type knownLinks struct {
	by map[int][]string
	// far is what the APIs call issues of other repositories, by Key.
	far map[string]identity
	// fresh are the issues that this run made: nothing blocks them yet.
	fresh map[int]bool
	batch batchSize
}

func newKnownLinks() knownLinks {
	return knownLinks{by: map[int][]string{}, far: map[string]identity{}, fresh: map[int]bool{}, batch: newBatchSize()}
}

func (t *Tracker) setLinks(number int, by []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.links.by[number] = slices.Clone(by)
	delete(t.links.fresh, number)
}

// setNew notes that this run made an issue.
func (t *Tracker) setNew(number int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.links.fresh[number] = true
}

// takeNew says, once, whether this run made an issue and linked it to nothing.
func (t *Tracker) takeNew(number int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	fresh := t.links.fresh[number]
	delete(t.links.fresh, number)
	return fresh
}

// blockersOf are the Keys of what blocks an issue.
func (t *Tracker) blockersOf(i issue) []string {
	t.mu.Lock()
	keys, ok := t.links.by[i.number]
	t.mu.Unlock()
	if !ok && i.body.sign != nil {
		return i.body.sign.blockers()
	}
	return slices.Clone(keys)
}

// readBlockers asks what blocks issues that were read directly, where the server
// tells so only issue by issue and their marks may remember what has moved.
func (t *Tracker) readBlockers(ctx context.Context, found map[int]issue) error {
	for _, n := range sorted(found) {
		i := found[n]
		sign := t.here(i.body.sign)
		if i.linked || i.blockers == 0 || sign == nil || !t.namesUnknown(sign) || t.lacks(featureDependencies) {
			continue
		}
		by, err := t.dependencies(ctx, i)
		if err != nil {
			return err
		}
		sortKeys(by)
		t.setLinks(n, by)
	}
	return nil
}

// namesUnknown says whether a sign remembers issues of other repositories, or any
// that this run has not seen here.
func (t *Tracker) namesUnknown(sign *signed) bool {
	return len(sign.Far) > 0 || slices.ContainsFunc(sign.Needs, func(n int) bool { return t.nodeOf(n, "") == "" })
}

// readLinks asks for the dependencies of those listed issues whose count is not
// what their mark remembers: people changed them.
func (t *Tracker) readLinks(ctx context.Context, listed map[int]issue) error {
	var changed []int
	for _, n := range sorted(listed) {
		sign := t.here(listed[n].body.sign)
		if listed[n].blockers >= 0 && sign != nil && listed[n].blockers != len(sign.blockers()) && !t.lacks(featureDependencies) {
			changed = append(changed, n)
		}
	}
	if len(changed) == 0 {
		return nil
	}
	sights, err := t.look(ctx, changed)
	if err != nil {
		return err
	}
	for _, s := range sights {
		i := s.issue
		if !i.linked {
			i = listed[s.number]
		}
		by, err := t.dependencies(ctx, i)
		if err != nil {
			return err
		}
		sortKeys(by)
		t.setLinks(s.number, by)
	}
	return nil
}
