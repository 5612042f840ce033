package spec

import "slices"

// addedClass is the class of a thing that only the second platform has.
func (d *differ) addedClass(t thing) Class {
	if d.sent {
		return sentAdded(t)
	}
	switch t.shape {
	case scalarShape:
		return API // who uses it is told of its own
	case ruleShape, deliveryShape:
		return Narrowing
	case securityShape:
		return modesClass(nil, t.node.get("modes"))
	}
	if t.shape.hasKind() && alwaysWritten(t) {
		return Wire
	}
	return Widening
}

// goneClass is the class of a thing that only the first platform has.
func (d *differ) goneClass(t thing) Class {
	if d.sent {
		return sentGone(t)
	}
	switch t.shape {
	case scalarShape:
		return API
	case ruleShape, deliveryShape:
		return Widening
	case securityShape:
		return modesClass(t.node.get("modes"), nil)
	}
	return Wire
}

// alwaysWritten reports whether a document without the field cannot be one of the platform. A count counts as such: a
// document that has its list lacks it.
func alwaysWritten(t thing) bool {
	switch t.kindOf() {
	case kindMsgType, kindConst, kindCount:
		return true
	case kindList:
		return fewestItems(t.node) > 0
	}
	return t.node.str("required") == "true"
}

// fewestItems is the least number of items of a list; one that may not be empty is required.
func fewestItems(n *node) int64 {
	least := whole(n.get("min_items")).V
	if n.str("required") == "true" {
		least = max(least, 1)
	}
	return least
}

// keyClass is the class of a key that differs between two things of one path. What differs in the file may be the same
// in effect, and is documentation then.
func (d *differ) keyClass(k *key, a, b thing) Class {
	from, to := a.node.get(k.name), b.node.get(k.name)
	switch {
	case k.docs:
		return Docs
	case k.name == "go", a.shape == platformShape:
		return API
	case d.sent:
		return d.sentKeyClass(k.name, a, b)
	}
	switch a.shape {
	case ruleShape:
		return ruleClass(a.node, b.node)
	case deliveryShape:
		return deliveryClass(k.name, from, to)
	case securityShape:
		if k.name == "modes" {
			return modesClass(from, to)
		}
		if encrypts(a.node) && encrypts(b.node) && (receiverOf(a.node) == "") != (receiverOf(b.node) == "") {
			return Wire // the id inside the ciphertext is empty in one of them
		}
		return API
	}
	switch {
	case a.shape.hasKind():
		return d.fieldKeyClass(k.name, a, b)
	case k.name == "root":
		return unlessSame(rootOf(a), rootOf(b), Wire)
	}
	return Wire
}

func encrypts(security *node) bool {
	return (&Security{Modes: texts(security.get("modes"))}).Encrypts()
}

func rootOf(header thing) string {
	if root := header.node.str("root"); root != "" {
		return root
	}
	return "xml"
}

func unlessSame[T comparable](from, to T, class Class) Class {
	if from == to {
		return Docs
	}
	return class
}

func (d *differ) fieldKeyClass(name string, a, b thing) Class {
	from, to := a.node.get(name), b.node.get(name)
	switch name {
	case "type":
		return d.typeClass(a, b)
	case "required":
		if a.kindOf() == kindList && b.kindOf() == kindList {
			return byOrder(fewestItems(a.node), fewestItems(b.node), Narrowing)
		}
		class := byPresence(ifTrue(from), ifTrue(to))
		if class == Widening && mayBeEmpty(a) || class == Narrowing && mayBeEmpty(b) {
			return Wire // required it is written as an empty element, optional not at all
		}
		return class
	case "cdata":
		return unlessSame(inCDATA(a), inCDATA(b), Wire)
	case "flat":
		return unlessSame(ifTrue(from) != nil, ifTrue(to) != nil, Wire)
	case "min_items":
		return byOrder(fewestItems(a.node), fewestItems(b.node), Narrowing)
	case "max_items_replying_to":
		return limitsClass(from, to)
	case "min":
		return limitClass(from, to, Narrowing)
	case "max", "max_items":
		return limitClass(from, to, Widening)
	}
	if name == "truncates" {
		return d.limitsOfText(a, b)
	}
	if isUpperSize(name) && cuts(a) && cuts(b) {
		return API // valid is what was; the function that cuts does so elsewhere
	}
	if isStringRule(name) {
		return stringRuleClass(name, d.a.stringRule(name, a), d.b.stringRule(name, b))
	}
	return Wire // value, of, tag, an item's name
}

