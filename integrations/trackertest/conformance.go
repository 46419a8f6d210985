package trackertest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/markup"
	"plotline/stories"
)

// roadmap is the ID of the roadmap under test.
const roadmap = "northwind"

// Conformance holds a tracker to the contract. Each promise gets a new, empty
// project.
func Conformance(t *testing.T, open func(*testing.T) Harness) {
	for _, c := range []struct {
		promise string
		check   func(*testing.T, *subject)
	}{
		{"an empty project answers", emptyProject},
		{"what was created reads back", createReadsBack},
		{"a create answers in the drafts' order", createInOrder},
		{"after sees what no index shows", afterSeesAll},
		{"children are found without a label", childrenWithoutLabel},
		{"children include what people made", childrenOfPeople},
		{"reading keeps the keys' order and says what is gone", readOrderAndGone},
		{"another roadmap's tickets are not ours", otherRoadmap},
		{"an update changes only what it says", updateOnly},
		{"an update keeps what stands around the part", updateKeepsAround},
		{"an update refuses a ticket that changed", updateStale},
		{"an update twice is one update", updateTwice},
		{"an update moves to another epic", updateParent},
		{"an update leaves people's labels alone", updateLabels},
		{"a broken fence is seen and put back", brokenFence},
		{"closing comments once and stays", closeOnce},
		{"a done ticket is not closed again", closeDone},
		{"a ticket says when it was closed", closedOnce},
		{"phases follow the team", phases},
		{"every part comes back as it went", partsRoundTrip},
		{"nothing is pinged or closed by text", harmlessText},
		{"a copy bears the original's mark", copyBearsMark},
		{"links are made once", linkOnce},
		{"push twice writes nothing", pushTwice},
		{"a twin without a label is closed by a push that makes a ticket", twinOutOfSight},
		{"a twin without a label is closed after a run that died", twinAfterDeath},
		{"an epic without a label is found by what stands under it", epicOutOfSight},
		{"a saved mark survives a stranger's edit", markSurvives},
	} {
		t.Run(c.promise, func(t *testing.T) {
			t.Parallel()
			c.check(t, newSubject(t, open(t)))
		})
	}
}

// subject is one tracker under test with shortcuts that fail the test.
type subject struct {
	t *testing.T
	Harness
	tracker integrations.Tracker
	nonce   int
}

func newSubject(t *testing.T, h Harness) *subject {
	s := &subject{t: t, Harness: h, tracker: h.Open(nil)}
	if _, err := s.tracker.Describe(t.Context()); err != nil {
		t.Fatalf("describe: %v", err)
	}
	return s
}

func (s *subject) settle() {
	if s.Settle != nil {
		s.Settle()
	}
}

func (s *subject) draft(id, title string, parent *integrations.Ticket) integrations.Draft {
	s.nonce++
	d := integrations.Draft{
		Kind: stories.Story, Type: stories.TypeFeature, Title: title, Parent: parent,
		Part:   "As a shopper, I want " + title + ".\n\n## Acceptance criteria\n\n- Given one, then two.\n- Given three, then four.",
		Labels: []string{"shop"},
		Mark: integrations.Mark{
			Version: 1, ID: id, Roadmap: roadmap, Nonce: fmt.Sprint("nonce-", s.nonce),
			Fields: map[string][]string{"title": {"d1"}, "criteria": {"d2", "d3"}},
		},
	}
	if parent == nil {
		d.Kind, d.Type = stories.Epic, stories.TypeEpic
	}
	return d
}

func (s *subject) create(drafts ...integrations.Draft) []integrations.Ticket {
	s.t.Helper()
	var out []integrations.Ticket
	for len(drafts) > 0 {
		n := min(max(1, s.tracker.Batch()), len(drafts))
		answers := s.tracker.Create(s.t.Context(), drafts[:n])
		if len(answers) != n {
			s.t.Fatalf("%d answers for %d drafts", len(answers), n)
		}
		for i, a := range answers {
			if a.Outcome != integrations.Created {
				s.t.Fatalf("create %q: %s %v", drafts[i].Title, a.Outcome, a.Err)
			}
			out = append(out, a.Ticket)
		}
		drafts = drafts[n:]
	}
	return out
}

// family is an epic with one story.
func (s *subject) family() (epic, story integrations.Ticket) {
	s.t.Helper()
	epic = s.create(s.draft("e1", "an epic", nil))[0]
	story = s.create(s.draft("s1", "a story", &epic))[0]
	return epic, story
}

