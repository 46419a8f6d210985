package ear

// feature is what of a text is compared: a word, a pair of words or the
// beginning of a word, as a number.
type feature uint64

// sign is a feature with the words of a text that it stands for.
type sign struct {
	feature
	from, to int
}

// beginning is how many letters of a long word are compared by themselves, so
// that accessible and accessibility have something in common.
const beginning = 5

// common are words that say nothing by themselves nor among themselves, only in
// pairs with another.
var common = setOf("of to in on at by and or be for with it they we he she i that which as from but when who if there than then so do have them us you")

// code is the number of a stem, 0 of none.
type code uint64

// codeOf numbers a stem by its letters (FNV-1a). Two stems of one number would
// be taken for one another, which among some ten thousand is not to be expected.
func codeOf(stem string) code {
	c := code(14695981039346656037)
	for i := range len(stem) {
		c = (c ^ code(stem[i])) * 1099511628211
	}
	return c
}

// codes are the numbers by which a word is compared.
type codes struct {
	whole, beginning code
	common           bool
}

func codesOf(stem string) codes {
	if stem != "" && stem[0] >= '0' && stem[0] <= '9' {
		stem = "#" // which figure it is says nothing
	}
	c := codes{whole: codeOf(stem), common: common[stem]}
	if len(stem) > beginning+1 {
		c.beginning = codeOf(stem[:beginning] + "-")
	}
	return c
}

// pair is the feature of two words in a row.
func pair(a, b code) feature { return feature((a^(a>>29))*0x9E3779B97F4A7C15 + b) }

// signsOf lists the features of a text, each once.
func signsOf(words []Token) []sign {
	out := make([]sign, 0, 3*len(words))
	add := func(f feature, from, to int) {
		for i := range out {
			if out[i].feature == f {
				return
			}
		}
		out = append(out, sign{f, from, to})
	}
	last := -1
	for i := range words {
		word := &words[i]
		if word.Stem == SentenceEnd {
			continue
		}
		if !word.codes.common {
			add(feature(word.codes.whole), i, i+1)
		}
		if word.codes.beginning != 0 {
			add(feature(word.codes.beginning), i, i+1)
		}
		if last >= 0 && !(words[last].common && word.common) {
			add(pair(words[last].codes.whole, word.codes.whole), last, i+1)
		}
		last = i
	}
	return out
}
