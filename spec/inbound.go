package spec

import "cmp"

// Inbound is what every message and event of a platform starts with.
type Inbound struct {
	// Root is the root element of messages and events.
	Root string
	// Fields are the header's with its two addresses exchanged, unless the spec says otherwise, and then the spec's own.
	Fields []*Field
	// messageFields are stated once for all messages: each of them has these after its own fields, and no event has.
	messageFields []*Field
	// Addresses names the element of the recipient and then that of the sender. A reply has both too, and exchanges
	// them. It is nil where there is no such pair.
	Addresses []string
	// EventElement is the element that names an event; it follows Fields. EventType is the text of the msg_type element
	// of an event.
	EventElement, EventType string
	// EventInside are the elements, each inside of the one before, that lead from EventElement to the name; nil where it
	// is the text of EventElement itself.
	EventInside []string
	Evidence
	// Origin is nil where the spec states nothing of its own.
	Origin *Origin
}

// Message is one type of message that a user sends, or one kind of event that the platform reports. Its fields follow
// those of Inbound, and in an event the event element.
type Message struct {
	// Type is the text of the msg_type element.
	Type string
	// Event is the text of the event element, "" for a message. It is unique among the events of a type.
	Event string
	// Aliases are other spellings of Event, as unique as it is.
	Aliases []string
	Declaration
	// AcceptsReply reports whether a passive reply can answer the message.
	AcceptsReply bool
	// ID is the field that, with sender, receiver and type, identifies the message; nil if it has none, as events do not.
	// Dedupe, unless it is empty, takes its place.
	ID *Field
	// Dedupe are the elements that the spec states for that purpose: the message's own, or those of the platform's that the
	// message has.
	Dedupe []ElementPath
}

// Name is the type of a message and the name of an event.
func (m *Message) Name() string { return cmp.Or(m.Event, m.Type) }

// IdentifiedBy lists the elements that, with sender, receiver and type, identify the message; with none, its XML does.
func (m *Message) IdentifiedBy() []ElementPath {
	if len(m.Dedupe) == 0 && m.ID != nil {
		return []ElementPath{{m.ID}}
	}
	return m.Dedupe
}
