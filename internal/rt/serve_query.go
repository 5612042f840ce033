package rt

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

// requestQuery is what the platform puts into the URL.
type requestQuery struct {
	signature, msgSignature, timestamp, nonce, echostr, encryptType string
}

// parseRequestQuery reads a query as net/url does, without a map: of a name
// that is there twice the first counts, and a value that is escaped wrongly is
// not there.
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

// encrypted says whether the body, or the echostr, is said to be encrypted.
// WeCom does not state an encrypt_type.
func (q *requestQuery) encrypted() bool {
	return q.encryptType == "aes" || q.encryptType == "" && q.msgSignature != ""
}

// signedBy returns which of the tokens has signed the request, "" for none.
func (q *requestQuery) signedBy(token, previous string) string {
	if validSignature(q.signature, token, q.timestamp, q.nonce) {
		return token
	}
	if previous != "" && validSignature(q.signature, previous, q.timestamp, q.nonce) {
		return previous
	}
	return ""
}

// encryptSignedBy is signedBy for the msg_signature, with what is encrypted.
func (q *requestQuery) encryptSignedBy(token, previous, encrypt string) string {
	if validMsgSignature(q.msgSignature, token, q.timestamp, q.nonce, encrypt) {
		return token
	}
	if previous != "" && validMsgSignature(q.msgSignature, previous, q.timestamp, q.nonce, encrypt) {
		return previous
	}
	return ""
}

// within says whether the timestamp is no further than maxAge from now, in
// either direction.
func (q *requestQuery) within(maxAge time.Duration, now time.Time) bool {
	seconds, err := strconv.ParseInt(q.timestamp, 10, 64)
	if err != nil {
		return false
	}
	return time.Unix(seconds, 0).Sub(now).Abs() <= maxAge
}
