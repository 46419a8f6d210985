package report

import (
	"encoding/xml"
	"fmt"
	"io"

	"plotline/stories/review"
)

// The parts of a JUnit report that a review fills.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
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
	suite := junitSuite{Name: "plotline review"}
	for _, f := range r.Findings {
		c := junitCase{Class: f.Path, Name: fmt.Sprintf("%s %s", f.Rule, f.String())}
		text := f.String() + ": " + withHint(f)
		if f.Severity == review.Info {
			c.Output = text
		} else {
			c.Failure = &junitFailure{Type: f.Rule, Message: f.Message, Text: text}
			suite.Failures++
		}
		suite.Cases = append(suite.Cases, c)
	}
	if len(suite.Cases) == 0 {
		suite.Cases = []junitCase{{Class: "plotline", Name: "review"}}
	}
	suite.Tests = len(suite.Cases)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(junitSuites{Name: suite.Name, Tests: suite.Tests, Failures: suite.Failures, Suites: []junitSuite{suite}}); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
