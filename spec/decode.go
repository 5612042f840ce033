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
	p       *tree.Problems
	scalars map[string]*Scalar
	names   []string // of scalars, in order
	// last is the overlay that was applied last, "" for a base spec.
	last string
	// inbound reports whether the decoder reads messages and events.
	inbound bool
	// answered are the types of messages that limits of replies speak of.
	answered []*tree.Node
	// overtaken are the examples that the last overlay makes untrue.
	overtaken []overlay.Overtaken
}

// report reports an error at a place of the model. The hint may be empty.
func (d *decoder) report(at diag.Span, c diag.Code, hint string, notes []diag.Note, format string, args ...any) {
	d.p.Add(diag.Diagnostic{Span: at, Code: c, Message: fmt.Sprintf(format, args...), Hint: hint, Notes: notes})
}

func note(at diag.Span, message string) []diag.Note { return []diag.Note{{Span: at, Message: message}} }

func decode(root *tree.Node, sources []string, p *tree.Problems) *Platform {
	d := &decoder{p: p, scalars: map[string]*Scalar{}}
	if n := len(sources); n > 1 {
		d.last = sources[n-1]
	}
	meta := root.Get("platform")
	out := &Platform{
		ID:      meta.Str("id"),
		Title:   meta.Str("title"),
		Doc:     meta.Str("doc"),
		Ref:     meta.Str("ref"),
		Note:    meta.Str("note"),
		Sources: sources,
		Origin:  originOfNamed(meta, "id"),
		source:  overlay.Document{Root: root},
	}
	for _, n := range root.List("scalars") {
		s := d.scalar(n)
		out.Scalars = append(out.Scalars, s)
		if d.scalars[s.Name] == nil {
			d.scalars[s.Name] = s
			d.names = append(d.names, s.Name)
		}
	}
	header := root.Get("header")
	out.Header = Header{
		Root: cmp.Or(header.Str("root"), keys.HeaderRoot), Fields: d.fieldsOf(header.Get("fields"), "header"),
		Ignores: header.Get("ignores").Texts(), Evidence: evidence(header), Origin: originOf(header),
	}
	for _, n := range root.List("replies") {
		out.Replies = append(out.Replies, &Reply{Type: n.Str("type"), Declaration: d.declaration(n, "type", "replies", 0)})
	}
	if n := root.Get("delivery"); n != nil {
		out.Delivery = decodeDelivery(n)
	}
	if n := root.Get("security"); n != nil {
		out.Security = &Security{Modes: n.Get("modes").Texts(), Receiver: receiverOf(n), Evidence: evidence(n), Origin: originOf(n)}
	}
	d.inbound = true
	out.Inbound = d.inboundHeader(&out.Header, d.addresses(&out.Header, header), root.Get("inbound"))
	d.received(out, root)
	d.check(out, root)
	out.overtaken = d.overtaken
	return out
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

func receiverOf(security *tree.Node) string {
	if name := security.Str("receiver"); name != keys.NoReceiver {
		return name
	}
	return ""
}

func evidence(n *tree.Node) Evidence {
	return Evidence{Doc: n.Str("doc"), Ref: n.Str("ref"), Note: n.Str("note")}
}

func text(n *tree.Node) Value[string] {
	if n == nil {
		return Value[string]{}
	}
	return Value[string]{V: n.Text, Origin: originOf(n)}
}

func texts(n *tree.Node) Value[[]string] {
	return Value[[]string]{V: n.Texts(), Origin: originOf(n)}
}

func size(n *tree.Node) Value[int] {
	v, _ := n.Whole()
	return Value[int]{V: int(v), Origin: originOf(n)}
}

func whole(n *tree.Node) Value[int64] {
	v, _ := n.Whole()
	return Value[int64]{V: v, Origin: originOf(n)}
}

func number(n *tree.Node) Value[float64] {
	v, _ := n.Float()
	return Value[float64]{V: v, Origin: originOf(n)}
}

func (d *decoder) scalar(n *tree.Node) *Scalar {
	s := &Scalar{
		Name: n.Str("name"), Go: text(n.Get("go")), Evidence: evidence(n),
		Rules: d.stringRules(n), Origin: originOfNamed(n, "name"),
	}
	of := examined{node: n, kind: &String{Rules: s.Rules}}
	s.Examples = d.examples(of)
	if list := d.example(of); list != nil {
		s.Example = list[0]
	}
	return s
}

func (d *decoder) stringRules(n *tree.Node) StringRules {
	r := StringRules{Enum: texts(n.Get("enum")), Pattern: text(n.Get("pattern")), Format: text(n.Get("format"))}
	for i := range r.Size {
		r.Size[i] = size(n.Get(valueRules[i].Key))
	}
	return r
}

// over lays a field's own rules over its scalar's.
func (r StringRules) over(base StringRules) StringRules {
	for i := range r.Size {
		r.Size[i] = or(r.Size[i], base.Size[i])
	}
	r.Enum, r.Pattern, r.Format = or(r.Enum, base.Enum), or(r.Pattern, base.Pattern), or(r.Format, base.Format)
	return r
}

// Same reports whether each rule is decided at the same place.
func (r StringRules) Same(other StringRules) bool {
	for i := range r.Size {
		if !sameValue(r.Size[i], other.Size[i]) {
			return false
		}
	}
	return sameValue(r.Enum, other.Enum) && sameValue(r.Pattern, other.Pattern) && sameValue(r.Format, other.Format)
}

func sameValue[T any](v, w Value[T]) bool { return v.Origin == w.Origin }

func or[T any](v, base Value[T]) Value[T] {
	if v.IsSet() {
		return v
	}
	return base
}

// declaration reads an element of a list in which idKey is the name.
func (d *decoder) declaration(n *tree.Node, idKey, list string, depth int) Declaration {
	path := list + "." + n.Str(idKey)
	return Declaration{
		Go: text(n.Get("go")), Title: n.Str("title"), Evidence: evidence(n), Body: d.body(n, path, depth),
		Path: path, Origin: originOfNamed(n, idKey),
	}
}

func (d *decoder) body(n *tree.Node, path string, depth int) Body {
	b := Body{Fields: d.fields(n.Get("fields"), path, depth)}
	d.counts(n.Get("fields"), &b)
	for _, r := range n.List("rules") {
		if rule := d.rule(r, &b); rule != nil {
			b.Rules = append(b.Rules, rule)
		}
	}
	return b
}

// maxNesting bounds how deep the elements of a reply may nest.
const maxNesting = 16

// fieldsOf reads a list of fields that no rules go across.
func (d *decoder) fieldsOf(list *tree.Node, path string) []*Field {
	b := Body{Fields: d.fields(list, path, 0)}
	d.counts(list, &b)
	return b.Fields
}

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
	return out
}

func (d *decoder) field(n *tree.Node, path string, depth int) *Field {
	f := &Field{
		Name: n.Str("name"), Aliases: n.Get("aliases").Texts(), Go: text(n.Get("go")), Required: n.Str("required") == "true",
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
		out = append(out, text(n))
	}
	return out
}
