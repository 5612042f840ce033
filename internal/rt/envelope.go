package rt

import (
	"errors"
	"strings"
	"time"
)

// maxCiphertexts bounds how many texts of a body are tried as its ciphertext: anybody can post a
// body, and each try takes a hash.
const maxCiphertexts = 8

// parseEnvelope returns the text of the element Encrypt in what the platform posts around an
// encrypted message, or beside the elements of a message, as in the compatible mode; empty where
// there is none. The error is ErrEnvelope; a *SyntaxError behind it has the place.
//
// Only the signature shows whether the text is the platform's: in the compatible mode, a user's
// text can look like another Encrypt, or keep the document from being well-formed. See ciphertexts.
func parseEnvelope(xml []byte) (encrypt string, err error) {
	d := newMessageDecoder(xml)
	d.root("xml")
	var seen uint64
	for name, ok := d.next(); ok; name, ok = d.next() {
		if name == "Encrypt" {
			d.readFirst((*trimmed)(&encrypt), &seen, 0)
		} else {
			d.skip()
		}
	}
	if err := d.end(); err != nil {
		return encrypt, &fault{ErrEnvelope, err}
	}
	return encrypt, nil
}

// ciphertexts returns what stands within tags of an Encrypt anywhere in a body, well-formed or not:
// the last one first, for the platform's stands behind what a user has written.
func ciphertexts(body string) []string {
	var out []string
	for len(out) < maxCiphertexts {
		at := strings.LastIndex(body, "<Encrypt>")
		if at < 0 {
			break
		}
		if text, _, found := strings.Cut(body[at+len("<Encrypt>"):], "</Encrypt>"); found {
			text, isSection := strings.CutPrefix(trimSpace(text), cdataStart)
			if isSection {
				text = trimSpace(strings.TrimSuffix(text, cdataEnd))
			}
			out = append(out, text)
		}
		body = body[:at]
	}
	return out
}

// isEnvelope reports whether a body is that of the encrypted mode, which has an Encrypt and nothing
// of the message.
func isEnvelope(body []byte) bool {
	d := newMessageDecoder(body)
	d.root("xml")
	sealed := false
	for name, ok := d.next(); ok; name, ok = d.next() {
		switch name {
		case "Encrypt":
			sealed = true
		case "ToUserName", "AgentID", "AppId":
		default:
			return false
		}
		d.skip()
	}
	return sealed && d.end() == nil
}

// appendEnvelope appends the XML that carries an encrypted reply: message sealed, with the
// signature under this token, time and nonce, which is the request's. The errors are ErrEncrypt,
// for a message of more than maxSealed bytes, and ErrReplyEnvelope, for a nonce that XML would not
// give back as it is; dst is then returned as it was. It does not allocate if dst has room.
func (k *messageKey) appendEnvelope(dst, message []byte, token, nonce string, at time.Time) ([]byte, error) {
	if copyable(nonce, false) < len(nonce) {
		return dst, &fault{ErrReplyEnvelope, errors.New("the nonce has characters that XML cannot carry")}
	}
	const beforeEncrypt = "<xml><Encrypt><![CDATA["
	out, err := k.appendSealed(append(dst, beforeEncrypt...), message)
	if err != nil {
		return dst, err
	}
	encrypt := out[len(dst)+len(beforeEncrypt):]
	var digits [20]byte
	// Seconds: a time in milliseconds is one that the platform rejects.
	timestamp := appendInt(digits[:0], at.Unix())

	out = append(out, "]]></Encrypt><MsgSignature><![CDATA["...)
	signature := signatureOf(token, string(timestamp), nonce, encrypt)
	out = append(out, signature[:]...)
	out = append(out, "]]></MsgSignature><TimeStamp>"...)
	out = append(out, timestamp...)
	out = append(out, "</TimeStamp><Nonce><![CDATA["...)
	out = appendCDATA(out, nonce)
	return append(out, "]]></Nonce></xml>"...), nil
}
