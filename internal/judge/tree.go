package judge

import (
	"fmt"
	"slices"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// Reply holds the values of one reply.
type Reply struct {
	tree
	spec *spec.Reply
	// ignored are the elements of the document that the platform ignores, stated the paths of those that it reads.
	ignored []string
	stated  map[string]bool
}

// Ignored names the elements of the document that the reply was read from which the platform does not read.
func (r *Reply) Ignored() []string { return r.ignored }

// States reports whether the document that the reply was read from has an element at a violation's path, be it empty.
func (r *Reply) States(path string) bool { return r.stated[path] }

// Type is the reply's type, as the spec and the wire spell it.
func (r *Reply) Type() string { return r.spec.Type }

func newReply(p *spec.Platform, r *spec.Reply) *Reply {
	return &Reply{tree: newTree(p.Header.Root, r.Type, slices.Concat(p.Header.Fields, r.Fields), r.Rules), spec: r}
}

// tree holds the values of a reply or a message.
type tree struct{ root *node }

func newTree(root, msgType string, fields []*spec.Field, rules []*spec.Rule) tree {
	body := spec.Body{Fields: fields, Rules: rules}
	t := tree{newNode(&spec.Field{Name: root, Required: true, Kind: &spec.Object{Body: body}}, nil)}
	if f := spec.MsgTypeOf(fields); f != nil {
		t.root.of(f).text = msgType
	}
	return t
}

// node is an element with its value.
type node struct {
	*spec.Field
	parent *node
	// text is a single value as the wire spells it, "" for none; numbers are in their one canonical form.
	text string
	// example is set if the value is the spec's own sample, unchanged.
	example bool
	// children are what stands inside an object, the items of a list, or the tag of a union and the elements of its
	// form; none for a union that is absent. The rules are those across them.
	children []*node
	rules    []*spec.Rule
}

func newNode(f *spec.Field, parent *node) *node {
	n := &node{Field: f, parent: parent}
	n.clear()
	return n
}

// newItem returns an item for a list that nobody filled. It is required: a list has no absent items.
func (n *node) newItem() *node {
	item := *n.Kind.(*spec.List).Item
	item.Required = true
	return newNode(&item, n)
}

// clear gives a node the value that it has in a new reply, that of the zero value of a generated type. A number that is
// always written is 0.
func (n *node) clear() {
	*n = node{Field: n.Field, parent: n.parent}
	switch k := n.Kind.(type) {
	case *spec.Int, *spec.UnixTime, *spec.Float:
		n.text = "0"
	case *spec.Bool:
		n.text = "false"
	case *spec.Object:
		n.hold(k.Fields, k.Rules)
	case *spec.String, *spec.List, *spec.Union, *spec.MsgType, *spec.Const, *spec.Count:
	}
	if !n.Required {
		n.text = ""
	}
}

// hold gives a node children without values.
func (n *node) hold(fields []*spec.Field, rules []*spec.Rule) {
	n.rules = rules
	for _, f := range fields {
		n.children = append(n.children, newNode(f, n))
	}
}

// choose gives a union a form without values.
func (n *node) choose(c *spec.Case) {
	k := n.Kind.(*spec.Union)
	tag := &spec.Field{Name: k.Tag, Required: true, Kind: &spec.MsgType{CDATA: k.TagCDATA}}
	n.clear()
	n.hold(append([]*spec.Field{tag}, c.Fields...), c.Rules)
	n.children[0].text = c.Value
}

// of returns the child of a field.
func (n *node) of(f *spec.Field) *node {
	return n.child(func(c *node) bool { return c.Field == f })
}

// named returns the child of that name, nil when there is none.
func (n *node) named(name string) *node {
	return n.child(func(c *node) bool { return c.Name == name })
}

func (n *node) child(is func(*node) bool) *node {
	if i := slices.IndexFunc(n.children, is); i >= 0 {
		return n.children[i]
	}
	return nil
}

// is reports whether a kind is of a type.
func is[K spec.Kind](k spec.Kind) bool {
	_, ok := k.(K)
	return ok
}

// typeOf and valueOf are what documents state to choose a reply or the form of a union.
func typeOf(r *spec.Reply) string { return r.Type }

func valueOf(c *spec.Case) string { return c.Value }

// find returns what has a name, or nil and the names of all.
func find[T any](list []*T, name string, nameOf func(*T) string) (*T, []string) {
	var known []string
	for _, v := range list {
		if nameOf(v) == name {
			return v, nil
		}
		known = append(known, nameOf(v))
	}
	return nil, known
}

func didYouMean(name string, known []string) string {
	if s := diag.Suggest(name, known); s != "" {
		return fmt.Sprintf("; did you mean %q?", s)
	}
	return ""
}
