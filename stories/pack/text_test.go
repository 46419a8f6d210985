package pack

import (
	"reflect"
	"testing"
)

// Every text of the view has its way into the key under which outcomes are
// remembered: two views that differ anywhere render differently.
func TestTextRemembersByWhatItReads(t *testing.T) {
	for _, name := range viewFields() {
		var view View
		field := reflect.ValueOf(&view).Elem().FieldByName(name)
		if field.Kind() != reflect.String {
			continue
		}
		words, err := compile("test", "{{."+name+"}}")
		if err != nil {
			t.Fatal(err)
		}
		for _, value := range []string{"one", "two", "one"} {
			field.SetString(value)
			if out, err := words.render(&view, Line); err != nil || out != value {
				t.Errorf("%s = %q renders %q, %v", name, value, out, err)
			}
		}
	}
}

func TestTextOfTheWholeViewIsNotRemembered(t *testing.T) {
	words, err := compile("test", "{{with .Wish}}{{.}}{{end}}{{range .Problems}}{{.}}{{end}}")
	if err != nil {
		t.Fatal(err)
	}
	for _, wish := range []string{"one", "two"} {
		if out, err := words.render(&View{Wish: wish, Problems: []string{wish}}, Line); err != nil || out != wish+wish {
			t.Errorf("%q, %v", out, err)
		}
	}
}
