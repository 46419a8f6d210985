package pack

import (
	"math"
	"slices"
	"strings"

	"plotline/roadmap"
)

// Scope is the part of a roadmap that an epic comes from and speaks of.
type Scope struct {
	// Roadmap is the whole roadmap, never nil.
	Roadmap *roadmap.Roadmap
	// Goal is nil for a pain point without one; Initiative is nil for an
	// epic that stands for a goal or a pain point.
	Goal       *roadmap.Goal
	Initiative *roadmap.Initiative
	// PainPoints are what calls the slot, or for the epic's own text all of
	// its pain points, in the roadmap's order. The first lends its words.
	PainPoints []*roadmap.PainPoint
}

// View is all that a pack's texts can see: plain text, made fit to stand in a
// sentence. What a roadmap does not say is "" or has a neutral word.
type View struct {
	// Product is the product's name.
	Product string
	// Persona and Personas are whom the work is for, one and many: "returning
	// shopper", "returning shoppers". Who and Whos are the same without an
	// adjective, for criteria that speak of persons in a certain state.
	Persona, Personas string
	Who, Whos         string
	// Thing and Things are what the product is about, one and many: "product",
	// "courses". Got is what people did with one ("bought"), History what is
	// left of it ("purchase history").
	Thing, Things string
	Got, History  string
	// Goal, Why, Initiative and Problem are the roadmap's sentences, without
	// a final full stop. Subject is the shortest of them that names the epic.
	Goal, Why, Initiative, Problem, Subject string
	// Wish is what the persona wants to do and cannot, read from a problem such
	// as "Tenants cannot see the date": "see the date". Errand is what they must
	// ask somebody else for: "send something back" of "Shoppers have to call
	// support to send something back". News is what they learn too late: "when a
	// delivery is late" of "Shoppers are not told when a delivery is late". Each
	// is "" where the problem has no such form; my says it as the persona would.
	Wish, Errand, News string
	// Act is what they want to get done, in whatever form the problem says it:
	// their Wish or Errand, or what they do by hand or never finish. Question is
	// what they cannot tell: "who changed a claim". Part is what of the product
	// the problem is about: "product pages", "the check-in desk". Each is ""
	// where the problem does not say.
	Act, Question, Part string
	// Sight is an Act by which they only look: "see which fields are dry"; Deed is
	// any other.
	Sight, Deed string
	// Data is what people carry, type or find wrong: "class lists". Other is the
	// system they carry it from or to, Old what has to go, Report the figures
	// they put together, each with its article or "".
	// Into is the system that they put it into, where that is another one.
	Data, Other, Into, Old, Report string
	// Cause is what a problem names as its reason, "" where it names none. Figure
	// is the first piece of its own evidence that has a number.
	Cause, Figure string
	// Promise is what the initiative's name lets people do: "do the paperwork
	// before they arrive" of "Let guests do the paperwork before they arrive".
	// Feature is what it brings, where the name says a thing: "digital
	// prescriptions", "one view of the rooms".
	Promise, Feature string
	// Metric is a metric's name, with its numbers as people read them. All are
	// "" where the goal has no metric; Baseline is "" while it is unknown.
	Metric, Baseline, Target, Due, Unit string
	// Period is the time that the metric is counted over: day, week, month,
	// quarter or year.
	Period string
	// Problems, Evidence, Guardrails and Metrics are lists of sentences and
	// names; these alone may be ranged over.
	Problems, Evidence, Guardrails, Metrics []string
}

func viewFields() []string {
	return append([]string{
		"Product", "Persona", "Personas", "Who", "Whos", "Thing", "Things", "Got", "History",
		"Goal", "Why", "Initiative", "Problem", "Subject", "Wish", "Errand", "News",
		"Act", "Question", "Part", "Sight", "Deed", "Data", "Other", "Into", "Old", "Report", "Cause", "Figure", "Promise", "Feature",
		"Metric", "Baseline", "Target", "Due", "Unit", "Period",
	}, listFields()...)
}

func listFields() []string { return []string{"Problems", "Evidence", "Guardrails", "Metrics"} }

// NewView gathers what texts may say of a scope.
func NewView(scope Scope) *View {
	v := &View{Product: fact(scope.Roadmap.Product.Name)}
	if v.Product == "" {
		v.Product = "the product"
	}
	if g := scope.Goal; g != nil {
		v.Goal, v.Why = fact(g.Statement), fact(g.Why)
		v.Guardrails = facts(g.Guardrails)
		v.seeMetrics(g.Metrics)
	}
	if i := scope.Initiative; i != nil {
		v.Initiative = fact(i.Name)
		v.Promise, v.Feature = promiseOf(v.Initiative), featureOf(v.Initiative)
	}
	for _, p := range firstFew(scope.PainPoints) {
		v.Problems = append(v.Problems, fact(p.Problem))
		for _, e := range firstFew(p.Evidence) {
			v.Evidence = append(v.Evidence, fact(e.Text))
		}
	}
	v.Evidence = firstFew(v.Evidence)
	v.seeProblem(scope)
	v.Feature = strings.TrimSuffix(v.Feature, " for "+v.Whos)
	v.Subject = firstOf(v.Initiative, v.Problem, v.Goal)
	if v.Initiative == "" && v.Goal != "" && len(scope.PainPoints) > 1 {
		v.Subject = v.Goal // what several pain points stand in the way of
	}
	v.seeThing(scope)
	v.Old = oldOf(append(slices.Clone(v.Problems), v.Initiative, v.Goal))
	return v
}

// OfMetric is the view of a slot that is drafted once for each metric.
func (v *View) OfMetric(m *roadmap.Metric) *View {
	of := *v
	of.seeMetric(m)
	return &of
}

