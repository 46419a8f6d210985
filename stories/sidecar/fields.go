package sidecar

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Fields is a mapping of a sidecar that is being written or read. A function that
// names the keys of a record in their order, each with where its value is kept,
// serves for both. Values that say nothing are not written, and those of keys that
// are not there stay as they are.
type Fields struct {
	w *writer
	// r reads the keys of t; nil while writing. asked are the keys that were named
	// so far, a bit each.
	r     *reader
	t     tree
	asked uint64
}

// find gives the value of a key that is read.
func (f *Fields) find(key string) (tree, bool) {
	for i := range f.t.keys {
		if f.t.keys[i].name == key {
			f.asked |= 1 << i
			return f.t.keys[i].value, true
		}
	}
	return tree{}, false
}

// Text is a key whose value is text.
func Text[T ~string](f *Fields, key string, of *T) {
	if f.r == nil {
		f.w.text(key, string(*of))
	} else if value, ok := f.find(key); ok {
		*of = T(f.r.text(value))
	}
}

// Choice is [Text] of which only some values are right; message says which.
func Choice[T ~string](f *Fields, key string, of *T, message string, choices ...T) {
	Text(f, key, of)
	if f.r == nil || slices.Contains(choices, *of) {
		return
	}
	if value, ok := f.find(key); ok {
		f.r.problem(value.at, message)
	}
}

// Texts is a key whose value is a list of texts.
func Texts[T ~string](f *Fields, key string, of *[]T) {
	if f.r == nil {
		flow(f.w, key, *of)
	} else if value, ok := f.find(key); ok {
		f.r.elements(value, func(t tree) { *of = append(*of, T(f.r.text(t))) })
	}
}

// Number is a key whose value is a number; 0 says nothing.
func (f *Fields) Number(key string, of *float64) {
	if f.r == nil {
		f.w.number(key, *of)
	} else if value, ok := f.find(key); ok {
		*of = f.r.number(value)
	}
}

// Time is a key whose value is a moment.
func (f *Fields) Time(key string, of *time.Time) {
	if f.r == nil {
		f.w.time(key, *of)
	} else if value, ok := f.find(key); ok {
		*of = f.r.time(value)
	}
}

// Truth is a key whose value is yes or no; no says nothing.
func (f *Fields) Truth(key string, of *bool) {
	if f.r == nil {
		f.w.truth(key, *of)
	} else if value, ok := f.find(key); ok {
		*of = f.r.truth(value)
	}
}

// Nested is a key whose value is a record of its own.
func Nested[T any](f *Fields, key string, of *T, fields func(*T, *Fields)) {
	if f.r != nil {
		if value, ok := f.find(key); ok {
			read(f.r, value, of, fields)
		}
		return
	}
	opened := f.w.open(key)
	fields(of, f)
	f.w.close()
	f.w.dropEmpty(opened)
}

// Optional is [Nested] where there may be no record.
func Optional[T any](f *Fields, key string, of **T, fields func(*T, *Fields)) {
	if f.r != nil {
		if value, ok := f.find(key); ok {
			*of = new(T)
			read(f.r, value, *of, fields)
		}
		return
	}
	if *of != nil {
		f.w.open(key)
		fields(*of, f)
		f.w.close()
	}
}

// List is a key whose value is a list of records.
func List[T any](f *Fields, key string, of *[]T, fields func(*T, *Fields)) {
	if f.r != nil {
		if value, ok := f.find(key); ok {
			f.r.elements(value, func(t tree) {
				*of = append(*of, *new(T))
				read(f.r, t, &(*of)[len(*of)-1], fields)
			})
		}
		return
	}
	if len(*of) == 0 {
		return
	}
	opened := f.w.openList(key)
	for i := range *of {
		f.w.element()
		fields(&(*of)[i], f)
	}
	f.w.closeList()
	f.w.dropEmpty(opened)
}

// read reads a mapping into a record, and reports keys that the record does not
// name or that stand there twice.
func read[T any](r *reader, t tree, into *T, fields func(*T, *Fields)) {
	if !t.isKeys {
		if t.isList || t.text != "" {
			r.problem(t.at, "keys are missing here")
		}
		return
	}
	if len(t.keys) > maxKeys {
		r.problem(t.keys[maxKeys].at, "there are too many keys here")
		return
	}
	f := &Fields{r: r, t: t}
	fields(into, f)
	for i, key := range t.keys {
		if slices.ContainsFunc(t.keys[:i], func(before treeKey) bool { return before.name == key.name }) {
			r.problem(key.at, fmt.Sprintf("%q stands twice", key.name))
		} else if f.asked&(1<<i) == 0 {
			r.problem(key.at, fmt.Sprintf("unknown key %q", key.name))
		}
	}
}

func (r *reader) text(t tree) string {
	if t.isKeys || t.isList {
		r.problem(t.at, "text is missing here")
	}
	return t.text
}

// elements calls one for every element of a list.
func (r *reader) elements(t tree, one func(tree)) {
	if !t.isList && (t.isKeys || t.text != "") {
		r.problem(t.at, "a list is missing here")
		return
	}
	for _, element := range t.list {
		one(element)
	}
}

func (r *reader) number(t tree) float64 {
	n, err := strconv.ParseFloat(r.text(t), 64)
	if err != nil || n != n || n > 1e15 || n < -1e15 {
		r.problem(t.at, fmt.Sprintf("%q is no number", t.text))
		return 0
	}
	return n
}

func (r *reader) time(t tree) time.Time {
	on, err := time.Parse(time.RFC3339, r.text(t))
	if err != nil {
		r.problem(t.at, fmt.Sprintf("%q is no time such as 2027-01-12T09:30:00Z", t.text))
		return time.Time{}
	}
	return on.UTC()
}

func (r *reader) truth(t tree) bool {
	switch r.text(t) {
	case "yes", "true":
		return true
	case "no", "false":
		return false
	}
	r.problem(t.at, fmt.Sprintf("%q is neither yes nor no", t.text))
	return false
}
