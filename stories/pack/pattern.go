package pack

import (
	"fmt"
	"plotline/stories/ear"
	"slices"
	"strings"
)

// A pattern is a phrase to look for. It is written as words parted by spaces:
//
//	search results          these words, in any inflection, articles aside
//	lose|miss signal        either word; log_in is one of several words
//	spend ... find          up to four words may stand between
//	<cannot> find          one of a class of wordings, see classes
type pattern struct {
	text  string
	steps []step
}

// step is one word or gap of a pattern: the sequences of stems it may be.
type step struct {
	gap  bool
	ways [][]string
}

// What a phrase may be.
const (
	stepLimit = 12
	wayLimit  = 120
	gapLimit  = 4
	gapWidth  = 4
)

// classes are wordings that phrases of any template need.
var classes = map[string]string{
	"<cannot>": "cannot|can_not|could_not|be_unable_to|be_not_able_to|unable_to|not_able_to|have_no_way_to|no_way_to|no_way_of|struggle_to|struggle_with|fail_to|hard_to|" +
		"difficult_to|impossible_to|hardly|never_manage_to|tricky_to|painful_to|tedious_to|nowhere_to|not_know_how_to|not_know_where_to|not_possible_to|not_manage_to|have_trouble|has_trouble|" +
		"not_let_us|not_let_them|not_let_me|never|not_get_to|rarely|seldom|without_being_able_to|hard_time|never_can|not_able",
	"<not>":      "not|never|nobody|no_one|none|hardly|rarely|cannot|without|no|seldom|nothing|neither",
	"<no>":       "no|not|never|without|lack|nobody|cannot|nothing|none|hardly|miss|barely|rarely|poor|bad|weak|patchy|unstable|lose|spotty|not_have|have_no|not_any",
	"<late>":     "too_late|late|only_after|only_when|not_until|only_once|by_chance|by_accident|hours_later|days_later|weeks_later|last_minute|from_others|from_colleagues|from_neighbors|second_hand|day_after|days_after|hours_after|weeks_after|only_on_arrival|only_at|only_from|only_by",
	"<many>":     "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|several|many|multiple|different|various|too_many|separate|other|another|both",
	"<often>":    "every_day|every_week|every_month|every_monday|every_friday|every_morning|every_quarter|each_week|each_month|each_day|weekly|monthly|daily|quarterly|every_time|every_year|every_spring|every_evening|every_night|each_time",
	"<hand>":     "by_hand|manually|by_eye|on_paper|in_spreadsheet|from_spreadsheet|into_spreadsheet|with_spreadsheet|with_calculator|in_notebook|with_pen|on_whiteboard|on_back_of",
	"<time>":     "second|minute|hour|day|week|month|long|forever|ages|age|eternity|morning|half",
	"<wait>":     "wait|take|need|last|require|spend|lose|cost",
	"<system>":   "system|program|tool|software|app|platform|site|website|portal|page|service|server|screen|database|terminal|till|kiosk|scanner|web|register|booking_system|online_shop|booking_site|shop|editor|console|game|player|checkout|printer",
	"<contact>":  "call|phone|ring|telephone|write|email|mail|visit|contact|queue|fax|message|see|speak_to|talk_to|go_to|come_to|turn_to|ask",
	"<change>":   "change|cancel|update|move|pause|rebook|reschedule|postpone|extend|renew|correct|edit|switch|return|amend|adjust|shift|suspend|end|terminate|close|stop|transfer|swap|upgrade|reset|remove|fix",
	"<everyone>": "everyone|everybody|all|anyone|anybody|each|every_user|every_customer|every_visitor|all_users|all_customers|all_members",
	"<lose>":     "lose|vanish|disappear|gone|missing|swallow|swallowed|wiped|erase|erased|evaporate",
	"<trouble>":  "stuck|lost|confused|overwhelmed|struggle|helpless|give_up|abandon|drop_out|drop_off|quit|frustrated|puzzled|despair|fail|drown|need_help|bewildered|intimidated",
	"<know>":     "know|tell|hear|learn|find_out|see|notice|realize|discover|understand|say|be_sure|guess|foresee",
	"<people>": "user|customer|people|person|shopper|visitor|member|employee|staff|colleague|team|nurse|doctor|patient|student|teacher|parent|driver|worker|manager|client|guest|" +
		"buyer|seller|resident|citizen|tenant|farmer|reader|learner|operator|agent|engineer|developer|volunteer|subscriber|owner|host|player|they|everyone|anyone|nobody|we|clerk|pupil",
}

