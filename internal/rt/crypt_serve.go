package rt

import (
	"context"
	"errors"
)

// messageKeys are the keys of a Handler, the current one first.
type messageKeys []*messageKey

// newMessageKeys returns the keys for a receiver, nil where both are empty. The platform calls the
// receiver by this name; without a name, its messages have none. The error names the setting, with
// ErrAESKey for a wrong key.
func newMessageKeys(name, receiver string, accepts func(string) bool, current, previous string) (opener, error) {
	if err := checkVisible(receiver); err != nil {
		return nil, settingError(name, err)
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
			return nil, settingError(setting.name, err)
		}
		k.accepts = accepts
		keys = append(keys, k)
	}
	switch {
	case len(keys) == 0:
		return nil, nil
	case name != "" && receiver == "":
		return nil, settingError(name,
			errors.New("it is empty, so every encrypted message would be for another receiver"))
	}
	return keys, nil
}

func (keys messageKeys) openEcho(h *Handler, q requestQuery) (echo string, refused *refusal) {
	var plain []byte
	_, refused = keys.open(h, &plain, q.echostr, q.encryptSignedBy(h, q.echostr))
	return string(plain), refused
}

// openBody decrypts the body into s.plain.
func (keys messageKeys) openBody(h *Handler, q requestQuery, s *receiveScratch) (sealing, *refusal) {
	body := s.body.Bytes()
	encrypt, err := parseEnvelope(body)
	token := q.encryptSignedBy(h, encrypt)
	if token == "" {
		candidates := ciphertexts(string(body))
		for i := 0; token == "" && i < len(candidates); i++ {
			encrypt = candidates[i]
			token = q.encryptSignedBy(h, encrypt)
		}
		if err != nil && len(candidates) == 0 {
			return sealing{}, &refusal{refusedXML, withHint(err, body)}
		}
	}
	by, refused := keys.open(h, &s.plain, encrypt, token)
	if refused != nil {
		return sealing{}, refused
	}
	return sealing{by, by.receiver, token, q.nonce}, nil
}

// open decrypts the message in a ciphertext that is signed by token, if that is not empty. A panic of
// AcceptReceiver is logged, and the response is the ack, as after a panic of the function that answers
// messages.
func (keys messageKeys) open(h *Handler, plain *[]byte, encrypt, token string) (by *messageKey, refused *refusal) {
	if token == "" {
		return nil, &refusal{refusedSignature, nil}
	}
	defer func() {
		if cause := recover(); cause != nil {
			h.logPanic(context.Background(), "panic in AcceptReceiver", cause)
			refused = &refusal{refusedReceiver, nil}
		}
	}()
	opened, by, err := appendOpened((*plain)[:0], encrypt, keys)
	if err != nil {
		return nil, &refusal{refusedDecrypt, err}
	}
	*plain = opened
	return by, nil
}
