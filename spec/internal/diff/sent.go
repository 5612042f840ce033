package diff

import "github.com/replygen/replygen/spec/internal/keys"

// What the platform sends is read by the service, so a change means the opposite of what it means for a reply: what was
// promised to the reader is kept or not.

// sentAdded is the class of an element that only the second platform sends.
func sentAdded(t keys.Element) Class {
	if t.Shape == keys.Inbound && (t.Node.Get("derive") != nil || t.Node.Get("event") != nil || t.Node.Get("event_type") != nil) {
		return Wire
	}
	return Widening // nobody asks for an element that was not there; a rule is one more promise
}

// sentGone is the class of an element that only the first platform sends.
func sentGone(t keys.Element) Class {
	if t.Shape == keys.Rule {
		return Narrowing
	}
	return Wire
}

func (d *differ) sentKeyClass(name string, a, b keys.Element) Class {
	from, to := a.Node.Get(name), b.Node.Get(name)
	switch {
	case a.Shape == keys.Rule:
		return opposite(ruleClass(a.Node, b.Node))
	case name == "accepts_reply":
		return byOrder(acceptsReply(a), acceptsReply(b), Widening)
	case name == "aliases":
		if isSubset(to, from) {
			return Widening
		}
		return Wire // a spelling that nobody looked for
	case a.Shape == keys.Inbound:
		return unlessSame(opening(name, a), opening(name, b), Wire)
	case !a.Shape.HasKind():
		return Wire
	case name == "cdata":
		return Docs
	case name == "required" && a.KindOf() != keys.KindList:
		return opposite(byPresence(ifTrue(from), ifTrue(to)))
	}
	return opposite(d.fieldKeyClass(name, a, b))
}

// opening is a key of what messages start with, or what it is when left out.
func opening(name string, t keys.Element) string {
	if said := t.Node.Str(name); said != "" {
		return said
	}
	return map[string]string{"derive": "true", "event": "Event", "event_type": "event"}[name]
}

// acceptsReply is 1 for what a passive reply can answer: messages unless they state no reply, events if they state one.
func acceptsReply(t keys.Element) int {
	said := t.Node.Str("accepts_reply")
	if said == "true" || said == "" && t.Shape == keys.Message {
		return 1
	}
	return 0
}
