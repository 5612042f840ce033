package spec

// What the platform sends is read by the service, so a change means the opposite of what it means for a reply: what was
// promised to the reader is kept or not.

// sentAdded is the class of a thing that only the second platform sends.
func sentAdded(t thing) diffClass {
	if t.shape == inboundShape && (t.node.Get("derive") != nil || t.node.Get("event") != nil || t.node.Get("event_type") != nil) {
		return wire
	}
	return widening // nobody asks for an element that was not there; a rule is one more promise
}

// sentGone is the class of a thing that only the first platform sends.
func sentGone(t thing) diffClass {
	if t.shape == ruleShape {
		return narrowing
	}
	return wire
}

func (d *differ) sentKeyClass(name string, a, b thing) diffClass {
	from, to := a.node.Get(name), b.node.Get(name)
	switch {
	case a.shape == ruleShape:
		return opposite(ruleClass(a.node, b.node))
	case name == "accepts_reply":
		return byOrder(acceptsReply(a), acceptsReply(b), widening)
	case name == "aliases":
		if isSubset(to, from) {
			return widening
		}
		return wire // a spelling that nobody looked for
	case a.shape == inboundShape:
		return unlessSame(opening(name, a), opening(name, b), wire)
	case !a.shape.hasKind():
		return wire
	case name == "cdata":
		return docs
	case name == "required" && a.kindOf() != kindList:
		return opposite(byPresence(ifTrue(from), ifTrue(to)))
	}
	return opposite(d.fieldKeyClass(name, a, b))
}

// opening is a key of what messages start with, or what it is when left out.
func opening(name string, t thing) string {
	if said := t.node.Str(name); said != "" {
		return said
	}
	return map[string]string{"derive": "true", "event": "Event", "event_type": "event"}[name]
}

// acceptsReply is 1 for what a passive reply can answer: messages unless they say no, events if they say so.
func acceptsReply(t thing) int {
	said := t.node.Str("accepts_reply")
	if said == "true" || said == "" && t.shape == messageShape {
		return 1
	}
	return 0
}
