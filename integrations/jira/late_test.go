package jira_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
)

// late is a way to the server on which the first create hangs: its answer is
// lost, and it arrives seconds later.
type late struct {
	next    http.RoundTripper
	clock   *trackertest.Clock
	onHang  func()
	request *http.Request
	body    []byte
	at      time.Time
	arrived bool
}

func (l *late) RoundTrip(r *http.Request) (*http.Response, error) {
	if l.request == nil && strings.HasSuffix(r.URL.Path, "/issue/bulk") {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		l.request, l.body, l.at = r.Clone(context.Background()), body, l.clock.Now().Add(3*time.Second)
		l.onHang()
		return nil, errors.New("connection reset by peer")
	}
	if l.request != nil && !l.arrived && !l.clock.Now().Before(l.at) {
		l.arrived = true
		l.request.Body = io.NopCloser(bytes.NewReader(l.body))
		if _, err := l.next.RoundTrip(l.request); err != nil {
			return nil, err
		}
	}
	return l.next.RoundTrip(r)
}

// TestACreateThatArrivesLateIsWaitedFor, by the run that sent it and, when that
// died, by the next one.
func TestACreateThatArrivesLateIsWaitedFor(t *testing.T) {
	for name, dies := range map[string]bool{"by the run that sent it": false, "by the next run": true} {
		t.Run(name, func(t *testing.T) {
			deployments(t, func(t *testing.T, config jiratest.Config) {
				w := newWorld(t, config)
				ctx, kill := context.WithCancel(t.Context())
				defer kill()
				wire := &late{next: w.wire, clock: w.clock, onHang: func() {
					if dies {
						kill()
					}
				}}
				journal, err := integrations.OpenJournal(filepath.Join(t.TempDir(), "journal.jsonl"))
				if err != nil {
					t.Fatal(err)
				}
				push := func(ctx context.Context) error {
					tracker := w.open(func(c *jira.Config) { c.Transport = wire })
					req := integrations.Request{Roadmap: "northwind", Backlog: "b", Items: trackertest.Items(1, 2), Unsettled: journal.Unsettled()}
					plan, err := integrations.MakePlan(ctx, tracker, req)
					if err != nil {
						return err
					}
					pusher := trackertest.Pusher(tracker, w.clock, nil)
					pusher.Journal = journal
					_, err = pusher.Apply(ctx, plan)
					return err
				}
				if err := push(ctx); (err != nil) != dies {
					t.Fatal(err)
				}
				if dies {
					if err := push(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				if keys := w.server.Keys(); !wire.arrived || len(keys) != 3 {
					t.Errorf("there are %v", keys)
				}
			})
		})
	}
}
