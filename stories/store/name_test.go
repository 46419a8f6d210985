package store

import (
	"strings"
	"testing"
)

func TestFileNamesAreNamesAnywhere(t *testing.T) {
	for text, want := range map[string]string{
		"Forgive typos in search":        "forgive-typos-in-search",
		"Don't panic — or do?":           "dont-panic-or-do",
		"Überprüfung der Straße":         "uberprufung-der-straße",
		"検索を改善する":                        "検索を改善する",
		"Поиск":                          "поиск",
		"../../etc/passwd":               "etc-passwd",
		"NUL":                            "nul-item",
		"README":                         "readme-item",
		"...":                            "untitled",
		"":                               "untitled",
		"a\x00b\nc":                      "a-b-c",
		strings.Repeat("long word ", 20): "long-word-long-word-long-word-long-word-long-word-long-word",
		strings.Repeat("漢", 40):          strings.Repeat("漢", 20),
	} {
		if got := FileName(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAClaimedNameIsGivenOnce(t *testing.T) {
	n := NewNames()
	n.Take("a/b.md")
	n.Occupy("a/deeper")
	for _, one := range []struct{ got, want string }{
		{n.Claim("a/B.md"), "a/B-2.md"}, {n.Claim("a/b.md"), "a/b-3.md"}, {n.Claim("a/c.md"), "a/c.md"},
		{n.ClaimFolder("A"), "A-2"}, {n.ClaimFolder("x"), "x"}, {n.ClaimFolder("X"), "X-2"}, {n.ClaimFolder("a/deeper"), "a/deeper-2"},
	} {
		if one.got != one.want {
			t.Errorf("%q, not %q", one.got, one.want)
		}
	}
	n.Free("a/B.md")
	if got := n.Claim("a/b.md"); got != "a/b.md" {
		t.Errorf("a freed name is not given: %q", got)
	}
}
