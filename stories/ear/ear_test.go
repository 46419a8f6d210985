package ear

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// fruits are two kinds and one that is neither.
func fruits() *Ear {
	return Learn([]Kind{
		{Name: "apple", Aliases: []string{"pome"}, Sentences: []Sentence{
			{Text: "Green apples taste sour"}, {Text: "The apple fell from the tree"}, {Text: "Sour and green it hung there", Also: []string{"lemon"}},
		}},
		{Name: "lemon", Sentences: []Sentence{
			{Text: "Yellow lemons are sour"}, {Text: "She pressed a lemon into the tea"}, {Text: "The tea needs something sour", Also: []string{"pome", "nobody"}},
		}},
		{Name: "neither", Sentences: []Sentence{{Text: "The bus was late"}, {Text: "He read the paper"}}},
	})
}

func TestHearSaysWhatIsMeantAndWhy(t *testing.T) {
	meanings := fruits().Hear([]Text{{Text: "A lemon for my tea, please", Where: "order", Share: 1}})
	if len(meanings) == 0 || meanings[0].Name != "lemon" || meanings[0].Share < 0.5 {
		t.Fatalf("%+v", meanings)
	}
	said := map[string]bool{}
	for _, word := range meanings[0].Words {
		said[word.Text] = word.Where == "order" && word.Weight > 0
	}
	if !said["lemon"] || !said["tea"] {
		t.Errorf("reasons: %+v", meanings[0].Words)
	}
}

// What stands around counts less than what is said itself.
func TestHearWeighsByShare(t *testing.T) {
	said := Text{Text: "An apple", Share: 1}
	around := Text{Text: "A lemon", Share: 0.2}
	if got := fruits().Hear([]Text{said, around}); got[0].Name != "apple" {
		t.Errorf("%+v", got)
	}
	around.Share, said.Share = 1, 0.2
	if got := fruits().Hear([]Text{said, around}); got[0].Name != "lemon" {
		t.Errorf("%+v", got)
	}
}

func TestNothingLearnedHearsNothing(t *testing.T) {
	if got := Learn(nil).Hear([]Text{{Text: "apple", Share: 1}}); got != nil {
		t.Errorf("%+v", got)
	}
}

// Whatever is said, how likely the kinds are adds up to one.
func TestLikelihoodsAddUp(t *testing.T) {
	x := fruits()
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.OneOf(rapid.String(), rapid.StringMatching(`((apple|lemon|tea|bus|sour|[a-z]{1,12}) ){0,40}`))
		texts := []Text{{Text: said.Draw(t, "said"), Share: 1}}
		for _, around := range rapid.SliceOfN(said, 0, 3).Draw(t, "around") {
			texts = append(texts, Text{Text: around, Share: 0.3})
		}
		sum := 0.0
		for _, share := range x.likely(x.recall(texts)) {
			if math.IsNaN(share) || share < 0 {
				t.Fatalf("a share of %v", share)
			}
			sum += share
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Fatalf("they add up to %v", sum)
		}
	})
}
