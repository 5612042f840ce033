package spec

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

// Message is one type of message that a user sends. Its fields follow those of Inbound.
type Message struct {
	Type string
	Declaration
	// AcceptsReply reports whether a passive reply can answer the message.
	AcceptsReply bool
	// ID is the field that, with sender, receiver and type, identifies the message; nil if it has none. Dedupe, unless it is
	// empty, takes its place.
	ID *Field
	// Dedupe are the elements that the spec states for that purpose: the message's own, or those of the platform's that the
	// message has.
	Dedupe []ElementPath
}

// Event is one kind of event that a platform reports. Its fields follow those of Inbound and the event element.
type Event struct {
	// Name is the text of the event element, Type that of the msg_type element. Names are unique among the events of a
	// type.
	Name, Type string
	// Aliases are other spellings of the name, as unique as names are.
	Aliases []string
	Declaration
	// AcceptsReply reports whether a passive reply can answer the event.
	AcceptsReply bool
	// Dedupe is as for Message. Without it, the XML of an event identifies it.
	Dedupe []ElementPath
}
