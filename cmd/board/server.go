package board

import (
	"bytes"
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

func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, func(out *bytes.Buffer, view *render.View) error { return s.pages.Served(out, view, s.live()) })
}

// show draws the whole before it answers, so that a mistake shows as one.
func (s *Server) show(w http.ResponseWriter, r *http.Request, draw func(*bytes.Buffer, *render.View) error) {
	view, err := s.desk.Look(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var out bytes.Buffer
	if err := draw(&out, view); err != nil {
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
