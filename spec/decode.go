package spec

import (
	"cmp"
	"fmt"
	"time"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/overlay"
	"github.com/replygen/replygen/spec/internal/tree"
)

// decoder builds the model from a tree that Check accepted. What only shows once names are resolved it reports
// on the way.
type decoder struct {
	*Platform
	root *tree.Node
	p    *tree.Problems
	// last is the overlay that was applied last, "" for a base spec.
	last string
	// inbound reports whether the decoder reads messages and events.
	inbound bool
	// answered are the types of messages that limits of replies speak of.
	answered []*tree.Node
}

// report reports an error at a place of the model. The hint may be empty.
func (d *decoder) report(at diag.Span, c diag.Code, hint string, notes []diag.Note, format string, args ...any) {
	d.p.Add(diag.Diagnostic{Span: at, Code: c, Message: fmt.Sprintf(format, args...), Hint: hint, Notes: notes})
}

func note(at diag.Span, message string) []diag.Note { return []diag.Note{{Span: at, Message: message}} }

func decode(root *tree.Node, sources []string, p *tree.Problems) *Platform {
	meta := root.Get("platform")
	d := &decoder{root: root, p: p, Platform: &Platform{
		ID: meta.Str("id"), Title: meta.Str("title"), Evidence: evidence(meta),
		Sources: sources, Origin: originOfNamed(meta, "id"), source: overlay.Document{Root: root},
	}}
	if n := len(sources); n > 1 {
		d.last = sources[n-1]
	}
	for _, n := range root.List("scalars") {
		d.Scalars = append(d.Scalars, d.scalar(n))
	}
	header := root.Get("header")
	d.Header = Header{
		Root: cmp.Or(header.Str("root"), keys.HeaderRoot), Fields: d.fields(header.Get("fields"), "header", 0),
		Ignores: header.Get("ignores").Texts(), Evidence: evidence(header), Origin: originOf(header),
	}
	for _, n := range root.List("replies") {
		d.Replies = append(d.Replies, &Reply{Type: n.Str("type"), Declaration: d.declaration(n, "type", "replies", 0)})
	}
	if n := root.Get("delivery"); n != nil {
		d.Delivery = decodeDelivery(n)
	}
	if n := root.Get("security"); n != nil {
		d.Security = &Security{Modes: n.Get("modes").Texts(), Receiver: n.Str("receiver"), Evidence: evidence(n), Origin: originOf(n)}
		if d.Security.Receiver == keys.NoReceiver {
			d.Security.Receiver = ""
		}
	}
	d.inbound = true
	d.inboundHeader(d.addresses(header), root.Get("inbound"))
	d.received()
	d.check()
	return d.Platform
}

func decodeDelivery(n *tree.Node) *Delivery {
	deadline, _ := time.ParseDuration(n.Str("deadline")) // checked by its shape
	attempts, _ := n.Get("attempts").Whole()
	dedupe := n.Get("dedupe")
	return &Delivery{
		Deadline: deadline, Attempts: int(attempts), Acks: n.Get("acks").Texts(),
		DedupeMessage: dedupe.Get("message").Texts(), DedupeEvent: dedupe.Get("event").Texts(),
		Evidence: evidence(n), Origin: originOf(n),
	}
}

func evidence(n *tree.Node) Evidence {
	return Evidence{Doc: n.Str("doc"), Ref: n.Str("ref"), Note: n.Str("note")}
}

// stateable are the types of the values that value reads.
type stateable interface {
	string | []string | int | int64 | float64 | []int64
}

// value reads the value of a key.
func value[T stateable](n *tree.Node, key string) (v Value[T]) {
	if n = n.Get(key); n == nil {
		return v
	}
	v.Origin = originOf(n)
	switch to := any(&v.V).(type) {
	case *string:
		*to = n.Text
	case *[]string:
		*to = n.Texts()
	case *int:
		number, _ := n.Whole()
		*to = int(number)
	case *int64:
		*to, _ = n.Whole()
	case *float64:
		*to, _ = n.Float()
	case *[]int64:
		for _, item := range n.Items {
			number, _ := item.Whole()
			*to = append(*to, number)
		}
	}
	return v
}

