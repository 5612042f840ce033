package rt

import (
	"context"
	"errors"
	"net/http"
)

// messageKeys are the keys of a Handler, the current one first.
type messageKeys []*messageKey

// newMessageKeys returns the keys for a receiver, nil where both are empty. The platform calls the
// receiver by this name; without a name, its messages have none. The error is a *settingError, with
// ErrAESKey for a wrong key.
func newMessageKeys(name, receiver string, accepts func(string) bool, current, previous string) (opener, error) {
	if err := checkVisible(receiver); err != nil {
		return nil, &settingError{name, err}
	}
	var keys messageKeys
	for _, setting := range [...]struct{ name, value string }{
		{"EncodingAESKey", current}, {"PreviousEncodingAESKey", previous},
	} {
		if setting.value == "" {
			continue
		}
		k, err := newMessageKey(setting.value, receiver)
		if err != nil {
			return nil, &settingError{setting.name, err}
		}
		k.accepts = accepts
		keys = append(keys, k)
	}
	switch {
	case len(keys) == 0:
		return nil, nil
	case name != "" && receiver == "":
		return nil, &settingError{name,
			errors.New("it is empty, so every encrypted message would be for another receiver")}
	}
	return keys, nil
}

func (keys messageKeys) signed(h *Handler, q requestQuery) bool {
	return q.encryptSignedBy(h, q.echostr) != ""
}

func (keys messageKeys) openEcho(h *Handler, echostr string) (echo string, refused *refusal) {
	defer h.ackAcceptPanic(&refused)
	opened, _, err := appendOpened(nil, echostr, keys)
	if err != nil {
		return "", &refusal{http.StatusBadRequest, refusedDecrypt, err}
	}
	return string(opened), nil
}

// openBody decrypts the body into s.plain.
func (keys messageKeys) openBody(h *Handler, q requestQuery, s *receiveScratch) (seal sealing, refused *refusal) {
	encrypt, err := parseEnvelope(s.body)
	token := q.encryptSignedBy(h, encrypt)
	if token == "" {
		candidates := ciphertexts(string(s.body))
		for i := 0; token == "" && i < len(candidates); i++ {
			encrypt = candidates[i]
			token = q.encryptSignedBy(h, encrypt)
		}
		if err != nil && len(candidates) == 0 {
			return sealing{}, &refusal{http.StatusBadRequest, refusedXML, withHint(err, s.body)}
		}
	}
	if token == "" {
		return sealing{}, &refusal{http.StatusForbidden, refusedSignature, nil}
	}
	defer h.ackAcceptPanic(&refused)
	plain, by, err := appendOpened(s.plain[:0], encrypt, keys)
	if err != nil {
		return sealing{}, &refusal{http.StatusBadRequest, refusedDecrypt, err}
	}
	s.plain = plain
	return sealing{by, by.receiver, token, q.nonce}, nil
}

// ackAcceptPanic is to be deferred. It logs a panic of AcceptReceiver, and the response is the ack, as
// after a panic of the function that answers messages.
func (h *Handler) ackAcceptPanic(refused **refusal) {
	if cause := recover(); cause != nil {
		h.logPanic(context.Background(), "panic in AcceptReceiver", cause)
		*refused = &refusal{http.StatusOK, refusedReceiver, nil}
	}
}
