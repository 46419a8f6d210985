package pack

import "testing"

func TestPersonaInASentence(t *testing.T) {
	for _, test := range []struct{ name, one, many string }{
		{"returning shopper", "a returning shopper", "returning shoppers"},
		{"Returning Shoppers", "a returning shopper", "returning shoppers"},
		{"", "a user", "users"},
		{"staff", "a member of staff", "members of staff"},
		{"Office staff of the co-operative", "a member of the office staff of the co-operative", "members of the office staff of the co-operative"},
		{"IT", "an IT administrator", "IT administrators"},
		{"HR", "an HR manager", "HR managers"},
		{"SREs", "an SRE", "SREs"},
		{"API User", "an API user", "API users"},
		{"Head of digital", "a head of digital", "heads of digital"},
		{"resident who is new to the country", "a resident who is new to the country", "residents who are new to the country"},
		{"residents who use a screen reader", "a resident who uses a screen reader", "residents who use a screen reader"},
		{"People with disabilities", "a person with disabilities", "people with disabilities"},
		{"The public", "a member of the public", "members of the public"},
		{"Ward nurses (day and night shift)", "a ward nurse", "ward nurses"},
		{"Data Consuming User", "a data consuming user", "data consuming users"},
		{"Kubernetes administrator", "a Kubernetes administrator", "Kubernetes administrators"},
		{"hourly worker", "an hourly worker", "hourly workers"},
		{"European user", "a European user", "European users"},
		{"UX designer", "a UX designer", "UX designers"},
		{"Parents of young children", "a parent of young children", "parents of young children"},
		{"Ana, nurse on the night shift", "a nurse on the night shift", "nurses on the night shift"},
		{"child", "a child", "children"},
		{"Salespeople", "a salesperson", "salespeople"},
		{"boss", "a boss", "bosses"},
		{"Families", "a family", "families"},
		{"Business", "a business", "businesses"},
		{"parent or carer", "a parent or carer", "parents or carers"},
		{"Parents and carers", "a parent or carer", "parents and carers"},
		{"Busy parents or carers of young children", "a busy parent or carer of young children", "busy parents or carers of young children"},
		{"health and safety officers", "a health and safety officer", "health and safety officers"},
		{"Customer and account manager", "a customer and account manager", "customer and account managers"},
		{"arts or crafts teacher", "an arts or crafts teacher", "arts or crafts teachers"},
		{"every admin", "an admin", "admins"},
		{"CFOs of a delivery company", "a CFO of a delivery company", "CFOs of delivery companies"},
		{"Patients with a chronic illness", "a patient with a chronic illness", "patients with a chronic illness"},
		{"school office", "a member of the school office", "members of the school office"},
		{"New hires", "a new hire", "new hires"},
	} {
		one, many := Article(oneOf(test.name)), manyOf(test.name)
		if test.one == "" {
			t.Logf("%q: %q, %q", test.name, one, many)
			continue
		}
		if one != test.one || many != test.many {
			t.Errorf("%q: %q, %q; want %q, %q", test.name, one, many, test.one, test.many)
		}
	}
}

func TestWhoIsMeantInACriterion(t *testing.T) {
	for _, test := range []struct{ name, one, many string }{
		{"returning shopper", "a shopper", "shoppers"},
		{"Drivers from out of town", "a driver", "drivers"},
		{"CFOs of a delivery company", "a CFO", "CFOs"},
		{"HR managers of small companies", "an HR manager", "HR managers"},
		{"Teachers who borrow for a class", "a teacher", "teachers"},
		{"Doctors and nurses on a ward", "a doctor or nurse", "doctors and nurses"},
		// Without what comes behind them, these would be somebody else.
		{"Head of digital", "a head of digital", "heads of digital"},
		{"People with disabilities", "a person with disabilities", "people with disabilities"},
		{"Owners of several sites", "an owner of several sites", "owners of several sites"},
		{"New hires", "a new hire", "new hires"},
	} {
		if one, many := Article(whoOf(oneOf(test.name))), whoOf(manyOf(test.name)); one != test.one || many != test.many {
			t.Errorf("%q: %q, %q; want %q, %q", test.name, one, many, test.one, test.many)
		}
	}
}

func TestWhatProblemsSay(t *testing.T) {
	for _, test := range []struct{ problem, wish, errand, news string }{
		{"Tenants cannot see when their repair is due", "see when their repair is due", "", ""},
		{"Users struggle to find relevant products", "find relevant products", "", ""},
		{"The app cannot sync", "", "", ""},
		{"Farmers can't read and sign the form", "read the form", "", ""},
		{"You learn that your tram isn't coming when you're standing at the stop", "", "", "that their tram isn't coming"},
		{"Practices only learn on the day of delivery that an item is on backorder", "", "", "that an item is on backorder"},
		{"The link to the bank lapses every 90 days and nobody notices until the month is over", "", "", "when the link to the bank lapses"},
		{"Shoppers have to call support to send something back", "", "send something back", ""},
		{"Tenants have to come to the office to report a change of bank account", "", "report a change of bank account", ""},
		{"Subscribers must phone us to change their address or pause delivery", "", "", ""},
		{"Shoppers are not told when a delivery is late", "", "", "when a delivery is late"},
		{"Nobody learns of a critical lab value until the next round", "", "", "of a critical lab value"},
		{"Farmers hear of a frost warning only when it is too late", "", "", "of a frost warning"},
		{"One in six residents forgets the appointment at the counter", "", "", "about the appointment at the counter"},
		{"Landlords do not notice that rent is late until they check their account", "", "", "that rent is late"},
		{"Nobody warns growers about a storm", "", "", "about a storm"},
		{"Patients forget appointments that were made months ago", "", "", "about their appointments"},
		{"Customers miss the Wednesday cut-off and receive a box they did not want", "", "", "about the Wednesday cut-off"},
		{"Parents get fifteen messages a day and overlook the important ones", "", "", ""},
		{"Parents ring the office every morning to report a sick child", "", "report a sick child", ""},
		{"Employees email HR to ask how many vacation days they have left", "", "find out how many vacation days they have left", ""},
		{"Patients with poor sight cannot fill in the questionnaire", "fill in the questionnaire", "", ""},
		{"Readers cannot tell which subscription plan they need", "tell which subscription plan they need", "", ""},
		{"Orders cannot be found by their number", "", "", ""},
		{"Guests must ring the porter to be let in", "", "", ""},
		{"Project managers write to ten translators one after the other", "", "", ""},
		{"Patients write to us to move an appointment", "", "move an appointment", ""},
		{"Patients must write us to move an appointment", "", "move an appointment", ""},
	} {
		got := [3]string{wishOf(test.problem), errandOf(test.problem), newsOf(test.problem)}
		if want := [3]string{test.wish, test.errand, test.news}; got != want {
			t.Errorf("%s: %q, want %q", test.problem, got, want)
		}
	}
	if got := inFirstPerson("see which students did their homework"); got != "see which students did their homework" {
		t.Error(got)
	}
	if got := inFirstPerson("see when their repair is due"); got != "see when my repair is due" {
		t.Error(got)
	}
}
