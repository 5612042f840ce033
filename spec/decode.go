package spec

import (
	"time"

	"github.com/replygen/replygen/spec/internal/code"
)

// decoder builds the model from a tree that checkShape accepted. What only shows once names are resolved it reports
// on the way.
type decoder struct {
	p       *problems
	scalars map[string]*Scalar
	names   []string // of scalars, in order
	// last is the overlay that was applied last, "" for a base spec.
	last string
	// inbound says that what is decoded is what the platform sends.
	inbound bool
	// answered are the types of messages that limits of replies speak of.
	answered []*node
}

func decode(root *node, sources []string, p *problems) *Platform {
	d := &decoder{p: p, scalars: map[string]*Scalar{}}
	if n := len(sources); n > 1 {
		d.last = sources[n-1]
	}
	meta := root.get("platform")
	out := &Platform{
		ID:      meta.str("id"),
		Title:   meta.str("title"),
		Doc:     meta.str("doc"),
		Ref:     meta.str("ref"),
		Note:    meta.str("note"),
		Sources: sources,
		Origin:  originOfNamed(meta, "id"),
		source:  document{root: root},
	}
	if list := root.get("scalars"); list != nil {
		for _, n := range list.items {
			s := d.scalar(n)
			out.Scalars = append(out.Scalars, s)
			if d.scalars[s.Name] == nil {
				d.scalars[s.Name] = s
				d.names = append(d.names, s.Name)
			}
		}
	}
	header := root.get("header")
	out.Header = Header{Root: header.str("root"), Evidence: evidence(header), Origin: originOf(header)}
	if out.Header.Root == "" {
		out.Header.Root = "xml"
	}
	body := Body{Fields: d.fields(header, "header", 0)}
	d.counts(header, &body)
	out.Header.Fields = body.Fields
	for _, n := range root.get("replies").items {
		path := "replies." + n.str("type")
		out.Replies = append(out.Replies, &Reply{
			Type:     n.str("type"),
			Go:       text(n.get("go")),
			Title:    n.str("title"),
			Evidence: evidence(n),
			Body:     d.body(n, path, 0),
			Origin:   originOfNamed(n, "type"),
		})
	}
	if n := root.get("delivery"); n != nil {
		out.Delivery = decodeDelivery(n)
	}
	if n := root.get("security"); n != nil {
		out.Security = &Security{Modes: n.get("modes").texts(), Receiver: receiverOf(n), Evidence: evidence(n), Origin: originOf(n)}
	}
	d.inbound = true
	out.Inbound = d.inboundHeader(&out.Header, d.addresses(&out.Header, header), root.get("inbound"))
	d.messages(out, root.get("messages"))
	d.events(out, root.get("events"))
	d.check(out, root)
	return out
}

func decodeDelivery(n *node) *Delivery {
	deadline, _ := time.ParseDuration(n.str("deadline")) // the shape holds it to be one
	attempts, _ := n.get("attempts").whole()
	dedupe := n.get("dedupe")
	return &Delivery{
		Deadline: deadline, Attempts: int(attempts), Acks: n.get("acks").texts(),
		DedupeMessage: dedupe.get("message").texts(), DedupeEvent: dedupe.get("event").texts(),
		Evidence: evidence(n), Origin: originOf(n),
	}
}

func receiverOf(security *node) string {
	if name := security.str("receiver"); name != noReceiver {
		return name
	}
	return ""
}

func evidence(n *node) Evidence {
	return Evidence{Doc: n.str("doc"), Ref: n.str("ref"), Note: n.str("note")}
}

func text(n *node) Value[string] {
	if n == nil {
		return Value[string]{}
	}
	return Value[string]{V: n.text, Origin: originOf(n)}
}

func size(n *node) Value[int] {
	v := whole(n)
	return Value[int]{V: int(v.V), Origin: v.Origin}
}

func whole(n *node) Value[int64] {
	if n == nil {
		return Value[int64]{}
	}
	v, _ := n.whole()
	return Value[int64]{V: v, Origin: originOf(n)}
}

func number(n *node) Value[float64] {
	if n == nil {
		return Value[float64]{}
	}
	v, _ := n.float()
	return Value[float64]{V: v, Origin: originOf(n)}
}

