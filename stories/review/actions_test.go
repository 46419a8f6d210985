package review

import (
	"strings"
	"testing"
)

// TestActions holds the counting of actions to sentences of its own, none from
// the measured sets.
func TestActions(t *testing.T) {
	known := newVerbs()
	for _, test := range []struct{ story, want string }{
		{"As a shopper, I want to accept the terms and conditions, so that I can order", "accept"},
		{"As a shopper, I want to see the search and filter bar on each page", "see"},
		{"As a shopper, I want a search and filter bar", "a"},
		{"As a coordinator, I want to plan search and rescue missions", "plan"},
		{"As a coordinator, I want to search and rescue missing hikers", "search"},
		{"As a head of R&D, I want to read the R&D budget", "read"},
		{"As an editor, I want to press \"Save and close\" once, so that I lose nothing", "press"},
		{"As an editor, I want to use the Save and Close button", "use"},
		{"As an editor, I want to drag and drop pictures into an article", "drag"},
		{"As an editor, I want to copy and paste tables from a spreadsheet", "copy"},
		{"As a driver, I want to log in and out with one hand", "log"},
		{"As a driver, I want to find parking quickly and easily", "find"},
		{"As a driver, I want to see distance, time and cost of a trip", "see"},
		{"As a driver, I want to change my name and address", "change"},
		{"As a driver, I want to upload photos and documents of the damage", "upload"},
		{"As a driver, I want to see which stations are open and have a free slot", "see"},
		{"As a driver, I want to use the app to find a station and pay there", "use"},
		{"As a driver, I want to know what I paid and get a bill", "know"},
		{"As a driver, I want to have the car start and warm the seats by itself", "have"},
		{"As a driver, I want reports and news", "reports"},
		{"As a nurse, I want to read research and development news", "read"},
		{"As a nurse, I don't want to type a patient's name and date of birth twice", "type"},
		{"As a nurse, I want to be informed by SMS and e-mail", "be"},
		{"As a nurse, I want to see trial and error rates", "see"},
		{"As a nurse, I want to show name and address of a patient", "show"},
		{"As a nurse, I want to get help and support", "get"},
		{"As a nurse, I want to view sales and order volumes", "view"},
		{"As a nurse, I want to read the black and white copy", "read"},
		{"As a nurse, I want to view test and review results", "view"},
		{"As a nurse, I want to configure import and export settings", "configure"},
		{"As a nurse, I want to enter start and end dates", "enter"},
		{"As a nurse, I want to manage users and access rights", "manage"},
		{"As a nurse, I want to filter by name and sort order", "filter"},
		{"As a nurse, I want to send messages to doctors and support staff", "send"},
		{"As a nurse, I want to follow the approve and reject workflow", "follow"},

		{"As a clerk, I want to grant read and write permissions", "grant"},
		{"As a clerk, I want to get read/write access", "get"},
		{"As a clerk, I want access to email and to chat", "access"},
		{"As a clerk, I want the system to check and store the form", "the"},
		{"As a clerk, I want to go back and forth between forms", "go"},
		{"As a clerk, I want to use the command and control console", "use"},
		{"As a clerk, I want to manage (create, edit, delete) forms", "manage"},
		{"As a clerk, I want to turn the lights on and off", "turn"},
		{"As a clerk, I want to choose between list and map view", "choose"},
		{"As a clerk, I want to subscribe to comments and link lists", "subscribe"},
		{"As a clerk, I want to see what others search and download", "see"},
		{"As a clerk, I want to select a form to be checked or rechecked", "select"},
		{"As a clerk, I want to use Single Sign-On (SSO) and LDAP", "use"},
		{"As a clerk, I want to know who can open and send a form", "know"},
		{"As a clerk, I want to see forms. Others want to open and send them, so that they are done", "see"},
		{"As a clerk, I want to read about profit and loss, supply and demand", "read"},
		{"As a clerk, I want to enter a game by typing my name and pressing a key", "enter"},
		{"As a clerk, I want to have the page show a map and play a sound", "have"},
		{"As a clerk, I want to report and support issues to be listed apart", "report support"},

		{"As a driver, I want reports and to be told of delays", "reports be"},
		{"As a driver, I want a list of trips and be able to export them", "a export"},
		{"As a clerk, I want to Upload and Validate the form", "upload validate"},
		{"As a clerk, I want to view and/or edit the form", "view edit"},
		{"As a clerk, I want to search for and select a form", "search select"},
		{"As a clerk, I want to log in and see my forms", "log see"},
		{"As a clerk, I want to read new forms and approve or reject them", "read approve reject"},
		{"As a clerk, I want to enter my name, address, and phone number, and submit the form", "enter submit"},
		{"As a clerk, I want to set up and configure a printer", "set configure"},
		{"As a clerk, I want a way to create and edit forms", "create edit"},
		{"As a clerk, I want to quickly find and download forms", "find download"},
		{"As a clerk, I want to open a form once it has arrived and send it on", "open send"},
		{"As a clerk, I want to define rules which I expect others to follow, and verify them", "define verify"},
		{"As a shopper, I want to create and edit a wish list", "create edit"},
		{"As a shopper, I want to search and filter products", "search filter"},
		{"As a shopper, I want to add, edit or delete an address", "add edit delete"},
		{"As a shopper, I want to hide a suggestion and report it to the shop", "hide report"},
		{"As a shopper, I want to save my basket and share it with friends", "save share"},
		{"As a shopper, I want to browse products and add them to my basket", "browse add"},
		{"As a shopper, I want to be able to rate a product and to comment on it", "rate comment"},
		{"As a shopper, I want to view my orders and be able to cancel them", "view cancel"},
		{"As a shopper, I want to view my orders and I want to cancel them", "view cancel"},
		{"As a shopper, I want to be told of a delay and choose another day", "be choose"},
		{"As a shopper I can pay by card, then print the bill", "pay print"},
		{"As a nurse, I would like to triage patients and prioritise those in pain", "triage prioritise"},
		{"As a nurse, I need to upload files and download statistics", "upload download"},
		{"As a nurse, I want to read a file as well as annotate it", "read annotate"},
		{"As a nurse, I want to add/remove patients", "add remove"},
	} {
		words := tokenize(test.story)
		var got []string
		for _, i := range actionsOf(words, split(words), known) {
			got = append(got, words[i].text)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s\n got %q, want %q", test.story, strings.Join(got, " "), test.want)
		}
	}
}
