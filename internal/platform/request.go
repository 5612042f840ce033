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

// NewRequest signs a message, and encrypts it where the account's messages are.
func (a *Account) NewRequest(m *Message) *Request { return a.NewRequestFor(m, m.XML(), a.Mode) }

// NewRequestFor signs a document, well-formed or not, in place of the message's own.
func (a *Account) NewRequestFor(m *Message, document string, mode Mode) *Request {
	r := &Request{Method: http.MethodPost, Plain: document, Mode: mode, Message: m}
	if mode == Plain {
		r.Body = document
		r.Query = a.signed()
		return r
	}
	a.Enclose(r, a.Key.Seal(document, a.receiverOf(m)))
	return r
}

// receiverOf returns the receiver inside of an encrypted message and of the reply to it.
func (a *Account) receiverOf(m *Message) string { return cmp.Or(m.SealedFor, a.Receiver) }

// Enclose puts a ciphertext into the request and signs it.
func (a *Account) Enclose(r *Request, ciphertext string) {
	outer := &Element{Name: "xml"}
	if r.Mode == Compatible {
		outer, _ = ParseDocument(r.Plain)
	} else if r.Message.to != nil {
		outer.Children = append(outer.Children, r.Message.to)
	}
	encrypt := &Element{Name: "Encrypt"}
	encrypt.SetText(ciphertext)
	outer.Children = append(outer.Children, encrypt)
	r.Body, r.ciphertext = outer.XML(), ciphertext
	r.Query = a.signed()
	a.signCiphertext(r.Query, ciphertext)
}

// Redate signs the request for a message as of another time.
func (a *Account) Redate(r *Request, at time.Time) {
	r.Query.Set("timestamp", strconv.FormatInt(at.Unix(), 10))
	a.Sign(r.Query)
	if r.ciphertext != "" {
		a.signCiphertext(r.Query, r.ciphertext)
	}
}

// signed returns a query with a signature of now.
func (a *Account) signed() url.Values {
	q := a.url.Query()
	q.Set("timestamp", strconv.FormatInt(a.Now().Unix(), 10))
	q.Set("nonce", a.nonce())
	a.Sign(q)
	return q
}

// Sign signs the timestamp and the nonce of a query.
func (a *Account) Sign(q url.Values) {
	q.Set("signature", Sign(a.token, q.Get("timestamp"), q.Get("nonce")))
}

// signCiphertext adds what the query of an encrypted message has. A platform that always encrypts sends no signature
// beside it.
func (a *Account) signCiphertext(q url.Values, ciphertext string) {
	q.Set("msg_signature", Sign(a.token, q.Get("timestamp"), q.Get("nonce"), ciphertext))
	if a.AlwaysEncrypted() {
		q.Del("signature")
		return
	}
	q.Set("encrypt_type", "aes")
}

// nonce returns a value that the account has not used before.
func (a *Account) nonce() string {
	return a.run + strconv.FormatInt(a.sent.Add(1), 10)
}

// NewCheck returns the request by which the platform checks the URL. The echostr is encrypted where all messages are.
func (a *Account) NewCheck(echostr string) *Request {
	r := &Request{Method: http.MethodGet, Plain: echostr, Mode: Plain, Query: a.signed()}
	if a.AlwaysEncrypted() {
		a.SealEcho(r, a.Receiver)
		return r
	}
	r.Query.Set("echostr", echostr)
	return r
}

// SealEcho encrypts a check's echostr for a receiver.
func (a *Account) SealEcho(r *Request, receiver string) {
	ciphertext := a.Key.Seal(r.Plain, receiver)
	r.Mode = Encrypted
	r.Query.Set("echostr", ciphertext)
	a.signCiphertext(r.Query, ciphertext)
	r.Query.Del("encrypt_type")
}

// Echostr returns a text for a check of the URL, digits as the platforms take them.
func (a *Account) Echostr() string { return strconv.FormatInt(a.Now().UnixNano()+a.sent.Add(1), 10) }
