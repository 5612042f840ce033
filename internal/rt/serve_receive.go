package rt

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// received is a message that is authentic.
type received struct {
	message deliverable
	// key is the message's in the store.
	key     string
	sealing sealing
}

// opener opens what the platform has encrypted. Queries are passed by value, so that those of plain
// messages stay on the stack.
type opener interface {
	// signed reports whether the query's msg_signature is that of its echostr.
	signed(h *Handler, q requestQuery) bool
	// openEcho decrypts the echostr of a URL check.
	openEcho(h *Handler, echostr string) (string, *refusal)
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
	body, plain, key []byte
}

var receiveScratches = sync.Pool{New: func() any { return new(receiveScratch) }}

func (s *receiveScratch) release() {
	if cap(s.body) <= maxScratch && cap(s.plain) <= maxScratch && cap(s.key) <= maxScratch {
		receiveScratches.Put(s)
	}
}

// receive reads, authenticates and decodes a message.
func (h *Handler) receive(r *http.Request) (received, *refusal) {
	q := parseRequestQuery(r.URL.RawQuery)
	if refused := h.checkQuery(&q); refused != nil {
		return received{}, refused
	}
	s := receiveScratches.Get().(*receiveScratch)
	defer s.release()
	if refused := h.readBody(r, s); refused != nil {
		return received{}, refused
	}
	xml := s.body
	var seal sealing
	if q.encrypted() && h.keys != nil {
		var refused *refusal
		if seal, refused = h.keys.openBody(h, q, s); refused != nil {
			return received{}, refused
		}
		xml = s.plain
	}
	keyless := q.encrypted() && seal.key == nil
	if keyless && isEnvelope(xml) {
		return received{}, &refusal{http.StatusForbidden, refusedMode,
			errors.New("the message is encrypted, and there is no key")}
	}
	m, err := h.parse(xml)
	if err != nil {
		return received{}, &refusal{http.StatusBadRequest, refusedXML, err}
	}
	s.key = s.key[:0]
	if seal.key != nil {
		// The query's timestamp may be exchanged with the nonce; CreateTime is authentic.
		if sent := inSeconds(m.sentAt()); sent != 0 {
			if refused := h.checkAge("CreateTime", sent, time.Duration(h.attempts)*h.deadline); refused != nil {
				return received{}, refused
			}
		}
		if m.receipt().Receiver = seal.receiver; seal.receiver != "" {
			s.key = appendKeyPart(s.key, seal.receiver)
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
	in := received{m, string(s.key), seal}
	h.logUnreadable(r.Context(), &in, xml)
	return in, nil
}

// checkQuery refuses what can be refused without the body.
func (h *Handler) checkQuery(q *requestQuery) *refusal {
	encrypted := q.encrypted()
	if err := q.checkForm(); err != nil {
		return &refusal{http.StatusBadRequest, refusedQuery, err}
	}
	switch {
	case encrypted && h.keys != nil && q.msgSignature == "":
		return &refusal{http.StatusBadRequest, refusedQuery, errors.New("there is no msg_signature")}
	case !encrypted && h.requireEncryption:
		return &refusal{http.StatusForbidden, refusedMode, errors.New("the message is not encrypted")}
	}
	if !encrypted || h.keys == nil {
		if q.signature == "" {
			return &refusal{http.StatusBadRequest, refusedQuery, errors.New("there is no signature")}
		}
		if q.signedBy(h) == "" {
			return &refusal{http.StatusForbidden, refusedSignature, nil}
		}
	}
	return h.checkAge("timestamp", q.seconds(), 0)
}

// checkAge refuses what was made too long ago, redelivered for that long, or too far in the future.
func (h *Handler) checkAge(name string, seconds int64, redelivered time.Duration) *refusal {
	if h.maxAge == 0 {
		return nil
	}
	now := h.now()
	if age := now.Sub(time.Unix(seconds, 0)); age >= -h.maxAge && age <= h.maxAge+redelivered {
		return nil
	}
	return &refusal{http.StatusForbidden, refusedAge, errors.New(
		name + " is " + strconv.FormatInt(seconds, 10) + ", and it is " + strconv.FormatInt(now.Unix(), 10) + " here")}
}
