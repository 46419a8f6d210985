// Package browsertest gives tests a headless Chromium. A test that cannot have
// one is skipped, and says so.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Patience is how long one step in the browser may take before the test fails,
// on a machine that has other things to do.
const Patience = time.Minute

// Browser is a running Chromium that opens tabs.
type Browser struct{ ctx context.Context }

// Start runs a Chromium of its own, with a profile of its own, until the test
// ends. Where there is none, the test is skipped.
func Start(t testing.TB) *Browser {
	t.Helper()
	path := os.Getenv("PLOTLINE_CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); path == "" && err == nil {
			path = found
		}
	}
	if path == "" {
		t.Skip("SKIPPED: no Chromium here, so nothing was clicked; install the package chromium, or set PLOTLINE_CHROMIUM")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.WindowSize(1280, 900))
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, quit := chromedp.NewContext(allocated)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // ends the browser and waits for it
		quit()
		stop()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return &Browser{ctx}
}

// Tab opens a page of its own, closed when the test ends.
func (b *Browser) Tab(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	return ctx
}

// Step is something to do in a page.
type Step = chromedp.Action[chromedp.Void]

// Do takes the steps in a tab, and fails the test when one does not succeed in
// time.
func Do(t testing.TB, tab context.Context, steps ...Step) {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, Patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatalf("in the browser: %v", err)
	}
}

// Eval runs a script in the page, waits for its promise where it gives one, and
// returns the value.
func Eval[T any](t testing.TB, tab context.Context, script string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, Patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("in the browser: %v\n%s", err, script)
	}
	return value
}

// Until waits for a script to give true.
func Until(t testing.TB, tab context.Context, script string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, Patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](script)); err != nil {
		t.Fatalf("waiting in the browser: %v\n%s", err, script)
	}
}

// Picture takes a picture of the window, so wide and high.
func Picture(t testing.TB, tab context.Context, width, height int64) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, Patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		t.Fatalf("size the window: %v", err)
	}
	data, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatalf("take a picture: %v", err)
	}
	return data
}

// Scheme makes the page light or dark.
func Scheme(name string) Step {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
		})
		return err
	})
}

// Paper shows the page as a printer gets it, of a person whose screen is dark.
func Paper() Step {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: "print", Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
		})
		return err
	})
}

// Printed prints the page, and asks no more than that something was.
func Printed(t testing.TB) Step {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF())
		if err == nil && len(pdf) < 10_000 {
			t.Errorf("the print has %d bytes", len(pdf))
		}
		return err
	})
}
