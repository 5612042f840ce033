package judge

import (
	"strconv"

	"github.com/replygen/replygen/spec"
)

// Violations returns every rule that the reply breaks, in document order; the
// rules across the fields of a body follow its fields.
func (r *Reply) Violations() []Violation { return r.root.violations("") }

// Judge is [Reply.Violations] in two parts. Placeholders are the violations of
// single values that are the spec's own sample, unchanged: vendors write picurl
// where a URL belongs. Broken are all others.
func (r *Reply) Judge() (broken, placeholders []Violation) {
	checker(func(v Violation, example bool) {
		if example {
			placeholders = append(placeholders, v)
		} else {
			broken = append(broken, v)
		}
	}).children("", r.root)
	return broken, placeholders
}

// violations are those of what stands inside a node at a path.
func (n *node) violations(path string) (out []Violation) {
	checker(func(v Violation, _ bool) { out = append(out, v) }).children(path, n)
	return out
}

// checker takes each violation, and whether the value at fault is the spec's own sample.
type checker func(v Violation, example bool)

// below is the path of a child.
func below(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// childPath is the path of a child of the node at a path.
func (n *node) childPath(path string, i int) string {
	k, ok := n.Kind.(*spec.List)
	if !ok || !k.Flat {
		path = below(path, n.children[i].Name)
	}
	if ok {
		path += "[" + strconv.Itoa(i) + "]"
	}
	return path
}

func (c checker) children(path string, n *node) {
	for i, child := range n.children {
		c.node(n.childPath(path, i), child)
	}
	for _, r := range n.rules {
		if broken, _ := n.broken(r.Form); broken {
			at, rule, detail := r.Violation()
			c(Violation{Field: below(path, at.Name), Rule: rule, Detail: detail}, false)
		}
	}
}

func (c checker) node(path string, n *node) {
	switch k := n.Kind.(type) {
	case *spec.MsgType, *spec.Const, *spec.Count:
	case *spec.Object:
		if n.Required || n.present() {
			c.children(path, n)
		}
	case *spec.List:
		switch count := len(n.children); {
		case n.Required && count == 0:
			c(Violation{Field: path, Rule: "required"}, false)
		case count < k.MinItems.V:
			c(Violation{Field: path, Rule: "min_items", Limit: k.MinItems.V, Got: count}, false)
		case k.MaxItems.IsSet() && count > k.MaxItems.V:
			c(Violation{Field: path, Rule: "max_items", Limit: k.MaxItems.V, Got: count}, false)
		}
		c.children(path, n)
	case *spec.Union, *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime:
		switch {
		case n.present() || n.zeroCounts():
			for _, r := range spec.ViolatedRules(n.Kind, n.text) {
				c(violation(path, n, r), n.example)
			}
			c.children(path, n)
		case n.Required:
			c(Violation{Field: path, Rule: "required"}, false)
		}
	}
}

// TooLongFor returns the lists that are too long in an answer to a type of message.
func (r *Reply) TooLongFor(messageType string) []Violation { return r.root.tooLongFor(messageType, "") }

func (n *node) tooLongFor(messageType, path string) (out []Violation) {
	if k, ok := n.Kind.(*spec.List); ok {
		for _, limit := range k.MaxItemsReplyingTo {
			if got := len(n.children); limit.Type == messageType && got > limit.Limit.V {
				out = append(out, Violation{Field: path, Rule: "max_items", Limit: limit.Limit.V, Got: got})
			}
		}
	}
	for i := range n.children {
		out = append(out, n.children[i].tooLongFor(messageType, n.childPath(path, i))...)
	}
	return out
}
