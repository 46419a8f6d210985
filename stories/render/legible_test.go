package render_test

import (
	"strings"
	"testing"

	"plotline/stories/render"
)

// What a file says in Markdown is shown as a person reads it, and a text that
// looks like markup then stays one.
func TestTextsAreShownAsAPersonReadsThem(t *testing.T) {
	for written, want := range map[string]string{
		`find &lt;Widget> &amp; &quot;more&quot;`: `find <Widget> & "more"`, `5 \* 3 \_ \# 1\. \\`: `5 * 3 _ # 1. \`,
		`\&lt;b&gt;`: `&lt;b>`, "`&lt;b&gt; \\*` &lt;": "`&lt;b&gt; \\*` <", "``a ` &amp;`` &amp;": "``a ` &amp;`` &", "` &amp;": "` &",
		`AT&T; R&D &nothing; &`: `AT&T; R&D &nothing; &`, `C:\temp`: `C:\temp`, `*kept* **as** [is](x)`: `*kept* **as** [is](x)`, `&#60;i&#62;`: `<i>`,
		`&lt;script&gt;alert(1)&lt;/script&gt;`: `<script>alert(1)</script>`,
	} {
		in := input(t)
		b := in.Backlog
		item := b.Item(ids[1])
		content := item.Content
		content.Narrative = "It is so: " + written
		content.Criteria[0].Text = written
		if err := b.Update(item, content); err != nil {
			t.Fatal(err)
		}
		view := render.New(in)
		story := view.Columns[0].Epics[0].Stories[0]
		if story.Narrative != "It is so: "+want || story.Criteria[0] != want {
			t.Errorf("%q is shown as %q and %q", written, story.Narrative, story.Criteria[0])
		}
		if page := drawn(t, view); strings.Contains(page, "<script>alert") || strings.Contains(page, "<i>") || strings.Contains(page, "<Widget>") {
			t.Errorf("%q became markup", written)
		}
	}
}
