package platform

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/internal/judge"
)

// Outcome is what a response means to the platform.
type Outcome string

// The outcomes.
const (
	None     Outcome = "none"     // no response
	Refused  Outcome = "refused"  // a status other than 200
	Acked    Outcome = "ack"      // taken, and there is no reply
	Replied  Outcome = "reply"    // a reply, with faults or without
	Unusable Outcome = "unusable" // neither ack nor reply
)

// Answer is what the platform makes of a response.
type Answer struct {
	Outcome Outcome
	// Envelope is what the response was encrypted in, nil for none.
	Envelope *Envelope
	// XML is the reply, decrypted, Document the same read.
	XML      string
	Document *Element
	// Type is the reply's type, "" where it is unknown.
	Type   string
	Faults []Fault
}

// Aspect is what a fault is about.
type Aspect string

// The aspects, in the order in which they are judged. What one makes unreadable is not judged further.
const (
	Status     Aspect = "status"     // the status is 200
	Sealed     Aspect = "sealed"     // encrypted if the message was, else plain; it opens with the key
	Signed     Aspect = "signed"     // the envelope's signature
	Stamped    Aspect = "stamped"    // the envelope's time
	Recipient  Aspect = "recipient"  // the receiver's id inside of the ciphertext
	PlainAck   Aspect = "plain ack"  // an ack is not encrypted
	UTF8       Aspect = "utf8"       // the encoding
	Single     Aspect = "single"     // one document, or one ack
	WellFormed Aspect = "wellformed" // the syntax of XML
	Shape      Aspect = "shape"      // a known type, with known elements, of their kinds
	Addresses  Aspect = "addresses"  // those of the message, exchanged
	Rules      Aspect = "rules"      // the rules of the spec
	Time       Aspect = "time"       // the time of the reply, a few minutes from now at most
)

// IsTolerated reports whether a fault of the aspect keeps no user from seeing the reply, as far as is known: libraries
// have always sent milliseconds.
func (a Aspect) IsTolerated() bool { return a == Stamped || a == Time }

// Fault is what the platform does not accept about a response.
type Fault struct {
	Aspect  Aspect
	Message string
	// Values are those in the message, for one in another language; nil with a violation.
	Values []string
	// At is the place in the reply's XML, in bytes; -1 for none.
	At int
	// Violation is the rule of the spec that is broken, nil for none.
	Violation *judge.Violation
}

// add appends a fault without a place.
func (w *Answer) add(aspect Aspect, format string, args ...any) { w.addAt(-1, aspect, format, args...) }

// placeOf returns where an element stands, -1 where it is missing.
func placeOf(e *Element) int {
	if e == nil {
		return -1
	}
	return e.At
}

// addAt appends a fault at a byte of the reply.
func (w *Answer) addAt(at int, aspect Aspect, format string, args ...any) {
	f := Fault{Aspect: aspect, Message: fmt.Sprintf(format, args...), At: at}
	for _, arg := range args {
		f.Values = append(f.Values, fmt.Sprint(arg))
	}
	w.Faults = append(w.Faults, f)
}

// Fault returns the first fault of some aspects, of any when none is named; nil if there is none.
func (w *Answer) Fault(aspects ...Aspect) *Fault {
	for i, f := range w.Faults {
		if len(aspects) == 0 || slices.Contains(aspects, f.Aspect) {
			return &w.Faults[i]
		}
	}
	return nil
}

// gzipMagic are the bytes that every file of gzip begins with.
const gzipMagic = "\x1f\x8b"

// judge decides what the platform makes of the response to a message.
func (a *Account) judge(x *Exchange) *Answer {
	w := &Answer{Outcome: None}
	if x.Response == nil {
		return w
	}
	if x.Response.Status != http.StatusOK {
		w.Outcome = Refused
		w.add(Status, "the status is %d, not 200", x.Response.Status)
		return w
	}
	text := x.Response.Body
	if slices.Contains(a.Acks, text) {
		w.Outcome = Acked
		return w
	}
	w.Outcome = Unusable
	if strings.HasPrefix(text, gzipMagic) {
		w.add(UTF8, "the response is compressed with gzip, which the platform did not ask for")
		return w
	}
	text, ok := a.open(w, x, text)
	if w.XML = text; !ok {
		return w
	}
	if slices.Contains(a.Acks, text) {
		w.Outcome = Acked
		w.add(PlainAck, "the ack %q is encrypted", text)
		return w
	}
	a.judgeReply(w, x)
	return w
}

