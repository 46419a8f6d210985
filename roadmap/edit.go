package roadmap

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"plotline/roadmap/source"
)

// ErrNoSplice says that a file is written in a way that an addition cannot be
// put into without touching the rest. The person adds it by hand.
var ErrNoSplice = errors.New("the file is written in a way that nothing can be put into from outside; add it there by hand")

// NewReading is a reading to add to a metric.
type NewReading struct {
	Goal, Metric string
	On           Date
	Value        string
}

// WithReading gives a roadmap file with one reading more; every other byte is
// as it was. The path is for messages.
func WithReading(path string, data []byte, reading NewReading) ([]byte, error) {
	if _, err := ParseNumber(reading.Value); err != nil {
		return nil, err
	}
	r, err := decodeFile(path, data)
	if err != nil {
		return nil, err
	}
	goal := slices.IndexFunc(r.Goals, func(g Goal) bool { return g.ID == reading.Goal })
	if goal < 0 {
		return nil, fmt.Errorf("%s has no goal %q", path, reading.Goal)
	}
	metrics := r.Goals[goal].Metrics
	at := slices.IndexFunc(metrics, func(m Metric) bool { return m.ID == reading.Metric })
	if at < 0 {
		return nil, fmt.Errorf("goal %q has no metric %q", reading.Goal, reading.Metric)
	}
	text := fmt.Sprintf("{on: %s, value: %s}", reading.On, plain(reading.Value))
	changed, err := newSplicer(data).entry(&metrics[at].Places, "readings", []string{text}, text)
	if err != nil {
		return nil, err
	}
	way := []any{"goals", goal, "metrics", at, "readings"}
	return changed, onlyAdded(path, data, changed, way)
}

// NewPainPoint is a pain point to add. Persona, Severity, Goal and Evidence may
// be "".
type NewPainPoint struct {
	ID, Problem, Persona, Severity, Goal, Evidence string
}

// WithPainPoint gives a roadmap file with one pain point more, behind those
// that stand there; every other byte is as it was.
func WithPainPoint(path string, data []byte, pain NewPainPoint) ([]byte, error) {
	if strings.TrimSpace(pain.Problem) == "" {
		return nil, errors.New("a pain point needs a problem")
	}
	r, err := decodeFile(path, data)
	if err != nil {
		return nil, err
	}
	changed, err := newSplicer(data).entry(&r.Places, "pain_points", pain.lines(), pain.flow())
	if err != nil {
		return nil, err
	}
	return changed, onlyAdded(path, data, changed, []any{"pain_points"})
}

// pairs are the keys with their values as YAML.
func (p NewPainPoint) pairs() []string {
	pairs := []string{"id: " + plain(p.ID)}
	add := func(key, value, before, after string) {
		if value != "" {
			pairs = append(pairs, key+": "+before+plain(value)+after)
		}
	}
	add("personas", p.Persona, "[", "]")
	add("problem", foldSpace(p.Problem), "", "")
	add("evidence", foldSpace(p.Evidence), "[", "]")
	add("severity", p.Severity, "", "")
	add("goals", p.Goal, "[", "]")
	return pairs
}

func (p NewPainPoint) lines() []string { return p.pairs() }

func (p NewPainPoint) flow() string { return "{" + strings.Join(p.pairs(), ", ") + "}" }

// plain writes a value without quotes where that cannot mean anything else.
func plain(text string) string {
	safe := text != "" && !strings.ContainsFunc(text, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune(" -.%+", c)
	})
	first := text != "" && (text[0] >= 'A' && text[0] <= 'Z' || text[0] >= 'a' && text[0] <= 'z' || text[0] >= '0' && text[0] <= '9')
	if safe && first && strings.TrimSpace(text) == text && !reserved(text) {
		return text
	}
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		return `""`
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// reserved says that a word means something else than itself to some parser.
func reserved(text string) bool {
	return slices.Contains([]string{"null", "true", "false", "yes", "no", "on", "off", "y", "n"}, strings.ToLower(text))
}

func decodeFile(path string, data []byte) (*Roadmap, error) {
	r := &Roadmap{}
	if problems := source.Decode(path, data, r); len(problems) > 0 {
		return nil, problems.Err()
	}
	return r, nil
}

// onlyAdded holds a changed file against the old one: apart from one more
// element in the list at the way, both must say the same.
func onlyAdded(path string, was, is []byte, way []any) error {
	if _, err := decodeFile(path, is); err != nil {
		return fmt.Errorf("%w: %w", ErrNoSplice, err)
	}
	var before, after any
	if yaml.Unmarshal(was, &before) != nil || yaml.Unmarshal(is, &after) != nil {
		return ErrNoSplice
	}
	if !dropLast(after, way) || !reflect.DeepEqual(bare(before, way), bare(after, way)) {
		return ErrNoSplice
	}
	return nil
}

// follow goes a way of keys and indices from a value.
func follow(value any, way []any) any {
	for _, step := range way {
		switch step := step.(type) {
		case string:
			mapping, _ := value.(map[string]any)
			value = mapping[step]
		case int:
			list, _ := value.([]any)
			if step >= len(list) {
				return nil
			}
			value = list[step]
		}
	}
	return value
}

// dropLast takes the last element off the list at the way.
func dropLast(root any, way []any) bool {
	last := len(way) - 1
	mapping, ok := follow(root, way[:last]).(map[string]any)
	if !ok {
		return false
	}
	key, _ := way[last].(string)
	list, _ := mapping[key].([]any)
	if len(list) == 0 {
		return false
	}
	mapping[key] = list[:len(list)-1]
	return true
}

// bare leaves out an empty list at the way: not written, null and empty are
// the same.
func bare(root any, way []any) any {
	last := len(way) - 1
	if mapping, ok := follow(root, way[:last]).(map[string]any); ok {
		key, _ := way[last].(string)
		if list, _ := mapping[key].([]any); len(list) == 0 {
			delete(mapping, key)
		}
	}
	return root
}
