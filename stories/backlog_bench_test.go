package stories

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"plotline/stories/store"

	"github.com/google/uuid"
)

// memoryFolder is a new folder on storage that is memory, where there is some.
func memoryFolder(b *testing.B) string {
	b.Helper()
	const memory = "/dev/shm"
	if info, err := os.Stat(memory); err != nil || !info.IsDir() {
		return b.TempDir()
	}
	folder, err := os.MkdirTemp(memory, "plotline")
	if err != nil {
		return b.TempDir()
	}
	b.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}

// large makes a backlog of n stories, ten an epic, in memory.
func large(b *testing.B, folder string, n int) *Backlog {
	b.Helper()
	backlog := NewBacklog(folder)
	var epic *Item
	for i := range n {
		if i%10 == 0 {
			epic = epicItem()
			epic.ID = uuid.NewSHA1(uuid.NameSpaceOID, fmt.Appendf(nil, "epic %d", i)).String()
			epic.Path = fmt.Sprintf("epic-%d/epic.md", i/10)
			epic.Sidecar.Order = float64(1 + i/10)
			if err := backlog.Add(epic); err != nil {
				b.Fatal(err)
			}
		}
		story := storyItem(uuid.NewSHA1(uuid.NameSpaceOID, fmt.Appendf(nil, "story %d", i)).String(), fmt.Sprintf("Story %d for shoppers", i))
		story.Epic, story.Sidecar.Order = epic.ID, float64(1+i%10)
		if err := backlog.Add(story); err != nil {
			b.Fatal(err)
		}
	}
	return backlog
}

// BenchmarkBacklog compares saving and loading with plain loops over the same
// files. Run it with -bench Backlog -benchtime 1x.
func BenchmarkBacklog(b *testing.B) {
	for _, n := range []int{5_000, 50_000} {
		made := large(b, filepath.Join(memoryFolder(b), "backlog"), n)
		if _, err := made.Save(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("plain-write/%d", n), func(b *testing.B) {
			for range b.N {
				plainWrite(b, made, memoryFolder(b))
			}
		})
		b.Run(fmt.Sprintf("make/%d", n), func(b *testing.B) {
			for range b.N {
				large(b, filepath.Join(memoryFolder(b), "backlog"), n)
			}
		})
		b.Run(fmt.Sprintf("save/%d", n), func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				fresh := large(b, filepath.Join(memoryFolder(b), "backlog"), n)
				b.StartTimer()
				if _, err := fresh.Save(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("plain-read/%d", n), func(b *testing.B) {
			for range b.N {
				plainRead(b, made)
			}
		})
		b.Run(fmt.Sprintf("load/%d", n), func(b *testing.B) {
			for range b.N {
				if _, err := LoadBacklog(b.Context(), made.Folder); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("save-unchanged/%d", n), func(b *testing.B) {
			for range b.N {
				if paths, err := made.Save(b.Context()); err != nil || paths != nil {
					b.Fatal(paths, err)
				}
			}
		})
		b.Run(fmt.Sprintf("digest/%d", n), func(b *testing.B) {
			for range b.N {
				made.Digest()
			}
		})
	}
}

func plainWrite(b *testing.B, from *Backlog, folder string) {
	if err := os.MkdirAll(filepath.Join(folder, store.SidecarFolder), 0o755); err != nil {
		b.Fatal(err)
	}
	for _, item := range from.Items {
		file := filepath.Join(folder, item.Path)
		if item.Kind == Epic {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				b.Fatal(err)
			}
		}
		if err := os.WriteFile(file, item.disk.Data, 0o644); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, store.SidecarFolder, item.ID+".yaml"), from.sidecars[item.ID], 0o644); err != nil {
			b.Fatal(err)
		}
	}
}

func plainRead(b *testing.B, from *Backlog) {
	for _, item := range from.Items {
		for _, file := range []string{item.Path, filepath.Join(store.SidecarFolder, item.ID+".yaml")} {
			if _, err := os.ReadFile(filepath.Join(from.Folder, file)); err != nil {
				b.Fatal(err)
			}
		}
	}
}
