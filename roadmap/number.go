package roadmap

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// mistake is an error with a way out.
type mistake struct{ message, hint string }

func (m mistake) Error() string { return m.message }

// longestNumber is how many characters a number may take.
const longestNumber = 40

// ParseNumber reads a number as a person writes it; see [Number]. Its error
// says what is wrong and how to write it.
func ParseNumber(text string) (Number, error) {
	n := Number{Text: strings.TrimSpace(text)}
	if strings.EqualFold(n.Text, "unknown") {
		n.Unknown = true
		return n, nil
	}
	rest := strings.Replace(n.Text, "−", "-", 1)
	if rest == "" || len(rest) > longestNumber {
		return Number{}, notANumber(n.Text)
	}
	if rest[0] == '+' || rest[0] == '-' {
		n.Signed = true
	}
	sign, rest := rest[:b2i(n.Signed)], strings.TrimSpace(rest[b2i(n.Signed):])
	rest, n.Scale = cutScale(rest)
	rest, power := cutPower(rest)
	digits, err := plainDigits(rest, n.Text)
	if err != nil {
		return Number{}, err
	}
	n.Value, err = strconv.ParseFloat(strings.TrimPrefix(sign, "+")+digits+power, 64)
	if err != nil {
		return Number{}, notANumber(n.Text)
	}
	return n, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func cutScale(text string) (string, Scale) {
	if rest, ok := strings.CutSuffix(text, "%"); ok {
		return strings.TrimRight(rest, " "), Percent
	}
	if rest, ok := strings.CutSuffix(text, "pp"); ok {
		return strings.TrimRight(rest, " "), Points
	}
	return text, Plain
}

// cutPower takes k, M or B off the end and gives the power of ten it means.
func cutPower(text string) (rest, power string) {
	for _, p := range []struct{ suffix, power string }{
		{"k", "e3"}, {"K", "e3"}, {"M", "e6"}, {"bn", "e9"}, {"B", "e9"},
	} {
		if rest, ok := strings.CutSuffix(text, p.suffix); ok {
			return strings.TrimRight(rest, " "), p.power
		}
	}
	return text, ""
}

// The spellings of digits.
var (
	asciiDigits   = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$|^\.[0-9]+$`)
	commaGroups   = regexp.MustCompile(`^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$`)
	dotGroups     = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?$`)
	doubtfulDot   = regexp.MustCompile(`^[1-9][0-9]{0,2}\.[0-9]{2}0$`)
	spaceGroups   = regexp.MustCompile(`^[0-9]{1,3}([ _'\x{a0}\x{202f}’][0-9]{3})+(\.[0-9]+)?$`)
	decimalComma  = regexp.MustCompile(`^[0-9]+,[0-9]+$`)
	numberAndUnit = regexp.MustCompile(`^([$€£¥]) ?([0-9].*)$|^([0-9][0-9.,]*) ?([^0-9.,\s].*)$`)
)

// plainDigits turns digits as people group them into what Go reads.
func plainDigits(digits, whole string) (string, error) {
	switch {
	case doubtfulDot.MatchString(digits):
		joined := strings.Replace(digits, ".", "", 1)
		short := strings.TrimRight(strings.TrimRight(digits, "0"), ".")
		return "", mistake{fmt.Sprintf("%q may mean %s or %s", whole, short, joined),
			fmt.Sprintf("write %s or %s", short, joined)}
	case asciiDigits.MatchString(digits):
		return digits, nil
	case commaGroups.MatchString(digits):
		return strings.ReplaceAll(digits, ",", ""), nil
	case spaceGroups.MatchString(digits):
		return regexp.MustCompile(`[^0-9.]`).ReplaceAllString(digits, ""), nil
	case dotGroups.MatchString(digits):
		return "", respell(whole, digits, strings.Replace(strings.ReplaceAll(digits, ".", ""), ",", ".", 1))
	case decimalComma.MatchString(digits):
		return "", respell(whole, digits, strings.Replace(digits, ",", ".", 1))
	}
	if m := numberAndUnit.FindStringSubmatch(digits); m != nil {
		return "", mistake{fmt.Sprintf("%q is a number with a unit", whole), "write the number alone; a metric's unit has a key of its own, unit"}
	}
	return "", notANumber(whole)
}

func respell(whole, digits, plain string) error {
	return mistake{fmt.Sprintf("%q is not a number as Plotline reads it", whole),
		"write " + strings.Replace(whole, digits, plain, 1)}
}

func notANumber(text string) error {
	if len(text) > longestNumber {
		text = text[:longestNumber] + "…"
	}
	return mistake{fmt.Sprintf("%q is not a number", text), "write it as 41000, 41k, 82%, +20%, +3pp or unknown"}
}

// hintOf gives the way out of an error of this package, "" when it has none.
func hintOf(err error) string {
	var m mistake
	if errors.As(err, &m) {
		return m.hint
	}
	return ""
}
