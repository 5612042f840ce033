package rt

import (
	"errors"
	"io"
	"net/http"
	"os"
	"slices"
	"time"
)

// readBody reads the body into s.body, until the time when an ack would have to
// go out. Where the connection knows no deadlines, only the server's
// ReadTimeout bounds a slow body.
func (h *Handler) readBody(w http.ResponseWriter, r *http.Request, until time.Time, s *receiveScratch) *refusal {
	s.body = s.body[:0]
	if r.Body == nil {
		return nil
	}
	if r.ContentLength > h.maxBody {
		return &refusal{http.StatusRequestEntityTooLarge, refusedTooLong, nil}
	}
	setReadDeadline(w, until)
	if n := int(r.ContentLength); n > 0 {
		s.body = slices.Grow(s.body, n+1) // one more, to see the end without growing
	}
	for {
		if len(s.body) == cap(s.body) {
			s.body = slices.Grow(s.body, 512)
		}
		n, err := r.Body.Read(s.body[len(s.body):cap(s.body)])
		s.body = s.body[:len(s.body)+n]
		if int64(len(s.body)) > h.maxBody {
			return &refusal{http.StatusRequestEntityTooLarge, refusedTooLong, nil}
		}
		if err == io.EOF {
			return nil // which makes the server take the deadline back
		}
		if err != nil {
			if errors.Is(err, os.ErrDeadlineExceeded) {
				return &refusal{http.StatusRequestTimeout, refusedTooSlow, err}
			}
			return &refusal{http.StatusBadRequest, refusedCutOff, err}
		}
	}
}

// setReadDeadline does what an http.ResponseController does, which formats an
// error for each writer that has no deadlines.
func setReadDeadline(w http.ResponseWriter, t time.Time) {
	for {
		switch inner := w.(type) {
		case interface{ SetReadDeadline(time.Time) error }:
			_ = inner.SetReadDeadline(t)
			return
		case interface{ Unwrap() http.ResponseWriter }:
			w = inner.Unwrap()
		default:
			return
		}
	}
}
