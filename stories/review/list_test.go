package review

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// show gives what a list was read as, a line a story.
func show(texts []Text) string {
	var b strings.Builder
	for _, t := range texts {
		fmt.Fprintf(&b, "%d:%d %s|%s|%s", t.Position.Line, t.Column, t.ID, t.Title, strings.ReplaceAll(t.Story, "\n", "\\n"))
		for _, c := range t.Criteria {
			fmt.Fprintf(&b, "|%d:%d %s", c.Line, c.Column, c.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestReadList(t *testing.T) {
	for _, test := range []struct{ name, file, data, want string }{
		{"one a line", "a.txt", "As a cook, I want salt\r\n\n# a comment\nAs a cook, I want pepper\n",
			"1:1 ||As a cook, I want salt\n4:1 ||As a cook, I want pepper\n"},
		{"numbered and bulleted", "a.txt", "1. As a cook, I want salt\n  - As a cook, I want oil",
			"1:4 ||As a cook, I want salt\n2:5 ||As a cook, I want oil\n"},
		{"a story over three lines", "a.txt", "As a cook\nI want salt\nso that it tastes\nAs a cook\nI want oil\n",
			"1:1 ||As a cook\\nI want salt\\nso that it tastes\n4:1 ||As a cook\\nI want oil\n"},
		{"byte order mark, no line break", "-", "\ufeffAs a cook, I want salt", "1:1 ||As a cook, I want salt\n"},
		{"CSV by name, quotes", "a.csv", "Key,Points,User Story\nA-1,3,\"As a cook, I want \"\"salt\"\"\"\nA-2,,As a cook I want oil\n",
			"2:8 A-1||As a cook, I want \"salt\"\n3:6 A-2||As a cook I want oil\n"},
		{"CSV with semicolons and a break in a field", "a.csv", "id;summary;description\n1;Salt;\"Needed soon.\n\nAs a cook, I want salt\"\n",
			"4:1 1|Salt|As a cook, I want salt\n"},
		{"CSV without a header", "a.csv", "7,\"As a cook, I want salt\"\n8,\"As a cook, I want oil\"\n",
			"1:4 ||As a cook, I want salt\n2:4 ||As a cook, I want oil\n"},
		{"CSV in three columns", "a.csv", "As a,I want to,So that\ncook,add salt,it tastes\n",
			"2:1 ||As a cook, I want add salt, so that it tastes\n"},
		{"CSV on standard input", "-", "key,summary\nA-1,\"As a cook, I want salt\"\n", "2:6 A-1|As a cook, I want salt|As a cook, I want salt\n"},
		{"Markdown list with criteria", "a.md", "# Kitchen\n\n- As a cook, I want salt\n  so that it tastes\n  - Given soup, then it is salty\n- As a cook, I want oil\n\n- buy milk\n- call mum\n- sweep\n",
			"3:3 ||As a cook, I want salt\\n  so that it tastes|5:5 Given soup, then it is salty\n6:3 ||As a cook, I want oil\n"},
		{"Markdown table", "a.md", "| ID | Story |\n|---|---|\n| 1 | As a cook, I want salt |\n", "3:7 1||As a cook, I want salt\n"},
		{"Markdown heading and paragraph", "a.md", "---\nid: 1\n---\n## As a cook, I want salt so that it tastes\n\nText.\n\n```\nAs a cook, I want no code\n```\n",
			"4:4 ||As a cook, I want salt so that it tastes\n"},
		{"backlog file", "a.md", "# Add salt\n\nAs a cook, I want salt.\n\n## Acceptance criteria\n\n- It is salty\n",
			"3:1 |Add salt|As a cook, I want salt.|7:3 It is salty\n"},
		{"Jira export", "a.json", `{"issues": [
 {"id": "1", "key": "A-1", "fields": {"summary": "Salt", "description": "Hi.\n\nAs a cook, I want salt"}},
 {"key": "A-2", "fields": {"summary": "As a cook, I want oil", "description": null}}]}`,
			"4:1 A-1|Salt|As a cook, I want salt\n3:40 A-2|As a cook, I want oil|As a cook, I want oil\n"},
		{"GitHub export", "-", "[{\"number\": 4, \"title\": \"Salt\", \"body\": \"As a cook, I want salt\"}]",
			"1:42 4|Salt|As a cook, I want salt\n"},
		{"JSON texts", "a.json", `["As a cook, I want salt"]`, "1:3 ||As a cook, I want salt\n"},
		{"JSON lines", "a.jsonl", "{\"title\": \"As a cook, I want salt\"}\n{\"title\": \"As a cook, I want oil\"}\n",
			"1:12 |As a cook, I want salt|As a cook, I want salt\n2:12 |As a cook, I want oil|As a cook, I want oil\n"},
		{"Jira's document format", "a.json", `[{"key":"A","description":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"As a cook, "},{"type":"text","text":"I want salt"}]}]}}]`,
			"1:27 A||As a cook, I want salt\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, problems := ReadList(test.file, []byte(test.data))
			if problems != nil {
				t.Fatal(problems)
			}
			if diff := cmp.Diff(test.want, show(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadListProblems(t *testing.T) {
	for _, test := range []struct{ file, data, want string }{
		{"a.json", "[{\"title\":\n", "a.json:1:11: not a JSON export: it ends too early"},
		{"a.json", strings.Repeat("[", 500), "nests too deeply"},
		{"a.txt", "fine\nnot \xff fine", "a.txt:2: the list is not UTF-8"},
	} {
		_, problems := ReadList(test.file, []byte(test.data))
		if len(problems) != 1 || !strings.Contains(problems.Error(), test.want) || problems[0].Hint == "" {
			t.Errorf("%q: %v, want %q and a hint", test.data, problems, test.want)
		}
	}
}

func FuzzReadList(f *testing.F) {
	for _, name := range []string{"a.txt", "a.csv", "a.md", "a.json", "-"} {
		for _, data := range []string{"As a cook, I want salt (a \"lot\") and oil, so that it tastes.", "id,story\n1,\"As a\n", "- As a\n  - b\n\n| a | b |\n|--|", `[{"title":"As a cook, I want"}]`, "\ufeff# x\n```\n",
			"<!-- plotline-ignore story/vague: x -->\n1. As a cook i want  salt ,\n3. as  I", "+++ b/x\n@@ -1 +2,3 @@\n"} {
			f.Add(name, []byte(data))
		}
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if once := Fix(name, data); !bytes.Equal(once, Fix(name, once)) {
			t.Fatalf("fixing twice differs: %q, then %q", once, Fix(name, once))
		}
		Suppress(nil, []Source{{Path: name, Data: data}})
		ParseDiff(data)
		texts, _ := ReadList(name, data)
		for _, text := range texts {
			if text.Position.Line < 1 || text.Column < 1 {
				t.Fatalf("story without a place: %+v", text)
			}
		}
		for _, finding := range Run(Input{Stories: texts}) {
			if finding.Line < 1 || finding.Column < 1 || finding.Message == "" {
				t.Fatalf("finding without a place or message: %+v", finding)
			}
		}
	})
}
