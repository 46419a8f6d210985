package github_test

import (
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/github"
	"plotline/integrations/github/githubtest"
	"plotline/stories"
)

var ourTypes = map[string]string{"epic": "Epic", "feature": "feature", "bug": "Bug"}

func typesOf(c *github.Config) { c.Types = ourTypes }

// typed makes an epic, a feature, a bug and a spike where the settings name
// types for all but the last.
func typed(t *testing.T, config githubtest.Config) (*world, []integrations.Creation) {
	t.Helper()
	w := newWorld(t, config)
	w.configure = typesOf
	w.tracker = w.newTracker()
	epic := draft("e", "an epic", nil)
	bug, spike := draft("b", "a bug", nil), draft("k", "a spike", nil)
	bug.Kind, bug.Type = stories.Story, stories.TypeBug
	spike.Kind, spike.Type = stories.Story, stories.TypeSpike
	feature := draft("f", "a feature", nil)
	feature.Kind, feature.Type = stories.Story, stories.TypeFeature
	drafts := []integrations.Draft{epic, feature, bug, spike}
	var made []integrations.Creation
	for len(drafts) > 0 {
		n := min(w.tracker.Batch(), len(drafts))
		made = append(made, w.tracker.Create(t.Context(), drafts[:n])...)
		drafts = drafts[n:]
	}
	for _, c := range made {
		if c.Outcome != integrations.Created {
			t.Fatalf("%s: %v", c.Outcome, c.Err)
		}
	}
	return w, made
}

func typesOn(w *world) string {
	var types []string
	for _, i := range w.server.Issues() {
		types = append(types, i.Type)
	}
	return strings.Join(types, ",")
}

func dropped(made []integrations.Creation) []string {
	var names []string
	for _, c := range made {
		for _, name := range c.Dropped {
			if strings.HasPrefix(name, "type ") {
				names = append(names, name)
			}
		}
	}
	return names
}

func TestNewIssuesGetTheirTypes(t *testing.T) {
	for _, rest := range []bool{false, true} {
		w, made := typed(t, githubtest.Config{Types: []string{"Task", "Bug", "Feature", "Epic"}, NoGraphQL: rest})
		if got := typesOn(w); got != "Epic,Feature,Bug," || len(dropped(made)) > 0 {
			t.Errorf("rest=%t: types %q, dropped %v", rest, got, dropped(made))
		}
		if got := w.read("#3")[0].Type; rest && got != "Bug" {
			t.Errorf("read back as %q", got)
		}
	}
}

// A server whose GraphQL knows no types may still take them by REST.
func TestTypesThatGraphQLLacksAreSetAfterwards(t *testing.T) {
	w, made := typed(t, githubtest.Config{Types: []string{"Task", "Bug", "Feature", "Epic"}, NoGraphQLTypes: true})
	if got := typesOn(w); got != "Epic,Feature,Bug," || len(dropped(made)) > 0 {
		t.Errorf("types %q, dropped %v", got, dropped(made))
	}
}

func TestATypeThatIsDroppedInSilenceIsReported(t *testing.T) {
	for _, config := range []githubtest.Config{{}, {NoGraphQL: true}, {NoGraphQLTypes: true}} {
		config.ReadOnly, config.Types = true, []string{"Bug", "Feature", "Epic"}
		w, made := typed(t, config)
		if got := dropped(made); !slices.Equal(got, []string{"type Epic", "type Feature", "type Bug"}) || typesOn(w) != ",,," {
			t.Errorf("%+v: dropped %v, types %q", config, got, typesOn(w))
		}
	}
}

func TestATypeThatTheOrganizationLacksIsRefused(t *testing.T) {
	w := newWorld(t, githubtest.Config{Types: []string{"Task", "-Bug", "Feature"}})
	w.configure = typesOf
	found, err := w.newTracker().Preflight(t.Context(), []integrations.Draft{draft("e", "an epic", nil)}, nil)
	if err != nil || len(found) != 2 {
		t.Fatalf("%+v, %v", found, err)
	}
	for i, want := range []string{`"Bug"`, `"Epic"`} {
		if o := found[i]; !o.Refuse || !strings.Contains(o.Message, want) || !strings.Contains(o.Message, "it has Task, Feature") {
			t.Errorf("%+v", o)
		}
	}
	if !slices.Equal(found[1].IDs, []string{"e"}) {
		t.Errorf("concerns %v", found[1].IDs)
	}
}

func TestAServerWithoutTypesIsTold(t *testing.T) {
	for _, config := range []githubtest.Config{{}, {Types: []string{}}, {Edition: githubtest.Enterprise319}} {
		w, made := typed(t, config)
		if len(dropped(made)) > 0 || typesOn(w) != ",,," {
			t.Errorf("%+v: dropped %v, types %q", config, dropped(made), typesOn(w))
		}
		found, err := w.newTracker().Preflight(t.Context(), []integrations.Draft{draft("e", "an epic", nil)}, nil)
		notice := func(o integrations.Obstacle) bool { return !o.Refuse && strings.Contains(o.Message, "no issue types") }
		if err != nil || !slices.ContainsFunc(found, notice) {
			t.Errorf("%+v: %+v, %v", config, found, err)
		}
	}
}

// Only what is configured costs a request.
func TestTypesAreAskedForOnlyWhenTheSettingsNameThem(t *testing.T) {
	w := newWorld(t, githubtest.Config{Types: []string{"Bug"}})
	if _, err := w.tracker.Preflight(t.Context(), []integrations.Draft{draft("e", "an epic", nil)}, nil); err != nil {
		t.Fatal(err)
	}
	w.create(draft("e", "an epic", nil))
	for _, r := range w.server.Requests() {
		if strings.Contains(r.Path, "issue-types") || strings.Contains(r.Body, "issueType") {
			t.Errorf("%s %s %s", r.Method, r.Path, r.Body)
		}
	}
}
