// Package contract holds what the trackers' clients send, and what the test
// servers answer, to the vendors' official documents. It is support for tests
// and is imported by nothing else.
package contract

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// The environment variables that say where the documents are, and that a check
// may not be skipped for want of them.
const (
	FolderVariable  = "PLOTLINE_CONTRACTS"
	RequireVariable = "PLOTLINE_REQUIRE_CONTRACTS"
)

// Folder finds the official documents: the folder named in the environment, or
// shared/contracts beside the module; "" where neither is there.
func Folder() string {
	if named := os.Getenv(FolderVariable); named != "" {
		return existing(named)
	}
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return existing(filepath.Join(dir, "..", "shared", "contracts"))
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

func existing(folder string) string {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return ""
	}
	return folder
}

// locate finds one document. Where there is none, it says so in the test's log
// and gives "", or fails the test when the check is required.
func locate(t testing.TB, file string) string {
	t.Helper()
	folder := Folder()
	if folder != "" {
		return filepath.Join(folder, file)
	}
	if os.Getenv(RequireVariable) == "1" {
		t.Fatalf("%s=1, but the folder with %s is not there (set %s)", RequireVariable, file, FolderVariable)
	}
	t.Logf("SKIPPED the check against %s: no ../shared/contracts and no %s", file, FolderVariable)
	return ""
}

// REST loads an OpenAPI document. Where the documents are absent it says so and
// gives nil, which checks nothing.
func REST(t testing.TB, file string) *Document {
	t.Helper()
	path := locate(t, file)
	if path == "" {
		return nil
	}
	d, err := documents.load(path, func() (*Document, error) { return readDocument(path) })
	if err != nil {
		t.Fatalf("load %s: %v", file, err)
	}
	return d
}

// GraphQL loads a GraphQL schema, as [REST] does a document, with what the server
// has learnt since the document was written.
func GraphQL(t testing.TB, file, since string) *Schema {
	t.Helper()
	path := locate(t, file)
	if path == "" {
		return nil
	}
	s, err := schemas.load(path+since, func() (*Schema, error) { return readSchema(path, since) })
	if err != nil {
		t.Fatalf("load %s: %v", file, err)
	}
	return s
}

// The documents are large and never change during a test run: each is read once.
var (
	documents cache[*Document]
	schemas   cache[*Schema]
)

// cache keeps what takes long to load. When it is full it begins anew.
type cache[T any] struct {
	mu     sync.Mutex
	loaded map[string]T
}

const cacheRoom = 300

func (c *cache[T]) load(key string, read func() (T, error)) (T, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if value, ok := c.loaded[key]; ok {
		return value, nil
	}
	value, err := read()
	if err != nil {
		return value, err
	}
	if c.loaded == nil || len(c.loaded) == cacheRoom {
		c.loaded = map[string]T{}
	}
	c.loaded[key] = value
	return value, nil
}

func readDocument(path string) (*Document, error) {
	doc, err := openapi3.NewLoader().LoadFromFile(path)
	if err != nil {
		return nil, err
	}
	d := &Document{name: filepath.Base(path), doc: doc}
	for template, item := range doc.Paths.Map() {
		d.routes = append(d.routes, route{template, strings.Split(template, "/"), item})
	}
	return d, nil
}

func readSchema(path, since string) (*Schema, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	schema, err := gqlparser.LoadSchema(
		&ast.Source{Name: filepath.Base(path), Input: string(text)}, &ast.Source{Name: "since", Input: since})
	if err != nil {
		return nil, fmt.Errorf("parse the schema: %w", err)
	}
	return &Schema{schema: schema}, nil
}
