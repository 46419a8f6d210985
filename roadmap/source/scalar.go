package source

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Choice is a text type of which only some values are right. The zero value is
// always allowed, as "not written".
type Choice interface {
	Choices() []string
}

func (d *decoder) scalar(n *yaml.Node, v reflect.Value, name string) {
	text, ok := d.text(n, name)
	if !ok {
		return
	}
	if reader, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if err := reader.UnmarshalText([]byte(text)); err != nil {
			d.fail(n, fmt.Sprintf("%s: %v", name, err), "")
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		d.chosen(n, v, name, text)
		v.SetString(text)
	case reflect.Bool:
		d.truth(n, v, name, text)
	case reflect.Int, reflect.Int64, reflect.Int32:
		whole, err := strconv.ParseInt(text, 10, v.Type().Bits())
		d.numeric(n, err, name, "a whole number")
		v.SetInt(whole)
	case reflect.Float64:
		number, err := strconv.ParseFloat(text, 64)
		d.numeric(n, err, name, "a number")
		v.SetFloat(number)
	default:
		d.fail(n, fmt.Sprintf("%s cannot be read into %s", name, v.Type()), "")
	}
}

func (d *decoder) numeric(n *yaml.Node, err error, name, want string) {
	if err != nil {
		d.wrong(n, name, want)
	}
}

func (d *decoder) truth(n *yaml.Node, v reflect.Value, name, text string) {
	switch text {
	case "true":
		v.SetBool(true)
	case "false":
		v.SetBool(false)
	default:
		d.wrong(n, name, "true or false")
	}
}

// chosen checks the value of a [Choice].
func (d *decoder) chosen(n *yaml.Node, v reflect.Value, name, text string) {
	choice, ok := v.Interface().(Choice)
	if !ok {
		return
	}
	choices := choice.Choices()
	for _, c := range choices {
		if c == text {
			return
		}
	}
	message := fmt.Sprintf("unknown %s %q", strings.ReplaceAll(name, "_", " "), clip(text))
	if near := Nearest(text, choices); near != "" {
		message += fmt.Sprintf("; did you mean %q?", near)
	} else {
		message += "; one of: " + strings.Join(choices, ", ")
	}
	d.fail(n, message, "")
}

// text gives a scalar as it was written. Numbers, dates and words such as no
// stay the text they are.
func (d *decoder) text(n *yaml.Node, name string) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		d.wrong(n, name, "text")
		return "", false
	}
	if n.Style&yaml.TaggedStyle != 0 && n.Tag != "!!str" {
		d.fail(n, fmt.Sprintf("%s begins with !, which YAML takes for a tag and not for text", name),
			"put the whole text in quotes")
		return "", false
	}
	return n.Value, d.kept(n, name)
}
