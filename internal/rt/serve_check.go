package rt

import (
	"errors"
	"net/http"
)

// serveCheck answers the request by which the platform checks the URL: with the echostr, decrypted
// where it is encrypted.
func (h *Handler) serveCheck(w http.ResponseWriter, r *http.Request) *refusal {
	q := parseRequestQuery(r.URL.RawQuery)
	if err := q.checkForm(); err != nil {
		return &refusal{http.StatusBadRequest, refusedQuery, err}
	}
	if q.echostr == "" || q.signature == "" && q.msgSignature == "" {
		return &refusal{http.StatusBadRequest, refusedQuery, errors.New("there is no echostr or no signature")}
	}
	echo := q.echostr
	encrypted := q.msgSignature != "" && h.keys != nil
	if !encrypted && h.alwaysEncrypted {
		return &refusal{http.StatusForbidden, refusedMode, errors.New("the URL check is not encrypted")}
	}
	if encrypted && !h.keys.signed(h, q) || !encrypted && q.signedBy(h) == "" {
		return &refusal{http.StatusForbidden, refusedSignature, nil}
	}
	if refused := h.checkAge("timestamp", q.seconds(), 0); refused != nil {
		return refused
	}
	if encrypted {
		var refused *refusal
		if echo, refused = h.keys.openEcho(h, q.echostr); refused != nil {
			return refused
		}
	}
	w.Header().Set("X-Content-Type-Options", "nosniff") // whatever it says
	writeResponse(w, plainTextType, []byte(echo))
	return nil
}
