package stories

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"plotline/roadmap"
)

// score is an item's RICE with the sum in words.
type score struct {
	value float64
	text  string
}

// factor is one number of a score and where it comes from.
type factor struct {
	value float64
	text  string
}

// What is taken where the product manager or the product owner said nothing.
const (
	assumedReach      = 1
	assumedImpact     = 1
	assumedConfidence = 0.8
	assumedSize       = 3
)

// scoreOf computes reach × impact × confidence ÷ size from the initiative and
// the pain points behind an item.
func scoreOf(r *roadmap.Roadmap, item *Item, serves []roadmap.Ref) score {
	initiative, pains := initiativeOf(r, serves), painsOf(r, item, serves)
	reach, impact := reachOf(initiative, pains), impactOf(initiative, pains)
	confidence, size := confidenceOf(initiative, pains), sizeOf(item)
	value := reach.value * impact.value * confidence.value / size.value
	return score{value: value, text: fmt.Sprintf("RICE %s = reach %s × impact %s × confidence %s ÷ size %s",
		figure(value), reach.text, impact.text, confidence.text, size.text)}
}

// figure writes a number with as many digits as matter.
func figure(value float64) string {
	if value >= 100 {
		return strconv.FormatFloat(math.Round(value), 'f', -1, 64)
	}
	return strconv.FormatFloat(value, 'g', 3, 64)
}

// initiativeOf is the first initiative among what an item serves, nil for none.
func initiativeOf(r *roadmap.Roadmap, serves []roadmap.Ref) *roadmap.Initiative {
	for _, text := range serves {
		if ref, ok := r.Resolve(string(text)); ok && ref.Kind() == roadmap.InitiativeRef {
			_, initiative := r.Initiative(ref.ID())
			return initiative
		}
	}
	return nil
}

// painsOf are the pain points an item answers; where it names none itself,
// those its epic does.
func painsOf(r *roadmap.Roadmap, item *Item, serves []roadmap.Ref) []*roadmap.PainPoint {
	for _, refs := range [...][]roadmap.Ref{item.Serves, serves} {
		var pains []*roadmap.PainPoint
		for _, text := range refs {
			if ref, ok := r.Resolve(string(text)); ok && ref.Kind() == roadmap.PainPointRef {
				pains = append(pains, r.PainPoint(ref.ID()))
			}
		}
		if len(pains) > 0 {
			return pains
		}
	}
	return nil
}

func reachOf(initiative *roadmap.Initiative, pains []*roadmap.PainPoint) factor {
	if initiative != nil && usable(initiative.Reach) {
		return factor{amount(initiative.Reach), initiative.Reach.Text}
	}
	best := factor{assumedReach, figure(assumedReach) + " (assumed)"}
	found := false
	for _, pain := range pains {
		if usable(pain.Reach) && (!found || amount(pain.Reach) > best.value) {
			best, found = factor{amount(pain.Reach), pain.Reach.Text}, true
		}
	}
	return best
}

// impacts is how much a pain point's severity weighs, on RICE's usual scale.
func impacts(severity roadmap.Severity) float64 {
	switch severity {
	case roadmap.Critical:
		return 3
	case roadmap.High:
		return 2
	case roadmap.Medium:
		return 1
	case roadmap.Low:
		return 0.5
	}
	return 0
}

func impactOf(initiative *roadmap.Initiative, pains []*roadmap.PainPoint) factor {
	if initiative != nil && usable(initiative.Impact) {
		return factor{amount(initiative.Impact), initiative.Impact.Text}
	}
	best := factor{assumedImpact, figure(assumedImpact) + " (assumed)"}
	found := false
	for _, pain := range pains {
		if value := impacts(pain.Severity); value > 0 && (!found || value > best.value) {
			best, found = factor{value, fmt.Sprintf("%s (%s)", figure(value), pain.Severity)}, true
		}
	}
	return best
}

// confidences is how sure a pain point's standing makes us.
func confidences(standing roadmap.Confidence) float64 {
	switch standing {
	case roadmap.Tested:
		return 1
	case roadmap.Interviewed:
		return 0.8
	case roadmap.Guess:
		return 0.5
	}
	return 0
}

func confidenceOf(initiative *roadmap.Initiative, pains []*roadmap.PainPoint) factor {
	if initiative != nil && usable(initiative.Confidence) {
		return factor{share(initiative.Confidence), initiative.Confidence.Text}
	}
	best := factor{assumedConfidence, "80% (assumed)"}
	found := false
	for _, pain := range pains {
		if value := confidences(pain.Confidence); value > 0 && (!found || value > best.value) {
			best, found = factor{value, fmt.Sprintf("%s%% (%s)", figure(100*value), pain.Confidence)}, true
		}
	}
	return best
}

// sizeOf reads a size: a number, or one of the T-shirt's.
func sizeOf(item *Item) factor {
	shirts := map[string]float64{"XS": 1, "S": 2, "M": 3, "L": 5, "XL": 8, "XXL": 13}
	size := strings.ToUpper(strings.TrimSpace(item.Size))
	if n, err := strconv.ParseFloat(size, 64); err == nil && n > 0 && n < 1e6 {
		return factor{n, size}
	}
	if n := shirts[size]; n > 0 {
		return factor{n, fmt.Sprintf("%s (%s)", figure(n), size)}
	}
	return factor{assumedSize, figure(assumedSize) + " (assumed)"}
}

// usable says whether a number was given and can be multiplied.
func usable(n roadmap.Number) bool {
	return !n.IsZero() && !n.Unknown && n.Value > 0 && n.Value < 1e12
}

// amount is a number's value; a percentage is a part of one.
func amount(n roadmap.Number) float64 {
	if n.Scale == roadmap.Plain {
		return n.Value
	}
	return n.Value / 100
}

// share is a confidence as a part of one: 80%, 0.8 and 80 alike.
func share(n roadmap.Number) float64 {
	value := amount(n)
	if n.Scale == roadmap.Plain && value > 1 {
		value /= 100
	}
	return min(value, 1)
}
