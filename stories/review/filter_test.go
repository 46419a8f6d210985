package review

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"plotline/roadmap/source"
)

const vagueList = `As a cook, I want to cook easily, so that I save time
As a cook, I want to bake quickly, so that I save time
`

func review(t *testing.T, name, data string) []Finding {
	t.Helper()
	texts, problems := ReadList(name, []byte(data))
	if problems != nil {
		t.Fatal(problems)
	}
	return Run(Input{Stories: texts})
}

func TestSuppress(t *testing.T) {
	for _, test := range []struct {
		name, comment string
		want          []string
	}{
		{"with a reason", "<!-- plotline-ignore story/vague: measured in May -->", []string{"story/vague"}},
		{"without a reason", "<!-- plotline-ignore story/vague -->", []string{"review/suppression", "story/vague", "story/vague"}},
		{"of an unknown rule", "<!-- plotline-ignore story/wage: because -->", []string{"review/suppression", "story/vague", "story/vague"}},
		{"of nothing", "<!-- plotline-ignore story/no-role: because -->", []string{"review/suppression", "story/vague", "story/vague"}},
		{"not a comment", "see plotline-ignore story/vague: because", []string{"story/free-form", "story/vague", "story/vague"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			data := test.comment + "\n" + vagueList
			var got []string
			for _, f := range Suppress(review(t, "a.txt", data), []Source{{Path: "a.txt", Data: []byte(data)}}) {
				got = append(got, f.Rule)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestBaseline(t *testing.T) {
	then := review(t, "a.txt", vagueList)
	data, err := NewBaseline(then).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	baseline, err := ParseBaseline("baseline.json", data)
	if err != nil {
		t.Fatal(err)
	}
	moved := "As a cook, I want to fry simply, so that I save time\n\n" + vagueList
	kept, gone := baseline.Filter(review(t, "a.txt", moved))
	if len(kept) != 1 || !strings.Contains(kept[0].Message, "simply") || gone != 0 {
		t.Errorf("kept %s, gone %d", listed(kept), gone)
	}
	if kept, gone := baseline.Filter(nil); len(kept) != 0 || gone != len(then) {
		t.Errorf("kept %v, gone %d", kept, gone)
	}
	if brought := Brought(review(t, "a.txt", moved), then); len(brought) != 1 {
		t.Errorf("brought %s", listed(brought))
	}
}

func TestParseBaselineFaults(t *testing.T) {
	for _, data := range []string{"{", `{"version": 2}`, "[]"} {
		_, err := ParseBaseline("b.json", []byte(data))
		var problems source.Problems
		if !errors.As(err, &problems) || problems[0].Hint == "" || !strings.HasPrefix(err.Error(), "b.json") {
			t.Errorf("%q: %v", data, err)
		}
	}
}

const sampleDiff = `diff --git a/a.txt b/a.txt
--- a/a.txt
+++ b/a.txt
@@ -2 +2,2 @@ x
-+++ b/not-a-path
+one
++++ b/neither
diff --git a/gone.txt b/gone.txt
--- a/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-x
diff --git "a/\303\274.txt" "b/\303\274.txt"
--- "a/\303\274.txt"
+++ "b/\303\274.txt"
@@ -5,2 +4,0 @@
-x
-y
`

func TestParseDiff(t *testing.T) {
	want := Changes{"a.txt": {{}, {2, 3}}, "ü.txt": {{}, {4, 4}}}
	if diff := cmp.Diff(want, ParseDiff([]byte(sampleDiff)), cmp.AllowUnexported(lineRange{})); diff != "" {
		t.Error(diff)
	}
}

func TestChangesFilter(t *testing.T) {
	at := func(path string, line int) Finding {
		return Finding{Position: source.Position{Path: path, Line: line}}
	}
	caused := at("other.txt", 1)
	caused.Cause = &Cause{Position: source.Position{Path: "ü.txt", Line: 9}}
	findings := []Finding{at("a.txt", 1), at("a.txt", 3), at("a.txt", 0), at("b.txt", 3), caused}
	changes := ParseDiff([]byte(sampleDiff))
	got := changes.Filter(findings, func(string) bool { return false })
	if len(got) != 3 || got[0].Line != 3 || got[1].Line != 0 || got[2].Path != "other.txt" {
		t.Errorf("%+v", got)
	}
	if got := changes.Filter(findings, func(string) bool { return true }); len(got) != 4 {
		t.Errorf("%+v", got)
	}
}

func TestChangedSince(t *testing.T) {
	git := func(_ context.Context, arguments ...string) ([]byte, error) {
		switch {
		case slices.Contains(arguments, "merge-base"):
			return []byte("abc\n"), nil
		case slices.Contains(arguments, "diff") && slices.Contains(arguments, "abc"):
			return []byte(sampleDiff), nil
		case slices.Contains(arguments, "ls-files"):
			return []byte("new one.md\x00"), nil
		}
		return nil, errors.New("unexpected git call")
	}
	changes, err := ChangedSince(t.Context(), git, "main")
	if err != nil || len(changes) != 3 || !changes.touches("new one.md", 700) {
		t.Errorf("%v %v", changes, err)
	}
	for _, revision := range []string{"", "--output=x"} {
		if _, err := ChangedSince(t.Context(), git, revision); err == nil {
			t.Errorf("revision %q is taken", revision)
		}
	}
}

// TestChangedSinceWithGit holds the arguments to what git takes.
func TestChangedSinceWithGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	folder := t.TempDir()
	git := func(ctx context.Context, arguments ...string) ([]byte, error) {
		command := exec.CommandContext(ctx, "git", arguments...)
		command.Dir = folder
		command.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com",
			"GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
		return command.Output()
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("a \"ü\".md", "one\ntwo\nthree\n")
	for _, step := range [][]string{{"init", "-q", "-b", "main"}, {"add", "."}, {"commit", "-q", "-m", "first"}} {
		if _, err := git(t.Context(), step...); err != nil {
			t.Fatal(err)
		}
	}
	write("a \"ü\".md", "one\nzwei\nthree\n")
	write("b.md", "new\n")
	changes, err := ChangedSince(t.Context(), git, "main")
	if err != nil || !changes.touches("a \"ü\".md", 2) || changes.touches("a \"ü\".md", 3) || !changes.touches("b.md", 1) {
		t.Errorf("%v %v", changes, err)
	}
	if _, err := ChangedSince(t.Context(), git, "nowhere"); err == nil {
		t.Error("an unknown revision is taken")
	}
}

func TestFix(t *testing.T) {
	for _, test := range []struct{ name, file, data, want string }{
		{"comma, I, so that, spaces", "a.txt", "As a cook i want  salt , So that it tastes .\n", "As a cook, I want salt, so that it tastes.\n"},
		{"fine already", "a.txt", vagueList, vagueList},
		{"numbers", "a.txt", "1. As a cook, I want salt\n3. As a cook, I want oil\n3. As a cook, I want tea\n", "1. As a cook, I want salt\n2. As a cook, I want oil\n3. As a cook, I want tea\n"},
		{"line ends stay", "a.txt", "As a cook, I  want salt\r\nAs a cook, I want oil\r\n", "As a cook, I want salt\r\nAs a cook, I want oil\r\n"},
		{"only stories of Markdown", "a.md", "Two  spaces here.\n\n- As a cook I want  salt\n", "Two  spaces here.\n\n- As a cook, I want salt\n"},
		{"code is kept", "a.md", "- As a cook, I want `a  b`\n", "- As a cook, I want `a  b`\n"},
		{"CSV is left alone", "a.csv", "id,story\n1,As a cook I  want\n", "id,story\n1,As a cook I  want\n"},
		{"no story", "a.txt", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, string(Fix(test.file, []byte(test.data)))); diff != "" {
				t.Error(diff)
			}
		})
	}
	if d := Diff("a.txt", []byte("a\n"), []byte("b\n")); !strings.Contains(d, "-a\n+b\n") {
		t.Error(d)
	}
}

// TestFixKeepsWords holds a fix to changing neither words nor their number, and
// to having nothing left to do.
func TestFixKeepsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOf(rapid.SampledFrom([]string{"As a cook", "i want", "I want to", "so that", "So that", " ", "  ", ",", " ,", ".",
			"salt", "\n", "1. ", "2. ", "- ", "it tastes", "\r\n", "`a  b`", "\"x\"", "#", "|", "```\n"})).Draw(t, "pieces")
		data := []byte(strings.Join(pieces, " "))
		for _, name := range []string{"a.txt", "a.md"} {
			once := Fix(name, data)
			if !bytes.Equal(once, Fix(name, once)) {
				t.Fatalf("%s: fixing twice differs: %q, then %q", name, once, Fix(name, once))
			}
			if letters(data) != letters(once) {
				t.Fatalf("%s: words changed: %q, then %q", name, data, once)
			}
		}
	})
}

// letters are the letters of a text in lower case.
func letters(data []byte) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(string(data)))
}
