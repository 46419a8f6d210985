//go:build unix

package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// TestInitAsksOnATerminal answers the six questions as a person does: by typing
// to a terminal, leaving what is fine, and choosing the tracker with an arrow.
func TestInitAsksOnATerminal(t *testing.T) {
	dir := t.TempDir()
	command := process(dir, []string{"TERM=xterm", "GIT_CONFIG_GLOBAL=" + filepath.Join(dir, "none")}, "init")
	terminal, err := pty.StartWithSize(command, &pty.Winsize{Rows: 40, Cols: 100})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = terminal.Close() }()
	screen := watch(terminal)
	const enter, down = "\r", "\x1b[B"
	for _, step := range []struct{ question, answer string }{
		{"What is the product called?", "Harbour Pilot" + enter},
		{"Which outcome matters most now?", "Ships wait less" + enter},
		{"Which number shows that it is reached?", enter},
		{"Which problem do its users have?", "Pilots cannot see which berth is free" + enter},
		{"Who is the product owner?", "@pia" + enter},
		{"Where do the tickets live?", down + enter},
	} {
		screen.settle(t, step.question)
		if _, err := io.WriteString(terminal, step.answer); err != nil {
			t.Fatal(err)
		}
	}
	if err := command.Wait(); err != nil {
		t.Fatal(err)
	}
	for file, wants := range map[string][]string{
		"roadmap.yaml":       {"Harbour Pilot", "Ships wait less", someMetric, "Pilots cannot see which berth is free"},
		"plotline.yaml":      {"tracker: github"},
		".github/CODEOWNERS": {"@pia"},
	} {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Error(err)
		}
		for _, want := range wants {
			if !strings.Contains(string(data), want) {
				t.Errorf("%s does not say %q:\n%s", file, want, data)
			}
		}
	}
}

// TestInitAsksNothingWhereNothingFits runs on terminals that are too small for a
// question, or do not say their size: it writes what it writes without one.
func TestInitAsksNothingWhereNothingFits(t *testing.T) {
	for _, size := range []pty.Winsize{{}, {Rows: 24, Cols: 1}, {Rows: 24, Cols: 3}, {Rows: 24, Cols: askColumns - 1}, {Rows: 1, Cols: 80}} {
		dir := t.TempDir()
		command := process(dir, []string{"TERM=xterm", "GIT_CONFIG_GLOBAL=" + filepath.Join(dir, "none")}, "init", "--product", "Harbour Pilot")
		terminal, err := pty.StartWithSize(command, &size)
		if err != nil {
			t.Fatal(err)
		}
		screen := watch(terminal)
		screen.end()
		if err := command.Wait(); err != nil {
			t.Errorf("on %d columns and %d rows: %v\n%s", size.Cols, size.Rows, err, screen.seen)
		}
		if want := "nothing is asked on a terminal"; !strings.Contains(screen.seen, want) {
			t.Errorf("on %d columns and %d rows it does not say %q:\n%s", size.Cols, size.Rows, want, screen.seen)
		}
		if data, err := os.ReadFile(filepath.Join(dir, "roadmap.yaml")); err != nil || !strings.Contains(string(data), "Harbour Pilot") {
			t.Errorf("on %d columns and %d rows: %v\n%s", size.Cols, size.Rows, err, data)
		}
		_ = terminal.Close()
	}
}

// The smallest terminal that is asked on is large enough to draw on.
func TestInitAsksOnTheSmallestTerminal(t *testing.T) {
	dir := t.TempDir()
	command := process(dir, []string{"TERM=xterm", "GIT_CONFIG_GLOBAL=" + filepath.Join(dir, "none")}, "init")
	terminal, err := pty.StartWithSize(command, &pty.Winsize{Rows: askRows, Cols: askColumns})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = terminal.Close() }()
	screen := watch(terminal)
	for drawn := range screen.drawn { // what does not fit is drawn again and again: it never settles
		if screen.seen += drawn; strings.Contains(screen.seen, "called?") {
			break
		}
	}
	if _, err := io.WriteString(terminal, "\x03"); err != nil { // ctrl-c
		t.Fatal(err)
	}
	screen.end()
	_ = command.Wait()
	if got := command.ProcessState.ExitCode(); got != exitInterrupted || strings.Contains(screen.seen, "panic") {
		t.Errorf("exit code %d:\n%s", got, screen.seen)
	}
}

// screen is what a program draws on a terminal.
type screen struct {
	drawn chan string
	seen  string
}

func watch(terminal io.Reader) *screen {
	s := &screen{drawn: make(chan string, 1000)}
	go func() {
		defer close(s.drawn)
		buffer := make([]byte, 1<<16)
		for {
			n, err := terminal.Read(buffer)
			if err != nil {
				return // the program has ended
			}
			s.drawn <- string(buffer[:n])
		}
	}()
	return s
}

// end reads until the program has ended.
func (s *screen) end() {
	for drawn := range s.drawn {
		s.seen += drawn
	}
}

// settle waits until a text has been drawn and nothing more comes: what is typed
// before that may go to the question before.
func (s *screen) settle(t *testing.T, text string) {
	t.Helper()
	news := false
	for patience := time.After(30 * time.Second); ; {
		select {
		case drawn, ok := <-s.drawn:
			if !ok {
				t.Fatalf("the program ended before %q:\n%s", text, s.seen)
			}
			s.seen, news = s.seen+drawn, true
		case <-time.After(300 * time.Millisecond):
			if news && strings.Contains(s.seen, text) {
				return
			}
		case <-patience:
			t.Fatalf("%q was not drawn:\n%s", text, s.seen)
		}
	}
}
