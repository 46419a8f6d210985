package main

import (
	"fmt"
	"strings"

	"plotline/integrations"
	"plotline/stories"
)

// printReading says what a sync brought back, and what it could not settle.
func (p *program) printReading(push *pushing, reading *integrations.Reading) {
	paint := p.outPaint()
	for _, pull := range reading.Pulls {
		fmt.Fprintf(p.stdout, "%s pulled  %-6s %s\n", paint.green("<"), pull.Key, pull.Title)
		fmt.Fprintf(p.stdout, "            %-11s %s\n", pull.Field, indentAfterFirst(fieldDiff(pull.From, pull.To), 24))
	}
	for _, back := range reading.PutBacks {
		fmt.Fprintf(p.stdout, "%s put back %s %s: the product manager's %s was edited on the ticket\n",
			paint.yellow(">"), back.Key, back.Title, back.Field)
	}
	for _, move := range reading.Handoffs {
		fmt.Fprintf(p.stdout, "%s handoff %-6s %s: %s → %s (%s)\n", paint.green("<"), move.Key, move.Title, nameOf(move.From), move.To, move.Reason)
	}
	for _, order := range reading.Orders {
		fmt.Fprintln(p.stdout, paint.green("<>")+" "+orderWords(order))
	}
	for _, conflict := range reading.Conflicts {
		p.printTicketConflict(conflict)
	}
	for _, offer := range reading.Offers {
		fmt.Fprintf(p.stdout, "%s offered %-6s %s: somebody %s; take it in with: plotline import %s\n",
			paint.green("+"), offer.Key, offer.Title, whence(push, offer), nameOfOffer(offer))
	}
	for _, notice := range reading.Notices {
		fmt.Fprintln(p.stdout, "note: "+subject(notice.Key, notice.Message))
	}
	fmt.Fprintf(p.stdout, "pulled   %s from %s\n", count(len(reading.Pulls), "field"), push.where())
}

// orderWords says which side's order of epics or stories counts, and why.
func orderWords(order integrations.Order) string {
	words := fmt.Sprintf("order of %s: %s", order.Title, strings.Join(order.Keys, ", "))
	switch {
	case order.Changed == integrations.PreferBacklog:
		return words + "; it was changed in the backlog, and goes to the tracker"
	case order.Both:
		return words + "; it was changed on both sides, and the tracker's is taken"
	}
	return words + "; it was changed on the tracker, and is taken into the backlog"
}

// nameOfOffer is what an offered ticket is called from outside its project.
func nameOfOffer(offer integrations.Offer) string {
	if offer.Project != "" && strings.HasPrefix(offer.Key, "#") {
		return offer.Project + offer.Key
	}
	return offer.Key
}

// whence says where an offered ticket came from.
func whence(push *pushing, offer integrations.Offer) string {
	if item := push.backlog.Item(offer.SplitFrom); offer.SplitFrom != "" && item != nil {
		return fmt.Sprintf("split it from %q", item.Title)
	}
	return "wrote it under our epic"
}

func nameOf(handoff stories.Handoff) stories.Handoff {
	if handoff == "" {
		return stories.Proposed
	}
	return handoff
}

func (p *program) printTicketConflict(conflict integrations.Conflict) {
	fmt.Fprintf(p.stdout, "%s conflict %s %s: %s\n", p.outPaint().red("!"), conflict.Key, conflict.Title, conflict.Field)
	fmt.Fprintf(p.stdout, "            backlog  %s\n", indentAfterFirst(conflict.Backlog, 21))
	fmt.Fprintf(p.stdout, "            ticket   %s\n", indentAfterFirst(conflict.Ticket, 21))
	fmt.Fprintf(p.stdout, "            %s\n", conflict.WayOut)
}

// syncJSON is push's form with what was read back beside it.
type syncJSON struct {
	*integrations.Result
	Reading *integrations.Reading `json:"reading"`
}

func (p *program) afterPull(format string, push *pushing, reading *integrations.Reading) error {
	if format != "json" {
		return nil
	}
	result := &integrations.Result{Version: 1, Tickets: []integrations.Pushed{}, Conflicts: len(reading.Conflicts)}
	for _, home := range push.homes {
		if counter, ok := home.tracker.Tracker.(integrations.Counter); ok {
			result.Requests += counter.Requests()
		}
	}
	return printJSON(p.stdout, syncJSON{result, reading})
}

func (p *program) afterSync(format string, push *pushing, reading *integrations.Reading, result *integrations.Result, err error) error {
	if format == "json" && result != nil {
		if err := printJSON(p.stdout, syncJSON{result, reading}); err != nil {
			return err
		}
		result.Notices = nil
		return p.outcome(result, err)
	}
	return p.afterPush(format, push, result, err)
}
