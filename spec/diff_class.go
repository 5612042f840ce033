package spec

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/tree"
)

// addedClass is the class of a thing that only the second platform has.
func (d *differ) addedClass(t thing) diffClass {
	if d.sent {
		return sentAdded(t)
	}
	switch t.shape {
	case scalarShape:
		return api // who uses it is told of its own
	case ruleShape, deliveryShape:
		return narrowing
	case securityShape:
		return modesClass(nil, t.node.Get("modes"))
	}
	if t.shape.hasKind() && alwaysWritten(t) {
		return wire
	}
	return widening
}

// goneClass is the class of a thing that only the first platform has.
func (d *differ) goneClass(t thing) diffClass {
	if d.sent {
		return sentGone(t)
	}
	switch t.shape {
	case scalarShape:
		return api
	case ruleShape, deliveryShape:
		return widening
	case securityShape:
		return modesClass(t.node.Get("modes"), nil)
	}
	return wire
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
	return t.node.Str("required") == "true"
}

func numberOf(n *tree.Node) int64 {
	v, _ := n.Whole()
	return v
}

// fewestItems is the least number of items of a list; one that may not be empty is required.
func fewestItems(n *tree.Node) int64 {
	least := numberOf(n.Get("min_items"))
	if n.Str("required") == "true" {
		least = max(least, 1)
	}
	return least
}

// keyClass is the class of a key that differs between two things of one path. What differs in the file may be the same
// in effect, and is documentation then.
func (d *differ) keyClass(k *key, a, b thing) diffClass {
	from, to := a.node.Get(k.name), b.node.Get(k.name)
	switch {
	case k.docs:
		return docs
	case k.name == "go", a.shape == platformShape:
		return api
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
			return wire // the id inside the ciphertext is empty in one of them
		}
		return api
	}
	switch {
	case a.shape.hasKind():
		return d.fieldKeyClass(k.name, a, b)
	case k.name == "root":
		return unlessSame(rootOf(a), rootOf(b), wire)
	}
	return wire
}

func encrypts(security *tree.Node) bool {
	return (&Security{Modes: security.Get("modes").Texts()}).Encrypts()
}

func rootOf(header thing) string {
	if root := header.node.Str("root"); root != "" {
		return root
	}
	return "xml"
}

func unlessSame[T comparable](from, to T, class diffClass) diffClass {
	if from == to {
		return docs
	}
	return class
}

func (d *differ) fieldKeyClass(name string, a, b thing) diffClass {
	from, to := a.node.Get(name), b.node.Get(name)
	switch name {
	case "type":
		return d.typeClass(a, b)
	case "required":
		if a.kindOf() == kindList && b.kindOf() == kindList {
			return byOrder(fewestItems(a.node), fewestItems(b.node), narrowing)
		}
		class := byPresence(ifTrue(from), ifTrue(to))
		if class == widening && mayBeEmpty(a) || class == narrowing && mayBeEmpty(b) {
			return wire // required it is written as an empty element, optional not at all
		}
		return class
	case "cdata":
		return unlessSame(inCDATA(a), inCDATA(b), wire)
	case "flat":
		return unlessSame(ifTrue(from) != nil, ifTrue(to) != nil, wire)
	case "min_items":
		return byOrder(fewestItems(a.node), fewestItems(b.node), narrowing)
	case "max_items_replying_to":
		return limitsClass(from, to)
	case "min":
		return limitClass(from, to, narrowing)
	case "max", "max_items":
		return limitClass(from, to, widening)
	}
	if name == "truncates" {
		return d.limitsOfText(a, b)
	}
	if isUpperSize(name) && cuts(a) && cuts(b) {
		return api // valid is what was; the function that cuts does so elsewhere
	}
	if ruleOn(kindString, name) != nil {
		return stringRuleClass(name, d.a.stringRule(name, a), d.b.stringRule(name, b))
	}
	return wire // value, of, tag, an item's name
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
func ifTrue(n *tree.Node) *tree.Node {
	if n == nil || n.Text != "true" {
		return nil
	}
	return n
}

// inCDATA says how a leaf is written; by default text stands in CDATA and numbers do not.
func inCDATA(t thing) bool {
	if v := t.node.Get("cdata"); v != nil {
		return v.Text == "true"
	}
	return slices.Contains([]string{kindString, kindConst, kindMsgType}, t.kindOf())
}

// typeClass compares kinds and, of strings, what their types hold them to.
func (d *differ) typeClass(a, b thing) diffClass {
	switch ka, kb := a.kindOf(), b.kindOf(); {
	case ka != kb:
		return wire
	case ka != kindString:
		return docs // an item without a type is an object
	}
	class := api
	for _, k := range stringRuleKeys {
		class = max(class, stringRuleClass(k.name, d.a.stringRule(k.name, a), d.b.stringRule(k.name, b)))
	}
	return class
}

// isUpperSize reports whether a key is an upper limit of a text's length, at which a platform may cut.
func isUpperSize(name string) bool { return slices.Contains(limitKeys(kindString, atMost), name) }

// limitsOfText compares the limits of a string's length.
func (d *differ) limitsOfText(a, b thing) diffClass {
	class := docs
	for _, name := range limitKeys(kindString, atMost) {
		class = max(class, stringRuleClass(name, d.a.stringRule(name, a), d.b.stringRule(name, b)))
	}
	return class
}

// cuts reports whether the platform cuts what is too long for a string.
func cuts(t thing) bool { return t.node.Str("truncates") == "true" }

// stringRule is the rule that a string is held to: its own, or that of its type. A limit at which the platform cuts is
// none.
func (s side) stringRule(name string, t thing) *tree.Node {
	if isUpperSize(name) && cuts(t) {
		return nil
	}
	if own := t.node.Get(name); own != nil {
		return own
	}
	if typ := s.scalars[t.node.Str("type")]; typ != nil {
		return typ.Get(name)
	}
	return nil
}

func stringRuleClass(name string, from, to *tree.Node) diffClass {
	switch ruleOn(kindString, name).bound {
	case atMost:
		return limitClass(from, to, widening)
	case atLeast:
		return byOrder(numberOf(from), numberOf(to), narrowing) // 0 is no limit
	case oneOfSet:
		return setClass(from, to)
	case ofForm:
	}
	// Nothing is said of a form that is replaced by another.
	switch {
	case from.Same(to):
		return docs
	case to == nil:
		return widening
	}
	return narrowing
}
