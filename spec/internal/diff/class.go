package diff

import (
	"slices"
	"strconv"
	"time"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// wholeClass is the class of an element that only one of two platforms has: the second one if it is added.
func (d *differ) wholeClass(t keys.Element, added bool) Class {
	switch s := t.Shape; {
	case s == keys.Scalar:
		return API // its uses are compared on their own
	case s == keys.Security && added:
		return modesClass(nil, t.Node.Get("modes"))
	case s == keys.Security:
		return modesClass(t.Node.Get("modes"), nil)
	case s == keys.Rule, s == keys.Delivery:
		return narrowingIf(added != d.sent)
	case !added,
		s == keys.Inbound && (t.Node.Get("derive") != nil || t.Node.Get("event") != nil || t.Node.Get("event_type") != nil),
		s.HasKind() && !d.sent && alwaysWritten(t):
		return Wire
	}
	return Widening // nobody asks for what was not there
}

func narrowingIf(is bool) Class {
	if is {
		return Narrowing
	}
	return Widening
}

// alwaysWritten reports whether a document without the field cannot be one of the platform. A count counts as such: a
// document that has its list lacks it.
func alwaysWritten(t keys.Element) bool {
	switch t.KindOf() {
	case keys.KindMsgType, keys.KindConst, keys.KindCount:
		return true
	case keys.KindList:
		return fewestItems(t) > 0
	}
	return t.Node.Str("required") == "true"
}

// fewestItems is the least number of items of a list; one that may not be empty is required.
func fewestItems(t keys.Element) int64 {
	least, _ := t.Node.Get("min_items").Whole()
	if t.Node.Str("required") == "true" {
		least = max(least, 1)
	}
	return least
}

// keyClass is the class of a key that differs between two elements of one path. What the platform sends is read by the
// service, so that a rule means the opposite of what it means for a reply: what was promised to the reader is kept or not.
func (d *differ) keyClass(k *keys.Key, a, b keys.Element) Class {
	from, to := a.Node.Get(k.Name), b.Node.Get(k.Name)
	isTrue := k.ValueIn(b) == "true"
	switch {
	case k.Docs, k.Name == "cdata" && (d.sent || k.ValueIn(a) == k.ValueIn(b)):
		return Docs
	case k.Name == "go", a.Shape == keys.Platform:
		return API
	case k.Name == "accepts_reply":
		return narrowingIf(!isTrue)
	case k.Name == "aliases" && isSubset(to, from):
		return Widening
	case k.Name == "ignores":
		return bySubset(from, to)
	case k.Name == "modes":
		return modesClass(from, to)
	case k.Name == "receiver" && (!encrypts(a) || !encrypts(b) || hasReceiver(a) == hasReceiver(b)):
		return API // else the id inside the ciphertext is empty in one of them
	case k.Name == "deadline":
		was, _ := time.ParseDuration(from.Text) // checked by its shape
		is, _ := time.ParseDuration(to.Text)
		return narrowingIf(is < was)
	case k.Name == "attempts":
		return ruleClass(keys.AtMost, from, to)
	case k.Name == "acks":
		return max(Widening, bySubset(from, to)) // an ack that is preferred no more is one still
	case a.Shape == keys.Rule:
		return d.forReader(acrossClass(a.Node, b.Node))
	case a.Shape.HasKind():
		return d.forReader(d.fieldClass(k.Name, isTrue, a, b))
	}
	return Wire
}

// forReader is the class of a rule's change for those who read what it is about: services, if the platform sends it.
func (d *differ) forReader(c Class) Class {
	if d.sent && (c == Widening || c == Narrowing) {
		return narrowingIf(c == Widening)
	}
	return c
}

// fieldClass is the class of a key of a field, item or scalar, to which the rules of a type belong, too.
func (d *differ) fieldClass(name string, isTrue bool, a, b keys.Element) Class {
	from, to := a.Node.Get(name), b.Node.Get(name)
	kind, upperSizes := a.KindOf(), keys.LimitKeys(keys.KindString, keys.AtMost)
	switch rule := keys.RuleNamed(name); {
	case name == "type" && kind != b.KindOf():
		return Wire
	case name == "type" && kind == keys.KindString:
		return d.rulesClass(API, a, b, keys.LimitKeys(kind, keys.AtMost, keys.AtLeast, keys.OneOfSet, keys.OfForm))
	case name == "type":
		return Docs // an item without a type is an object
	case name == "min_items", name == "required" && kind == keys.KindList && b.KindOf() == keys.KindList:
		return ruleClass(keys.AtLeast, sizeNode(fewestItems(a)), sizeNode(fewestItems(b)))
	case name == "required" && !d.sent && (isTrue && mayBeEmpty(b) || !isTrue && mayBeEmpty(a)):
		return Wire // required it is written as an empty element, optional not at all
	case name == "required":
		return narrowingIf(isTrue)
	case name == "max_items_replying_to":
		class := Docs
		for _, limits := range slices.DeleteFunc([]*tree.Node{from, to}, func(n *tree.Node) bool { return n == nil }) {
			for _, e := range limits.Entries {
				class = max(class, ruleClass(keys.AtMost, from.Get(e.Key.Text), to.Get(e.Key.Text)))
			}
		}
		return class
	case name == "truncates":
		return d.rulesClass(Docs, a, b, upperSizes)
	case slices.Contains(upperSizes, name) && cuts(a) && cuts(b):
		return API // valid is what was; the function that cuts does so elsewhere
	case rule != nil:
		return d.rulesClass(Docs, a, b, []string{name})
	}
	return Wire // value, of, tag, flat, cdata, an item's name
}

// mayBeEmpty reports whether an element is an object that can be valid without a child that shows its presence. A number
// that is 0 and a constant do not show it.
func mayBeEmpty(t keys.Element) bool {
	if t.KindOf() != keys.KindObject {
		return false
	}
	shown := []string{keys.KindString, keys.KindUnixTime, keys.KindList, keys.KindUnion, keys.KindObject}
	for _, f := range keys.SiblingsIn(t.Shape) {
		for _, m := range f.Of(t) {
			if m.Shape.HasKind() && slices.Contains(shown, m.KindOf()) && alwaysWritten(m) && !mayBeEmpty(m) {
				return false
			}
		}
	}
	return true
}

// rulesClass is the highest of a class and those of some rules of a value.
func (d *differ) rulesClass(class Class, a, b keys.Element, names []string) Class {
	for _, name := range names {
		rule := keys.RuleNamed(name)
		class = max(class, ruleClass(rule.Bound, ruleOf(d.a.Root, rule, a), ruleOf(d.b.Root, rule, b)))
	}
	return class
}

// cuts reports whether the platform cuts what is too long for a string.
func cuts(t keys.Element) bool { return t.Node.Str("truncates") == "true" }

// ruleOf is a rule of a field: its own, or that of its type. A limit at which the platform cuts is none, and neither is a
// least size of 0.
func ruleOf(root *tree.Node, rule *keys.ValueRule, t keys.Element) *tree.Node {
	n := t.Node.Get(rule.Name)
	if n == nil {
		n = keys.Scalar.Find(root.Get("scalars"), t.Node.Str("type")).Get(rule.Name)
	}
	isSize := n != nil && rule.Kind == keys.SizeKey
	if isSize && rule.Bound == keys.AtMost && cuts(t) || isSize && rule.Bound == keys.AtLeast && n.Text == "0" {
		return nil
	}
	return n
}

func sizeNode(v int64) *tree.Node { return tree.Text(strconv.FormatInt(v, 10)) }

// ruleClass compares a rule of a value, nil for none. Of two forms, nothing is said.
func ruleClass(bound keys.Bound, from, to *tree.Node) Class {
	switch {
	case from.Same(to):
		return Docs
	case from == nil, to == nil:
		return narrowingIf(from == nil)
	case bound == keys.OneOfSet:
		return bySubset(from, to)
	case bound == keys.OfForm, !bound.Allows(to.Text, from.Text):
		return Narrowing
	case !bound.Allows(from.Text, to.Text):
		return Widening
	}
	return Docs
}

// bySubset compares lists of what is valid.
func bySubset(from, to *tree.Node) Class {
	switch {
	case !isSubset(from, to):
		return Narrowing
	case !isSubset(to, from):
		return Widening
	}
	return Docs
}

func isSubset(of, in *tree.Node) bool {
	all := in.Texts()
	return !slices.ContainsFunc(of.Texts(), func(s string) bool { return !slices.Contains(all, s) })
}

// acrossClass compares rules across fields as a whole.
func acrossClass(from, to *tree.Node) Class {
	form := func(n *tree.Node) string {
		return keys.RuleForms[slices.IndexFunc(keys.RuleForms, func(name string) bool { return n.Get(name) != nil })]
	}
	a, b := form(from), form(to)
	was, is := from.Get(a), to.Get(b)
	class := bySubset(was, is)
	switch {
	case a == "one_of" && b == "at_least_one_of":
		return max(Widening, class)
	case a != b || from.Str("field") != to.Str("field") || was.Str("field") != is.Str("field"):
		return Narrowing
	case a == "required_when":
		return bySubset(is.Get("in"), was.Get("in"))
	case a == "requires", a == "forbids":
		return bySubset(is, was)
	case a == "one_of" && class == Widening:
		return Narrowing // another field may be a second that is present
	}
	return class
}

func encrypts(security keys.Element) bool {
	return keys.Encrypts(security.Node.Get("modes").Texts())
}

func hasReceiver(security keys.Element) bool {
	return security.Node.Str("receiver") != keys.NoReceiver
}

// modesClass compares ways to send a message. A platform that states nothing sends it as it is.
func modesClass(from, to *tree.Node) Class {
	plain := &tree.Node{Kind: tree.Sequence, Items: []*tree.Node{tree.Text("plain")}}
	if from == nil {
		from = plain
	}
	if to == nil {
		to = plain
	}
	if class := bySubset(from, to); class != Narrowing {
		return class
	}
	return Wire
}