func (s *subject) read(key string) integrations.Ticket {
	s.t.Helper()
	tickets, err := s.tracker.Read(s.t.Context(), []string{key})
	if err != nil || len(tickets) != 1 {
		s.t.Fatalf("read %s: %v, %v", key, tickets, err)
	}
	return tickets[0]
}

func (s *subject) update(ticket integrations.Ticket, edit integrations.Edit) integrations.Ticket {
	s.t.Helper()
	out, err := s.tracker.Update(s.t.Context(), ticket, edit)
	if err != nil {
		s.t.Fatalf("update %s: %v", ticket.Key, err)
	}
	return out
}

func editOf(ticket integrations.Ticket) integrations.Edit {
	m := *ticket.Mark
	m.Key = ticket.Key
	return integrations.Edit{ID: m.ID, Mark: m}
}

func emptyProject(t *testing.T, s *subject) {
	found, err := s.tracker.Marked(t.Context(), roadmap)
	if err != nil || len(found.Tickets) != 0 {
		t.Errorf("marked: %+v, %v", found, err)
	}
	found, err = s.tracker.After(t.Context(), "", roadmap)
	if err != nil || len(found.Tickets) != 0 {
		t.Errorf("after: %+v, %v", found, err)
	}
	server, err := s.tracker.Describe(t.Context())
	if err != nil || server.Tracker == "" || server.Project == "" || server.Title == "" || server.Edition == "" {
		t.Errorf("server: %+v, %v", server, err)
	}
}

func createReadsBack(t *testing.T, s *subject) {
	epic, story := s.family()
	for _, made := range []integrations.Ticket{epic, story} {
		if made.Key == "" || made.URL == "" && s.Requests != nil || made.Mark == nil {
			t.Errorf("created: %+v", made)
		}
	}
	got := s.read(story.Key)
	want := "As a shopper, I want a story.\n\n## Acceptance criteria\n\n- Given one, then two.\n- Given three, then four."
	if markup.Canonical(got.Part) != markup.Canonical(want) {
		t.Errorf("part:\n%s", got.Part)
	}
	if got.Title != "a story" || got.Fence != integrations.FenceIntact || got.Phase != integrations.Open {
		t.Errorf("ticket: %+v", got)
	}
	if got.Parent != epic.Key || !slices.Contains(got.Labels, "shop") || got.Kind != stories.Story {
		t.Errorf("parent %q, labels %v, kind %q", got.Parent, got.Labels, got.Kind)
	}
	if s.read(epic.Key).Kind != stories.Epic {
		t.Errorf("the epic reads back as %q", s.read(epic.Key).Kind)
	}
	sameMark(t, got.Mark, story.Mark)
	if got.Version == "" || got.Created.IsZero() {
		t.Errorf("no version or no time of creation: %+v", got)
	}
}

func sameMark(t *testing.T, got, want *integrations.Mark) {
	t.Helper()
	if got == nil || want == nil {
		t.Fatalf("mark %+v, want %+v", got, want)
	}
	if got.ID != want.ID || got.Nonce != want.Nonce || got.Roadmap != want.Roadmap ||
		!slices.Equal(got.Fields["criteria"], want.Fields["criteria"]) || len(got.Fields) != len(want.Fields) {
		t.Errorf("mark %+v, want %+v", got, want)
	}
}

func createInOrder(t *testing.T, s *subject) {
	epic := s.create(s.draft("e1", "an epic", nil))[0]
	var drafts []integrations.Draft
	for i := range max(3, min(s.tracker.Batch(), 60)) {
		drafts = append(drafts, s.draft(fmt.Sprint("s", i), fmt.Sprint("story ", i), &epic))
	}
	keys := map[string]bool{}
	for i, made := range s.create(drafts...) {
		if made.Mark == nil || made.Mark.ID != drafts[i].Mark.ID {
			t.Fatalf("answer %d: %+v", i, made.Mark)
		}
		if got := s.read(made.Key); got.Title != drafts[i].Title || got.Mark.ID != drafts[i].Mark.ID {
			t.Errorf("%s is %q of %s", made.Key, got.Title, got.Mark.ID)
		}
		keys[made.Key] = true
	}
	if len(keys) != len(drafts) {
		t.Errorf("%d keys for %d drafts", len(keys), len(drafts))
	}
}

func ids(tickets []integrations.Ticket) []string {
	var out []string
	for _, t := range tickets {
		if t.Mark != nil {
			out = append(out, t.Mark.ID)
		}
	}
	slices.Sort(out)
	return out
}

