package review

import (
	"fmt"
	"strconv"

	"plotline/stories"
)

// The sizes from which a story is too large, unless settings say otherwise.
const (
	defaultMaxWords    = 45
	defaultMaxCriteria = 10
	defaultMaxSize     = 13
)

// storyTooLarge finds stories that are too large to be done in one go.
func storyTooLarge() Rule {
	return Rule{
		Name: "story/too-large", Severity: Info,
		Summary: "the story is too large for one go",
		story: func(s *story, f *finder) {
			set := s.pass.Settings
			const hint = "split it: by role, by rule, by kind of data, the usual case first (plotline split)"
			if n := s.wordCount(s.parts.means); n > orDefault(set.MaxWords, defaultMaxWords) {
				f.words(s, s.parts.means, fmt.Sprintf("the action takes %d words to say", n), hint)
			}
			if n := len(s.Criteria); n > orDefault(set.MaxCriteria, defaultMaxCriteria) {
				f.line(s.Criteria[n-1], s.ID, 0, len(s.Criteria[n-1].Text), fmt.Sprintf("%d acceptance criteria", n), hint)
			}
			if limit := orDefault(set.MaxSize, defaultMaxSize); s.size() > float64(limit) {
				f.at(placeOf(s.item, "size"), s.ID, fmt.Sprintf("size %s is over %d", s.item.Size, limit), hint)
			}
		},
	}
}

func orDefault(value, otherwise int) int {
	if value > 0 {
		return value
	}
	return otherwise
}

func (s *story) wordCount(in span) int {
	n := 0
	for i := in.from; i < in.to; i++ {
		if !s.words[i].mark {
			n++
		}
	}
	return n
}

// size is the size hint of a story, 0 where there is none or it is no number.
func (s *story) size() float64 {
	if s.item == nil || s.item.Kind != stories.Story {
		return 0
	}
	n, _ := strconv.ParseFloat(s.item.Size, 64)
	return n
}
