package rt

import (
	"errors"
	"io"
	"net/http"
	"os"
	"slices"
	"time"
)

// readBody reads the body into s.body. ServeHTTP has set the time until when; where the connection
// knows no deadlines, only the server's ReadTimeout bounds a slow body.
func (h *Handler) readBody(r *http.Request, s *receiveScratch) *refusal {
	s.body = s.body[:0]
	if r.Body == nil {
		return nil
	}
	if r.ContentLength > h.maxBody {
		return &refusal{http.StatusRequestEntityTooLarge, refusedTooLong, nil}
	}
	if n := int(r.ContentLength); n > 0 {
		// One more, to see the end without growing. A long body gets its room as it comes: anybody
		// can state a length.
		s.body = slices.Grow(s.body, min(n+1, maxScratch))
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
		if len(s.body) == 0 && errors.Is(err, http.ErrBodyReadAfterClose) {
			return nil // middleware has read it: nothing is left, and another attempt would bring no more
		}
		if err != nil {
			return unreadBody(err, int64(len(s.body)) < r.ContentLength)
		}
	}
}

// unreadBody is the refusal of a body that could not be read to its end, short of what its sender
// has announced or not.
func unreadBody(err error, short bool) *refusal {
	var tooLong *http.MaxBytesError // of middleware with a lower limit
	switch {
	case errors.As(err, &tooLong):
		return &refusal{http.StatusRequestEntityTooLarge, refusedTooLong, err}
	case errors.Is(err, os.ErrDeadlineExceeded):
		return &refusal{http.StatusRequestTimeout, refusedTooSlow, err}
	case short || errors.Is(err, io.ErrUnexpectedEOF):
		return &refusal{http.StatusBadRequest, refusedCutOff, err}
	}
	return &refusal{http.StatusBadRequest, refusedBody, err}
}

// setReadDeadline does what an http.ResponseController does, which formats an error for each writer
// that has no deadlines.
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
