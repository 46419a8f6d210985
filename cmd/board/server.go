package board

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io/fs"
	"net/http"
	"sync"
	"time"

	"plotline/stories/render"
)

// Server is the page and what can be done on it.
type Server struct {
	desk  Desk
	pages *render.Pages
	files fs.FS
	token string
	hosts map[string]bool
	mux   *http.ServeMux
	// album keeps what was drawn; drawing guards it.
	album   render.Album
	drawing sync.Mutex
	// one keeps two writes of one page from meeting; two processes are kept
	// apart by the files' own locks.
	one sync.Mutex
}

// New makes a server for a desk. Files are the page's folder; hosts are the
// names, with port, that it answers to.
func New(desk Desk, files fs.FS, hosts []string) (*Server, error) {
	pages, err := render.NewPages(files)
	if err != nil {
		return nil, err
	}
	s := &Server{desk: desk, pages: pages, files: files, token: rand.Text(), hosts: map[string]bool{}, mux: http.NewServeMux()}
	for _, host := range hosts {
		s.hosts[host] = true
	}
	s.routes()
	return s, nil
}

func (s *Server) routes() {
	s.mux.HandleFunc("GET /{$}", s.page)
	s.mux.HandleFunc("GET /item", s.item)
	s.mux.HandleFunc("POST /map", s.change)
	for name, kind := range map[string]string{
		"page.css": "text/css; charset=utf-8",
		"map.js":   "text/javascript; charset=utf-8", "board.js": "text/javascript; charset=utf-8",
	} {
		s.mux.HandleFunc("GET /"+name, s.file(name, kind))
	}
	s.writes()
}

// policy lets the page use its own files and nothing else; no script or style
// may stand in the page itself.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// ServeHTTP answers requests to the board's own names only, so that no other
// site can reach it through a name that it points here.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Security-Policy", policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Cache-Control", "no-store")
	if !s.hosts[r.Host] {
		http.Error(w, "this board answers to its own address only", http.StatusForbidden)
		return
	}
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
		http.Error(w, "this board answers to its own page only", http.StatusForbidden)
		return
	}
	s.mux.ServeHTTP(w, r)
}

func (s *Server) live() render.Live {
	return render.Live{Token: s.token, Statuses: s.desk.Statuses(), Today: s.desk.Today()}
}

// Draw looks and draws the map, so that the first page need not wait for it. It
// fails where the page would.
func (s *Server) Draw(ctx context.Context) error {
	_, err := s.drawn(ctx, s.whole)
	return err
}

func (s *Server) whole(out *bytes.Buffer, view *render.View) error {
	return s.pages.Served(out, view, s.live(), &s.album)
}

func (s *Server) page(w http.ResponseWriter, r *http.Request) { s.show(w, r, s.whole) }

// change sends what a page shows by now, but for the epics that it has already.
func (s *Server) change(w http.ResponseWriter, r *http.Request) {
	var in struct{ Has []string }
	if !s.read(w, r, &in) {
		return
	}
	s.show(w, r, func(out *bytes.Buffer, view *render.View) error {
		return s.pages.Change(out, view, s.live(), &s.album, in.Has)
	})
}

// drawn draws the whole before anything is answered, so that a mistake shows as
// one.
func (s *Server) drawn(ctx context.Context, draw func(*bytes.Buffer, *render.View) error) (*bytes.Buffer, error) {
	view, err := s.desk.Look(ctx)
	if err != nil {
		return nil, err
	}
	s.drawing.Lock()
	defer s.drawing.Unlock()
	var out bytes.Buffer
	return &out, draw(&out, view)
}

func (s *Server) show(w http.ResponseWriter, r *http.Request, draw func(*bytes.Buffer, *render.View) error) {
	out, err := s.drawn(r.Context(), draw)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = out.WriteTo(w) // a page that was closed meanwhile is nobody's loss
}

func (s *Server) file(name, kind string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		data, err := fs.ReadFile(s.files, name)
		if err != nil {
			s.fail(w, r, fmt.Errorf("read %s: %w", name, err))
			return
		}
		w.Header().Set("Content-Type", kind)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	}
}
