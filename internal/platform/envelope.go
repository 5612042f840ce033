package platform

import (
	"strconv"
	"time"

	"github.com/replygen/replygen/spec"
)

// Envelope is what an encrypted reply comes in.
type Envelope struct{ Encrypt, Signature, Timestamp, Nonce string }

// tolerance is how far a time in a response may be from now.
const tolerance = 5 * time.Minute

// open returns the reply inside of a response, and whether it is one that can be judged.
func (a *Account) open(w *Answer, x *Exchange, body string) (string, bool) {
	root, err := ParseDocument(body)
	enclosed := err == nil && root.Child("Encrypt") != nil
	switch {
	case !enclosed && x.Request.Mode == Encrypted && isXML(body):
		w.add(Sealed, "the message was encrypted, and the response is not: %s", a.excerpt(body))
		return "", false
	case !enclosed:
		return body, true
	case x.Request.Mode == Plain:
		w.add(Sealed, "the message was not encrypted, and the response is")
		return "", false
	}
	text := func(name string) string { return textOf(root.Child(name)) }
	e := &Envelope{text("Encrypt"), text("MsgSignature"), text("TimeStamp"), text("Nonce")}
	w.Envelope = e
	if want := Sign(a.token, e.Timestamp, e.Nonce, e.Encrypt); e.Signature == "" || e.Nonce == "" {
		w.add(Signed, "MsgSignature or Nonce is missing")
	} else if e.Signature != want {
		w.add(Signed, "MsgSignature is %q, not that of TimeStamp, Nonce and Encrypt", e.Signature)
	}
	if fault := a.offTime(e.Timestamp); fault != "" {
		w.add(Stamped, "TimeStamp %s", fault)
	}
	message, receiver, err := a.Key.Open(e.Encrypt)
	if err != nil {
		w.add(Sealed, "Encrypt cannot be opened: %v", err)
		return "", false
	}
	if want := a.receiverOf(x.Request.Message); receiver != want {
		w.add(Recipient, "the id inside of the ciphertext is %q, not %q", receiver, want)
	}
	if inner, err := ParseDocument(message); err == nil && inner.Child("Encrypt") != nil {
		w.add(Sealed, "the reply is encrypted twice")
		return message, false
	}
	return message, true
}

// offTime returns what is wrong with a time that should be now, "" for nothing.
func (a *Account) offTime(text string) string {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return strconv.Quote(text) + " is not a number"
	}
	now := a.Now()
	switch off := now.Sub(time.Unix(n, 0)); {
	case off.Abs() <= tolerance:
		return ""
	case now.Sub(time.UnixMilli(n)).Abs() <= tolerance:
		return text + " is in milliseconds, not in seconds"
	default:
		return text + " is not of now, " + strconv.FormatInt(now.Unix(), 10)
	}
}

// judgeTime checks the times in the header of a reply.
func (a *Account) judgeTime(w *Answer) {
	for _, f := range a.Spec.Header.Fields {
		e := w.Document.Child(f.Name)
		if _, ok := f.Kind.(*spec.UnixTime); !ok || e == nil {
			continue
		}
		if fault := a.offTime(e.Text); fault != "" {
			w.addAt(e.At, Time, "%s %s", f.Name, fault)
		}
	}
}
