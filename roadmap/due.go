package roadmap

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// unresolved is a due as it was written, before the calendar is known.
type unresolved struct {
	year   int
	fiscal bool
	// month and day are set for a month and a date; part of parts for a half
	// or quarter.
	month, day  int
	part, parts int
}

var (
	isoDue    = regexp.MustCompile(`^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$`)
	partDue   = regexp.MustCompile(`^(FY ?)?([0-9]{2}|[0-9]{4})[- ]?([QH])([0-9])$`)
	partFirst = regexp.MustCompile(`^([QH])([0-9])[- ]?(FY ?)?([0-9]{2}|[0-9]{4})$`)
	yearDue   = regexp.MustCompile(`^(FY) ?([0-9]{2}|[0-9]{4})$`)
	wordDue   = regexp.MustCompile(`^(?:([0-9]{1,2})\.? )?([A-Za-z]{3,9})\.? ([0-9]{4})$`)
	usDue     = regexp.MustCompile(`^([A-Za-z]{3,9})\.? ([0-9]{1,2}), ?([0-9]{4})$`)
)

// ParseDue reads a date, month, quarter, half or year, of the calendar or, with
// FY before the year, of the fiscal year. A fiscal year is named by the
// calendar year in which it ends: where it starts in April, FY27 runs from
// April 2026 to March 2027, and FY27-Q4 is January to March 2027. Where it
// starts in January, or starts is 0, it is the calendar year.
func ParseDue(text string, starts Month) (Due, error) {
	text = strings.Join(strings.Fields(text), " ")
	u, ok := parseUnresolved(text)
	if !ok {
		return Due{}, notADue(text)
	}
	first, last, ok := u.span(starts)
	if !ok {
		return Due{}, notADue(text)
	}
	return Due{Text: text, First: first, Last: last}, nil
}

func notADue(text string) error {
	if len(text) > longestNumber {
		text = text[:longestNumber] + "…"
	}
	return mistake{fmt.Sprintf("%q is not a date or a span of dates", text),
		"write it as 2027-03-15, 2027-03, 2027-Q1, 2027-H1, 2027 or FY27-Q4"}
}

func parseUnresolved(text string) (unresolved, bool) {
	upper := strings.ToUpper(text)
	if m := isoDue.FindStringSubmatch(text); m != nil {
		return unresolved{year: number(m[1]), month: number(m[2]), day: number(m[3])}, m[2] == "" || number(m[2]) > 0
	}
	if m := partDue.FindStringSubmatch(upper); m != nil {
		return part(m[1] != "", m[2], m[3], m[4])
	}
	if m := partFirst.FindStringSubmatch(upper); m != nil {
		return part(m[3] != "", m[4], m[1], m[2])
	}
	if m := yearDue.FindStringSubmatch(upper); m != nil {
		return unresolved{year: fullYear(m[2]), fiscal: true}, true
	}
	return parseWords(text)
}

func parseWords(text string) (unresolved, bool) {
	day, name, year := "", "", ""
	if m := wordDue.FindStringSubmatch(text); m != nil {
		day, name, year = m[1], m[2], m[3]
	} else if m := usDue.FindStringSubmatch(text); m != nil {
		name, day, year = m[1], m[2], m[3]
	} else {
		return unresolved{}, false
	}
	month, ok := monthByName(name)
	if !ok || (day != "" && number(day) == 0) {
		return unresolved{}, false
	}
	return unresolved{year: number(year), month: month, day: number(day)}, true
}

func part(fiscal bool, year, letter, which string) (unresolved, bool) {
	if !fiscal && len(year) == 2 {
		return unresolved{}, false
	}
	u := unresolved{year: fullYear(year), fiscal: fiscal, part: number(which), parts: 4}
	if letter == "H" {
		u.parts = 2
	}
	return u, u.part >= 1 && u.part <= u.parts
}

func fullYear(digits string) int {
	if len(digits) == 2 {
		return 2000 + number(digits)
	}
	return number(digits)
}

// number reads digits that a pattern has checked; "" is 0.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// span gives the first and last day; false for a day that does not exist.
func (u unresolved) span(starts Month) (first, last Date, ok bool) {
	if u.year < 1 {
		return first, last, false
	}
	switch {
	case u.day > 0:
		day := Date{u.year, u.month, u.day}
		return day, day, day.exists()
	case u.month > 0:
		return monthSpan(u.year, u.month, 1, u.month <= 12)
	}
	length, from := 12, 1
	if u.parts > 0 {
		length = 12 / u.parts
		from += (u.part - 1) * length
	}
	if u.fiscal && starts > 1 {
		from += int(starts) - 1 - 12
	}
	return monthSpan(u.year, from, length, true)
}

// monthSpan is a span of whole months; month may lie outside 1 to 12.
func monthSpan(year, month, months int, ok bool) (first, last Date, valid bool) {
	return dateOf(year, month, 1), dateOf(year, month+months, 0), ok
}

// dateOf normalizes days and months that overflow.
func dateOf(year, month, day int) Date {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return Date{t.Year(), int(t.Month()), t.Day()}
}

func (d Date) exists() bool {
	return d.Year > 0 && d.Month >= 1 && d.Month <= 12 && dateOf(d.Year, d.Month, d.Day) == d
}

// String gives the date as 2027-03-31, "" for none.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Time is the beginning of the day in UTC.
func (d Date) Time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// Before says that d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.Time().Before(other.Time()) }

// DateOf is the day of a moment, where that moment's clock hangs.
func DateOf(t time.Time) Date { return Date{t.Year(), int(t.Month()), t.Day()} }

// ParseDate reads a day, as 2027-03-31.
func ParseDate(text string) (Date, error) {
	u, ok := parseUnresolved(strings.Join(strings.Fields(text), " "))
	day := Date{u.year, u.month, u.day}
	if !ok || !day.exists() {
		if len(text) > longestNumber {
			text = text[:longestNumber] + "…"
		}
		return Date{}, mistake{fmt.Sprintf("%q is not a date", text), "write it as 2027-03-31"}
	}
	return day, nil
}

func monthByName(name string) (int, bool) {
	for m := time.January; m <= time.December; m++ {
		full := m.String()
		if strings.EqualFold(name, full) || strings.EqualFold(name, full[:3]) || strings.EqualFold(name, "sept") && m == time.September {
			return int(m), true
		}
	}
	return 0, false
}
