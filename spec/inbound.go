package spec

// Inbound is what every message and event of a platform starts with.
type Inbound struct {
	// Root is the root element of messages and events.
	Root string
	// Fields are the header's with its two addresses exchanged, unless the spec says otherwise, and then the spec's own.
	Fields []*Field
	// MessageFields are stated once for all messages: each of them has these after its own fields, and no event has.
	MessageFields []*Field
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
	// Origin is nil where the spec says nothing of its own.
	Origin *Origin
}

// Message is one type of message that a user sends. Its fields follow those of Inbound.
type Message struct {
	Type  string
	Go    Value[string]
	Title string
	Evidence
	Body
	// AcceptsReply says that a passive reply can answer the message.
	AcceptsReply bool
	// ID is the field that tells the message from others of one sender, receiver and type, nil where there is none. Dedupe
	// has its place where it is not empty.
	ID *Field
	// Dedupe are the stated elements that do so: the message's own, or those of the platform's that the message has.
	Dedupe []ElementPath
	Path   string
	Origin *Origin
}

// Event is one thing that a platform reports. Its fields follow those of Inbound and the event element.
type Event struct {
	// Name is the text of the event element, Type that of the msg_type element. Names are unique among the events of a
	// type.
	Name, Type string
	// Aliases are other spellings of the name, as unique as names are.
	Aliases []string
	Go      Value[string]
	Title   string
	Evidence
	Body
	// AcceptsReply says that a passive reply can answer the event.
	AcceptsReply bool
	// Dedupe is as for Message. Without it, an event is told from others by its XML.
	Dedupe []ElementPath
	Path   string
	Origin *Origin
}
