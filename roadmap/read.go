package roadmap

import (
	"fmt"
	"strconv"

	"plotline/roadmap/source"
)

// Forms: a number is text.
func (n *Number) Forms() source.Forms { return source.Text }

// ReadSource reads a number as a person writes it.
func (n *Number) ReadSource(v source.Value) {
	readText(v, func(text string) (err error) {
		*n, err = ParseNumber(text)
		return err
	})
}

// Forms: a due is text.
func (d *Due) Forms() source.Forms { return source.Text }

// ReadSource reads a due by the calendar year; the loader reads fiscal ones
// again when it knows the calendar.
func (d *Due) ReadSource(v source.Value) {
	readText(v, func(text string) (err error) {
		*d, err = ParseDue(text, 0)
		return err
	})
}

// Forms: a date is text.
func (d *Date) Forms() source.Forms { return source.Text }

// ReadSource reads a day.
func (d *Date) ReadSource(v source.Value) {
	readText(v, func(text string) (err error) {
		*d, err = ParseDate(text)
		return err
	})
}

// Forms: a month is text.
func (m *Month) Forms() source.Forms { return source.Text }

// ReadSource reads a month's number or English name.
func (m *Month) ReadSource(v source.Value) {
	readText(v, func(text string) error {
		if month, ok := monthByName(text); ok {
			*m = Month(month)
			return nil
		}
		month, err := strconv.Atoi(text)
		if err != nil || month < 1 || month > 12 {
			return mistake{fmt.Sprintf("%q is not a month", text), "write its name, or 1 to 12"}
		}
		*m = Month(month)
		return nil
	})
}

func readText(v source.Value, parse func(text string) error) {
	text, ok := v.Text()
	if !ok {
		return
	}
	if err := parse(text); err != nil {
		v.Fail(v.Name()+": "+err.Error(), hintOf(err))
	}
}

// Forms: evidence is text or a mapping.
func (e *Evidence) Forms() source.Forms { return source.Text | source.Mapping }

// ReadSource reads evidence in either form.
func (e *Evidence) ReadSource(v source.Value) {
	if text, ok := short(v, &e.Places, "text"); ok {
		e.Text = text
	}
}

// Forms: a non-goal is text or a mapping.
func (n *NonGoal) Forms() source.Forms { return source.Text | source.Mapping }

// ReadSource reads a non-goal in either form.
func (n *NonGoal) ReadSource(v source.Value) {
	if text, ok := short(v, &n.Places, "text"); ok {
		n.Text = text
	}
}

// Forms: a person is a name or a mapping.
func (p *Person) Forms() source.Forms { return source.Text | source.Mapping }

// ReadSource reads a person in either form.
func (p *Person) ReadSource(v source.Value) {
	if text, ok := short(v, &p.Places, "name"); ok {
		p.Name = text
	}
}

// short reads the short form of a value that may be text for one of its keys;
// any other form is read by the fields.
func short(v source.Value, places *source.Places, key string) (string, bool) {
	if v.Form() != source.Text {
		v.Plain()
		return "", false
	}
	places.Record("", v.Position())
	places.Record(key, v.Position())
	return v.Text()
}

// Forms: a glossary is a mapping of terms to meanings, or a list.
func (g *Glossary) Forms() source.Forms { return source.Mapping | source.List }

// ReadSource reads a glossary in either form.
func (g *Glossary) ReadSource(v source.Value) {
	switch v.Form() {
	case source.List:
		v.Plain()
	case source.Mapping:
		v.Pairs(func(key string, at source.Position, value source.Value) {
			term := Term{Name: key}
			term.Record("", at)
			term.Record("term", at)
			term.Record("meaning", value.Position())
			value.Into(&term.Meaning)
			*g = append(*g, term)
		})
	default:
		v.Wrong("terms with their meanings")
	}
}