func afterSeesAll(t *testing.T, s *subject) {
	epic, story := s.family()
	gone := s.People.Write(t, "something of people's", "")
	s.People.Delete(t, gone)
	s.People.Write(t, "something else", "")
	last := s.create(s.draft("s2", "the last", &epic))[0]
	for _, c := range []struct {
		after string
		want  []string
	}{
		{"", []string{"e1", "s1", "s2"}},
		{epic.Key, []string{"s1", "s2"}},
		{story.Key, []string{"s2"}},
		{last.Key, nil},
	} {
		found, err := s.Open(nil).After(t.Context(), c.after, roadmap)
		if err != nil || !slices.Equal(ids(found.Tickets), c.want) {
			t.Errorf("after %q: %v, %v; want %v", c.after, ids(found.Tickets), err, c.want)
		}
		if found.Highest != last.Key && c.after != last.Key {
			t.Errorf("after %q the highest is %q, want %q", c.after, found.Highest, last.Key)
		}
	}
	s.settle()
	found, err := s.Open(nil).Marked(t.Context(), roadmap)
	if err != nil || !slices.Equal(ids(found.Tickets), []string{"e1", "s1", "s2"}) || found.Highest != last.Key {
		t.Errorf("marked: %v, highest %q, %v", ids(found.Tickets), found.Highest, err)
	}
}

func childrenWithoutLabel(t *testing.T, s *subject) {
	epic, story := s.family()
	s.People.Unlabel(t, story.Key)
	found, err := s.Open(nil).Children(t.Context(), []string{epic.Key})
	if err != nil || !slices.Equal(ids(found), []string{"s1"}) {
		t.Errorf("children: %v, %v", ids(found), err)
	}
}

func childrenOfPeople(t *testing.T, s *subject) {
	epic, _ := s.family()
	key := s.People.Write(t, "Ana's idea", epic.Key)
	s.settle()
	found, err := s.tracker.Children(t.Context(), []string{epic.Key})
	if err != nil || len(found) != 2 {
		t.Fatalf("children: %+v, %v", found, err)
	}
	for _, child := range found {
		if child.Key == key && (child.Mark != nil || child.Title != "Ana's idea" || child.Parent != epic.Key) {
			t.Errorf("a person's child: %+v", child)
		}
	}
}

func readOrderAndGone(t *testing.T, s *subject) {
	epic, story := s.family()
	third := s.create(s.draft("s2", "another", &epic))[0]
	s.People.Delete(t, story.Key)
	got, err := s.Open(nil).Read(t.Context(), []string{third.Key, story.Key, epic.Key})
	if err != nil || len(got) != 3 {
		t.Fatalf("read: %+v, %v", got, err)
	}
	if got[0].Key != third.Key || got[1].Key != story.Key || !got[1].Gone || got[2].Key != epic.Key || got[0].Gone {
		t.Errorf("read: %+v", got)
	}
}

func otherRoadmap(t *testing.T, s *subject) {
	s.family()
	other := s.draft("x1", "of another roadmap", nil)
	other.Mark.Roadmap = "southwind"
	s.create(other)
	s.settle()
	found, err := s.tracker.Marked(t.Context(), roadmap)
	if err != nil || slices.Contains(ids(found.Tickets), "x1") {
		t.Errorf("marked: %v, %v", ids(found.Tickets), err)
	}
	found, err = s.tracker.After(t.Context(), "", roadmap)
	if err != nil || slices.Contains(ids(found.Tickets), "x1") {
		t.Errorf("after: %v, %v", ids(found.Tickets), err)
	}
}

func updateOnly(t *testing.T, s *subject) {
	_, story := s.family()
	before := s.read(story.Key)
	edit := editOf(before)
	title := "a better title"
	edit.Title = &title
	edit.Mark.Fields = map[string][]string{"title": {"d9"}}
	after := s.update(before, edit)
	read := s.read(story.Key)
	for _, got := range []integrations.Ticket{after, read} {
		if got.Title != title || got.Part != before.Part || got.Parent != before.Parent || got.Version == before.Version {
			t.Errorf("after the update: %+v", got)
		}
		sameMark(t, got.Mark, &edit.Mark)
	}
	if after.Version != read.Version {
		t.Errorf("the update answers version %q, reading %q", after.Version, read.Version)
	}
}

