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

// itemPath is the path of item i of the list at path.
func itemPath(path string, k *spec.List, i int) string {
	if !k.Flat {
		path = below(path, k.Item.Name)
	}
	return path + "[" + strconv.Itoa(i) + "]"
}

func (c checker) children(path string, n *node) {
	for i, child := range n.children {
		at := below(path, child.Name)
		if k, ok := n.Kind.(*spec.List); ok {
			at = itemPath(path, k, i)
		}
		c.node(at, child)
	}
	for _, r := range n.rules {
		if n.isBroken(r.Form) {
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
