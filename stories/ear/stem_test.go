package ear

import (
	"strings"
	"testing"
)

func TestStems(t *testing.T) {
	for _, same := range []string{"manage managing manages managed", "price prices priced", "hope hoping hoped", "hop hopping hops",
		"search searches searching searched", "file files filing filed", "plan plans planned planning", "bus buses", "reply replies replied replying",
		"notify notification notified", "use using used uses", "find found finds", "organise organizing organised", "listing listings", "setting settings"} {
		words := strings.Fields(same)
		for _, w := range words[1:] {
			if Stem(w) != Stem(words[0]) {
				t.Errorf("%s is %s, %s is %s", words[0], Stem(words[0]), w, Stem(w))
			}
		}
	}
	for _, other := range []string{"customer customize", "account accountability", "win wine", "train training", "product productivity", "build building"} {
		a, b, _ := strings.Cut(other, " ")
		if Stem(a) == Stem(b) {
			t.Errorf("%s and %s are one", a, b)
		}
	}
}
