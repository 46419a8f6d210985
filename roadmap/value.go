package roadmap

// Scale says what a number counts.
type Scale int

// The scales a person may write a number in.
const (
	Plain   Scale = iota // 41000, 41k, 1.2M
	Percent              // 82%, -40%
	Points               // +3pp: percentage points
)

// Number is a number as a person writes it: 41000, 41k, 41,000, 82%, -40%,
// +3pp or unknown. The zero Number was not written at all.
type Number struct {
	// Text is what was written, "" when nothing was.
	Text string
	// Value is the number itself: 41000 for 41k, 82 for 82%.
	Value float64
	Scale Scale
	// Signed says that a sign was written: as a target, relative to the
	// baseline.
	Signed bool
	// Unknown says that the word unknown was written.
	Unknown bool
}

// IsZero says that no number was written.
func (n Number) IsZero() bool { return n.Text == "" }

// Date is a day of the calendar, without a time zone. The zero Date was not
// written.
type Date struct {
	Year, Month, Day int
}

// IsZero says that no date was written.
func (d Date) IsZero() bool { return d == Date{} }

// Due is a span of days by whose end something is to be reached: a date, a
// month (2027-03), a quarter (2027-Q1), a half (2027-H1), a year or a fiscal
// quarter (FY27-Q4). Fiscal spans are resolved by the roadmap's calendar.
type Due struct {
	// Text is what was written, "" when nothing was.
	Text        string
	First, Last Date
}

// IsZero says that nothing was written.
func (d Due) IsZero() bool { return d.Text == "" }

// Month is a month of the year, 1 to 12, written as a number or an English
// name; 0 when not written.
type Month int