// mayBeEmpty reports whether a thing is an object that can be valid with nothing inside that tells of it.
func mayBeEmpty(t thing) bool {
	if t.kindOf() != kindObject {
		return false
	}
	for _, f := range families(t.shape) {
		for _, m := range f.members(t) {
			if m.shape.hasKind() && tellsAlways(m) {
				return false
			}
		}
	}
	return true
}

// tellsAlways reports whether a field is there whenever what holds it is. A number that is 0 and a constant do not tell.
func tellsAlways(t thing) bool {
	switch t.kindOf() {
	case kindString, kindUnixTime, kindList, kindUnion:
		return alwaysWritten(t)
	case kindObject:
		return alwaysWritten(t) && !mayBeEmpty(t)
	}
	return false
}

// ifTrue is nil for a switch that is off.
func ifTrue(n *node) *node {
	if n == nil || n.text != "true" {
		return nil
	}
	return n
}

// inCDATA says how a leaf is written; by default text stands in CDATA and numbers do not.
func inCDATA(t thing) bool {
	if v := t.node.get("cdata"); v != nil {
		return v.text == "true"
	}
	return slices.Contains([]string{kindString, kindConst, kindMsgType}, t.kindOf())
}

// typeClass compares kinds and, of strings, what their types hold them to.
func (d *differ) typeClass(a, b thing) Class {
	switch ka, kb := a.kindOf(), b.kindOf(); {
	case ka != kb:
		return Wire
	case ka != kindString:
		return Docs // an item without a type is an object
	}
	class := API
	for _, k := range stringRuleKeys {
		class = max(class, stringRuleClass(k.name, d.a.stringRule(k.name, a), d.b.stringRule(k.name, b)))
	}
	return class
}

// isUpperSize reports whether a key is an upper limit of a text's length, at which a platform may cut.
func isUpperSize(name string) bool { return slices.Contains(limitKeys(kindString, AtMost), name) }

// limitsOfText compares the limits of a string's length.
func (d *differ) limitsOfText(a, b thing) Class {
	class := Docs
	for _, name := range limitKeys(kindString, AtMost) {
		class = max(class, stringRuleClass(name, d.a.stringRule(name, a), d.b.stringRule(name, b)))
	}
	return class
}

// cuts reports whether the platform cuts what is too long for a string.
func cuts(t thing) bool { return t.node.str("truncates") == "true" }

// stringRule is the rule that a string is held to: its own, or that of its type. A limit at which the platform cuts is
// none.
func (s side) stringRule(name string, t thing) *node {
	if isUpperSize(name) && cuts(t) {
		return nil
	}
	if own := t.node.get(name); own != nil {
		return own
	}
	if typ := s.scalars[t.node.str("type")]; typ != nil {
		return typ.get(name)
	}
	return nil
}

func stringRuleClass(name string, from, to *node) Class {
	switch FindValueRule(name).Bound {
	case AtMost:
		return limitClass(from, to, Widening)
	case AtLeast:
		return byOrder(whole(from).V, whole(to).V, Narrowing) // 0 is no limit
	case OneOfSet:
		return setClass(from, to)
	case OfForm:
	}
	// Nothing is said of a form that is replaced by another.
	switch {
	case from.same(to):
		return Docs
	case to == nil:
		return Widening
	}
	return Narrowing
}
