package keys

import (
	"time"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/tree"
)

// CheckSections reports scalars with the name of a kind, ignored elements that are declared, and contradictions in the
// delivery and the security.
func CheckSections(root *tree.Node, p *tree.Problems) {
	for _, n := range root.List("scalars") {
		if name := n.Get("name"); name != nil && IsKind(name.Text) {
			p.At(name, code.DuplicateName, "choose another name", "scalar %q has the name of a kind", name.Text)
		}
	}
	checkIgnores(root, p)
	delivery := root.Get("delivery")
	if deadline, err := time.ParseDuration(delivery.Str("deadline")); err == nil && deadline <= 0 {
		p.At(delivery.Get("deadline"), code.Delivery, "", "a deadline of %s leaves no time", delivery.Str("deadline"))
	}
	if attempts, ok := delivery.Get("attempts").Whole(); ok && attempts < 1 {
		p.At(delivery.Get("attempts"), code.Delivery, "", "a platform delivers a message once at least")
	}
	if security := root.Get("security"); security != nil {
		encrypts, receiver := Encrypts(security.Get("modes").Texts()), security.Get("receiver")
		switch {
		case encrypts && receiver == nil:
			p.At(security, code.Security, "add `receiver: AppID`, say, or `receiver: "+NoReceiver+"` where that id is empty", "a platform that encrypts names the id inside the ciphertext")
		case !encrypts && receiver != nil:
			p.At(receiver, code.Security, "leave `receiver` out", "without encryption there is no id inside a ciphertext")
		}
	}
}

// checkIgnores reports fields of replies that the header lists as ignored.
func checkIgnores(root *tree.Node, p *tree.Problems) {
	header, ignored := root.Get("header"), map[string]diag.Span{}
	for _, n := range header.List("ignores") {
		ignored[n.Text] = n.Span
	}
	for _, n := range append([]*tree.Node{header}, root.List("replies")...) {
		CheckTaken(ignored, n.List("fields"), `the header's "ignores"`, p)
	}
}

// CheckItem reports an item that lacks a name, or has one that only the list can have.
func CheckItem(item *tree.Node, flat bool, p *tree.Problems) {
	if name := item.Get("name"); flat && name != nil {
		p.At(name, code.RuleKind, "leave the name out, or leave out `flat`", "the item of a flat list has the list's own name")
	} else if !flat && name == nil {
		p.At(item, code.MissingKey, "or say `flat: true`", "the item of a list lacks the key \"name\": %s", Item.Key("name").Doc)
	}
	if flat && item.Get("aliases") != nil {
		p.At(item.KeyNode("aliases"), code.RuleKind, "give them to the list", "the item of a flat list has the list's own name")
	}
}
