package integrations

import (
	"testing"
	"time"
)

// TestACopyIsToldByTheKeyInItsMark: the mark of a ticket names the ticket; a copy
// carries another one's, whichever of the two is the older where they are now.
func TestACopyIsToldByTheKeyInItsMark(t *testing.T) {
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	mark := Mark{ID: "s1", Nonce: "n1", Key: "SHOP-9"}
	original := Ticket{Key: "SHOP-9", Phase: Open, Created: now, Mark: &mark}
	copied := Ticket{Key: "SHOP-5", Phase: Open, Created: now.Add(-time.Hour), Mark: &mark}
	for _, tickets := range [][]Ticket{{original, copied}, {copied, original}} {
		got := sortTwins(tickets)
		if got.keep.Key != "SHOP-9" || len(got.copies) != 1 || len(got.duplicates) > 0 {
			t.Errorf("%s counts; copies %+v, made twice %+v", got.keep.Key, got.copies, got.duplicates)
		}
	}
}
