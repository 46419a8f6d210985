package pack

// formAct is the field that holds what people want to get done.
const formAct = "Act"

// Form names the field in which the problem is said in its own words: Act, else
// Question, else News; "" where none is read.
func (v *View) Form() string {
	for _, form := range []struct{ name, text string }{{formAct, v.Act}, {"Question", v.Question}, {"News", v.News}} {
		if form.text != "" {
			return form.name
		}
	}
	return ""
}
