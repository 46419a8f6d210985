package render_test

import (
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"plotline/templates"
)

// TestContrast holds every pair of colours that texts are shown in to 4.5, in
// both schemes.
func TestContrast(t *testing.T) {
	style, err := fs.ReadFile(templates.Page(), "page.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, ok := strings.Cut(string(style), "prefers-color-scheme: dark")
	if !ok {
		t.Fatal("the style has no dark scheme")
	}
	dark, _, _ = strings.Cut(dark, "* {")
	for scheme, text := range map[string]string{"light": light, "dark": dark} {
		colours := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6});`).FindAllStringSubmatch(text, -1) {
			colours[m[1]] = luminance(m[2])
		}
		for _, pair := range [][2]string{
			{"ink", "paper"}, {"ink", "card"}, {"soft", "paper"}, {"soft", "card"}, {"strong", "card"}, {"on-strong", "strong"},
			{"good", "good-paper"}, {"good", "card"}, {"warn", "warn-paper"}, {"warn", "card"}, {"bad", "bad-paper"}, {"bad", "card"},
			{"calm", "calm-paper"}, {"paper", "ink"}, {"ink", "calm-paper"},
		} {
			ink, known := colours[pair[0]]
			paper, known2 := colours[pair[1]]
			if !known || !known2 {
				t.Fatalf("%s: no colour for %v", scheme, pair)
			}
			if ratio := (max(ink, paper) + 0.05) / (min(ink, paper) + 0.05); ratio < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f", scheme, pair[0], pair[1], ratio)
			}
		}
	}
}

// luminance is how bright a colour is, 0 to 1, as the guidelines for contrast
// reckon it.
func luminance(hex string) float64 {
	part := func(from int) float64 {
		n, _ := strconv.ParseUint(hex[from:from+2], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(0) + 0.7152*part(2) + 0.0722*part(4)
}
