package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestInterruptedPushSaysHowToGoOn interrupts the real program as Ctrl-C does:
// it finishes the request in flight, says how to go on, and the next push does.
func TestInterruptedPushSaysHowToGoOn(t *testing.T) {
	tracker := killableGitHub()
	k := &interrupter{next: tracker.server}
	server := httptest.NewServer(k)
	t.Cleanup(server.Close)
	folder := projectFolder(t, tracker.settings(server.URL))
	run(t, folder, tracker.env, "draft")
	command := process(folder, tracker.env, "push", "--yes")
	var talk bytes.Buffer
	command.Stderr = &talk
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	k.victim.Store(command.Process)
	err := command.Wait()
	k.victim.Store(nil)
	if code := command.ProcessState.ExitCode(); code != exitInterrupted {
		t.Errorf("exit code %d (%v), want %d:\n%s", code, err, exitInterrupted, talk.String())
	}
	if !strings.Contains(talk.String(), "goes on from here") {
		t.Errorf("it does not say how to go on:\n%s", talk.String())
	}
	run(t, folder, tracker.env, "push", "--yes")
	out := run(t, folder, tracker.env, "plan", "--exit-code", "--format", "json")
	once(t, out, tracker.ids())
}

// interrupter sends the interrupt while the first creating request is in
// flight.
type interrupter struct {
	next   http.Handler
	victim atomic.Pointer[os.Process]
	done   atomic.Bool
}

func (k *interrupter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/graphql") {
		for range 100 {
			if victim := k.victim.Load(); victim != nil && !k.done.Swap(true) {
				_ = victim.Signal(os.Interrupt)
				break
			}
			time.Sleep(time.Millisecond)
		}
		time.Sleep(50 * time.Millisecond) // the answer comes after the interrupt
	}
	k.next.ServeHTTP(w, r)
}
