package roadmap

import "plotline/roadmap/schema"

// Schema is the JSON Schema of a roadmap file. A file without the keys that
// only a root may have passes as one to include.
func Schema() ([]byte, error) {
	return schema.Of(Roadmap{}, schema.About{Title: "A Plotline roadmap", Describe: describe, Pattern: pattern})
}

// JSONSchemaExtend says what a root needs, and what marks one.
func (Roadmap) JSONSchemaExtend(s *schema.Schema) {
	marks := []*schema.Schema{{Required: []string{"product"}}, {Required: []string{"id"}}, {Required: []string{"calendar"}}}
	s.AnyOf = []*schema.Schema{
		{Required: []string{"version", "product"}},
		{Not: &schema.Schema{AnyOf: marks}},
	}
}

func pattern(_, key string) string {
	if key == "id" {
		return `^[\p{L}\p{N}]([\p{L}\p{N}._\-]*[\p{L}\p{N}])?$`
	}
	return ""
}

// The patterns say of the custom types what their parsers take.
const (
	numberPattern = `^\s*([Uu][Nn][Kk][Nn][Oo][Ww][Nn]|[+\-−]?\s*[0-9.][0-9., _'’]*(k|K|M|B|bn)?\s*(%|pp)?)\s*$`
	duePattern    = `^\s*([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|([Ff][Yy] ?)?([0-9]{2}|[0-9]{4})[- ]?([Qq][1-4]|[Hh][12])|([Qq][1-4]|[Hh][12])[- ]?([Ff][Yy] ?)?([0-9]{2}|[0-9]{4})|[Ff][Yy] ?([0-9]{2}|[0-9]{4})|([0-9]{1,2}\.? )?[A-Za-z]{3,9}\.? ([0-9]{1,2}, ?)?[0-9]{4})\s*$`
	datePattern   = `^\s*([0-9]{4}-[0-9]{2}-[0-9]{2}|([0-9]{1,2}\.? )[A-Za-z]{3,9}\.? [0-9]{4}|[A-Za-z]{3,9}\.? [0-9]{1,2}, ?[0-9]{4})\s*$`
	monthPattern  = `^([1-9]|1[0-2]|[Jj]an(uary)?|[Ff]eb(ruary)?|[Mm]ar(ch)?|[Aa]pr(il)?|[Mm]ay|[Jj]une?|[Jj]uly?|[Aa]ug(ust)?|[Ss]ept?(ember)?|[Oo]ct(ober)?|[Nn]ov(ember)?|[Dd]ec(ember)?)$`
)

// JSONSchema is a number, or a text that reads as one.
func (Number) JSONSchema() *schema.Schema { return numberOr(numberPattern) }

// JSONSchema is a year, or a text that reads as a due.
func (Due) JSONSchema() *schema.Schema {
	return &schema.Schema{AnyOf: []*schema.Schema{{Type: "integer", Minimum: "1000", Maximum: "9999"}, {Type: "string", Pattern: duePattern}}}
}

// JSONSchema is a day.
func (Date) JSONSchema() *schema.Schema { return &schema.Schema{Type: "string", Pattern: datePattern} }

// JSONSchema is a month's number or name.
func (Month) JSONSchema() *schema.Schema {
	return &schema.Schema{AnyOf: []*schema.Schema{{Type: "integer", Minimum: "1", Maximum: "12"}, {Type: "string", Pattern: monthPattern}}}
}

// JSONSchema is a mapping of terms to meanings, or a list of terms.
func (Glossary) JSONSchema() *schema.Schema {
	return schema.MapOrList[Term]()
}

func numberOr(pattern string) *schema.Schema {
	return &schema.Schema{AnyOf: []*schema.Schema{{Type: "number"}, {Type: "string", Pattern: pattern}}}
}
