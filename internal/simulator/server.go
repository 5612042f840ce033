package simulator

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
)

//go:embed page
var page embed.FS

// maxOrder bounds an order, in bytes.
const maxOrder = 1 << 20

// Handler serves the page. It refuses requests for other hosts, and orders that other pages give: whoever can send
// orders can send what they like to the server.
func (s *Simulator) Handler() http.Handler {
	files, err := fs.Sub(page, "page")
	if err != nil {
		panic(err) // the name is constant
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(files))
	mux.HandleFunc("GET /setup", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, s.setup())
	})
	mux.HandleFunc("GET /deliveries", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, s.since(0).deliveries)
	})
	mux.HandleFunc("GET /events", s.serveEvents)
	mux.HandleFunc("POST /send", s.serveSend)
	mux.HandleFunc("POST /check", func(w http.ResponseWriter, _ *http.Request) {
		s.checkURL()
		writeJSON(w, http.StatusAccepted, struct{}{})
	})
	policy := "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"
	if s.options.LoadImages {
		policy += " http: https:"
	}
	policy += "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		switch {
		case !isOwnHost(r):
			http.Error(w, "another host", http.StatusForbidden)
		case r.Method != http.MethodGet && !isOwnOrigin(r):
			http.Error(w, "another origin", http.StatusForbidden)
		default:
			mux.ServeHTTP(w, r)
		}
	})
}

// isOwnHost reports whether the request names the address at which it arrived. A page whose host name resolves to this
// machine is none of ours (DNS rebinding).
func isOwnHost(r *http.Request) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok {
		return false
	}
	host := r.Host
	if _, _, err := net.SplitHostPort(host); err != nil {
		host += ":80" // which browsers leave out
	}
	return host == local.String() || local.IP.IsLoopback() && host == fmt.Sprintf("localhost:%d", local.Port)
}

// isOwnOrigin reports whether the page itself makes the request, by what browsers state and scripts cannot change.
func isOwnOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	return r.Header.Get("Origin") == "http://"+r.Host
}

func (s *Simulator) serveSend(w http.ResponseWriter, r *http.Request) {
	o, err := orderOf(http.MaxBytesReader(w, r.Body, maxOrder))
	id := 0
	if err == nil {
		id, err = s.Send(o)
	}
	if err != nil {
		writeJSON(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	writeJSON(w, http.StatusAccepted, map[string]int{"id": id})
}

// orderOf reads an order: one document, and nothing else.
func orderOf(body io.Reader) (o Order, err error) {
	d := json.NewDecoder(body)
	d.DisallowUnknownFields()
	if err := d.Decode(&o); err != nil {
		return o, fmt.Errorf("order: %w", err)
	}
	if _, more := d.Token(); more != io.EOF {
		return o, errors.New("order: something follows the document")
	}
	return o, nil
}

// serveEvents sends everything, and then what changes. A browser that reconnects gets everything again.
func (s *Simulator) serveEvents(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	for version := 0; ; {
		n := s.since(version)
		if n.check.version > version {
			writeEvent(w, "check", n.check)
		}
		for _, d := range n.deliveries {
			writeEvent(w, "delivery", d)
		}
		version = n.version
		if http.NewResponseController(w).Flush() != nil {
			return
		}
		select {
		case <-n.more:
		case <-r.Context().Done():
			return
		}
	}
}

// writeEvent writes a server-sent event. Its JSON is one line, so it cannot contain the end of the event.
func writeEvent(w http.ResponseWriter, name string, value any) {
	fmt.Fprintf(w, "event: %s\ndata: ", name)
	_ = json.NewEncoder(w).Encode(value) // whoever has gone needs no event
	fmt.Fprintln(w)
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // whoever has gone needs no answer
}
