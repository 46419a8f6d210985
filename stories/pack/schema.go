package pack

import "plotline/roadmap/schema"

// Schema is the JSON Schema of a template file.
func Schema() ([]byte, error) {
	return schema.Of(Template{}, schema.About{Title: "A Plotline template"})
}
