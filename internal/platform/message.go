package platform

import (
	"fmt"
	"strconv"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// Element is an element of a document.
type Element = judge.Element

// ParseDocument reads a document and returns its root.
func ParseDocument(document string) (*Element, error) { return judge.ParseDocument(document) }

// Message is a message or an event on its way to a server. Its document may be changed before it is sent.
type Message struct {
	*Element
	// Type is the element that names the type, Event that which names an event; "" for a message.
	Type, Event string
	// AcceptsReply reports whether a reply can answer it.
	AcceptsReply bool
	// SealedFor is the receiver inside of the encrypted message, "" for that of the account: a provider gets messages
	// for its customers.
	SealedFor string

	// addresses names the elements of the recipient and of the sender, nil for none.
	addresses []string
	id        string // path of the element by which a redelivery is recognised, "" for none
}

// A Setting gives an element of a message another value, as replygen preview --set does.
type Setting struct{ Path, Value string }

// NewMessage composes a message, named by its type, or an event, named by its name: the spec's sample, from a user of
// its own, of now.
func (a *Account) NewMessage(name string, set ...Setting) (*Message, error) {
	var known []string
	for _, m := range a.Spec.Sent() {
		if m.Name() == name {
			return a.Compose(m, set...)
		}
		known = append(known, m.Name())
	}
	err := fmt.Errorf("%q is neither a message nor an event of %s", name, a.Spec.ID)
	if s := diag.Suggest(name, known); s != "" {
		err = fmt.Errorf("%w; did you mean %q?", err, s)
	}
	return nil, err
}

// Compose is NewMessage for a message or event of the spec. A value that may be missing and for which the spec has no
// example is left out: an invented one is none that a server has seen. This, and what makes a message unlike others,
// comes before the settings, which may undo it.
func (a *Account) Compose(of *spec.Message, set ...Setting) (_ *Message, err error) {
	m := &Message{Type: of.Type, Event: of.Event, AcceptsReply: a.TakesReply(of), addresses: a.Spec.Inbound.Addresses}
	if of.ID != nil {
		m.id = of.ID.Name
	} else if of.Event != "" && len(of.Dedupe) > 0 {
		m.id = of.Dedupe[0].String()
	}
	sample, n := judge.SampleMessage(a.Spec, of), a.sent.Add(1)
	var fresh []Setting
	for _, f := range of.Fields {
		if len(f.Example) == 0 && !f.Required && f.Name != m.id && isLeaf(f.Kind) {
			fresh = append(fresh, Setting{f.Name, ""})
		}
	}
	fresh = append(fresh, a.timeAndID(m, n)...)
	if m.addresses != nil {
		fresh = append(fresh, Setting{m.addresses[1], "probe_" + a.run + "_" + strconv.FormatInt(n, 10)})
	}
	for _, s := range fresh {
		_ = sample.Set(s.Path, s.Value) // an element of another kind keeps its sample
	}
	for _, s := range set {
		if err := sample.Set(s.Path, s.Value); err != nil {
			return nil, err
		}
	}
	m.Element, err = ParseDocument(sample.XML())
	return m, err
}

// TakesReply reports whether a reply can answer a message: the platform has replies, too.
func (a *Account) TakesReply(m *spec.Message) bool { return m.AcceptsReply && len(a.Spec.Replies) > 0 }

// timeAndID returns what differs when a user sends the same again. n counts the messages.
func (a *Account) timeAndID(m *Message, n int64) (out []Setting) {
	for _, f := range a.Spec.Inbound.Fields {
		if _, ok := f.Kind.(*spec.UnixTime); ok {
			out = append(out, Setting{f.Name, strconv.FormatInt(a.Now().Unix(), 10)})
		}
	}
	if m.id != "" {
		out = append(out, Setting{m.id, strconv.FormatInt(a.Now().UnixMilli()*1000+n%1000, 10)})
	}
	return out
}

// Renewed returns the message with a document of the time of now and another id, as when its user sends it again.
func (a *Account) Renewed(m *Message, document string) (*Message, error) {
	renewed, err := m.Edited(document)
	if err != nil {
		return nil, err
	}
	for _, s := range a.timeAndID(m, a.sent.Add(1)) {
		if e := renewed.Find(s.Path); e != nil {
			e.SetText(s.Value)
		}
	}
	return renewed, nil
}

// isLeaf reports whether a kind is a single value.
func isLeaf(k spec.Kind) bool {
	switch k.(type) {
	case *spec.Object, *spec.List, *spec.Union:
		return false
	default:
		return true
	}
}

// Edited returns the message with another document, which must be well-formed. It stays one of the same type.
func (m *Message) Edited(document string) (*Message, error) {
	edited := *m
	var err error
	edited.Element, err = ParseDocument(document)
	return &edited, err
}

// address returns the element of the recipient, 0, or of the sender, 1; nil for none.
func (m *Message) address(i int) *Element {
	if m.addresses == nil {
		return nil
	}
	return m.Child(m.addresses[i])
}

// Receiver is who gets the message, "" where it has no addresses.
func (m *Message) Receiver() string { return textOf(m.address(0)) }

// Sender is who sends the message, "" where it has no addresses.
func (m *Message) Sender() string { return textOf(m.address(1)) }

func textOf(e *Element) string {
	if e == nil {
		return ""
	}
	return e.Text
}
