package integrations

import (
	"cmp"
	"strconv"
	"strings"
)

// A Key ends in a number that grows with every issue of its project, on every
// tracker: LOCAL-7, #40, SHOP-12.

// splitKey parts a Key into what stands before its number and the number.
func splitKey(key string) (string, int64) {
	at := len(key)
	for at > 0 && key[at-1] >= '0' && key[at-1] <= '9' {
		at--
	}
	n, err := strconv.ParseInt(key[at:], 10, 64)
	if err != nil {
		return key, 0
	}
	return key[:at], n
}

func keyNumber(key string) int64 {
	_, n := splitKey(key)
	return n
}

// belowKey is the Key that stands n before, "" for the beginning.
func belowKey(key string, n int64) string {
	prefix, number := splitKey(key)
	if number <= n {
		return ""
	}
	return prefix + strconv.FormatInt(number-n, 10)
}

func higherKey(a, b string) string {
	if keyNumber(b) > keyNumber(a) {
		return b
	}
	return a
}

// compareKeys orders Keys by their number, not by their letters.
func compareKeys(a, b string) int {
	if c := cmp.Compare(keyNumber(a), keyNumber(b)); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}
