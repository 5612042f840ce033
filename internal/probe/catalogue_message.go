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
var messageChecks = []*Check{
	messageCheck("message.unknown_type", "a message of an unknown type is acked: platforms add types",
		unless("messages have no type", func(s *session) bool { return spec.MsgTypeOf(s.Spec.Inbound.Fields) == nil }),
		func(t *trial) *platform.Exchange {
			m := t.ordinary()
			m.Child(spec.MsgTypeOf(t.Spec.Inbound.Fields).Name).SetText(unknown)
			return t.post(m)
		}),
	messageCheck("message.unknown_event", "an unknown event is acked: platforms add events", hasEvent,
		func(t *trial) *platform.Exchange {
			in := t.Spec.Inbound
			m := t.compose(&t.kinds[len(t.kinds)-1])
			m.Find(strings.Join(append([]string{in.EventElement}, in.EventInside...), ".")).SetText(unknown)
			return t.post(m)
		}),
	messageCheck("message.extra", "unknown elements are ignored: platforms add elements", nil,
		func(t *trial) *platform.Exchange {
			m := t.ordinary()
			extra := &platform.Element{Name: "ReplygenProbe", Children: []*platform.Element{{Name: "Unknown", Inner: "1"}}}
			m.Children = slices.Insert(m.Children, len(m.Children)/2, extra)
			return t.post(m)
		}),
	messageCheck("message.missing_optional", "elements that are not required may be missing", nil, withoutOptional),
	messageCheck("message.reordered", "elements come in any order", nil,
		func(t *trial) *platform.Exchange {
			m := t.ordinary()
			slices.Reverse(m.Children)
			return t.post(m)
		}),
	messageCheck("message.indented", "white space between elements is ignored", nil,
		func(t *trial) *platform.Exchange {
			m := t.ordinary()
			return t.postDocument(m, m.IndentedXML()+"\n")
		}),
	messageCheck("message.declared", "a document may begin with an XML declaration", nil,
		func(t *trial) *platform.Exchange {
			m := t.ordinary()
			return t.postDocument(m, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+m.XML())
		}),
	messageCheck("message.aliases", "elements are known by their other spellings, too",
		unless("the spec has no other spellings", func(s *session) bool { return aliased(s) == nil }),
		func(t *trial) *platform.Exchange {
			k := aliased(t.session)
			m := t.compose(k)
			for _, f := range t.fields(k) {
				if e := m.Child(f.Name); e != nil && len(f.Aliases) > 0 {
					e.Name = f.Aliases[0]
				}
			}
			return t.post(m)
		}),
}

// messageCheck returns a check that sends one message, which has to be taken.
func messageCheck(
	id, contract string, applies func(*session) string, post func(*trial) *platform.Exchange,
) *Check {
	conditions := []func(*session) string{hasMessages}
	if applies != nil {
		conditions = append(conditions, applies)
	}
	return &Check{
		ID: id, Level: Must, Contract: contract, Source: docsMessages, Needs: readable, applies: all(conditions...),
		test: func(t *trial) {
			if x := post(t); x != nil {
				t.taken(x)
			}
		},
	}
}

// withoutOptional sends the first message that has elements which may be missing, without them.
func withoutOptional(t *trial) *platform.Exchange {
	for i := range t.kinds {
		m := t.compose(&t.kinds[i])
		n := len(m.Children)
		m.Children = slices.DeleteFunc(m.Children, func(e *platform.Element) bool { return t.isOptional(m, e.Name) })
		if len(m.Children) < n {
			return t.post(m)
		}
	}
	t.skipped = "no element of a sample may be missing"
	return nil
}

// fields are those of the messages of a kind.
func (s *session) fields(k *kind) []*spec.Field {
	if k.message != nil {
		return slices.Concat(s.Spec.Inbound.Fields, k.message.Fields)
	}
	return slices.Concat(s.Spec.Inbound.Fields, k.event.Fields)
}

// isOptional reports whether an element of a message may be missing.
func (s *session) isOptional(m *platform.Message, name string) bool {
	for i := range s.kinds {
		k := &s.kinds[i]
		if k.name != m.Type && k.name != m.Event || (k.event != nil) != (m.Event != "") {
			continue
		}
		for _, f := range s.fields(k) {
			if f.Name == name {
				return !f.AlwaysWritten()
			}
		}
	}
	return false
}

// aliased returns a kind of message with an element of several spellings, nil if there is none.
func aliased(s *session) *kind {
	for i := range s.kinds {
		k := &s.kinds[i]
		if slices.ContainsFunc(s.fields(k), func(f *spec.Field) bool { return len(f.Aliases) > 0 }) {
			return k
		}
	}
	return nil
}