func (v *View) seeMetrics(metrics []roadmap.Metric) {
	for i := range firstFew(metrics) {
		v.Metrics = append(v.Metrics, phrase(metrics[i].Name))
	}
	if len(metrics) > 0 {
		v.seeMetric(&metrics[0])
	}
}

func (v *View) seeMetric(m *roadmap.Metric) {
	v.Unit = phrase(m.Unit)
	v.Metric = withThe(phrase(m.Name))
	if v.Metric == phrase(m.Name) && m.Percentage() && !namesShare(v.Metric) {
		v.Metric = "the share of " + v.Metric
	}
	v.Baseline, v.Target, v.Due, v.Period = "", m.WithUnit(targetPhrase(m)), m.Due.Phrase(), periodOf(m.Name+" "+m.Unit)
	if m.Baseline.Known() {
		v.Baseline = m.BaselineText()
	}
}

// periods are how names of metrics say over what time they are counted.
var periods = map[string]string{
	"daily": "day", "day": "day", "monthly": "month", "month": "month", "quarterly": "quarter", "quarter": "quarter",
	"yearly": "year", "annual": "year", "year": "year",
}

// periodOf is the time that a metric is counted over: what its name says, else a
// week.
func periodOf(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), notWord)
	for i, word := range words {
		period, ok := periods[word]
		if ok && (word != period || i > 0 && (words[i-1] == "per" || words[i-1] == "a" || words[i-1] == "each")) {
			return period
		}
	}
	return "week"
}

// counts are the heads of metrics that a sentence says "the" before.
var counts = setOf("share number rate percentage proportion average median mean ratio count total amount sum time cost length duration")

// rates are last words of metrics that a sentence says "the" before.
var rates = setOf("rate share ratio percentage proportion time length duration cost score uptime")

// namesShare tells the name of a metric that is a part of something already:
// "churn", "share of paid orders".
func namesShare(name string) bool {
	head, _, _ := strings.Cut(name, " ")
	return counts[head] || shares[name[strings.LastIndexByte(name, ' ')+1:]]
}

// shares are last words of metrics that are a part of something by themselves.
var shares = setOf("churn retention conversion margin availability occupancy utilization utilisation satisfaction growth accuracy coverage adoption completion turnover engagement discount")

// withThe makes "share of paid orders" fit for a sentence.
func withThe(name string) string {
	head, rest, found := strings.Cut(name, " ")
	if last := name[strings.LastIndexByte(name, ' ')+1:]; rates[last] && found && head != "the" {
		return "the " + name
	}
	if found && counts[head] && (head == "average" || head == "median" || head == "mean" || head == "total" ||
		strings.HasPrefix(rest, "of ") || strings.HasPrefix(rest, "to ")) {
		return "the " + name
	}
	return name
}

// targetPhrase is a metric's target as an absolute number where the baseline
// allows it ("49,200"), else how far it is from where the metric stands.
func targetPhrase(m *roadmap.Metric) string {
	if !m.Target.Known() {
		return ""
	}
	if _, ok := m.TargetValue(); ok || !m.Target.Signed {
		return m.TargetText()
	}
	size := roadmap.FormatValue(math.Abs(m.Target.Value), m.Target.Scale)
	if m.Target.Value < 0 {
		return size + " below the baseline"
	}
	return size + " above the baseline"
}

func (v *View) seeProblem(scope Scope) {
	who := leadPersona(scope)
	v.Persona, v.Personas = oneOf(who), manyOf(who)
	v.Who, v.Whos = whoOf(v.Persona), whoOf(v.Personas)
	for _, name := range []*string{&v.Persona, &v.Personas, &v.Who, &v.Whos} {
		*name = keepNames(*name, scope.Roadmap.Product.Name)
	}
	if len(scope.PainPoints) == 0 {
		return
	}
	v.Problem = fact(scope.PainPoints[0].Problem)
	v.Figure = figureOf(scope.PainPoints[0].Evidence)
	v.Wish, v.Errand, v.News = wishOf(v.Problem), errandOf(v.Problem), newsOf(v.Problem)
	v.Cause = causeOf(v.Problem)
	v.Act = firstOf(v.Wish, v.Errand)
	if v.Act == "" {
		v.Act = actOf(v.Problem)
	}
	v.Question = questionOf(v.Problem)
	if v.Act == "" && v.Question == "" && v.News == "" {
		v.Act, v.Question, v.News = firstOf(wishOf(v.Cause), deniedIn(v.Cause)), questionOf(v.Cause), newsOf(v.Cause)
	}
	if looks[firstOfWords(v.Act)] {
		v.Sight = v.Act
	} else {
		v.Deed = v.Act
	}
	r := read(v.Problem)
	v.Part, v.Data, v.Other, v.Into, v.Report = r.part(), r.data(), r.other(v.Product), r.into(v.Product), r.report()
}

// leadPersona is the name of whom the work is for: who suffers from the first
// pain point, else from another of the goal, else the roadmap's first.
func leadPersona(scope Scope) string {
	for _, p := range scope.PainPoints {
		if persona := sufferer(scope.Roadmap, p); persona != "" {
			return persona
		}
	}
	if len(scope.Roadmap.Personas) > 0 {
		return scope.Roadmap.Personas[0].Name
	}
	return ""
}

func personaOf(r *roadmap.Roadmap, id string) string {
	for i := range r.Personas {
		if r.Personas[i].ID == id {
			return r.Personas[i].Name
		}
	}
	return ""
}

func facts(texts []string) []string {
	var out []string
	for _, text := range firstFew(texts) {
		out = append(out, fact(text))
	}
	return out
}

func firstFew[T any](list []T) []T { return list[:min(len(list), listLimit)] }

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