func (a *Account) judgeReply(w *Answer, x *Exchange) {
	if at := invalidUTF8(w.XML); at >= 0 {
		w.addAt(at, UTF8, "byte %d is not UTF-8", at)
		return
	}
	for _, ack := range a.Acks {
		if rest, ok := strings.CutPrefix(w.XML, ack); ok && ack != "" {
			w.addAt(len(ack), Single, "the ack is followed by %s", a.excerpt(rest))
			return
		}
	}
	if len(a.Spec.Replies) == 0 || !isXML(w.XML) {
		w.add(Shape, "%s is neither an ack (%s) nor a reply", a.excerpt(w.XML), a.ackList())
		return
	}
	var err error
	if w.Document, err = ParseDocument(w.XML); err != nil {
		syntax := err.(*judge.SyntaxError)
		aspect := WellFormed
		if syntax.Trailing {
			aspect = Single
		}
		w.addAt(syntax.At, aspect, "%s", syntax.Message)
		return
	}
	if w.Document.Name == a.Spec.Header.Root { // an error page may be well-formed, too
		w.Outcome = Replied
	}
	reply, violations, err := judge.Read(a.Spec, w.Document)
	if err != nil {
		syntax := err.(*judge.SyntaxError)
		w.addAt(syntax.At, Shape, "%s", syntax.Message)
		return
	}
	m := x.Request.Message
	if reply != nil {
		w.Type = reply.Type()
		if m.Event == "" {
			violations = append(violations, reply.TooLongFor(m.Type)...)
		}
	}
	for i, name := range m.addresses { // a reply exchanges them
		e, want := w.Document.Child(name), textOf(m.address(1-i))
		if got := strings.TrimSpace(textOf(e)); got != want {
			w.addAt(placeOf(e), Addresses, "%s is %q, not %q", name, got, want)
		}
	}
	for _, v := range violations {
		if !slices.Contains(m.addresses, v.Field) {
			at := placeOf(w.Document.Find(v.Field))
			w.Faults = append(w.Faults, Fault{Aspect: aspectOf(v.Rule), Message: v.String(), At: at, Violation: &v})
		}
	}
	a.judgeTime(w)
}

// isXML reports whether a text is meant to be XML, well-formed or not. No ack begins as XML does.
func isXML(text string) bool { return strings.HasPrefix(strings.TrimLeft(text, "\uFEFF \t\r\n"), "<") }

// aspectOf returns Shape for the rules of a document, Rules for those of its values.
func aspectOf(rule string) Aspect {
	switch rule {
	case "unknown_element", "duplicate_element", "count", "const", "type":
		return Shape
	}
	return Rules
}

func (a *Account) ackList() string {
	var quoted []string
	for _, ack := range a.Acks {
		quoted = append(quoted, fmt.Sprintf("%q", ack))
	}
	return strings.Join(quoted, " or ")
}

// invalidUTF8 returns where a text is not UTF-8, -1 if it is.
func invalidUTF8(s string) int {
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], string(r)) {
			return i
		}
	}
	return -1
}

// excerpt quotes the beginning of a text. The token and the key are hidden before the cut, which may go through them.
func (a *Account) excerpt(text string) string {
	text = a.Redact(text)
	if short := Cut(text, 60); short != text {
		return fmt.Sprintf("%q…", short)
	}
	return fmt.Sprintf("%q", text)
}

var unquoted = strings.NewReplacer(`\"`, `"`, `\\`, `\`)

// Visible escapes the characters that would control a terminal: specs, documents and responses come from strangers.
func Visible(s string) string {
	q := strconv.Quote(s)
	return unquoted.Replace(q[1 : len(q)-1])
}

// Cut cuts a text to a number of bytes, between two characters if it is UTF-8.
func Cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	end := most
	for end > most-utf8.UTFMax && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}
