package rt

import (
	"errors"
	"time"
)

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
