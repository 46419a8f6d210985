package contract

import (
	"crypto/sha256"
	"fmt"
	"sync"
)

// held are exchanges that were found in order: the same one, asked and answered
// anew, is in order again. Tests ask for the same things over and over.
type held struct {
	mu  sync.Mutex
	ids map[identity]bool
}

// identity is one exchange as a whole: it tells apart what differs anywhere.
type identity [sha256.Size]byte

// maxHeld bounds how many are remembered.
const maxHeld = 100_000

func identityOf(x Exchange) identity {
	hash := sha256.New()
	fmt.Fprintf(hash, "%s %q %q %d %d %d\n", x.Request.Method, x.Path, x.Request.URL.RawQuery, x.Status, len(x.RequestBody), len(x.Body))
	hash.Write(x.RequestBody)
	hash.Write(x.Body)
	_ = x.Request.Header.Write(hash)
	_ = x.Header.Write(hash)
	return identity(hash.Sum(nil))
}

func (h *held) has(id identity) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.ids[id]
}

func (h *held) add(id identity) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ids == nil || len(h.ids) >= maxHeld {
		h.ids = map[identity]bool{}
	}
	h.ids[id] = true
}
