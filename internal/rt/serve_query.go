package rt

import (
	"net/url"
	"strings"
)

// requestQuery is what the platform puts into the URL.
type requestQuery struct {
	signature, msgSignature, timestamp, nonce, echostr, encryptType string
}

// parseRequestQuery parses a query as net/url does, without a map: the first value of a repeated
// name counts, and a value with a wrong escape is ignored.
func parseRequestQuery(raw string) requestQuery {
	var q requestQuery
	for raw != "" {
		var pair string
		pair, raw, _ = strings.Cut(raw, "&")
		name, value, _ := strings.Cut(pair, "=")
		var into *string
		switch name {
		case "signature":
			into = &q.signature
		case "msg_signature":
			into = &q.msgSignature
		case "timestamp":
			into = &q.timestamp
		case "nonce":
			into = &q.nonce
		case "echostr":
			into = &q.echostr
		case "encrypt_type":
			into = &q.encryptType
		}
		if into == nil || *into != "" {
			continue
		}
		if strings.IndexByte(value, '%') >= 0 || strings.IndexByte(value, '+') >= 0 {
			var err error
			if value, err = url.QueryUnescape(value); err != nil {
				continue
			}
		}
		*into = value
	}
	return q
}

// encrypted reports whether the query marks the body, or the echostr, as encrypted. WeCom sends no
// encrypt_type.
func (q *requestQuery) encrypted() bool {
	return q.encryptType == "aes" || q.encryptType == "" && q.msgSignature != ""
}

// signedBy returns which of the handler's tokens has signed the request, and the encrypted text if
// there is one; "" for none.
func (q *requestQuery) signedBy(h *Handler, signature, encrypt string) string {
	for _, token := range [...]string{h.token, h.previousToken} {
		if token != "" && validSignature(signature, token, q.timestamp, q.nonce, encrypt) {
			return token
		}
	}
	return ""
}

// encryptSignedBy is signedBy for the msg_signature, which covers the encrypted text too. Without
// such a text, a plain signature, which every proxy may log, would pass for a msg_signature.
func (q *requestQuery) encryptSignedBy(h *Handler, encrypt string) string {
	if encrypt == "" {
		return ""
	}
	return q.signedBy(h, q.msgSignature, encrypt)
}

// inSeconds returns a message's time since 1970 in seconds. Some platforms send milliseconds, which
// as seconds would be thousands of years away.
func inSeconds(t int64) int64 {
	const yearFiveThousand = 1e11
	if t >= yearFiveThousand {
		return t / 1000
	}
	return t
}
