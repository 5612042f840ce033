package diff

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// addedClass is the class of an element that only the second platform has.
func (d *differ) addedClass(t keys.Element) Class {
	if d.sent {
		return sentAdded(t)
	}
	switch t.Shape {
	case keys.Scalar:
		return API // its uses are compared on their own
	case keys.Rule, keys.Delivery:
		return Narrowing
	case keys.Security:
		return modesClass(nil, t.Node.Get("modes"))
	}
	if t.Shape.HasKind() && alwaysWritten(t) {
		return Wire
	}
	return Widening
}

// goneClass is the class of an element that only the first platform has.
func (d *differ) goneClass(t keys.Element) Class {
	if d.sent {
		return sentGone(t)
	}
	switch t.Shape {
	case keys.Scalar:
		return API
	case keys.Rule, keys.Delivery:
		return Widening
	case keys.Security:
		return modesClass(t.Node.Get("modes"), nil)
	}
	return Wire
}

// alwaysWritten reports whether a document without the field cannot be one of the platform. A count counts as such: a
// document that has its list lacks it.
func alwaysWritten(t keys.Element) bool {
	switch t.KindOf() {
	case keys.KindMsgType, keys.KindConst, keys.KindCount:
		return true
	case keys.KindList:
		return fewestItems(t.Node) > 0
	}
	return t.Node.Str("required") == "true"
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

// keyClass is the class of a key that differs between two elements of one path. What differs in the file may be the
// same in effect, and is documentation then.
func (d *differ) keyClass(k *keys.Key, a, b keys.Element) Class {
	from, to := a.Node.Get(k.Name), b.Node.Get(k.Name)
	switch {
	case k.Docs:
		return Docs
	case k.Name == "go", a.Shape == keys.Platform:
		return API
	case d.sent:
		return d.sentKeyClass(k.Name, a, b)
	}
	switch a.Shape {
	case keys.Rule:
		return ruleClass(a.Node, b.Node)
	case keys.Delivery:
		return deliveryClass(k.Name, from, to)
	case keys.Security:
		if k.Name == "modes" {
			return modesClass(from, to)
		}
		if encrypts(a.Node) && encrypts(b.Node) && hasReceiver(a.Node) != hasReceiver(b.Node) {
			return Wire // the id inside the ciphertext is empty in one of them
		}
		return API
	}
	switch {
	case a.Shape.HasKind():
		return d.fieldKeyClass(k.Name, a, b)
	case k.Name == "root":
		return unlessSame(rootOf(a), rootOf(b), Wire)
	case k.Name == "ignores":
		return bySubset(from, to)
	}
	return Wire
}

func encrypts(security *tree.Node) bool { return keys.Encrypts(security.Get("modes").Texts()) }

func hasReceiver(security *tree.Node) bool { return security.Str("receiver") != keys.NoReceiver }

func rootOf(header keys.Element) string {
	if root := header.Node.Str("root"); root != "" {
		return root
	}
	return keys.HeaderRoot
}

func unlessSame[T comparable](from, to T, class Class) Class {
	if from == to {
		return Docs
	}
	return class
}

func (d *differ) fieldKeyClass(name string, a, b keys.Element) Class {
	from, to := a.Node.Get(name), b.Node.Get(name)
	switch name {
	case "type":
		return d.typeClass(a, b)
	case "required":
		if a.KindOf() == keys.KindList && b.KindOf() == keys.KindList {
			return byOrder(fewestItems(a.Node), fewestItems(b.Node), Narrowing)
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
		return byOrder(fewestItems(a.Node), fewestItems(b.Node), Narrowing)
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
	if keys.RuleOn(keys.KindString, name) != nil {
		return stringRuleClass(name, d.a.stringRule(name, a), d.b.stringRule(name, b))
	}
	return Wire // value, of, tag, an item's name
}

// mayBeEmpty reports whether an element is an object that can be valid without a child that shows its presence.
func mayBeEmpty(t keys.Element) bool {
	if t.KindOf() != keys.KindObject {
		return false
	}
	for _, f := range keys.SiblingsIn(t.Shape) {
		for _, m := range f.Of(t) {
			if m.Shape.HasKind() && tellsAlways(m) {
				return false
			}
		}
	}
	return true
}

// tellsAlways reports whether a field is present whenever its parent is. A number that is 0 and a constant do not
// show it.
func tellsAlways(t keys.Element) bool {
	switch t.KindOf() {
	case keys.KindString, keys.KindUnixTime, keys.KindList, keys.KindUnion:
		return alwaysWritten(t)
	case keys.KindObject:
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
func inCDATA(t keys.Element) bool {
	if v := t.Node.Get("cdata"); v != nil {
		return v.Text == "true"
	}
	return slices.Contains([]string{keys.KindString, keys.KindConst, keys.KindMsgType}, t.KindOf())
}

// typeClass compares kinds and, of strings, the rules of their types.
func (d *differ) typeClass(a, b keys.Element) Class {
	switch ka, kb := a.KindOf(), b.KindOf(); {
	case ka != kb:
		return Wire
	case ka != keys.KindString:
		return Docs // an item without a type is an object
	}
	class := API
	for _, k := range keys.StringRuleKeys {
		class = max(class, stringRuleClass(k.Name, d.a.stringRule(k.Name, a), d.b.stringRule(k.Name, b)))
	}
	return class
}

// isUpperSize reports whether a key is an upper limit of a text's length, at which a platform may cut.
func isUpperSize(name string) bool {
	return slices.Contains(keys.LimitKeys(keys.KindString, keys.AtMost), name)
}

// limitsOfText compares the limits of a string's length.
func (d *differ) limitsOfText(a, b keys.Element) Class {
	class := Docs
	for _, name := range keys.LimitKeys(keys.KindString, keys.AtMost) {
		class = max(class, stringRuleClass(name, d.a.stringRule(name, a), d.b.stringRule(name, b)))
	}
	return class
}

// cuts reports whether the platform cuts what is too long for a string.
func cuts(t keys.Element) bool { return t.Node.Str("truncates") == "true" }

// stringRule is the rule of a string: its own, or that of its type. A limit at which the platform cuts is
// none.
func (s side) stringRule(name string, t keys.Element) *tree.Node {
	if isUpperSize(name) && cuts(t) {
		return nil
	}
	if own := t.Node.Get(name); own != nil {
		return own
	}
	if typ := s.scalars[t.Node.Str("type")]; typ != nil {
		return typ.Get(name)
	}
	return nil
}

func stringRuleClass(name string, from, to *tree.Node) Class {
	switch keys.RuleOn(keys.KindString, name).Bound {
	case keys.AtMost:
		return limitClass(from, to, Widening)
	case keys.AtLeast:
		return byOrder(numberOf(from), numberOf(to), Narrowing) // 0 is no limit
	case keys.OneOfSet:
		return setClass(from, to)
	case keys.OfForm:
	}
	// Nothing is said of a form that is replaced by another.
	switch {
	case from.Same(to):
		return Docs
	case to == nil:
		return Widening
	}
	return Narrowing
}
