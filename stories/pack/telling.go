package pack

import (
	"strings"
	"unicode/utf8"

	"plotline/stories/ear"
)

// Telling is a word that carries some of a text's meaning: as it is written, and
// the root by which it is the same in another text.
type Telling struct{ Root, Text string }

// rootLength is how much of a word must be the same, so that an alert and
// alerting are one, and so are cancelled and cancellation.
const rootLength = 6

// TellingWords are the words of a text that tell what it is about, each once and
// in its order.
func TellingWords(text string) []Telling {
	var out []Telling
	seen := map[string]bool{}
	for _, word := range ear.Tokens(text) {
		root := word.Stem
		if len(root) > rootLength && utf8.RuneCountInString(root) == len(root) {
			root = root[:rootLength]
		}
		if len(root) < 3 || mute[word.Stem] || seen[root] || strings.Trim(root, "0123456789") == "" {
			continue
		}
		seen[root] = true
		out = append(out, Telling{Root: root, Text: word.Text})
	}
	return out
}

// mute are words, by their stems, that stand in texts about anything.
var mute = stemsOf(`
about above across and but for the not are was has its nor any off too say get actually after again against ago all almost alone along already also although always among another any anybody
anyone anything anywhere are around away back because become been before begin being below best better between beyond big both bring came can
cannot come could day did different does doing done down during each early easy either else end enough even ever every everybody
everyone everything everywhere far few find first five for four from full get give go gone good got great had half happen hard has have having
her here him his hour how however instead into its itself just keep kind know large last late later least less let like little long look lot
made make many may maybe mean might minute month more most much must need neither never new next nobody none nor nothing now nowhere off often
old once one only onto other others otherwise our out over own part people per perhaps person place possible put quite rather really right
same say see seem several shall she should show side since six small some somebody someone something sometimes somewhere soon still such
take tell ten than that the their them themselves then there these they thing think third this those though three through thus time today together
tomorrow too toward try turn twice two under unless until upon use used user using usually very want was way week well went were what
whatever when where whether which while who whole whom whose why will with within without work would wrong year yesterday yet you your tool tools
`)

func stemsOf(list string) map[string]bool {
	stems := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		stems[ear.Stem(word)] = true
	}
	return stems
}
