package report

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"

	"plotline/stories/review"
)

// The parts of a JUnit report that a finding fills.
type (
	junitCase struct {
		XMLName xml.Name      `xml:"testcase"`
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Failure *junitFailure `xml:"failure,omitempty"`
		Output  string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// writeJUnit prints a test case a finding. Errors and warnings fail; notes pass
// with a word. A review without findings is one test that passes.
func writeJUnit(w io.Writer, r Report) error {
	count := CountOf(r.Findings)
	tests := max(1, len(r.Findings))
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s<testsuites name=\"plotline review\" tests=\"%d\" failures=\"%d\">\n", xml.Header, tests, count.Error+count.Warning)
	fmt.Fprintf(out, "  <testsuite name=\"plotline review\" tests=\"%d\" failures=\"%d\">\n", tests, count.Error+count.Warning)
	encoder := xml.NewEncoder(out)
	encoder.Indent("    ", "  ")
	if len(r.Findings) == 0 {
		if err := encoder.Encode(junitCase{Class: "plotline", Name: "review"}); err != nil {
			return err
		}
	}
	for _, f := range r.Findings {
		if err := encoder.Encode(caseOf(f)); err != nil {
			return err
		}
	}
	fmt.Fprint(out, "\n  </testsuite>\n</testsuites>\n")
	return out.Flush()
}

func caseOf(f review.Finding) junitCase {
	c := junitCase{Class: f.Path, Name: fmt.Sprintf("%s %s", f.Rule, f.String())}
	text := f.String() + ": " + withHint(f)
	if f.Severity == review.Info {
		c.Output = text
	} else {
		c.Failure = &junitFailure{Type: f.Rule, Message: f.Message, Text: text}
	}
	return c
}
