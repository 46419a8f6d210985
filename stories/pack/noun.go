package pack

import (
	"slices"
	"strings"
)

// trade is what a kind of product is about, and what people leave behind when
// they use it.
type trade struct {
	things  string // one of them each, parted by spaces; the plural is formed
	got     string
	history string
}

// trades are looked through for the first noun that a roadmap's sentences hold.
// The first trade is also the one that is taken where none is known.
var trades = []trade{
	{"product article-of-clothing garment outfit shoe toy gift grocery wine", "bought", "purchase history"},
	{"course lesson module lecture tutorial elective", "taken", "enrollment history"},
	{"article newsletter column headline story", "read", "reading history"},
	{"book e-book novel", "borrowed", "borrowing history"},
	{"video film movie episode documentary", "watched", "viewing history"},
	{"song track playlist podcast album audiobook artist", "listened to", "listening history"},
	{"recipe", "cooked", "cooking history"},
	{"job vacancy shift posting", "applied for", "application history"},
	{"property house flat apartment room listing rental home", "viewed", "viewing history"},
	{"trip flight hotel tour destination journey route campsite trail", "booked", "booking history"},
	{"meal dish restaurant menu", "ordered", "order history"},
	{"event concert exhibition workshop exhibit", "attended", "attendance history"},
	{"class workout exercise", "attended", "attendance history"},
	{"game puzzle", "played", "play history"},
	{"dataset measurement", "downloaded", "download history"},
	{"package library component plugin extension", "used", "usage history"},
	{"permit license benefit grant certificate form", "applied for", "application history"},
	{"appointment treatment therapy", "booked", "appointment history"},
	{"load shipment parcel", "carried", "transport history"},
	{"claim case file contract invoice drawing map document manual", "opened", "reading history"},
	{"part tool machine device vehicle", "used", "usage history"},
	{"animal pet plant seed crop", "chosen", "selection history"},
	{"photo picture image design", "opened", "viewing history"},
	{"fund stock policy loan", "held", "transaction history"},
}

// hints tell the thing from who uses the product or what it is called, where
// no sentence names it.
var hints = map[string]string{
	"shop": "product", "shopper": "product", "store": "product", "retail": "product", "buyer": "product",
	"learner": "course", "student": "course", "academy": "course", "reader": "article", "newsroom": "article",
	"viewer": "video", "listener": "song", "cook": "recipe", "jobseeker": "job", "traveler": "trip",
	"traveller": "trip", "diner": "dish", "gamer": "game", "player": "game",
}

// neutral is the thing of a roadmap that names none.
var neutral = trade{things: "item", got: "bought", history: "purchase history"}

// meant are words that name another thing in the company of some words: where
// readers borrow, a loan is a book.
var meant = map[string]struct{ company, thing string }{
	"loan":  {"borrow borrows library libraries reader readers book books catalogue catalog shelf author", "book"},
	"stock": {"warehouse picker pickers goods shelf shop store pallet scanner", "product"},
}

func (v *View) seeThing(scope Scope) {
	texts := []string{v.Problem, v.Initiative, v.Goal, fact(scope.Roadmap.Product.Vision), v.Product}
	for _, text := range texts {
		thing, t, ok := thingIn(text)
		if !ok {
			continue
		}
		if other, ambiguous := meant[thing]; ambiguous && speaksOf(append(texts, v.Persona), other.company) {
			thing, t, _ = tradeOf(other.thing)
		}
		v.setThing(thing, t)
		return
	}
	for _, text := range []string{v.Product, v.Persona} {
		if thing, t, ok := hintedThing(text); ok {
			v.setThing(thing, t)
			return
		}
	}
	v.setThing(neutral.things, neutral)
}

func (v *View) setThing(thing string, t trade) {
	v.Thing, v.Things, v.Got, v.History = thing, plural(thing), t.got, t.history
}

func thingIn(text string) (string, trade, bool) {
	for _, word := range strings.FieldsFunc(strings.ToLower(text), notWord) {
		if thing, t, ok := tradeOf(singular(word)); ok {
			return thing, t, true
		}
	}
	return "", trade{}, false
}

// speaksOf tells whether any of some texts holds any of some words.
func speaksOf(texts []string, words string) bool {
	company := setOf(words)
	for _, text := range texts {
		if slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(text), notWord), func(word string) bool { return company[word] }) {
			return true
		}
	}
	return false
}

func hintedThing(text string) (string, trade, bool) {
	for _, word := range strings.FieldsFunc(strings.ToLower(text), notWord) {
		if thing, ok := hints[singular(word)]; ok {
			return tradeOf(thing)
		}
	}
	return "", trade{}, false
}

func tradeOf(noun string) (string, trade, bool) {
	t, ok := tradesByThing[noun]
	if !ok {
		return "", trade{}, false
	}
	return noun, t, true
}

// tradesByThing are the trades by their things; of two the first counts.
var tradesByThing = func() map[string]trade {
	by := map[string]trade{}
	for _, t := range trades {
		for thing := range strings.FieldsSeq(t.things) {
			if _, taken := by[thing]; !taken {
				by[thing] = t
			}
		}
	}
	return by
}()

func notWord(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r > 127)
}
