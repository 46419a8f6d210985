package github

import "strings"

// dialect is what the server's GraphQL takes. It begins full and loses what the
// server refuses.
type dialect struct {
	off bool
	// words are the fields and arguments that older servers lack.
	words map[string]bool
}

// The fields and arguments that not every server has.
const (
	wordParent      = "parent"
	wordParentInput = "parentIssueId"
	wordDuplicates  = "enableDuplicate"
	wordDatabaseID  = "fullDatabaseId"
	wordEither      = "issueOrPullRequest"
	wordSubIssues   = "subIssues"
	wordSubCount    = "subIssuesSummary"
	wordAddSub      = "addSubIssue"
	wordRemoveSub   = "removeSubIssue"
	wordType        = "issueType"
	wordTypeInput   = "issueTypeId"

	wordBlockers      = "blockedBy"
	wordAddBlocker    = "addBlockedBy"
	wordRemoveBlocker = "removeBlockedBy"
)

var words = []string{
	wordParent, wordParentInput, wordDuplicates, wordDatabaseID, wordEither, wordSubIssues, wordSubCount, wordAddSub, wordRemoveSub, wordType, wordTypeInput,
	wordBlockers, wordAddBlocker, wordRemoveBlocker,
}

var wordsOfSubIssues = []string{wordParent, wordParentInput, wordSubIssues, wordSubCount, wordAddSub, wordRemoveSub}

func fullDialect() dialect {
	d := dialect{words: map[string]bool{}}
	for _, word := range words {
		d.words[word] = true
	}
	return d
}

// forgetSubIssues takes out everything about parents.
func (d dialect) forgetSubIssues() {
	for _, word := range wordsOfSubIssues {
		d.words[word] = false
	}
}

// learnSubIssues puts it back, when an answer shows that the server has them.
func (t *Tracker) learnSubIssues() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.lacking[featureSubIssues] || t.refusedSubIssues {
		return
	}
	t.lacking[featureSubIssues] = false
	for _, word := range wordsOfSubIssues {
		t.speech.words[word] = true
	}
}

func (t *Tracker) has(word string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return !t.speech.off && t.speech.words[word]
}

func (t *Tracker) graphQLOff() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.speech.off
}

// unlearn takes out of the dialect what a refusal names, and says whether that
// was anything. A server without parents has no sub-issues either.
func (t *Tracker) unlearn(errs []graphError) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	changed := false
	for _, e := range errs {
		for _, word := range words {
			if t.speech.words[word] && namesWord(e.Message, word) {
				t.speech.words[word], changed = false, true
			}
		}
	}
	if !t.speech.words[wordBlockers] || !t.speech.words[wordAddBlocker] {
		t.speech.words[wordBlockers], t.speech.words[wordAddBlocker] = false, false
	}
	if changed && (!t.speech.words[wordParent] || !t.speech.words[wordSubIssues]) {
		t.speech.forgetSubIssues()
		t.lacking[featureSubIssues], t.refusedSubIssues = true, true
	}
	return changed
}

// forget takes a word out of the dialect.
func (t *Tracker) forget(word string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.speech.words[word] = false
}

// namesWord finds a name that is not part of a longer one.
func namesWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		before, after := at+i, at+i+len(word)
		if (before == 0 || !nameByte(text[before-1])) && (after == len(text) || !nameByte(text[after])) {
			return true
		}
		at = after
	}
}

func nameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
