package main

import (
	"flag"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

var kills = flag.Int("kills", 3, "how often the real program is killed for real, for each tracker")

// TestKilledPushesMakeEachTicketOnce kills the real program with SIGKILL in the
// middle of a push, again and again, and then lets one finish: each item has
// exactly one ticket.
func TestKilledPushesMakeEachTicketOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a real process many times")
	}
	for _, tracker := range []killable{killableGitHub(), killableJira(true), killableJira(false)} {
		t.Run(tracker.name, func(t *testing.T) {
			t.Parallel() // most of the time is waiting for creates that may be late
			killOften(t, tracker)
		})
	}
	t.Run("local", killLocalOften)
}

func killOften(t *testing.T, tracker killable) {
	k := &killer{next: tracker.server, seeded: rand.New(rand.NewPCG(7, 11))}
	server := httptest.NewServer(k)
	t.Cleanup(server.Close)
	folder := projectFolder(t, tracker.settings(server.URL))
	run(t, folder, tracker.env, "draft")
	for range *kills {
		k.arm(folder, tracker.env)
	}
	k.disarm()
	run(t, folder, tracker.env, "push", "--yes")
	out := run(t, folder, tracker.env, "plan", "--exit-code", "--format", "json")
	once(t, out, tracker.ids())
}

// killer passes requests on and kills the program at one of them: before the
// server does anything, or after it did and before the answer is sent.
type killer struct {
	next   http.Handler
	seeded *rand.Rand
	left   atomic.Int64
	after  atomic.Bool
	victim atomic.Pointer[os.Process]
}

func (k *killer) arm(folder string, env []string) {
	k.left.Store(1 + k.seeded.Int64N(14))
	k.after.Store(k.seeded.IntN(2) == 0)
	command := process(folder, env, "push", "--yes")
	if command.Start() != nil {
		return
	}
	k.victim.Store(command.Process)
	_ = command.Wait() // killed, or done before its turn came
	k.victim.Store(nil)
}

func (k *killer) disarm() { k.left.Store(-1) }

func (k *killer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	turn := k.left.Add(-1) == 0
	if turn && !k.after.Load() {
		k.kill()
		return
	}
	answer := httptest.NewRecorder()
	k.next.ServeHTTP(answer, r)
	if turn {
		k.kill()
		return
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}

func (k *killer) kill() {
	// The process may not be noted yet when its first request arrives.
	for range 100 {
		if victim := k.victim.Load(); victim != nil {
			_ = victim.Kill()
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// killLocalOften kills at any moment: there is no request to count.
func killLocalOften(t *testing.T) {
	folder := projectFolder(t, "version: 1\n")
	run(t, folder, nil, "draft")
	seeded := rand.New(rand.NewPCG(3, 5))
	for range *kills {
		command := process(folder, nil, "push")
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(seeded.IntN(60)) * time.Millisecond)
		_ = command.Process.Kill()
		_ = command.Wait()
	}
	run(t, folder, nil, "push")
	out := run(t, folder, nil, "plan", "--exit-code", "--format", "json")
	if strings.Contains(out, `"action": "create"`) {
		t.Errorf("there is still something to create:\n%s", out)
	}
	again := run(t, folder, nil, "push", "--format", "json")
	if !strings.Contains(again, `"created": 0`) {
		t.Errorf("a second push made tickets:\n%s", again)
	}
}
