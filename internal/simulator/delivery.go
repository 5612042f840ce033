package simulator

import (
	"unicode/utf16"

	"github.com/replygen/replygen/internal/platform"
)

// maxText bounds what is kept of a text of the server, in bytes.
const maxText = 64 << 10

// Delivery is a message on its way to the server, with all attempts.
type Delivery struct {
	ID int `json:"id"`
	// Name is that of the event, or the type of the message.
	Name string `json:"name"`
	// Again is the id of the delivery that had the message before, 0 for none.
	Again int `json:"again,omitempty"`
	// User is the id of the sender, "" where messages have none.
	User   string `json:"user"`
	Damage string `json:"damage,omitempty"`
	// Document is the XML of the message, before it was cut or encrypted.
	Document string `json:"document"`
	// AcceptsReply reports whether the user would see a reply.
	AcceptsReply bool      `json:"accepts_reply"`
	Began        int64     `json:"began"` // Unix time in milliseconds
	Running      bool      `json:"running"`
	Attempts     []Attempt `json:"attempts"`
	// Shown is what the user sees, once the delivery is over.
	Shown Shown `json:"shown,omitempty"`

	message *platform.Message
	version int
}

// Shown is what the user sees of a delivery.
type Shown string

// What can be seen.
const (
	Reply   Shown = "reply"
	Nothing Shown = "nothing" // the server acked, or the message is one that a reply cannot answer
	Prompt  Shown = "prompt"  // the platform's words for a server that fails
)

// Attempt is one request of a delivery. Its texts are the server's: the token and the key are removed from them.
type Attempt struct {
	Began int64 `json:"began"` // Unix time in milliseconds
	// MS is how long the response took, in milliseconds. It is 0 while the attempt runs.
	MS      int64   `json:"ms"`
	Running bool    `json:"running"`
	Request Request `json:"request"`
	// Response is nil where none came; Error is why.
	Response *Response `json:"response"`
	Error    string    `json:"error,omitempty"`
	Answer   *Answer   `json:"answer"`
}

// Request is a request on the wire.
type Request struct {
	Method string        `json:"method"`
	Query  string        `json:"query"`
	Body   string        `json:"body"`
	Mode   platform.Mode `json:"mode"`
}

// Response is a response on the wire.
type Response struct {
	Status int    `json:"status"`
	Type   string `json:"type"`
	Body   string `json:"body"`
}

// Answer is what the platform makes of a response.
type Answer struct {
	Outcome platform.Outcome `json:"outcome"`
	// Type is the reply's type, "" where it cannot be told.
	Type string `json:"type,omitempty"`
	// XML is the reply, decrypted. Only where the outcome is a reply, it is certainly well-formed.
	XML    string  `json:"xml,omitempty"`
	Faults []Fault `json:"faults"`
}

// Fault is what the platform does not accept about a response.
type Fault struct {
	Aspect  platform.Aspect `json:"aspect"`
	Message string          `json:"message"`
	// Values are those in the message, nil where a rule is broken.
	Values []string `json:"values,omitempty"`
	// At is the place in the XML of the answer as JavaScript counts, in UTF-16 units; -1 for none.
	At int `json:"at"`
	// Field is the path of the element and Rule the rule of the spec that it breaks, "" for a fault of another sort.
	Field string `json:"field,omitempty"`
	Rule  string `json:"rule,omitempty"`
	// Limit, Got, Offset and Detail are those of the violation.
	Limit  int    `json:"limit"`
	Got    int    `json:"got"`
	Offset int    `json:"offset"`
	Detail string `json:"detail,omitempty"`
}

// attempt describes an attempt that begins.
func (s *Simulator) attempt(r *platform.Request) Attempt {
	request := Request{r.Method, r.Query.Encode(), r.Body, r.Mode}
	return Attempt{Began: s.account.Now().UnixMilli(), Running: true, Request: request}
}

// complete adds to an attempt what came of it.
func (s *Simulator) complete(a *Attempt, x *platform.Exchange) {
	a.Running, a.MS, a.Answer = false, x.Took.Milliseconds(), s.answer(x.Answer)
	if r := x.Response; r != nil {
		a.Response = &Response{r.Status, s.text(r.Type), s.text(r.Body)}
	} else {
		a.Error = s.text(x.Err.Error())
	}
}

func (s *Simulator) answer(w *platform.Answer) *Answer {
	out := &Answer{Outcome: w.Outcome, Type: s.text(w.Type), XML: s.text(w.XML), Faults: []Fault{}}
	for _, f := range w.Faults {
		fault := Fault{Aspect: f.Aspect, Message: s.text(f.Message), At: -1}
		if f.At >= 0 {
			fault.At = len(utf16.Encode([]rune(s.text(w.XML[:min(f.At, len(w.XML))]))))
		}
		for _, value := range f.Values {
			fault.Values = append(fault.Values, s.text(value))
		}
		if v := f.Violation; v != nil {
			fault.Field, fault.Rule, fault.Detail = s.text(v.Field), v.Rule, s.text(v.Detail)
			fault.Limit, fault.Got, fault.Offset = v.Limit, v.Got, v.Offset
		}
		out.Faults = append(out.Faults, fault)
	}
	return out
}

// text returns a text of the server as the page may have it.
func (s *Simulator) text(of string) string {
	of = s.account.Redact(of)
	if short := platform.Cut(of, maxText); short != of {
		return short + "…"
	}
	return of
}

// shown returns what the user sees of a delivery that is over.
func shown(d *Delivery) Shown {
	switch outcome := d.Attempts[len(d.Attempts)-1].Answer.Outcome; {
	case !d.AcceptsReply || outcome == platform.Acked:
		return Nothing
	case outcome == platform.Replied:
		return Reply
	}
	return Prompt
}
