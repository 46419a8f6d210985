package jira

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"plotline/integrations"
)

func TestAMarkComesBackFromADescription(t *testing.T) {
	word := rapid.StringMatching(`[a-z0-9é -]{0,20}`)
	rapid.Check(t, func(t *rapid.T) {
		m := integrations.Mark{
			Version: 1, ID: "i" + word.Draw(t, "id"), Roadmap: word.Draw(t, "roadmap"), Nonce: word.Draw(t, "nonce"), Key: word.Draw(t, "key"),
			Fields: rapid.MapOfN(word, rapid.SliceOfN(word, 1, 5), 1, 5).Draw(t, "fields"), Closed: word.Draw(t, "closed"),
		}
		got, ok := decodeMark(encodeMark(m))
		if !ok || !reflect.DeepEqual(got, m) {
			t.Fatalf("%+v, want %+v", got, m)
		}
	})
}

func FuzzDecodeMark(f *testing.F) {
	f.Add(encodeMark(integrations.Mark{ID: "a"}))
	f.Add("m1.")
	f.Add("m1.AAAA")
	f.Fuzz(func(t *testing.T, ref string) {
		if m, ok := decodeMark(ref); ok && m.ID == "" {
			t.Errorf("a mark of nothing from %q", ref)
		}
	})
}
