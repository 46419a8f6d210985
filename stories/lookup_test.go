package stories

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	_, folder := saved(t)
	b := load(t, folder)
	b.Item(storyID).Sidecar.Keys = []Key{{Tracker: "github", Project: "northwind/shop", Key: "#40"}}
	b.Item(otherID).Sidecar.Keys = []Key{{Tracker: "jira", Project: "x", Key: "SHOP-12"}}
	for text, want := range map[string]string{
		storyID: storyID, "7d0b": storyID, "7D0B0F5B": storyID, "40": storyID, "#40": storyID, "shop-12": otherID,
		"recommendations/record-behavior.md": otherID, "recommendations/record-behavior": otherID,
		"record-behavior": otherID, "record-behavior.md": otherID, "./recommendations/record-behavior.md": otherID,
		"backlog/recommendations/record-behavior.md": otherID, filepath.Join(folder, "recommendations", "record-behavior.md"): otherID,
		"recommendations": epicID, "backlog/recommendations": epicID, "recommendations/epic.md": epicID, "Record Behavior": otherID,
		"epic.md": epicID,
	} {
		item, err := b.Find(text)
		if err != nil || item.ID != want {
			t.Errorf("%q: %v, %v", text, item, err)
		}
	}
	for text, want := range map[string]string{
		"":                "the name is empty",
		"7d0":             "name it by ID, path or Key",
		"record-behaviur": `did you mean "record-behavior"?`,
		"4":               "name it by ID, path or Key",
	} {
		if _, err := b.Find(text); !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	twin := storyItem(idOf(1), "Twin")
	twin.Path = "x/record-behavior.md"
	twin.Epic = ""
	must(t, b.Add(twin))
	if _, err := b.Find("record-behavior"); !errors.Is(err, ErrAmbiguous) || !strings.Contains(err.Error(), "4be1c7f2 recommendations/record-behavior.md") {
		t.Error(err)
	}
}
