package platform

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Request is what the platform sends to a server. It may be changed before it is sent.
type Request struct {
	Method string
	Query  url.Values
	Body   string
	// Plain is what the platform means: the message, or the echostr of a check of the URL. In plain mode, it stands in
	// Body or Query as it is.
	Plain string
	Mode  Mode
	// Message is what Body was made of, nil for a check of the URL.
	Message *Message

	ciphertext string
}

// newRequest returns a request of now with a nonce that the account has not used before.
func (a *Account) newRequest(method, plain string, mode Mode) *Request {
	r := &Request{Method: method, Query: a.url.Query(), Plain: plain, Mode: mode}
	r.Query.Set("nonce", a.run+strconv.FormatInt(a.sent.Add(1), 10))
	a.Redate(r, a.Now())
	return r
}

// NewRequest signs a message, and encrypts it where the account's messages are.
func (a *Account) NewRequest(m *Message) *Request { return a.NewRequestFor(m, m.XML(), a.Mode) }

// NewRequestFor signs a document, well-formed or not, in place of the message's own.
func (a *Account) NewRequestFor(m *Message, document string, mode Mode) *Request {
	r := a.newRequest(http.MethodPost, document, mode)
	r.Message, r.Body = m, document
	if mode != Plain {
		a.Enclose(r, a.Key.Seal(document, a.receiverOf(m)))
	}
	return r
}

// receiverOf returns the receiver inside of an encrypted message and of the reply to it.
func (a *Account) receiverOf(m *Message) string { return cmp.Or(m.SealedFor, a.Receiver) }

// Enclose puts a ciphertext into the request and signs it.
func (a *Account) Enclose(r *Request, ciphertext string) {
	outer := &Element{Name: "xml"}
	if r.Mode == Compatible {
		outer, _ = ParseDocument(r.Plain)
	} else if to := r.Message.address(0); to != nil {
		outer.Children = append(outer.Children, to)
	}
	encrypt := &Element{Name: "Encrypt"}
	encrypt.SetText(ciphertext)
	outer.Children = append(outer.Children, encrypt)
	r.Body = outer.XML()
	a.signCiphertext(r, ciphertext)
}

// Redate signs the request as of another time.
func (a *Account) Redate(r *Request, at time.Time) {
	r.Query.Set("timestamp", strconv.FormatInt(at.Unix(), 10))
	r.Query.Set("signature", Sign(a.token, r.Query.Get("timestamp"), r.Query.Get("nonce")))
	if r.ciphertext != "" {
		a.signCiphertext(r, r.ciphertext)
	}
}

// signCiphertext adds what the query of an encrypted message has. A platform that always encrypts sends no signature
// beside it, and one that checks the URL no type of encryption.
func (a *Account) signCiphertext(r *Request, ciphertext string) {
	r.ciphertext = ciphertext
	r.Query.Set("msg_signature", Sign(a.token, r.Query.Get("timestamp"), r.Query.Get("nonce"), ciphertext))
	if a.AlwaysEncrypted() {
		r.Query.Del("signature")
	} else if r.Message != nil {
		r.Query.Set("encrypt_type", "aes")
	}
}

// NewCheck returns the request by which the platform checks the URL. The echostr is encrypted where all messages are.
func (a *Account) NewCheck(echostr string) *Request {
	r := a.newRequest(http.MethodGet, echostr, Plain)
	r.Query.Set("echostr", echostr)
	if a.AlwaysEncrypted() {
		a.SealEcho(r, a.Receiver)
	}
	return r
}

// SealEcho encrypts a check's echostr for a receiver.
func (a *Account) SealEcho(r *Request, receiver string) {
	r.Mode = Encrypted
	a.signCiphertext(r, a.Key.Seal(r.Plain, receiver))
	r.Query.Set("echostr", r.ciphertext)
}

// Echostr returns a text for a check of the URL, digits as the platforms take them.
func (a *Account) Echostr() string { return strconv.FormatInt(a.Now().UnixNano()+a.sent.Add(1), 10) }