// phrases reads phrases. It remembers the stems of the words it has met, since
// a pack says most of them many times.
type phrases struct {
	stems map[string][]string
}

func newPhrases() *phrases { return &phrases{stems: map[string][]string{}} }

// parse reads a phrase.
func (r *phrases) parse(text string) (*pattern, error) {
	p := &pattern{text: text}
	fields := strings.Fields(strings.ToLower(text))
	gaps := 0
	for _, field := range fields {
		if field == "..." {
			gaps++
			p.steps = append(p.steps, step{gap: true})
			continue
		}
		s, err := r.step(field)
		if err != nil {
			return nil, err
		}
		if len(s.ways) > 0 {
			p.steps = append(p.steps, s)
		}
	}
	n := len(p.steps)
	switch {
	case n == 0:
		return nil, fmt.Errorf("holds no word to look for")
	case p.steps[0].gap || p.steps[n-1].gap:
		return nil, fmt.Errorf("begins or ends with a gap")
	case n > stepLimit || gaps > gapLimit:
		return nil, fmt.Errorf("has more than %d words or %d gaps", stepLimit, gapLimit)
	}
	return p, nil
}

func (r *phrases) step(field string) (step, error) {
	var s step
	for part := range strings.SplitSeq(field, "|") {
		if strings.HasPrefix(part, "<") {
			class, ok := classes[part]
			if !ok {
				return step{}, fmt.Errorf("there is no class %s; classes: %s", part, strings.Join(classNames(), ", "))
			}
			for alternative := range strings.SplitSeq(class, "|") {
				s.add(r.stemsOf(alternative))
			}
			continue
		}
		if ear.Unsaid(part) && !ear.IsArticle(part) {
			return step{}, fmt.Errorf("the word %q is left out of every text, so that no phrase can hold it", part)
		}
		if ear.IsArticle(part) && part != field {
			return step{}, fmt.Errorf("the word %q is left out of every text and cannot stand beside %q", part, field)
		}
		stems := r.stemsOf(part)
		if len(stems) < 1+strings.Count(part, "_") && part != field {
			return step{}, fmt.Errorf("of %q only %q would be looked for; the rest is left out of every text", part, strings.Join(stems, " "))
		}
		s.add(stems)
	}
	if len(s.ways) > wayLimit {
		return step{}, fmt.Errorf("has more than %d words to choose from in one place", wayLimit)
	}
	return s, nil
}

func classNames() []string {
	names := make([]string, 0, len(classes))
	for name := range classes {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// stemsOf gives the stems of one alternative, such as log_in.
func (r *phrases) stemsOf(alternative string) []string {
	if known, ok := r.stems[alternative]; ok {
		return known
	}
	var stems []string
	for _, t := range ear.Tokens(strings.ReplaceAll(alternative, "_", " ")) {
		if t.Stem != ear.SentenceEnd {
			stems = append(stems, t.Stem)
		}
	}
	r.stems[alternative] = stems
	return stems
}

func (s *step) add(stems []string) {
	if len(stems) > 0 {
		s.ways = append(s.ways, stems)
	}
}

// at tells whether the pattern stands in the text from a place on, and where it
// first ends. It follows all ways at once, as sets of places: a text costs the
// same however many of its words fit a gap.
func (p *pattern) at(text []ear.Token, from int) (int, bool) {
	places := make([]int, 1, 8)
	places[0] = from
	next := make([]int, 0, 8)
	for i := range p.steps {
		next = p.steps[i].after(next[:0], text, places)
		if len(next) == 0 {
			return 0, false
		}
		places, next = next, places
	}
	return slices.Min(places), true
}

// after adds the places where a step can end that begins at one of some places.
func (s *step) after(ends []int, text []ear.Token, places []int) []int {
	for _, from := range places {
		if s.gap {
			ends = skip(ends, text, from)
			continue
		}
		for _, way := range s.ways {
			if end := from + len(way); stands(way, text, from) && !slices.Contains(ends, end) {
				ends = append(ends, end)
			}
		}
	}
	return ends
}

// skip adds the places up to a gap's width from one, within the sentence.
func skip(ends []int, text []ear.Token, from int) []int {
	for to := from; to <= from+gapWidth && to < len(text); to++ {
		if !slices.Contains(ends, to) {
			ends = append(ends, to)
		}
		if text[to].Stem == ear.SentenceEnd {
			break
		}
	}
	return ends
}

func stands(way []string, text []ear.Token, from int) bool {
	if from+len(way) > len(text) {
		return false
	}
	for i, stem := range way {
		if text[from+i].Stem != stem {
			return false
		}
	}
	return true
}
