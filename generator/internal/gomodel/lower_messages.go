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
	if len(p.Messages) == 0 && len(p.Events) == 0 {
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
	for _, m := range p.Messages {
		g := &Message{MsgType: m.Type, Accepts: m.AcceptsReply && l.pkg.Answers(), ID: m.ID, Dedupe: m.Dedupe}
		l.message(out, g, &m.Declaration, m.Type, " is a message of type "+m.Type, common)
	}
	for _, e := range p.Events {
		g := &Message{MsgType: e.Type, Event: e.Name, Aliases: e.Aliases, Accepts: e.AcceptsReply && l.pkg.Answers(),
			Dedupe: e.Dedupe}
		is := " is the event " + e.Name
		if len(e.Aliases) > 0 {
			is += ", also spelt " + strings.Join(e.Aliases, ", ")
		}
		l.message(out, g, &e.Declaration, e.Name, is, common)
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

// message lowers what a message or event declares; is says in its documentation what it is.
func (l *lowerer) message(in *Inbound, m *Message, d *spec.Declaration, id, is string, common map[string]*declared) {
	m.Name, m.origin = l.name(d.Go, id, m.what(), d.Origin)+m.suffix(), d.Origin
	l.declare(m.Name, m.what(), d.Origin)
	l.fill(&m.Type, d.Fields, maps.Clone(common))
	m.Doc = gofile.Doc(m.Name+is+". "+gofile.NextSentence(d.Title), d.Doc, gofile.See(d.Ref))
	in.Messages = append(in.Messages, m)
}

// what is what diagnostics call a message or event.
func (m *Message) what() string {
	if m.Event != "" {
		return fmt.Sprintf("event %q", m.Event)
	}
	return fmt.Sprintf("message %q", m.MsgType)
}

// suffix ends the name of the Go type.
func (m *Message) suffix() string {
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
		m.On = "On" + strings.TrimSuffix(m.Name, m.suffix())
		if m.Event != "" && scope[m.On] != nil {
			m.On = "On" + m.Name
		}
		l.declareIn(scope, m.On, m.what(), m.origin)
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
