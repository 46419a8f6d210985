package stories

// Document is an item's Markdown file, kept byte for byte: what was not
// deliberately set prints as it was read.
type Document struct {
	raw []byte
}
