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
	if text.Narrative != "" {
		b = append(append(append(b, '\n'), text.Narrative...), '\n')
	}
	b = appendSection(b, destinationSection, text.Destination)
	if len(text.Criteria) > 0 {
		b = append(appendList(appendHeading(b, criteriaSection), text.Criteria), '\n')
	}
	b = appendSection(b, notesSection, text.Notes)
	return newDocument(path, b, needs)
}

func appendSection(b []byte, name, text string) []byte {
	if text == "" {
		return b
	}
	return append(append(appendHeading(b, name), text...), '\n')
}

func appendHeading(b []byte, name string) []byte {
	return append(append(append(b, "\n## "...), name...), "\n\n"...)
}
