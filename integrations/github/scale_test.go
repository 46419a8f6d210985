package github_test

import (
	"flag"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"plotline/integrations/github"
	"plotline/integrations/github/githubtest"
)

var scale = flag.Int("scale", 500, "how many tickets to list")

// TestScale lists many tickets: as many requests as pages, and memory in
// proportion. By hand: go test -run Scale -scale 20000 -v
func TestScale(t *testing.T) {
	w := newWorld(t, githubtest.Config{})
	part := strings.Repeat("As a shopper, I want more of the same. ", 50)
	for i := range *scale {
		d := draft(fmt.Sprintf("s%d", i), fmt.Sprintf("story %d", i), nil)
		body := fmt.Sprintf("<!-- plotline begin {\"v\":1,\"id\":%q,\"roadmap\":\"northwind\",\"nonce\":\"n\"} -->\n\n%s\n\n<!-- plotline end -->", d.Mark.ID, part)
		w.server.Add(githubtest.Issue{Title: d.Title, Body: body, Labels: []string{"plotline-northwind"}})
	}
	tracker, err := github.New(github.Config{Repository: "northwind/shop", BaseURL: "http://127.0.0.1:8080", Transport: w.server, Clock: w.clock})
	if err != nil {
		t.Fatal(err)
	}
	before := heap()
	found, err := tracker.Marked(t.Context(), roadmap)
	if err != nil || len(found.Tickets) != *scale {
		t.Fatalf("%d tickets, %v", len(found.Tickets), err)
	}
	grown := heap() - before
	t.Logf("%d tickets: %d requests, %d MB kept", *scale, len(w.server.Requests()), grown>>20)
	if len(w.server.Requests()) > 5+*scale/100 {
		t.Errorf("%d requests", len(w.server.Requests()))
	}
	if most := 10<<20 + int64(*scale)*15000; grown > most {
		t.Errorf("%d bytes kept, at most %d", grown, most)
	}
	runtime.KeepAlive(found)
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