func updateKeepsAround(t *testing.T, s *subject) {
	_, story := s.family()
	s.People.Around(t, story.Key, "Ana was here", "and Pia too")
	description := s.People.Description(t, story.Key)
	before := s.read(story.Key)
	if before.Fence != integrations.FenceIntact {
		t.Fatalf("fence is %s", before.Fence)
	}
	edit := editOf(before)
	part := "Something new.\n\n## Acceptance criteria\n\n- Given five, then six."
	edit.Part = &part
	s.update(before, edit)
	got := s.read(story.Key)
	if markup.Canonical(got.Part) != markup.Canonical(part) {
		t.Errorf("part:\n%s", got.Part)
	}
	back := before.Part
	edit.Part = &back
	s.update(got, edit)
	if now := s.People.Description(t, story.Key); now != description {
		t.Errorf("there and back again is not the same:\n%s\n---\n%s", description, now)
	}
}

func updateStale(t *testing.T, s *subject) {
	_, story := s.family()
	before := s.read(story.Key)
	s.Clock.Pass(2e9)
	s.People.Retitle(t, story.Key, "a person's title")
	edit := editOf(before)
	title := "ours"
	edit.Title = &title
	_, err := s.tracker.Update(t.Context(), before, edit)
	if !errors.Is(err, integrations.ErrStale) {
		t.Errorf("error is %v", err)
	}
	if got := s.read(story.Key).Title; got != "a person's title" {
		t.Errorf("title is %q", got)
	}
}

func updateTwice(t *testing.T, s *subject) {
	_, story := s.family()
	before := s.read(story.Key)
	edit := editOf(before)
	title := "a better title"
	edit.Title, edit.AddLabels = &title, []string{"new"}
	once := s.update(before, edit)
	twice := s.update(once, edit)
	if twice.Title != title || markup.Canonical(twice.Part) != markup.Canonical(before.Part) || len(twice.Labels) != len(once.Labels) {
		t.Errorf("twice: %+v", twice)
	}
}

func updateParent(t *testing.T, s *subject) {
	_, story := s.family()
	other := s.create(s.draft("e2", "another epic", nil))[0]
	before := s.read(story.Key)
	edit := editOf(before)
	edit.Parent = &other
	s.update(before, edit)
	if got := s.read(story.Key).Parent; got != other.Key {
		t.Errorf("parent is %q, want %q", got, other.Key)
	}
	children, err := s.tracker.Children(t.Context(), []string{other.Key})
	if err != nil || !slices.Equal(ids(children), []string{"s1"}) {
		t.Errorf("children: %v, %v", ids(children), err)
	}
}

func updateLabels(t *testing.T, s *subject) {
	_, story := s.family()
	s.People.Label(t, story.Key, "urgent")
	before := s.read(story.Key)
	edit := editOf(before)
	edit.AddLabels, edit.RemoveLabels = []string{"mobile"}, []string{"shop"}
	s.update(before, edit)
	labels := s.read(story.Key).Labels
	if !slices.Contains(labels, "urgent") || !slices.Contains(labels, "mobile") || slices.Contains(labels, "shop") {
		t.Errorf("labels: %v", labels)
	}
}

func brokenFence(t *testing.T, s *subject) {
	_, story := s.family()
	s.People.Around(t, story.Key, "Ana was here", "and Pia too")
	s.People.BreakFence(t, story.Key)
	before := s.read(story.Key)
	if before.Fence != integrations.FenceMissing && before.Fence != integrations.FenceAltered || before.Gone {
		t.Fatalf("fence is %q", before.Fence)
	}
	edit := integrations.Edit{ID: "s1", Mark: *story.Mark}
	part := "Back again."
	edit.Part = &part
	s.update(before, edit)
	got := s.read(story.Key)
	if got.Fence != integrations.FenceIntact || markup.Canonical(got.Part) != part {
		t.Errorf("fence %q around %q", got.Fence, got.Part)
	}
	if d := s.People.Description(t, story.Key); !strings.Contains(d, "Ana was here") || !strings.Contains(d, "and Pia too") {
		t.Errorf("a person's text is lost:\n%s", d)
	}
}

func closeOnce(t *testing.T, s *subject) {
	_, story := s.family()
	closing := integrations.Closing{Comment: "Taken out of the backlog.", Mark: *story.Mark}
	closing.Mark.Closed = "dropped"
	for range 2 {
		if err := s.tracker.Close(t.Context(), s.read(story.Key), closing); err != nil {
			t.Fatal(err)
		}
	}
	got := s.read(story.Key)
	if got.Phase != integrations.Refused || got.Mark == nil || got.Mark.Closed != "dropped" {
		t.Errorf("closed: phase %q, mark %+v", got.Phase, got.Mark)
	}
	if n := s.People.Comments(t, story.Key); n != 1 {
		t.Errorf("%d comments", n)
	}
}

