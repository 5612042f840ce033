package gomodel

import (
	"fmt"
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
	out := &Inbound{Header: &Type{Name: "MessageHeader", origin: p.Header.Origin}}
	types, unions := len(l.pkg.Types), len(l.pkg.Unions)
	common := map[string]*declared{}
	taken := []string{"MessageHeader", "AnswerableMessage", "MsgType", "Receipt", "Receiver", "Replaced", "Unread",
		"Repeated", "Header"}
	if len(p.Events) > 0 {
		taken = append(taken, "Event")
	}
	for _, n := range taken {
		common[n] = &declared{what: "a name of every message"}
	}
	for _, r := range l.pkg.Replies {
		common["Reply"+r.Base] = &declared{what: fmt.Sprintf("the method of messages for reply %q", r.Spec.Type), origin: r.Spec.Origin}
	}
	l.fill(out.Header, p.Inbound.Fields, common)
	for _, m := range p.Messages {
		what := fmt.Sprintf("message %q", m.Type)
		base := l.name(m.Go, m.Type, what, m.Origin)
		g := &Message{MsgType: m.Type, Accepts: m.AcceptsReply && l.pkg.Answers(), ID: m.ID, Dedupe: m.Dedupe}
		l.message(out, g, base+"Message", what, &m.Body, m.Origin, common)
		g.Doc = gofile.Doc(g.Name+" is a message of type "+m.Type+". "+gofile.NextSentence(m.Title), m.Doc,
			gofile.See(m.Ref))
	}
	for _, e := range p.Events {
		what := fmt.Sprintf("event %q", e.Name)
		base := l.name(e.Go, e.Name, what, e.Origin)
		g := &Message{MsgType: e.Type, Event: e.Name, Aliases: e.Aliases, Accepts: e.AcceptsReply && l.pkg.Answers(),
			Dedupe: e.Dedupe}
		l.message(out, g, base+"Event", what, &e.Body, e.Origin, common)
		name := e.Name
		if len(e.Aliases) > 0 {
			name += ", also spelt " + strings.Join(e.Aliases, ", ")
		}
		g.Doc = gofile.Doc(g.Name+" is the event "+name+". "+gofile.NextSentence(e.Title), e.Doc, gofile.See(e.Ref))
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

func (l *lowerer) message(
	in *Inbound, m *Message, name, what string, body *spec.Body, origin *spec.Origin, common map[string]*declared,
) {
	m.Type = Type{Name: name, origin: origin}
	l.declare(name, what, origin)
	scope := map[string]*declared{}
	for n, d := range common {
		scope[n] = d
	}
	l.fill(&m.Type, body.Fields, scope)
	in.Messages = append(in.Messages, m)
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
	scope := map[string]*declared{"OnOther": {what: "a method of every Mux"},
		"HandleMessage": {what: "a method of every Mux"}}
	for _, m := range in.Messages {
		base := strings.TrimSuffix(m.Name, "Message")
		what := fmt.Sprintf("message %q", m.MsgType)
		if m.Event != "" {
			base = strings.TrimSuffix(m.Name, "Event")
			what = fmt.Sprintf("event %q", m.Event)
			if scope["On"+base] != nil {
				base = m.Name
			}
		}
		m.On = "On" + base
		l.declareIn(scope, m.On, what, m.origin)
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
