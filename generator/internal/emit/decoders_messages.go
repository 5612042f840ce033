package emit

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// MessageDecoders emits what reads messages. It is patient, unlike what reads replies: elements may come in any order,
// be absent, unknown or repeated, and numbers stand in CDATA sections or not, or are none.
func MessageDecoders(p *gomodel.Package, f *gofile.File) {
	in := p.Inbound
	if in == nil {
		return
	}
	f.Add(gofile.Doc("ParseMessage reads a message as the platform sends it. The error is always nil: a message or event of a type that is not known "+
		"becomes an *UnknownMessage, and so does a document that cannot be read, with its Err. Elements that are not known are passed over."), parseMessage(p))
	f.Add(nil, readMessage(p))
	f.Add(gofile.Doc("readLeaves reads a message of which each element holds one value, or one of a type that is not known. Its large frame is off the "+
		"path of messages for whose answer somebody waits."), readLeaves(p))
	h := headerReader(p)
	f.Add(gofile.Doc("read reads the header where it stands first, in its usual order and form. What it leaves is read with the other elements."),
		gofile.Code("func (h *MessageHeader) read(d *decoder, %s) {\n%s\n}", h.seen.parameter(), h.expected()))
	f.Add(gofile.Doc("element reads an element of the header, or passes over one that is not known."), headerElement(p))
	f.Add(gofile.Doc("leaves reads the rest of a message of which each element holds one value, and returns the message."), headerLeaves(p))
	for _, m := range in.Messages {
		if !readByLeaves(p, m) {
			f.Add(nil, readMessageType(p, m))
		}
	}
	for _, t := range in.Read {
		f.Add(nil, readMethod(p, t))
	}
	for _, u := range in.ReadUnions {
		f.Add(nil, readUnion(u))
	}
	idempotencyKeys(p, f)
}

// parseMessage emits ParseMessage, which reads a message again where its header is not in the usual order.
func parseMessage(p *gomodel.Package) string {
	var others, noEvent []string
	for _, t := range p.Inbound.EventTypes() {
		others = append(others, gofile.Code("h.MsgType != %q", t))
	}
	if others != nil { // the type of the message is not one of events
		noEvent = []string{"if " + strings.Join(others, " && ") + " {\n\th.Event = \"\"\n}"}
	}
	return gofile.Code(`func ParseMessage(xml []byte) (Message, error) {
	d := newMessageDecoder(xml)
	var h MessageHeader
	m := readMessage(&d, &h)
	if d.restart() {
		m = readMessage(&d, &h)
	}
	%s
	err := d.finish(xml, &h.Receipt)
	u, unknown := m.(*UnknownMessage)
	if err != nil && !unknown {
		u = new(UnknownMessage)
		m = u
	}
	if u != nil {
		u.Raw, u.Err = bytes.Clone(xml), err
	}
	*m.Header() = h
	return m, nil
}`, noEvent)
}

// readMessage emits the function that tells the types apart. The header comes first in practice, and then names the
// type before anything else is read:
//
//	case "video":
//		return readVideoMessage(d, h, &seen)
func readMessage(p *gomodel.Package) string {
	seen := headerReader(p).seen
	msgType := p.Inbound.Header.Field(spec.MsgTypeOf(p.Spec.Inbound.Fields))
	cases := messageCases(p, func(m *gomodel.Message) string {
		if readByLeaves(p, m) {
			return ""
		}
		return "return read" + m.Name + "(d, h, &seen)"
	}, findEvent(p, seen))
	return gofile.Code(`func readMessage(d *decoder, h *MessageHeader) Message {
	*h = MessageHeader{}
	%s
	d.root(%q)
	h.read(d, &seen)
	if %s {
		text, _ := d.find(%s)
		h.MsgType = MsgType(text)
	}
	switch h.MsgType {
	%s
	}
	return readLeaves(d, h, &seen)
}`, seen.declaration(), p.Spec.Inbound.Root, seen.lacks(slices.Index(p.Inbound.Header.Fields, msgType)), spellings(msgType.Field), cases)
}

// readLeaves emits the function that reads the messages without a function of their own:
//
//	case "VIEW":
//		m := new(ViewEvent)
//		return h.leaves(d, m, seen, leaf{"EventKey", (*string)(&m.EventKey)}, leaf{"MenuId", (*trimmed)(&m.MenuID)})
func readLeaves(p *gomodel.Package) string {
	cases := messageCases(p, func(m *gomodel.Message) string {
		switch {
		case !readByLeaves(p, m):
			return ""
		case len(namedFields(&m.Type)) == 0:
			return "return h.leaves(d, new(" + m.Name + "), seen)"
		}
		return gofile.Code("m := new(%s)\nreturn h.leaves(d, m, seen, %s)", m.Name, messageReader(p, m).leaves())
	}, "")
	return gofile.Code("func readLeaves(d *decoder, h *MessageHeader, %s) Message {\nswitch h.MsgType {\n%s\n}\nreturn h.leaves(d, new(UnknownMessage), seen)\n}",
		headerReader(p).seen.parameter(), cases)
}

// messageCases emits the cases of a switch over MsgType, for the messages that read emits something for. What finds
// the name of an event comes before the switch over it.
func messageCases(p *gomodel.Package, read func(*gomodel.Message) string, find string) []string {
	var cases []string
	events := map[string][]string{}
	for _, m := range p.Inbound.Messages {
		body := read(m)
		switch {
		case body == "":
		case m.Spec.Event == "":
			cases = append(cases, gofile.Code("case %q:\n\t%s", m.Spec.Type, body))
		default:
			events[m.Spec.Type] = append(events[m.Spec.Type],
				gofile.Code("case %s:\n\t%s", gofile.Texts(append([]string{m.Spec.Event}, m.Spec.Aliases...)...), body))
		}
	}
	for _, t := range p.Inbound.EventTypes() {
		var event []string
		if find != "" {
			event = []string{find}
		}
		if len(events[t]) > 0 {
			event = append(event, gofile.Code("switch h.Event {\n%s\n}", events[t]))
		}
		if len(event) > 0 {
			cases = append(cases, gofile.Code("case %q:\n%s", t, event))
		}
	}
	return cases
}

