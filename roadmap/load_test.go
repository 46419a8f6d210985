package roadmap_test

import (
	"os"
	"testing"

	"plotline/roadmap"
)

func TestParseWorkedExample(t *testing.T) {
	data, err := os.ReadFile("testdata/northwind.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := roadmap.Parse("roadmap.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Goal("engagement").Metrics[0].Target; got.Value != 20 || got.Scale != roadmap.Percent || !got.Signed {
		t.Errorf("target: %+v", got)
	}
	if got := r.PainPoint("cannot-find").At("personas[0]").String(); got != "roadmap.yaml:29:16" {
		t.Errorf("place: %s", got)
	}
}
