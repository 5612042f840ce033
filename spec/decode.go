package spec

import (
	"time"

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
	// inbound says that what is decoded is what the platform sends.
	inbound bool
	// answered are the types of messages that limits of replies speak of.
	answered []*tree.Node
}

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
	if list := root.Get("scalars"); list != nil {
		for _, n := range list.Items {
			s := d.scalar(n)
			out.Scalars = append(out.Scalars, s)
			if d.scalars[s.Name] == nil {
				d.scalars[s.Name] = s
				d.names = append(d.names, s.Name)
			}
		}
	}
	header := root.Get("header")
	out.Header = Header{Root: header.Str("root"), Evidence: evidence(header), Origin: originOf(header)}
	if out.Header.Root == "" {
		out.Header.Root = "xml"
	}
	out.Header.Fields = d.fieldsOf(header.Get("fields"), "header")
	for _, n := range root.Get("replies").Items {
		path := "replies." + n.Str("type")
		out.Replies = append(out.Replies, &Reply{
			Type:     n.Str("type"),
			Go:       text(n.Get("go")),
			Title:    n.Str("title"),
			Evidence: evidence(n),
			Body:     d.body(n, path, 0),
			Origin:   originOfNamed(n, "type"),
		})
	}
	if n := root.Get("delivery"); n != nil {
		out.Delivery = decodeDelivery(n)
	}
	if n := root.Get("security"); n != nil {
		out.Security = &Security{Modes: n.Get("modes").Texts(), Receiver: receiverOf(n), Evidence: evidence(n), Origin: originOf(n)}
	}
	d.inbound = true
	out.Inbound = d.inboundHeader(&out.Header, d.addresses(&out.Header, header), root.Get("inbound"))
	d.messages(out, root.Get("messages"))
	d.events(out, root.Get("events"))
	d.check(out, root)
	return out
}

func decodeDelivery(n *tree.Node) *Delivery {
	deadline, _ := time.ParseDuration(n.Str("deadline")) // the shape holds it to be one
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

func size(n *tree.Node) Value[int] {
	v := whole(n)
	return Value[int]{V: int(v.V), Origin: v.Origin}
}

func whole(n *tree.Node) Value[int64] {
	if n == nil {
		return Value[int64]{}
	}
	v, _ := n.Whole()
	return Value[int64]{V: v, Origin: originOf(n)}
}

func number(n *tree.Node) Value[float64] {
	if n == nil {
		return Value[float64]{}
	}
	v, _ := n.Float()
	return Value[float64]{V: v, Origin: originOf(n)}
}

func (d *decoder) scalar(n *tree.Node) *Scalar {
	s := &Scalar{
		Name: n.Str("name"), Go: text(n.Get("go")), Evidence: evidence(n),
		Rules: d.stringRules(n), Origin: originOfNamed(n, "name"),
	}
	of := examined{node: n, kind: &String{Rules: s.Rules}}
	s.Verdicts = d.verdicts(of)
	if list := d.example(of); list != nil {
		s.Example = list[0]
	}
	return s
}

func (d *decoder) stringRules(n *tree.Node) StringRules {
	r := StringRules{Pattern: text(n.Get("pattern")), Format: text(n.Get("format"))}
	for i := range r.Size {
		r.Size[i] = size(n.Get(valueRules[i].Key))
	}
	if list := n.Get("enum"); list != nil {
		r.Enum = Value[[]string]{V: list.Texts(), Origin: originOf(list)}
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

func (d *decoder) body(n *tree.Node, path string, depth int) Body {
	b := Body{Fields: d.fields(n.Get("fields"), path, depth)}
	d.counts(n.Get("fields"), &b)
	if list := n.Get("rules"); list != nil {
		for _, r := range list.Items {
			if rule := d.rule(r, &b); rule != nil {
				b.Rules = append(b.Rules, rule)
			}
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
	d.aliases(list.Items)
	return out
}

func (d *decoder) field(n *tree.Node, path string, depth int) *Field {
	f := &Field{
		Name: n.Str("name"), Aliases: n.Get("aliases").Texts(), Go: text(n.Get("go")), Required: n.Str("required") == "true",
		Evidence: evidence(n), Path: path, Origin: originOfNamed(n, "name"),
	}
	f.Kind = d.kind(n, f, depth)
	of := examined{node: n, kind: f.Kind, required: f.Required}
	f.Verdicts, f.Example = d.verdicts(of), d.example(of)
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
		if !fits(n, of.kind) {
			d.p.At(n, code.Example, "", "example %q is no %s", n.Text, of.kind.kind())
		} else if rule := of.sampleRule(n.Text); rule != "" && originOf(n).Overlay != d.last {
			of.node.Unset("example")
			return nil
		} else if rule != "" {
			d.p.AtWith(n, code.Example, "write a value that keeps to the rule", of.ruleNote(rule), "example %q violates %s", n.Text, rule)
		}
		out = append(out, text(n))
	}
	return out
}

// fits reports whether a scalar can be a value of a kind, rules aside.
func fits(n *tree.Node, k Kind) bool {
	switch k.(type) {
	case *Int, *UnixTime:
		_, ok := n.Whole()
		return ok
	case *Float:
		_, ok := n.Float()
		return ok
	case *Bool:
		return n.Tag == tree.BoolTag && (n.Text == "true" || n.Text == "false")
	default:
		return true
	}
}
