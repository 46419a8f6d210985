package stories

import (
	"strings"
	"testing"

	"plotline/roadmap"
	"plotline/stories/pack"
)

func calledOf(name string, share, score float64) pack.Choice {
	return pack.Choice{Template: &pack.Template{Name: name}, Share: share, Score: score}
}

func TestHowNearARivalCame(t *testing.T) {
	for want, got := range map[string]string{
		`"search" is 50% as likely`:             rivalry(calledOf("offline", 0.6, 0), calledOf("search", 0.3, 0)),
		`phrases of "search" weigh 90% as much`: rivalry(calledOf("offline", 0, 10), calledOf("search", 0, 9)),
	} {
		if got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

// A person hears of a call what they should look at, and nothing of one that is
// clear.
func TestWhatIsSaidOfACall(t *testing.T) {
	for _, test := range []struct {
		name  string
		match pack.Match
		want  string
	}{
		{"clear", pack.Match{Choices: []pack.Choice{calledOf("search", 0.97, 0)}}, ""},
		{"by a phrase", pack.Match{Choices: []pack.Choice{calledOf("search", 0, 4)}}, ""},
		{"a near tie", pack.Match{Choices: []pack.Choice{calledOf("search", 0.72, 0)}, Near: []pack.Choice{calledOf("mobile", 0.36, 0)}},
			`p calls template "search", and "mobile" is 50% as likely`},
		{"a miss", pack.Match{Miss: true, Choices: []pack.Choice{calledOf(pack.Generic, 0, 0)}}, "no template fits p; it is drafted from the generic one"},
		{"a miss with a neighbour", pack.Match{Miss: true, Choices: []pack.Choice{calledOf(pack.Generic, 0, 0)}, Near: []pack.Choice{calledOf("search", 0.4, 0)}},
			`no template fits p; it is drafted from the generic one ("search" comes nearest)`},
	} {
		d := newDrafter(DraftInput{Roadmap: &roadmap.Roadmap{}, Backlog: &Backlog{}})
		d.called(&epicDraft{}, caller{ref: "pain-point:p", what: "p"}, test.match, []choice{{template: test.match.Choices[0].Template}})
		var said []string
		for _, notice := range d.result.Notices {
			said = append(said, notice.Message)
		}
		if got := strings.Join(said, "; "); got != test.want {
			t.Errorf("%s: said %q, want %q", test.name, got, test.want)
		}
	}
}
