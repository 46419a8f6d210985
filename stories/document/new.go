package document

// New writes a file for the first time: the keys that say something, in their
// order, and a text that must be canonical.
func New(path string, keys []Key, text Text) *Document {
	b, needs := make([]byte, 0, 1024), 0
	b = append(b, "---\n"...)
	for _, key := range keys {
		if key.Value == "" && len(key.List) == 0 {
			continue
		}
		b = append(append(b, key.Name...), ": "...)
		b = appendValue(b, key)
		if key.Name == needsKey {
			needs = len(b)
		}
		b = append(b, '\n')
	}
	b = append(append(append(b, "---\n"...), titleLine(text.Title)...), '\n')
	b = appendPart(b, "", text.Narrative)
	b = appendPart(b, destinationSection, text.Destination)
	b = appendPart(b, criteriaSection, listOf(text.Criteria))
	b = appendPart(b, notesSection, text.Notes)
	return newDocument(path, b, needs)
}

func appendPart(b []byte, name, text string) []byte {
	if text == "" {
		return b
	}
	b = append(b, '\n')
	if name != "" {
		b = append(append(append(b, "## "...), name...), "\n\n"...)
	}
	return append(append(b, text...), '\n')
}
