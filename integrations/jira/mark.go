package jira

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"io"
	"strings"

	"plotline/integrations"
)

// labelOf is the label of a roadmap's tickets; Jira's labels hold no spaces.
func labelOf(roadmap string) string { return label(integrations.LabelPrefix + roadmap) }

// label gives a label as Jira takes it.
func label(text string) string { return strings.Join(strings.Fields(text), "-") }

// labels gives labels as Jira takes them, each once.
func labels(texts ...string) []string {
	var out []string
	seen := map[string]bool{}
	for _, text := range texts {
		if l := label(text); l != "" && !seen[l] {
			seen[l] = true
			out = append(out, l)
		}
	}
	return out
}

// refStart begins the copy of the mark that a description carries on Data
// Center: its search gives no properties, and a bulk create may lose them.
const refStart = "m1."

// maxMark bounds what a copy of a mark may unpack to.
const maxMark = 32768

// encodeMark gives a mark as one word, short enough for a description.
func encodeMark(m integrations.Mark) string {
	data, err := json.Marshal(m)
	if err != nil {
		return ""
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		return ""
	}
	if _, err := w.Write(data); err != nil || w.Close() != nil {
		return ""
	}
	return refStart + base64.RawURLEncoding.EncodeToString(packed.Bytes())
}

// decodeMark reads what encodeMark gave; anything else is no mark.
func decodeMark(ref string) (integrations.Mark, bool) {
	text, ok := strings.CutPrefix(ref, refStart)
	if !ok {
		return integrations.Mark{}, false
	}
	packed, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return integrations.Mark{}, false
	}
	data, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxMark))
	if err != nil {
		return integrations.Mark{}, false
	}
	var m integrations.Mark
	if json.Unmarshal(data, &m) != nil || m.ID == "" {
		return integrations.Mark{}, false
	}
	return m, true
}