// override reads the value of a key that takes the place of another, if it is stated.
func override[T stateable](v *Value[T], n *tree.Node, key string) {
	if n.Get(key) != nil {
		*v = value[T](n, key)
	}
}

func (d *decoder) scalar(n *tree.Node) *Scalar {
	s := &Scalar{
		Name: n.Str("name"), Go: value[string](n, "go"), Evidence: evidence(n),
		Rules: StringRules{}.overriddenBy(n), Origin: originOfNamed(n, "name"),
	}
	of := examined{node: n, kind: &String{Rules: s.Rules}}
	s.Examples = d.examples(of)
	if list := d.example(of); list != nil {
		s.Example = list[0]
	}
	return s
}

// overriddenBy lays the rules that a field states over those of its scalar.
func (r StringRules) overriddenBy(n *tree.Node) StringRules {
	for i := range r.Size {
		override(&r.Size[i], n, valueRules[i].Key)
	}
	override(&r.Enum, n, "enum")
	override(&r.Pattern, n, "pattern")
	override(&r.Format, n, "format")
	return r
}

// declaration reads an element of a list in which idKey is the name.
func (d *decoder) declaration(n *tree.Node, idKey, list string, depth int) Declaration {
	path := list + "." + n.Str(idKey)
	return Declaration{
		Go: value[string](n, "go"), Title: n.Str("title"), Evidence: evidence(n), Body: d.body(n, path, depth),
		Path: path, Origin: originOfNamed(n, idKey),
	}
}

func (d *decoder) body(n *tree.Node, path string, depth int) Body {
	b := Body{Fields: d.fields(n.Get("fields"), path, depth)}
	for _, r := range n.List("rules") {
		if rule := d.rule(r, b.Fields); rule != nil {
			b.Rules = append(b.Rules, rule)
		}
	}
	return b
}

// maxNesting bounds how deep the elements of a reply may nest.
const maxNesting = 16

// fields is nil when there is no list, or none that can be read, and empty for an empty one.
func (d *decoder) fields(list *tree.Node, path string, depth int) []*Field {
	if list == nil {
		return nil
	}
	if depth > maxNesting {
		d.p.At(list, code.Depth, "", "elements nest deeper than %d levels", maxNesting)
		return nil
	}
	out := []*Field{}
	for _, f := range list.Items {
		out = append(out, d.field(f, path+"."+f.Str("name"), depth))
	}
	keys.CheckAliases(list.Items, d.inbound, d.p)
	return d.counts(list, out)
}

func (d *decoder) field(n *tree.Node, path string, depth int) *Field {
	f := &Field{
		Name: n.Str("name"), Aliases: n.Get("aliases").Texts(), Go: value[string](n, "go"), Required: n.Str("required") == "true",
		Evidence: evidence(n), Path: path, Origin: originOfNamed(n, "name"),
	}
	f.Kind = d.kind(n, f, depth)
	of := examined{node: n, kind: f.Kind, required: f.Required}
	f.Examples, f.Example = d.examples(of), d.example(of)
	return f
}

// example takes the sample values of a field or scalar; a list of them has a meaning only inside a list's item. An overlay
// that narrows a rule leaves out the sample that violates it.
func (d *decoder) example(of examined) []Value[string] {
	ex := of.node.Get("example")
	if ex == nil {
		return nil
	}
	list := []*tree.Node{ex}
	if ex.Kind == tree.Sequence {
		list = ex.Items
	}
	var out []Value[string]
	for _, n := range list {
		if !fits(n.Text, of.kind) {
			d.p.At(n, code.Example, "", "example %q is no %s", n.Text, of.kind.kind())
		} else if rule := of.sampleRule(n.Text); rule != "" && originOf(n).Overlay != d.last {
			d.overtaken = append(d.overtaken, overlay.Overtaken{Of: of.node, Key: "example"})
			return nil
		} else if rule != "" {
			d.p.AtWith(n, code.Example, "write a value that keeps to the rule", of.ruleNote(rule), "example %q violates %s", n.Text, rule)
		}
		out = append(out, Value[string]{n.Text, originOf(n)})
	}
	return out
}
