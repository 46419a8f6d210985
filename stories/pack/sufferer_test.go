package pack

import (
	"fmt"
	"strings"
	"testing"

	"plotline/roadmap"
)

func TestWhoSuffers(t *testing.T) {
	for _, c := range []struct{ personas, problem, who string }{
		{"dispatcher, courier", "Couriers cannot see which dock a parcel leaves from", "courier"},
		{"dispatcher, courier", "Dispatchers have to call couriers to learn where they are", "dispatcher"},
		{"courier, dispatcher", "Dispatchers have to call couriers to learn where they are", "dispatcher"},
		{"dispatcher, courier", "Nobody tells couriers that a stop was cancelled", "dispatcher"},
		{"courier, dispatcher", "When dispatchers move a stop, couriers are not told", "courier"},
		{"dispatcher, courier", "When dispatchers move a stop, couriers are not told", "courier"},
		{"dispatcher, courier", "Half of our couriers wait at the wrong gate", "courier"},
		{"dispatcher, courier", "External couriers wait at the wrong gate", "courier"},
		{"dispatcher, courier", "A courier cannot see the gate", "courier"},
		{"dispatcher, courier", "The courier app is slow", "dispatcher"},
		{"dispatcher, courier", "Courier invoices are wrong", "dispatcher"},
		{"dispatcher, courier", "Finding couriers takes an hour", "dispatcher"},
		{"dispatcher, courier", "Customers call couriers on their own phones", "dispatcher"},
		{"dispatcher, bicycle courier", "Couriers cannot see the gate", "bicycle courier"},
		{"van courier, bicycle courier", "Bicycle couriers cannot see the gate", "bicycle courier"},
		{"van courier, bicycle courier", "Couriers cannot see the gate", "van courier"},
		{"teacher, parent or carer", "Carers learn of a closed school at its door", "parent or carer"},
		{"guest, staff", "Staff cannot see who has arrived", "staff"},
		{"guest, Ward nurses (night shift)", "Ward nurses write on paper", "Ward nurses (night shift)"},
		{"guest", "Couriers cannot see the gate", "couriers"},
		{"receptionist", "Patients forget their appointments", "patients"},
		{"receptionist", "Pet owners forget appointments", "pet owners"},
		{"fan", "Wheelchair users cannot book their seats online", "wheelchair users"},
		{"receptionist", "Many users cannot see the gate", "receptionist"},
		{"restaurant owner", "Restaurants cannot mark a dish as sold out", "restaurant owner"},
		{"dispatcher, driver", "Dispatchers spend hours on the phone with customers who ask where their delivery is", "customers"},
		{"dispatcher, customer", "Dispatchers spend hours on the phone with customers who ask where their delivery is", "customer"},
	} {
		var b strings.Builder
		b.WriteString("version: 1\nproduct: {name: P}\npersonas:\n")
		var ids []string
		for i, name := range strings.Split(c.personas, ", ") {
			ids = append(ids, fmt.Sprintf("p%d", i))
			fmt.Fprintf(&b, "  - {id: p%d, name: %q}\n", i, name)
		}
		fmt.Fprintf(&b, "pain_points: [{id: pain, personas: [%s], problem: %q}]\n", strings.Join(ids, ", "), c.problem)
		r, err := roadmap.Parse("roadmap.yaml", []byte(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		if who := sufferer(r, &r.PainPoints[0]); who != c.who {
			t.Errorf("%q of %s: %q, not %q", c.problem, c.personas, who, c.who)
		}
	}
}

// A sentence may begin with people whose pain it is not: the work is for them
// all the same. One who only does what hurts others is not meant.
func TestWhoIsSpokenOf(t *testing.T) {
	for problem, who := range map[string]string{
		"Parents ring the office every morning to report a sick child": "parent",
		"Every parent can see every child's marks":                     "school office",
		"The office types marks into three lists":                      "school office",
		"Parents' letters get lost":                                    "school office",
	} {
		r, err := roadmap.Parse("roadmap.yaml", fmt.Appendf(nil, `version: 1
product: {name: P}
personas: [{id: office, name: school office}, {id: parent, name: parent}]
pain_points: [{id: pain, personas: [office], problem: %q}]
`, problem))
		if err != nil {
			t.Fatal(err)
		}
		if got := sufferer(r, &r.PainPoints[0]); got != who {
			t.Errorf("%q: %q, not %q", problem, got, who)
		}
	}
}
