package pack

import "testing"

func TestWhatAnInitiativeBrings(t *testing.T) {
	for name, want := range map[string]string{
		"Digital prescriptions":        "digital prescriptions",
		"Live order tracking":          "live order tracking",
		"Digital loan application":     "the digital loan application",
		"Sharing the home":             "sharing the home",
		"Reports finished on site":     "reports finished on site",
		"Build a live map":             "a live map",
		"One view of the rooms":        "one view of the rooms",
		"SnowFlow":                     "SnowFlow",
		"iOS app":                      "iOS app",
		"Personalized recommendations": "personalized recommendations",
		"Shared build cache":           "the shared build cache",
		"Build pipeline":               "the build pipeline",
		"Project Evergreen Shelf":      "Project Evergreen Shelf",
		"Guide 2.0":                    "Guide 2.0",
		"Retries and replay":           "retries and replay",
		"Notices by text message":      "notices by text message",
		"Retire the old terminal":      "",
		"Plan trips together":          "",
		"Handle big ticket sales":      "",
		"Fewer missed appointments":    "",
		"A faster app":                 "",
		"A home that always works":     "",
		"Ready for big customers":      "",
		"Bring your work":              "",
		"Fitted at home":               "",
		"Nobody has to learn alone":    "",
		"Ride first, then pay":         "",
		"Move from web banking to app": "",
		"":                             "",
	} {
		if got := featureOf(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestWhatIsOnlyWished(t *testing.T) {
	for name, want := range map[string]bool{
		"Fewer missed appointments": true,
		"A better first day":        true,
		"Improve the checkout":      true,
		"A home that always works":  true,
		"Digital prescriptions":     false,
		"Bring your work":           false,
		"":                          false,
	} {
		if got := isWish(name); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
