package integrations_test

import (
	"testing"

	"plotline/integrations"
)

// A sync of one item forgets nothing of the others, unless it is of another
// project.
func TestSomeOfTheTeamsFieldsAreReadAnew(t *testing.T) {
	folder, shop := t.TempDir(), integrations.Server{Tracker: "github", Project: "northwind/shop"}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(integrations.AddTeam(folder, shop, []integrations.TeamState{{ID: "a", Status: "open"}}))
	must(integrations.SaveTeam(folder, shop, []integrations.TeamState{{ID: "a", Status: "open"}, {ID: "b", Status: "open"}}))
	must(integrations.AddTeam(folder, shop, []integrations.TeamState{{ID: "b", Status: "closed"}}))
	team, err := integrations.LoadTeam(folder)
	must(err)
	if len(team) != 2 || team["a"].Status != "open" || team["b"].Status != "closed" {
		t.Errorf("the team's fields are %+v", team)
	}
	must(integrations.AddTeam(folder, integrations.Server{Tracker: "github", Project: "northwind/other"}, []integrations.TeamState{{ID: "b", Status: "open"}}))
	if team, err = integrations.LoadTeam(folder); err != nil || len(team) != 1 {
		t.Errorf("fields of another project stayed: %v, %+v", err, team)
	}
}
