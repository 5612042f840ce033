package rt

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"
)

// opener opens what the platform has encrypted. Queries are passed by value, so that those of plain
// messages stay on the stack.
type opener interface {
	// openEcho decrypts the echostr of a URL check.
	openEcho(h *Handler, q requestQuery) (string, *refusal)
	// openBody decrypts s.body into s.plain.
	openBody(h *Handler, q requestQuery, s *receiveScratch) (sealing, *refusal)
}

// sealing is how the response is encrypted: not at all without a key.
type sealing struct {
	key interface {
		appendEnvelope(dst, message []byte, token, nonce string, at time.Time) ([]byte, error)
	}
	receiver, token, nonce string
}

// maxKey is the length in bytes of the longest key that is stored unhashed. Senders choose parts of
// some keys.
const maxKey = 256

func appendSum(dst, of []byte) []byte {
	sum := sha256.Sum256(of)
	return hex.AppendEncode(dst, sum[:])
}

// appendKeyPart appends one value of a message's key, with a NUL behind it. XML has no such
// character, so values of different messages never add up to the same key.
func appendKeyPart(dst []byte, value string) []byte {
	return append(append(dst, value...), 0)
}

// withoutCiphertext returns a body of the compatible mode without the text of its last Encrypt, which
// is another one in each delivery of the same message.
func withoutCiphertext(body []byte) []byte {
	start := bytes.LastIndex(body, []byte("<Encrypt>"))
	end := bytes.LastIndex(body, []byte("</Encrypt>"))
	if start < 0 || end < start {
		return body
	}
	return slices.Concat(body[:start], body[end:])
}

// receiveScratch holds what receiving a message takes, for one at a time.
type receiveScratch struct {
	body       bytes.Buffer
	rest       io.LimitedReader // of the request's body
	plain, key []byte
}

var receiveScratches = sync.Pool{New: func() any { return new(receiveScratch) }}

func (s *receiveScratch) release() {
	s.rest.R = nil
	if s.body.Cap() <= maxScratch && cap(s.plain) <= maxScratch && cap(s.key) <= maxScratch {
		receiveScratches.Put(s)
	}
}

// receive reads, authenticates and decodes the message.
func (d *delivery) receive(r *http.Request) *refusal {
	h := d.handler
	q := parseRequestQuery(r.URL.RawQuery)
	encrypted := q.encrypted()
	if refused := h.checkQuery(&q, encrypted, h.requireEncryption); refused != nil {
		return refused
	}
	s := receiveScratches.Get().(*receiveScratch)
	defer s.release()
	if refused := h.readBody(r, s); refused != nil {
		return refused
	}
	xml := s.body.Bytes()
	keyless := encrypted && h.keys == nil
	if encrypted && !keyless {
		var refused *refusal
		if d.sealing, refused = h.keys.openBody(h, q, s); refused != nil {
			return refused
		}
		xml = s.plain
	}
	if keyless && isEnvelope(xml) {
		return &refusal{refusedMode, errors.New("the message is encrypted, and there is no key")}
	}
	m, err := h.parse(xml)
	if err != nil {
		return &refusal{refusedXML, err}
	}
	s.key = s.key[:0]
	if d.sealing.key != nil {
		// The query's timestamp may be exchanged with the nonce; CreateTime is authentic.
		if sent := inSeconds(m.sentAt()); sent != 0 {
			if refused := h.checkAge("CreateTime", sent, time.Duration(h.attempts)*h.deadline); refused != nil {
				return refused
			}
		}
		if m.receipt().Receiver = d.sealing.receiver; d.sealing.receiver != "" {
			s.key = appendKeyPart(s.key, d.sealing.receiver)
		}
	}
	receiver := len(s.key)
	s.key = m.appendDedupeKey(s.key)
	switch {
	case len(s.key) == receiver && keyless:
		s.key = appendSum(s.key, withoutCiphertext(xml))
	case len(s.key) == receiver:
		s.key = appendSum(s.key, xml)
	case len(s.key) > maxKey:
		s.key = appendSum(s.key[:0], s.key)
	}
	d.message, d.stored.Key = m, string(s.key)
	d.logUnreadable(xml)
	return nil
}

// readBody reads the body into s.body. ServeHTTP has set the time until when; where the connection
// knows no deadlines, only the server's ReadTimeout bounds a slow body.
func (h *Handler) readBody(r *http.Request, s *receiveScratch) *refusal {
	s.body.Reset()
	if r.Body == nil {
		return nil
	}
	if r.ContentLength > h.maxBody {
		return &refusal{refusedTooLong, nil}
	}
	if n := r.ContentLength; n > 0 {
		// A long body gets its room as it comes: anybody can state a length.
		s.body.Grow(int(min(n+bytes.MinRead, maxScratch)))
	}
	s.rest = io.LimitedReader{R: r.Body, N: h.maxBody + 1}
	_, err := s.body.ReadFrom(&s.rest) // to the end, which makes the server take the deadline back
	read := int64(s.body.Len())
	switch {
	case read > h.maxBody:
		return &refusal{refusedTooLong, nil}
	case err == nil, read == 0 && errors.Is(err, http.ErrBodyReadAfterClose):
		return nil // middleware may have read it: nothing is left, and another attempt would bring no more
	case errors.As(err, new(*http.MaxBytesError)): // of middleware with a lower limit
		return &refusal{refusedTooLong, err}
	case errors.Is(err, os.ErrDeadlineExceeded):
		return &refusal{refusedTooSlow, err}
	case read < r.ContentLength, errors.Is(err, io.ErrUnexpectedEOF):
		return &refusal{refusedCutOff, err}
	}
	return &refusal{refusedBody, err}
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
