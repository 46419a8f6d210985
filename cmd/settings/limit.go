package settings

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Limit is a number, or a percentage of a whole.
type Limit struct {
	Percent bool
	Value   float64
}

// UnmarshalText reads 5 or 25%.
func (l *Limit) UnmarshalText(text []byte) error {
	number, percent := strings.CutSuffix(string(text), "%")
	value, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || value < 0 || percent && value > 100 || !percent && value != math.Trunc(value) || math.IsInf(value, 0) {
		return fmt.Errorf("%q is not a limit: write a number such as 5, or a percentage such as 25%%", text)
	}
	*l = Limit{Percent: percent, Value: value}
	return nil
}

// String gives the limit as it is written.
func (l Limit) String() string {
	text := strconv.FormatFloat(l.Value, 'f', -1, 64)
	if l.Percent {
		return text + "%"
	}
	return text
}

// Of is how many of a whole the limit allows, rounded up: a quarter of three
// is one.
func (l Limit) Of(whole int) int {
	if !l.Percent {
		return int(l.Value)
	}
	return int(math.Ceil(l.Value*float64(whole)/100 - 1e-9))
}
