package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"strconv"
	"time"

	"github.com/urfave/cli/v2"

	"plotline/cmd/board"
	"plotline/templates"
)

func (p *program) boardCommand() *cli.Command {
	return &cli.Command{
		Name: "board", Usage: "serves the story map to work on, for this machine only",
		Flags: append(projectFlags(), byFlag(),
			&cli.IntFlag{Name: "port", Usage: "listen on this `PORT`; any free one otherwise"},
			&cli.BoolFlag{Name: "no-open", Usage: "do not open a browser"}),
		Description: examples("plotline board", "plotline board --port 8080 --no-open"),
		Action:      p.board,
	}
}

func (p *program) board(c *cli.Context) error {
	if err := noArguments(c); err != nil {
		return err
	}
	port := c.Int("port")
	if port < 0 || port > 65535 {
		return usagef("--port 8080", "%d is no port", port)
	}
	desk := &desk{program: p, overrides: p.overrides(c), by: p.person(c.Context, c.String("by"))}
	listener, err := (&net.ListenConfig{}).Listen(c.Context, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return usagef("choose another --port, or none", "listen: %v", err)
	}
	taken := strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
	handler, err := board.New(desk, templates.Page(), []string{"127.0.0.1:" + taken, "localhost:" + taken})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	// What is wrong with the project is said at once, rather than on the page,
	// and what is right is drawn by the time that somebody looks.
	if err := handler.Draw(c.Context); err != nil {
		return errors.Join(after(err, "the board was not opened"), listener.Close())
	}
	address := "http://127.0.0.1:" + taken + "/"
	fmt.Fprintln(p.stdout, address)
	fmt.Fprintln(p.stderr, "the board is open for this machine; end it with Ctrl-C")
	if !c.Bool("no-open") && p.outTerminal {
		p.openBrowser(c.Context, address)
	}
	return answerUntil(c.Context, listener, handler)
}

// answerUntil answers requests until the context ends, and waits for those under way.
func answerUntil(ctx context.Context, listener net.Listener, handler http.Handler) error {
	// An interrupt reaches the requests too, so that a push stops cleanly.
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve the board: %w", err)
	case <-ctx.Done():
	}
	// The time to finish begins when the interrupt came.
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	return server.Shutdown(last)
}

// openBrowser asks the desktop to show an address; a machine without one has
// the address on stdout.
func (p *program) openBrowser(ctx context.Context, address string) {
	command := map[string][]string{
		"darwin": {"open"}, "windows": {"rundll32", "url.dll,FileProtocolHandler"},
	}[runtime.GOOS]
	if command == nil {
		command = []string{"xdg-open"}
	}
	opening := exec.CommandContext(ctx, command[0], append(command[1:], address)...)
	if err := opening.Start(); err != nil {
		return
	}
	go func() { _ = opening.Wait() }() // whether it shows is the desktop's affair
}
