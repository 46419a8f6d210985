package stories

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// childFolder, in the environment, makes the test binary a process that saves
// in that folder until it is killed.
const childFolder = "PLOTLINE_TEST_SAVE_IN"

// TestMain lets the tests start a second process.
func TestMain(m *testing.M) {
	if folder := os.Getenv(childFolder); folder != "" {
		saveForever(folder)
	}
	os.Exit(m.Run())
}

// saveForever writes all items again and again, each time with one and the
// same number in all of them.
func saveForever(folder string) {
	for n := 0; ; n++ {
		b, err := LoadBacklog(context.Background(), folder)
		if err != nil || len(b.Problems) > 0 {
			fmt.Println(err, b.Problems)
			os.Exit(1)
		}
		for _, item := range b.Items {
			c := item.Content
			c.Narrative = strings.Repeat(fmt.Sprintf("Round %d. ", n), 2000)
			if err := b.Update(item, c); err != nil {
				fmt.Println(err)
				os.Exit(1)
			}
			item.Sidecar.Drafted.Narrative = item.Narrative
		}
		if _, err := b.Save(context.Background()); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

// TestAKilledProcessLeavesWholeFiles kills a process that saves, many times,
// and finds every file whole: the old one or the new one.
func TestAKilledProcessLeavesWholeFiles(t *testing.T) {
	_, folder := saved(t)
	rounds := 12
	if testing.Short() {
		rounds = 2
	}
	for i := range rounds {
		var out bytes.Buffer
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childFolder+"="+folder)
		cmd.Stdout = &out
		must(t, cmd.Start())
		time.Sleep(time.Duration(60+7*i) * time.Millisecond)
		must(t, cmd.Process.Kill())
		if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() == 1 {
			t.Fatalf("the process ended by itself: %s", out.String())
		}
		b := load(t, folder)
		if err := b.Problems.Err(); err != nil {
			t.Fatal(err)
		}
		if len(b.Items) != 3 {
			t.Fatalf("%d items", len(b.Items))
		}
		for _, item := range b.Items {
			words := strings.SplitAfter(strings.TrimSuffix(item.Narrative, "."), ". ")
			if len(words) > 1 && (len(words) != 2000 || words[0] != words[1998]) {
				t.Fatalf("%s is neither old nor new", item.Path)
			}
		}
	}
	must(t, filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(file, ".md") && strings.HasPrefix(entry.Name(), ".") {
			t.Errorf("%s would be taken for an item", file)
		}
		return err
	}))
}

// TestTwoAtOnceLoseNothing holds that of two backlogs saved at once each either
// writes all it has or nothing.
func TestTwoAtOnceLoseNothing(t *testing.T) {
	_, folder := saved(t)
	for round := range 20 {
		backlogs := []*Backlog{load(t, folder), load(t, folder)}
		errs := make([]error, 2)
		var wait sync.WaitGroup
		for i, b := range backlogs {
			for _, item := range b.Items {
				c := item.Content
				c.Narrative = fmt.Sprintf("By %d in round %d.", i, round)
				must(t, b.Update(item, c))
			}
			wait.Go(func() { _, errs[i] = b.Save(t.Context()) })
		}
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("%v, %v", errs[0], errs[1])
		}
		won := 0
		if errs[0] != nil {
			won = 1
		}
		for _, item := range load(t, folder).Items {
			if !strings.HasPrefix(item.Narrative, fmt.Sprintf("By %d in round %d.", won, round)) {
				t.Errorf("%s holds %q", item.Path, item.Narrative)
			}
		}
	}
}

func TestSaveWithoutTheRightToWrite(t *testing.T) {
	if os.Getuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("rights do not bind this user")
	}
	_, folder := saved(t)
	b := load(t, folder)
	c := b.Item(storyID).Content
	c.Title = "Another"
	must(t, b.Update(b.Item(storyID), c))
	must(t, os.Chmod(filepath.Join(folder, "recommendations"), 0o555))
	defer os.Chmod(filepath.Join(folder, "recommendations"), 0o755)
	if _, err := b.Save(t.Context()); !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "recommendation-engine.md") {
		t.Error(err)
	}
}

func TestSaveStopsWhenTold(t *testing.T) {
	_, folder := saved(t)
	b := load(t, folder)
	c := b.Item(storyID).Content
	c.Title = "Another"
	must(t, b.Update(b.Item(storyID), c))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Save(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if paths := save(t, b); len(paths) != 1 {
		t.Errorf("saving once more wrote %v", paths)
	}
}

func TestSaveRefusesALinkThatLeaves(t *testing.T) {
	_, folder := saved(t)
	outside := t.TempDir()
	must(t, os.Symlink(outside, filepath.Join(folder, "upkeep")))
	b := load(t, folder)
	item := storyItem(idOf(1), "Sly")
	item.Epic, item.Path = "", "upkeep/sly.md"
	must(t, b.Add(item))
	if _, err := b.Save(t.Context()); err == nil || !strings.Contains(err.Error(), "upkeep is no folder but a link or file") {
		t.Error(err)
	}
	if entries, err := os.ReadDir(outside); err != nil || len(entries) > 0 {
		t.Errorf("%v, %v", entries, err)
	}
}

func TestMoveTakesTheFileAlong(t *testing.T) {
	_, folder := saved(t)
	b := load(t, folder)
	second := epicItem()
	second.ID, second.Path, second.Title = idOf(1), "second/epic.md", "Second"
	must(t, b.Add(second))
	item := b.Item(storyID)
	must(t, b.Move(item, second.ID))
	c := item.Content
	c.Title = "Moved"
	must(t, b.Update(item, c))
	save(t, b)
	b = load(t, folder)
	if err := b.Problems.Err(); err != nil {
		t.Fatal(err)
	}
	item = b.Item(storyID)
	if item.Path != "second/recommendation-engine.md" || item.Epic != second.ID || item.Title != "Moved" || item.Sidecar.Path != item.Path {
		t.Errorf("%+v", item)
	}
	if len(b.Items) != 4 {
		t.Errorf("%d items", len(b.Items))
	}
}
