package jira_test

import (
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/markup"
	"plotline/integrations/trackertest"
)

// mentioning are a mention in the server's own form, and how text that begins a
// criterion looks there.
func mentioning(cloud bool) (mention, text string) {
	if cloud {
		return `{"type":"mention","attrs":{"id":"5b10a2844c20165700ede21g","text":"@Uma"}},`, `{"type":"text","text":"Given a shopper with`
	}
	return "[~uma] ", "Given a shopper with"
}

func TestAMentionOnATicketStays(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		items := trackertest.Items(1, 1)
		w.made(items)
		mention, text := mentioning(config.Cloud)
		w.people.Replace(t, "SHOP-2", text, mention+text)
		w.people.Around(t, "SHOP-2", "Before", "After")
		w.server.Settle()
		was := w.people.Description(t, "SHOP-2")

		items[1].Title = "Another title"
		items[1].Part.Criteria[1].Text = "Given a shopper without one, then nothing shows."
		req := integrations.Request{Roadmap: "northwind", Backlog: "b", Items: items}
		plan, err := integrations.MakePlan(t.Context(), w.open(nil), req)
		if err != nil || len(plan.Conflicts) != 1 {
			t.Fatalf("%+v, %v", plan, err)
		}
		c := plan.Conflicts[0]
		has(t, c.Reason, "a mention of ")
		has(t, c.Backlog, "then nothing shows")
		has(t, c.Ticket, "bestsellers show")
		tracker := w.open(nil)
		if _, err := trackertest.Pusher(tracker, w.clock, nil).Apply(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
		if now := w.people.Description(t, "SHOP-2"); now != was {
			t.Errorf("it was\n%s\nand is\n%s", was, now)
		}

		// A person takes the backlog's text; the rest of the ticket is theirs.
		w.server.Settle()
		req.Prefer = map[string]integrations.Side{"*": integrations.PreferBacklog}
		tracker = w.open(nil)
		if plan, err = integrations.MakePlan(t.Context(), tracker, req); err != nil || len(plan.Conflicts) > 0 {
			t.Fatalf("%+v, %v", plan, err)
		}
		if _, err := trackertest.Pusher(tracker, w.clock, nil).Apply(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
		now := w.people.Description(t, "SHOP-2")
		has(t, now, "Before", "After", "then nothing shows")
		if strings.Contains(now, strings.TrimSpace(mention)) {
			t.Errorf("the settled text has the mention:\n%s", now)
		}
	})
}

func TestTextMentionsNobody(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		d := draft("e1", "an epic for [~uma] and @uma", nil)
		d.Part = integrations.Harmless("As [~uma] or [~accountid:5b10a2844c20165700ede21g], I want @uma, {color:red}{{x}}{color} and !a.png!.", "")
		epic := w.create(w.open(nil), d)
		raw := w.people.Description(t, epic.Key)
		for _, mark := range []string{`"mention"`, "@uma"} {
			if strings.Contains(raw, mark) {
				t.Errorf("it has %s:\n%s", mark, raw)
			}
		}
		if !config.Cloud {
			for _, mark := range []string{"[~", "{color", "!a.png"} {
				if strings.Contains(strings.ReplaceAll(raw, `\`+mark[:1], ""), mark) {
					t.Errorf("%s has its meaning:\n%s", mark, raw)
				}
			}
		}
		got, err := w.open(nil).Read(t.Context(), []string{epic.Key})
		if err != nil || markup.Canonical(got[0].Part) != markup.Canonical(d.Part) || len(got[0].Lossy) > 0 {
			t.Errorf("%q came back as %q, %v", d.Part, got[0].Part, got[0].Lossy)
		}
	})
}
