package rt

import (
	"errors"
	"strconv"
)

// CryptError is what can be wrong with an encrypted message, under the code that the platform's own
// library, WXBizMsgCrypt, has for it. It is an error to compare with:
//
//	if errors.Is(err, ErrSignature) { … }
//
// and errors.As finds the code behind an error that says more.
type CryptError int

// The codes of WXBizMsgCrypt, whose names for them stand in parentheses. All are here, so that a
// code in an old log or a ticket can be looked up; those said to be never returned are for steps
// that cannot go wrong in Go, or that an attacker must not learn about.
const (
	// ErrSignature means that signature or msg_signature is not that of the request
	// (ValidateSignatureError).
	ErrSignature CryptError = -40001
	// ErrEnvelope means that what was posted is not the XML of an envelope (ParseXmlError). A
	// *SyntaxError behind it has the place.
	ErrEnvelope CryptError = -40002
	// ErrSigning is never returned: SHA-1 does not fail (ComputeSignatureError).
	ErrSigning CryptError = -40003
	// ErrAESKey means that an EncodingAESKey is not 43 characters of base64 (IllegalAesKey).
	ErrAESKey CryptError = -40004
	// ErrReceiver means that a message was encrypted for somebody else (ValidateAppidError,
	// ValidateCorpidError). It is never returned, only logged: to a caller it is ErrDecrypt.
	ErrReceiver CryptError = -40005
	// ErrEncrypt means that a message is too long for the four bytes that state its length
	// (EncryptAESError).
	ErrEncrypt CryptError = -40006
	// ErrDecrypt means that none of the keys makes a message for this receiver out of a ciphertext
	// (DecryptAESError). It does not say why: the difference between a wrong padding, length and
	// receiver would help to forge one.
	ErrDecrypt CryptError = -40007
	// ErrPlaintext means that a decrypted text is not random bytes, length, message, receiver and
	// padding (IllegalBuffer). It is never returned, only logged: to a caller it is ErrDecrypt.
	ErrPlaintext CryptError = -40008
	// ErrEncodeBase64 is never returned: encoding does not fail (EncodeBase64Error).
	ErrEncodeBase64 CryptError = -40009
	// ErrDecodeBase64 means that a ciphertext is not standard base64 (DecodeBase64Error).
	ErrDecodeBase64 CryptError = -40010
	// ErrReplyEnvelope means that a nonce has characters that the reply's XML cannot carry
	// (GenReturnXmlError).
	ErrReplyEnvelope CryptError = -40011
)

// cryptErrors has the texts of the codes, from ErrSignature downwards.
var cryptErrors = [...]string{
	"signature does not match",
	"envelope cannot be read",
	"signature cannot be computed",
	"EncodingAESKey is not a key",
	"receiver id is not the configured one",
	"message cannot be encrypted",
	"message cannot be decrypted",
	"decrypted text has no legal padding or length",
	"ciphertext cannot be encoded",
	"ciphertext is not base64",
	"reply envelope cannot be built",
}

// Error returns what is wrong, with the code.
func (e CryptError) Error() string {
	what := "message encryption"
	if i := int(ErrSignature - e); i >= 0 && i < len(cryptErrors) {
		what = cryptErrors[i]
	}
	return what + " (" + strconv.Itoa(int(e)) + ")"
}

// decryptError is ErrDecrypt. Its cause is for the log only.
type decryptError struct {
	// intact is 1 if a key has found a right padding and length, as the right key does, and
	// receiver is whom that message is for.
	intact int
	// receiver has the first size bytes of the id: real ones have 18, and a log should not hold
	// whatever somebody sends.
	receiver [48]byte
	size     int
}

// Error returns the text of ErrDecrypt.
func (e *decryptError) Error() string {
	return ErrDecrypt.Error()
}

// Unwrap returns ErrDecrypt.
func (e *decryptError) Unwrap() error {
	return ErrDecrypt
}

// note keeps what a key has found, unless the right key has been tried before.
func (e *decryptError) note(found inspection, plain []byte) {
	if e.intact == 1 {
		return
	}
	e.intact = found.intact
	e.size = copy(e.receiver[:], plain[found.from:found.to])
}

// cause returns ErrReceiver with the receiver id that was found, which shows the owner of the key a
// wrong configuration, or ErrPlaintext for another key or a damaged text. Call it after the
// response, because the time that it takes depends on the result.
func (e *decryptError) cause() error {
	if e.intact == 0 {
		return ErrPlaintext
	}
	return &fault{ErrReceiver, errors.New("the message is for " + strconv.Quote(string(e.receiver[:e.size])))}
}
