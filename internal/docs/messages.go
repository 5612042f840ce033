package docs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// sent writes what the platform sends: what all of it starts with, then the messages and the events.
func sent(w *writer) {
	p := w.platform
	if len(p.Messages)+len(p.Events) == 0 {
		return
	}
	w.inbound = true
	defer func() { w.inbound = false }()
	w.heading(2, w.sentTitle)
	w.about(p.Inbound.Evidence)
	w.paragraph(fmt.Sprintf(w.sentStart, code("<"+p.Header.Root+">")))
	w.table(w.sentColumns, w.elements(p.Inbound.Fields, nil, 0))
	w.fieldExamples(slices.DeleteFunc(slices.Clone(p.Inbound.Fields), func(f *spec.Field) bool { return !strings.HasPrefix(f.Path, "inbound.") }), "inbound.")
	w.paragraph(w.sentSamples)
	messages(w)
	events(w)
}

func messages(w *writer) {
	p := w.platform
	if len(p.Messages) == 0 {
		return
	}
	w.heading(2, w.messagesTitle)
	var answered []string
	for _, m := range p.Messages {
		if m.AcceptsReply {
			answered = append(answered, m.Type)
		}
	}
	w.accepting(answered)
	for _, m := range p.Messages {
		w.heading(3, named(m.Type, m.Title))
		w.about(m.Evidence, w.facts(m.AcceptsReply, w.redelivery(m))...)
		w.sentBody(&m.Body, m.Path, judge.SampleMessage(p, m))
	}
}

func events(w *writer) {
	p := w.platform
	if len(p.Events) == 0 {
		return
	}
	w.heading(2, w.eventsTitle)
	w.paragraph(fmt.Sprintf(w.eventNames, code(p.Inbound.EventType), code(strings.Join(append([]string{p.Inbound.EventElement}, p.Inbound.EventInside...), "."))))
	var answered []string
	for _, e := range p.Events {
		if e.AcceptsReply {
			answered = append(answered, e.Name)
		}
	}
	w.accepting(answered)
	w.paragraph(w.dedupeEvents)
	for _, e := range p.Events {
		w.heading(3, named(e.Name, e.Title))
		facts := w.facts(e.AcceptsReply, w.sharing(e.Dedupe))
		if e.Type != p.Inbound.EventType {
			facts = slices.Insert(facts, 0, fmt.Sprintf(w.eventType, code(e.Type)))
		}
		if len(e.Aliases) > 0 {
			facts = slices.Insert(facts, 0, fmt.Sprintf(w.aliases, w.codes(e.Aliases)))
		}
		w.about(e.Evidence, facts...)
		w.sentBody(&e.Body, e.Path, judge.SampleEvent(p, e))
	}
}

// accepting names what a reply can answer, so that a reader need not look through all of them.
func (w *writer) accepting(names []string) {
	if len(names) == 0 {
		w.paragraph(w.acceptingNone)
		return
	}
	w.paragraph(fmt.Sprintf(w.acceptingSome, w.codes(names)))
}

// redelivery says how a message is recognized when it is delivered again.
func (w *writer) redelivery(m *spec.Message) string {
	switch {
	case len(m.Dedupe) > 0:
		return w.sharing(m.Dedupe)
	case m.ID != nil:
		return w.sharing([]spec.ElementPath{{m.ID}})
	}
	return w.dedupeXML
}

// sharing names the elements that are the same in a redelivery, "" where none are stated.
func (w *writer) sharing(paths []spec.ElementPath) string {
	if len(paths) == 0 {
		return ""
	}
	return fmt.Sprintf(w.dedupeSent, w.codes(mapped(paths, spec.ElementPath.String)))
}

func (w *writer) facts(accepts bool, redelivery string) []string {
	out := []string{w.acceptsNot}
	if accepts {
		out[0] = w.accepts
	}
	if redelivery != "" {
		out = append(out, redelivery)
	}
	return out
}

func (w *writer) sentBody(b *spec.Body, path string, sample *judge.Sent) {
	if len(b.Fields) == 0 {
		w.paragraph(w.headerOnly)
	}
	w.body(b, path+".")
	w.paragraph(bold(w.sampleTitle))
	w.paragraph(fenced("xml", sample.IndentedXML()))
}
