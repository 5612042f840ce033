package probe

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec"
)

// unknown is what no platform calls anything.
const unknown = "replygen_probe_unknown"

// messageChecks send messages of other forms than the sample's, as platforms do, or will.
var messageChecks = group(Check{Source: docsMessages, Needs: readable, applies: hasMessages},
	must("message.unknown_type", "a message of an unknown type is acked: platforms add types", func(t *trial) {
		m := t.ordinary()
		m.Child(spec.MsgTypeOf(t.Spec.Inbound.Fields).Name).SetText(unknown)
		t.taken(t.post(m))
	}).when(unless("messages have no type",
		func(s *session) bool { return spec.MsgTypeOf(s.Spec.Inbound.Fields) == nil })),
	must("message.unknown_event", "an unknown event is acked: platforms add events", func(t *trial) {
		in, m := t.Spec.Inbound, t.compose(t.kinds[len(t.kinds)-1])
		m.Find(strings.Join(append([]string{in.EventElement}, in.EventInside...), ".")).SetText(unknown)
		t.taken(t.post(m))
	}).when(hasEvent),
	must("message.extra", "unknown elements are ignored: platforms add elements", func(t *trial) {
		m := t.ordinary()
		extra := &platform.Element{Name: "ReplygenProbe", Children: []*platform.Element{{Name: "Unknown", Inner: "1"}}}
		m.Children = slices.Insert(m.Children, len(m.Children)/2, extra)
		t.taken(t.post(m))
	}),
	must("message.missing_optional", "elements that are not required may be missing", withoutOptional),
	must("message.reordered", "elements come in any order", func(t *trial) {
		m := t.ordinary()
		slices.Reverse(m.Children)
		t.taken(t.post(m))
	}),
	must("message.indented", "white space between elements is ignored", func(t *trial) {
		m := t.ordinary()
		t.taken(t.postDocument(m, m.IndentedXML()+"\n"))
	}),
	must("message.declared", "a document may begin with an XML declaration", func(t *trial) {
		m := t.ordinary()
		t.taken(t.postDocument(m, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+m.XML()))
	}),
	must("message.aliases", "elements are known by their other spellings, too", func(t *trial) {
		k := aliased(t.session)
		m := t.compose(k)
		for _, f := range t.fields(k) {
			if e := m.Child(f.Name); e != nil && len(f.Aliases) > 0 {
				e.Name = f.Aliases[0]
			}
		}
		t.taken(t.post(m))
	}).when(unless("the spec has no other spellings", func(s *session) bool { return aliased(s) == nil })),
)

// withoutOptional sends the first message that has elements which may be missing, without them.
func withoutOptional(t *trial) {
	for _, k := range t.kinds {
		m := t.compose(k)
		n := len(m.Children)
		m.Children = slices.DeleteFunc(m.Children, func(e *platform.Element) bool {
			return slices.ContainsFunc(t.fields(k), func(f *spec.Field) bool {
				return f.Name == e.Name && !f.AlwaysWritten()
			})
		})
		if len(m.Children) < n {
			t.taken(t.post(m))
			return
		}
	}
	t.skip("no element of a sample may be missing")
}

// aliased returns a kind of message with an element of several spellings, nil if there is none.
func aliased(s *session) *spec.Message {
	return s.first(func(m *spec.Message) bool {
		return slices.ContainsFunc(s.fields(m), func(f *spec.Field) bool { return len(f.Aliases) > 0 })
	})
}
