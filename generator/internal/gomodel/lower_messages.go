package gomodel

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/spec"
)

// inboundNames are declared where a platform states what it sends.
var inboundNames = []string{"Message", "MessageHeader", "AnswerableMessage", "UnknownMessage", "ParseMessage"}

// inbound lowers messages and events; nil when the spec states none.
func (l *lowerer) inbound() *Inbound {
	p := l.pkg.Spec
	if len(p.Sent()) == 0 {
		return nil
	}
	out := &Inbound{Header: &Type{Name: "MessageHeader"}}
	types, unions := len(l.pkg.Types), len(l.pkg.Unions)
	taken := []string{"MessageHeader", "AnswerableMessage", "MsgType", "Receipt", "Receiver", "Replaced", "Unread",
		"Repeated", "Header"}
	if len(p.Events) > 0 {
		taken = append(taken, "Event")
	}
	common := scopeOf("a name of every message", taken...)
	for _, r := range l.pkg.Replies {
		common["Reply"+r.Base] = &declared{what: fmt.Sprintf("the method of messages for reply %q", r.Spec.Type), origin: r.Spec.Origin}
	}
	l.fill(out.Header, p.Inbound.Fields, common)
	for _, m := range p.Sent() {
		out.Messages = append(out.Messages, l.message(m, common))
	}
	// What messages share with replies is declared with these.
	out.Types, l.pkg.Types = slices.Clone(l.pkg.Types[types:]), l.pkg.Types[:types]
	out.Unions, l.pkg.Unions = slices.Clone(l.pkg.Unions[unions:]), l.pkg.Unions[:unions]
	l.routes(out)
	l.checkReceiver()
	out.reach(out.Header)
	for _, m := range out.Messages {
		out.reach(&m.Type)
	}
	return out
}

// message lowers a message or an event.
func (l *lowerer) message(m *spec.Message, common map[string]*declared) *Message {
	is := " is a message of type " + m.Type
	if m.Event != "" {
		is = " is the event " + m.Event
	}
	if len(m.Aliases) > 0 {
		is += ", also spelt " + strings.Join(m.Aliases, ", ")
	}
	out := &Message{Spec: m, Accepts: m.AcceptsReply && l.pkg.Answers()}
	out.Name = l.name(m.Go, m.Name(), what(m), m.Origin) + suffix(m)
	l.declare(out.Name, what(m), m.Origin)
	l.fill(&out.Type, m.Fields, maps.Clone(common))
	out.Doc = gofile.Doc(out.Name+is+". "+gofile.NextSentence(m.Title), m.Doc, gofile.See(m.Ref))
	return out
}

// what is what diagnostics call a message or event.
func what(m *spec.Message) string { return fmt.Sprintf("%s %q", strings.ToLower(suffix(m)), m.Name()) }

// suffix ends the name of the Go type.
func suffix(m *spec.Message) string {
	if m.Event != "" {
		return "Event"
	}
	return "Message"
}

// checkReceiver refuses a name for the receiver id that a Config has already.
func (l *lowerer) checkReceiver() {
	if name := l.pkg.Receiver(); slices.Contains(configNames, name) {
		l.at(l.pkg.Spec.Security.Origin, codeCollision, "call the receiver something else",
			fmt.Sprintf("receiver has the Go name %s, which is another field's of every Config", name))
	}
}

// routes names the mux's methods: OnText for a TextMessage, OnClick for a ClickEvent unless there is a ClickMessage.
func (l *lowerer) routes(in *Inbound) {
	scope := scopeOf("a method of every Mux", "OnOther", "HandleMessage")
	for _, m := range in.Messages {
		m.On = "On" + strings.TrimSuffix(m.Name, suffix(m.Spec))
		if m.Spec.Event != "" && scope[m.On] != nil {
			m.On = "On" + m.Name
		}
		l.declareIn(scope, m.On, what(m.Spec), m.Spec.Origin)
	}
}

// reach collects the types below a struct, in the order in which the wire reaches them.
func (in *Inbound) reach(t *Type) {
	for _, f := range t.Fields {
		if f.Object != nil && !slices.Contains(in.Read, f.Object) {
			in.Read = append(in.Read, f.Object)
			in.reach(f.Object)
		}
		if f.Union == nil || slices.Contains(in.ReadUnions, f.Union) {
			continue
		}
		in.ReadUnions = append(in.ReadUnions, f.Union)
		for _, c := range f.Union.Cases {
			in.Read = append(in.Read, c)
			in.reach(c)
		}
	}
}
