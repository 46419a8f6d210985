package stories

import (
	"strconv"
	"strings"

	"github.com/google/uuid"

	"plotline/roadmap"
)

// idSpace is the name space of all IDs that Plotline mints.
var idSpace = uuid.NewSHA1(uuid.NameSpaceURL, []byte("plotline:backlog"))

// slotKey is what tells one template slot from another. A caller more or less
// does not make another slot of it.
type slotKey struct {
	source   roadmap.Ref
	template string
	slot     string
	each     roadmap.Ref
}

// key returns what identifies the slot. An epic is its source's, whatever the
// template that gave it its text.
func (s Slot) key() slotKey {
	if s.Slot == "" {
		return slotKey{source: s.Source}
	}
	return slotKey{source: s.Source, template: s.Template, slot: s.Slot, each: s.For}
}

// MintID gives a slot of a roadmap its ID: the same on every machine, with a
// counter where the ID is taken. It is called once in an item's life; later the
// ID is read from the file and the sidecar.
func MintID(roadmapID string, slot Slot, taken func(id string) bool) string {
	k := slot.key()
	return mint(taken, "slot", roadmapID, string(k.source), k.template, k.slot, string(k.each))
}

// MintFileID gives an ID to a file that a person added without one.
func MintFileID(roadmapID, path, title string, taken func(id string) bool) string {
	return mint(taken, "file", roadmapID, path, title)
}

func mint(taken func(id string) bool, parts ...string) string {
	name := joinParts(parts)
	id := uuid.NewSHA1(idSpace, []byte(name)).String()
	for counter := 2; taken(id); counter++ {
		id = uuid.NewSHA1(idSpace, []byte(name+"\x00"+strconv.Itoa(counter))).String()
	}
	return id
}

// joinParts writes each part with its length, so that no two lists of parts
// read the same.
func joinParts(parts []string) string {
	var b strings.Builder
	for _, part := range parts {
		b.WriteString(strconv.Itoa(len(part)))
		b.WriteByte(':')
		b.WriteString(part)
	}
	return b.String()
}
