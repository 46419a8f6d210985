package trackertest

import (
	"testing"
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
