package generator

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec"
)

// goInbound is what a platform sends, as Go sees it.
type goInbound struct {
	// header is the struct that every message embeds.
	header   *goType
	messages []*goMessage
	// types and unions are those that no reply has; read are all that messages hold, those of replies among them.
	types      []*goType
	unions     []*goUnion
	read       []*goType
	readUnions []*goUnion
}

// goMessage is one type of message or event. Its struct holds its own fields only.
type goMessage struct {
	goType
	// msgType is the text of the msg_type element, event that of the event element, "" for a message.
	msgType, event string
	// aliases are other texts of the event element.
	aliases []string
	accepts bool
	// on is the name of the mux's method.
	on string
	// id is the field that tells messages of one sender, receiver and type apart, dedupe what is stated in its place.
	ID     *spec.Field
	dedupe []spec.ElementPath
}

// inboundNames are declared where a platform states what it sends.
var inboundNames = []string{"Message", "MessageHeader", "AnswerableMessage", "UnknownMessage", "ParseMessage"}

// inbound lowers messages and events; nil when the spec states none.
func (l *lowerer) inbound() *goInbound {
	p := l.pkg.spec
	if len(p.Messages) == 0 && len(p.Events) == 0 {
		return nil
	}
	out := &goInbound{header: &goType{name: "MessageHeader", origin: p.Header.Origin}}
	types, unions := len(l.pkg.types), len(l.pkg.unions)
	common := map[string]*declared{}
	taken := []string{"MessageHeader", "AnswerableMessage", "MsgType", "Receipt", "Receiver", "Replaced", "Unread", "Repeated", "Header"}
	if len(p.Events) > 0 {
		taken = append(taken, "Event")
	}
	for _, n := range taken {
		common[n] = &declared{what: "a name of every message"}
	}
	for _, r := range l.pkg.replies {
		common["Reply"+r.base] = &declared{what: "a method of messages"}
	}
	l.fill(out.header, p.Inbound.Fields, common)
	for _, m := range p.Messages {
		what := fmt.Sprintf("message %q", m.Type)
		base := l.name(m.Go, m.Type, what, m.Origin)
		g := &goMessage{msgType: m.Type, accepts: m.AcceptsReply, ID: m.ID, dedupe: m.Dedupe}
		l.message(out, g, base+"Message", what, &m.Body, m.Origin, common)
		g.doc = doc(g.name+" is a message of type "+m.Type+". "+sentence(m.Title), m.Doc, reference(m.Ref))
	}
	for _, e := range p.Events {
		what := fmt.Sprintf("event %q", e.Name)
		base := l.name(e.Go, e.Name, what, e.Origin)
		g := &goMessage{msgType: e.Type, event: e.Name, aliases: e.Aliases, accepts: e.AcceptsReply, dedupe: e.Dedupe}
		l.message(out, g, base+"Event", what, &e.Body, e.Origin, common)
		name := e.Name
		if len(e.Aliases) > 0 {
			name += ", also spelt " + strings.Join(e.Aliases, ", ")
		}
		g.doc = doc(g.name+" is the event "+name+". "+sentence(e.Title), e.Doc, reference(e.Ref))
	}
	// What messages share with replies is declared with these.
	out.types, l.pkg.types = slices.Clone(l.pkg.types[types:]), l.pkg.types[:types]
	out.unions, l.pkg.unions = slices.Clone(l.pkg.unions[unions:]), l.pkg.unions[:unions]
	l.routes(out)
	l.receiver()
	out.reach(out.header)
	for _, m := range out.messages {
		out.reach(&m.goType)
	}
	return out
}

func (l *lowerer) message(in *goInbound, m *goMessage, name, what string, body *spec.Body, origin *spec.Origin, common map[string]*declared) {
	m.goType = goType{name: name, origin: origin}
	l.declare(name, what, origin)
	scope := map[string]*declared{}
	for n, d := range common {
		scope[n] = d
	}
	l.fill(&m.goType, body.Fields, scope)
	in.messages = append(in.messages, m)
}

// receiver refuses a name for the receiver id that a Config has already.
func (l *lowerer) receiver() {
	if name := l.pkg.receiver(); slices.Contains(configNames, name) {
		l.at(l.pkg.spec.Security.Origin, codeCollision, "call the receiver something else", fmt.Sprintf("receiver has the Go name %s, which is another field's of every Config", name))
	}
}

// routes names the mux's methods: OnText for a TextMessage, OnClick for a ClickEvent unless there is a ClickMessage.
func (l *lowerer) routes(in *goInbound) {
	scope := map[string]*declared{"OnOther": {what: "a method of every Mux"}, "HandleMessage": {what: "a method of every Mux"}}
	for _, m := range in.messages {
		base := strings.TrimSuffix(m.name, "Message")
		what := fmt.Sprintf("message %q", m.msgType)
		if m.event != "" {
			base = strings.TrimSuffix(m.name, "Event")
			what = fmt.Sprintf("event %q", m.event)
			if scope["On"+base] != nil {
				base = m.name
			}
		}
		m.on = "On" + base
		l.declareIn(scope, m.on, what, m.origin)
	}
}

// reach collects the types below a struct, in the order in which the wire reaches them.
func (in *goInbound) reach(t *goType) {
	for _, f := range t.fields {
		if f.object != nil && !slices.Contains(in.read, f.object) {
			in.read = append(in.read, f.object)
			in.reach(f.object)
		}
		if f.union == nil || slices.Contains(in.readUnions, f.union) {
			continue
		}
		in.readUnions = append(in.readUnions, f.union)
		for _, c := range f.union.cases {
			in.read = append(in.read, c)
			in.reach(c)
		}
	}
}

// embedded is what a message's struct begins with.
func (p *goPackage) embedded(accepts bool) string {
	if accepts && p.answers() {
		return "AnswerableMessage"
	}
	return "MessageHeader"
}

// eventTypes are the types of message that are events, each once, in the order of the spec.
func (in *goInbound) eventTypes() []string {
	var out []string
	for _, m := range in.messages {
		if m.event != "" && !slices.Contains(out, m.msgType) {
			out = append(out, m.msgType)
		}
	}
	return out
}
