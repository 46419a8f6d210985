package sidecar

import (
	"bytes"
	"hash/crc32"
	"slices"

	"plotline/roadmap/source"
)

// A sidecar ends in sums, one for each line above. They tell that somebody edited
// it, by hand or with a search and replace over the whole project, where a merge
// would take what is written there for what was drafted and lose a person's
// words. They are a line each and in the order of the lines, so that git merges
// them just where it merges the lines: of two branches that changed different
// facts comes a sidecar whose sums are right. A sidecar without sums counts as it
// is.

// sumsKey is the last key of a sidecar.
const sumsKey = "sums"

// sumsMost is how many lines a sidecar may have to be summed: only one that keeps
// a dropped file of that length has more.
const sumsMost = 20_000

var sumTable = crc32.MakeTable(crc32.Castagnoli)

// sumLength is how long the sum of a line is.
const sumLength = 7

// withSums gives the facts with the sums of all lines below them, in as many bytes
// as that takes: a backlog holds the sidecars of all its items.
func withSums(facts []byte) []byte {
	const head, before, after = sumsKey + ":\n", "  - ", "\n"
	count := bytes.Count(facts, []byte("\n"))
	if count > sumsMost {
		return bytes.Clone(facts)
	}
	b := make([]byte, 0, len(facts)+len(head)+count*(len(before)+sumLength+len(after)))
	b = append(append(b, facts...), head...)
	for line := range bytes.Lines(facts) {
		b = append(b, before...)
		b = appendSum(b, line)
		b = append(b, after...)
	}
	return b
}

// sumsOf gives the sum of each line.
func sumsOf(lines []byte) []string {
	var sums []string
	for line := range bytes.Lines(lines) {
		sums = append(sums, string(appendSum(nil, line)))
	}
	return sums
}

// appendSum writes a line's sum in letters, so that no reader of YAML takes it for a
// number.
func appendSum(b, line []byte) []byte {
	n := crc32.Checksum(bytes.TrimRight(line, "\r\n"), sumTable)
	for range sumLength {
		b = append(b, 'a'+byte(n%26))
		n /= 26
	}
	return b
}

// checkSums reports a sidecar that does not say what Plotline wrote. How it is
// written does not count, a formatter may have gone over it: then the lines count
// as Plotline would write them anew.
func (r *reader) checkSums(sums []string, anew func() []byte) {
	above := r.data[:bytes.LastIndex(r.data, []byte("\n"+sumsKey+":"))+1]
	are := sumsOf(above)
	if slices.Equal(are, sums) || slices.Equal(sumsOf(anew()), sums) {
		return
	}
	at, line := 0, 0
	for ; line < min(len(are), len(sums)) && are[line] == sums[line]; line++ {
		_, at = source.LineEnd(r.data, at)
	}
	r.problem(offsetAt(min(at, len(above))), "the sidecar was edited: from here on it is not as Plotline wrote it")
}
