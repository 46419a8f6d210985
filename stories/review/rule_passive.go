package review

import "slices"

// storyPassive finds means that do not say who acts: "I want reports to be
// sent".
func storyPassive() Rule {
	return Rule{
		Name: "story/passive", Severity: Info,
		Summary: "something is to be done, and nobody does it",
		story: func(s *story, f *finder) {
			if s.parts.verb {
				return
			}
			for i := s.parts.means.from; i+2 < s.parts.means.to; i++ {
				if s.words[i].text != "to" || s.words[i+1].text != "be" || s.words[i].aside {
					continue
				}
				if isHumanWork(s.words[i+2].text) && !s.namesActor(i+3) {
					f.words(s, span{i, i + 3}, "who does this? the sentence does not say",
						`name who acts: "I want the shop to send …", or what the role does itself`)
				}
				return
			}
		},
	}
}

// isHumanWork knows what is done by people as often as by a program, so that
// the actor must be named. Of "to be sent" or "to be shown" nobody asks who.
func isHumanWork(text string) bool {
	switch text {
	case "approved", "reviewed", "confirmed", "checked", "verified", "validated", "assigned", "contacted", "handled", "processed",
		"escalated", "signed", "updated", "maintained", "monitored", "corrected", "decided", "resolved", "supported", "managed",
		"planned", "trained", "authorised", "authorized", "accepted", "rejected", "tested", "documented", "cleaned", "moderated",
		"audited", "inspected", "prepared", "delivered", "repaired", "replaced", "taken", "done", "made", "followed":
		return true
	}
	return false
}

func (s *story) namesActor(from int) bool {
	return slices.ContainsFunc(s.words[from:max(from, s.parts.means.to)], func(w word) bool {
		return w.text == "by" || w.text == "automatically"
	})
}
