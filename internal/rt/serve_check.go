package rt

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// serveCheck answers the request by which the platform checks the URL: with the echostr, decrypted
// where it is encrypted.
func (h *Handler) serveCheck(w http.ResponseWriter, r *http.Request) (refused *refusal) {
	q := parseRequestQuery(r.URL.RawQuery)
	if q.echostr == "" || q.signature == "" && q.msgSignature == "" {
		return &refusal{refusedQuery, errors.New("there is no echostr or no signature")}
	}
	encrypted := q.msgSignature != "" && h.keys != nil
	if refused := h.checkQuery(&q, encrypted, h.alwaysEncrypted); refused != nil {
		return refused
	}
	echo := q.echostr
	if encrypted {
		if echo, refused = h.keys.openEcho(h, q); refused != nil {
			return refused
		}
	}
	w.Header().Set("X-Content-Type-Options", "nosniff") // whatever it says
	writeResponse(w, plainTextType, []byte(echo))
	return nil
}

// maxTimestamp is the length in digits of the longest timestamp, which may be in milliseconds, and
// maxNonce that of the longest nonce in bytes. A signature covers its values one after the other
// and not the borders between them: with these limits, that of a request with an Encrypt, which is
// longer, is not one without, and a border that was moved leaves no timestamp, or one of another
// time.
const maxTimestamp = 13
const maxNonce = 64

// checkQuery refuses what no platform sends, and what is not encrypted where that is required. It
// checks the plain signature, unless the request is encrypted and there are keys: the msg_signature
// covers the encrypted text, too.
func (h *Handler) checkQuery(q *requestQuery, encrypted, required bool) *refusal {
	sealed := encrypted && h.keys != nil
	wrong := ""
	switch {
	case q.timestamp == "":
		wrong = "there is no timestamp"
	case q.nonce == "":
		wrong = "there is no nonce"
	case len(q.timestamp) > maxTimestamp || strings.Trim(q.timestamp, "0123456789") != "":
		wrong = "the timestamp is not 1 to 13 digits"
	case len(q.nonce) > maxNonce:
		wrong = "the nonce has " + strconv.Itoa(len(q.nonce)) + " bytes, and no platform's more than 64"
	case copyable(q.nonce, false) < len(q.nonce): // an encrypted reply has to repeat it
		wrong = "the nonce has characters that XML cannot carry"
	case sealed && q.msgSignature == "":
		wrong = "there is no msg_signature"
	case !encrypted && required:
		return &refusal{refusedMode, errors.New("the request is not encrypted")}
	case !sealed && q.signature == "":
		wrong = "there is no signature"
	case !sealed && q.signedBy(h, q.signature, "") == "":
		return &refusal{refusedSignature, nil}
	}
	if wrong != "" {
		return &refusal{refusedQuery, errors.New(wrong)}
	}
	// It is not taken for milliseconds: the first digits of a nonce would make those of a timestamp in
	// seconds.
	seconds, _ := strconv.ParseInt(q.timestamp, 10, 64)
	return h.checkAge("timestamp", seconds, 0)
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
	return &refusal{refusedAge, errors.New(
		name + " is " + strconv.FormatInt(seconds, 10) + ", and it is " + strconv.FormatInt(now.Unix(), 10) + " here")}
}
