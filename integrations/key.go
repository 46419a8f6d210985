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

// KeyOn is what a list calls a ticket as the Key that it has in a server's
// project, false where it is none of that project: SHOP-12 on Jira, #40 or
// owner/name#40 on GitHub. A bare number may count anything.
func KeyOn(name string, server Server) (string, bool) {
	switch server.Tracker {
	case "jira":
		key := strings.ToUpper(name)
		project := strings.ToUpper(server.Project[strings.LastIndex(server.Project, "/")+1:])
		prefix, n := splitKey(key)
		return key, n > 0 && prefix == project+"-"
	case "github":
		repository, number, _ := strings.Cut(name, "#")
		n, err := strconv.Atoi(number)
		return "#" + strconv.Itoa(n), err == nil && n > 0 && (repository == "" || strings.EqualFold(repository, server.Project))
	}
	return "", false
}

// farKey is what a ticket is called from another project of its tracker: a Key on
// GitHub counts within its repository only. "" stays "".
func farKey(key string, server Server) string {
	if key != "" && server.Tracker == "github" {
		return server.Project + key
	}
	return key
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