func (d *decoder) scalar(n *node) *Scalar {
	return &Scalar{
		Name: n.str("name"), Go: text(n.get("go")), Evidence: evidence(n),
		Example: text(n.get("example")),
		Rules:   d.stringRules(n), Verdicts: verdicts(n), Origin: originOfNamed(n, "name"),
	}
}

func verdicts(n *node) []Verdict {
	list := n.get("examples")
	if list == nil {
		return nil
	}
	var out []Verdict
	for _, item := range list.items {
		out = append(out, Verdict{Text: item.str("value"), Violates: item.str("violates"), Origin: originOfNamed(item, "violates")})
	}
	return out
}

func (d *decoder) stringRules(n *node) StringRules {
	r := StringRules{Pattern: text(n.get("pattern")), Format: text(n.get("format"))}
	for i := range r.Size {
		r.Size[i] = size(n.get(valueRules[i].Key))
	}
	if list := n.get("enum"); list != nil {
		r.Enum = Value[[]string]{V: list.texts(), Origin: originOf(list)}
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

func (d *decoder) body(n *node, path string, depth int) Body {
	b := Body{Fields: d.fields(n, path, depth)}
	d.counts(n, &b)
	if list := n.get("rules"); list != nil {
		for _, r := range list.items {
			if rule := d.rule(r, &b); rule != nil {
				b.Rules = append(b.Rules, rule)
			}
		}
		d.unique(list, "name", "rule", nil)
	}
	return b
}

// maxNesting bounds how deep the elements of a reply may nest.
const maxNesting = 16

// fields is nil when there is no list, or none that can be read, and empty for an empty one.
func (d *decoder) fields(n *node, path string, depth int) []*Field {
	list := n.get("fields")
	if list == nil {
		return nil
	}
	if depth > maxNesting {
		d.p.at(list, code.Depth, "", "elements nest deeper than %d levels", maxNesting)
		return nil
	}
	out := []*Field{}
	for _, f := range list.items {
		out = append(out, d.field(f, path+"."+f.str("name"), depth))
	}
	d.unique(list, "name", "field", nil)
	d.aliases(list.items)
	return out
}

func (d *decoder) field(n *node, path string, depth int) *Field {
	f := &Field{
		Name: n.str("name"), Aliases: n.get("aliases").texts(), Go: text(n.get("go")), Required: n.str("required") == "true",
		Evidence: evidence(n), Verdicts: verdicts(n), Path: path, Origin: originOfNamed(n, "name"),
	}
	f.Kind = d.kind(n, f, depth)
	if ex := n.get("example"); ex != nil {
		d.example(f, ex)
	}
	return f
}

// example takes the sample values of a field; a list of them has a meaning only inside a list's item.
func (d *decoder) example(f *Field, ex *node) {
	list := []*node{ex}
	if ex.kind == sequence {
		list = ex.items
	}
	for _, n := range list {
		if !fits(n, f.Kind) {
			d.p.at(n, code.Example, "", "example %q is no %s", n.text, f.Kind.kind())
		}
		f.Example = append(f.Example, text(n))
	}
}

// fits reports whether a scalar can be a value of a kind, rules aside.
func fits(n *node, k Kind) bool {
	switch k.(type) {
	case *Int, *UnixTime:
		_, ok := n.whole()
		return ok
	case *Float:
		_, ok := n.float()
		return ok
	case *Bool:
		return n.tag == boolTag && (n.text == "true" || n.text == "false")
	default:
		return true
	}
}

// unique reports the children of a list that have the name of an earlier one, or one of those in taken.
func (d *decoder) unique(list *node, idKey, what string, taken map[string]*node) {
	seen := map[string]*node{}
	for name, n := range taken {
		seen[name] = n
	}
	for _, n := range list.items {
		id := n.get(idKey)
		if id == nil {
			continue
		}
		if first := seen[id.text]; first != nil {
			d.p.atWith(id, code.DuplicateName, "", firstNote(first), "%s %q is declared twice", what, id.text)
			continue
		}
		seen[id.text] = id
	}
}