func closeDone(t *testing.T, s *subject) {
	_, story := s.family()
	s.People.Finish(t, story.Key)
	closing := integrations.Closing{Comment: "Taken out of the backlog.", Mark: *story.Mark}
	if err := s.tracker.Close(t.Context(), s.read(story.Key), closing); err != nil {
		t.Fatal(err)
	}
	if got := s.read(story.Key); got.Phase != integrations.Done || s.People.Comments(t, story.Key) != 0 {
		t.Errorf("phase %q, %d comments", got.Phase, s.People.Comments(t, story.Key))
	}
}

func phases(t *testing.T, s *subject) {
	_, story := s.family()
	for _, c := range []struct {
		do   func(testing.TB, string)
		want integrations.Phase
	}{
		{s.People.Start, integrations.Started},
		{s.People.Finish, integrations.Done},
	} {
		c.do(t, story.Key)
		if got := s.read(story.Key); got.Phase != c.want || got.Status == "" {
			t.Errorf("phase %q (%s), want %q", got.Phase, got.Status, c.want)
		}
	}
}

// closedOnce holds that the time of closing is not that of the last change.
func closedOnce(t *testing.T, s *subject) {
	_, story := s.family()
	made := s.Clock.Now()
	s.Clock.Pass(time.Hour)
	s.People.Start(t, story.Key)
	if got := s.read(story.Key); !got.Closed.IsZero() {
		t.Errorf("a started ticket was closed at %s", got.Closed)
	}
	s.Clock.Pass(time.Hour)
	s.People.Finish(t, story.Key)
	closed := s.read(story.Key).Closed
	if since := closed.Sub(made).Round(time.Minute); since < 2*time.Hour || since > 3*time.Hour {
		t.Fatalf("closed %s after it was made, want two hours", since)
	}
	s.Clock.Pass(24 * time.Hour)
	s.People.Comment(t, story.Key, "Well done.")
	if got := s.read(story.Key).Closed; !got.Equal(closed) {
		t.Errorf("a comment moved the time of closing from %s to %s", closed, got)
	}
}

func copyBearsMark(t *testing.T, s *subject) {
	_, story := s.family()
	key := s.People.Copy(t, story.Key)
	if key == "" {
		t.Skip("a clone on this tracker leaves the mark behind")
	}
	if got := s.read(key); got.Mark == nil || got.Mark.Nonce != story.Mark.Nonce {
		t.Errorf("the copy's mark: %+v", got.Mark)
	}
}

func linkOnce(t *testing.T, s *subject) {
	linker, ok := s.tracker.(integrations.Linker)
	if !ok {
		t.Skip("this tracker has no links")
	}
	epic, story := s.family()
	other := s.create(s.draft("s2", "before it", &epic))[0]
	for range 2 {
		link(t, linker, integrations.LinkEdit{Key: story.Key, Add: []string{other.Key}})
	}
	if got := s.read(story.Key).BlockedBy; !slices.Equal(got, []string{other.Key}) {
		t.Errorf("blocked by %v", got)
	}
	s.settle()
	found, err := s.Open(nil).Marked(t.Context(), roadmap)
	for _, got := range found.Tickets {
		if got.Key == story.Key && !slices.Equal(got.BlockedBy, []string{other.Key}) {
			t.Errorf("the index says blocked by %v, %v", got.BlockedBy, err)
		}
	}
	for range 2 {
		link(t, linker, integrations.LinkEdit{Key: story.Key, Remove: []string{other.Key, epic.Key}})
	}
	if got := s.read(story.Key).BlockedBy; len(got) > 0 {
		t.Errorf("unlinked, and still blocked by %v", got)
	}
}

// link links, and ends the test where it does not.
func link(t *testing.T, linker integrations.Linker, edits ...integrations.LinkEdit) {
	t.Helper()
	if err := errors.Join(linker.Link(t.Context(), edits)...); err != nil {
		t.Fatal(err)
	}
}

func markSurvives(t *testing.T, s *subject) {
	_, story := s.family()
	s.People.Retitle(t, story.Key, "a person's title")
	s.People.Replace(t, story.Key, "Given one", "Given eleven")
	got := s.read(story.Key)
	sameMark(t, got.Mark, story.Mark)
	if got.Fence != integrations.FenceIntact || !strings.Contains(got.Part, "Given eleven") || got.Title != "a person's title" {
		t.Errorf("after a person's edit: %+v", got)
	}
}