// findEvent emits
//
//	d.expect((*trimmed)(&h.Event), &seen, 4, "<Event><![CDATA[", "]]></Event>")
//	if seen&(1<<4) == 0 {
//		h.Event, _ = d.find("Event")
//	}
func findEvent(p *gomodel.Package, seen seenElements) string {
	in, bit := p.Spec.Inbound, len(p.Inbound.Header.Fields)
	if len(in.EventInside) > 0 {
		return gofile.Code("h.Event = d.findInside(%s)",
			gofile.Texts(append([]string{in.EventElement}, in.EventInside...)...))
	}
	seen.address = "&seen"
	return gofile.Code("d.expect((*trimmed)(&h.Event), %s, %q, %q)\nif %s {\n\th.Event, _ = d.find(%q)\n}",
		seen.bit(bit), "<"+in.EventElement+"><![CDATA[", "]]></"+in.EventElement+">", seen.lacks(bit), in.EventElement)
}

// headerElement emits
//
//	func (h *MessageHeader) element(d *decoder, name string, seen *uint64) {
//		switch name {
//		case "ToUserName":
//			d.readFirst((*trimmed)(&h.ToUserName), seen, 0)
//		…
//		default:
//			d.skip()
//		}
//	}
func headerElement(p *gomodel.Package) string {
	h := headerReader(p)
	cases := h.cases()
	if in := p.Spec.Inbound; len(p.Spec.Events) > 0 {
		event := h.seen.readFirst("(*trimmed)(&h.Event)", len(h.fields))
		if len(in.EventInside) > 0 {
			event = h.seen.first(len(h.fields), "h.Event = d.textInside("+gofile.Texts(in.EventInside...)+")")
		}
		cases = append(cases, gofile.Code("case %q:\n%s", in.EventElement, event))
	}
	return gofile.Code("func (h *MessageHeader) element(d *decoder, name string, %s) {\nswitch name {\n%s\ndefault:\n\td.skip()\n}\n}",
		h.seen.parameter(), cases)
}

// headerLeaves emits the method that reads the elements of a message whose children are leaves.
func headerLeaves(p *gomodel.Package) string {
	seen := messageReader(p, new(gomodel.Message)).seen
	return gofile.Code(`func (h *MessageHeader) leaves(d *decoder, m Message, %s, leaves ...leaf) Message {
	`+eachElement+` {
		if into, i := leafNamed(leaves, name); into == nil {
			h.element(d, name, seen)
		} else {
			d.readFirst(into, %s)
		}
	}
	return m
}`, seen.parameter(), seen.bitAt("i"))
}

// readByLeaves reports whether readLeaves reads a message, else it has a function of its own.
func readByLeaves(p *gomodel.Package, m *gomodel.Message) bool {
	r := messageReader(p, m)
	return r.hasOnlyLeaves() && !(m.Accepts && r.expected() != nil)
}

// readMessageType emits
//
//	func readPicWeixinEvent(d *decoder, h *MessageHeader, seen *uint64) *PicWeixinEvent {
//		m := new(PicWeixinEvent)
//		d.expect(&m.EventKey, seen, 6, "<EventKey><![CDATA[", "]]></EventKey>")
//		for name, ok := d.next(); ok; name, ok = d.next() {
//			switch name {
//			case "EventKey":
//				d.readFirst(&m.EventKey, seen, 6)
//			case "SendPicsInfo":
//				if d.first(seen, 7) {
//					m.SendPicsInfo.read(d)
//				}
//			default:
//				h.element(d, name, seen)
//			}
//		}
//		return m
//	}
func readMessageType(p *gomodel.Package, m *gomodel.Message) string {
	r := messageReader(p, m)
	var expected []string
	if m.Accepts {
		expected = r.expected()
	}
	return gofile.Code("func read%[1]s(d *decoder, h *MessageHeader, %[2]s) *%[1]s {\nm := new(%[1]s)\n%[3]s\n%[4]s\nreturn m\n}",
		m.Name, r.seen.parameter(), expected, r.each("h.element(d, name, seen)"))
}

// readMethod emits the method that reads a struct inside of a message.
func readMethod(p *gomodel.Package, t *gomodel.Type) string {
	r := structReader(p, t)
	if r.hasOnlyLeaves() {
		return "func (o *" + t.Name + ") read(d *decoder) {d.leaves(" + r.leaves() + ")}"
	}
	var seen []string
	if r.tag != "" || slices.ContainsFunc(r.fields, func(f *gomodel.Field) bool {
		k, ok := f.Kind.(*spec.List)
		return !ok || !k.Flat
	}) {
		seen = []string{r.seen.declaration()}
	}
	return gofile.Code("func (o *%s) read(d *decoder) {\n%s\n%s\n}", t.Name, seen, r.each("d.skip()"))
}

// readUnion emits the function that reads an element in the form that its tag names, nil for one that is not known.
func readUnion(u *gomodel.Union) string {
	var cases []string
	for _, c := range u.Cases {
		cases = append(cases, gofile.Code("case %q:\nform := new(%s)\nform.read(d)\nreturn form", c.Value, c.Name))
	}
	return gofile.Code(`func read%[1]s(d *decoder) %[1]s {
	switch tag, _ := d.find(%[2]q); tag {
	%[3]s
	}
	d.skip()
	return nil
}`, u.Name, u.Spec.Tag, cases)
}
