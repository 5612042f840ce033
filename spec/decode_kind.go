package spec

import (
	"cmp"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// kind builds the kind of a field, and checks that the field has the keys of the kind.
func (d *decoder) kind(n *tree.Node, f *Field, depth int) Kind {
	name := cmp.Or(n.Str("type"), keys.KindObject) // an item may leave it out
	base := name
	if !keys.IsKind(name) {
		base = keys.KindString
	}
	if keys.IsKind(name) || d.scalarOf(name) != nil {
		keys.CheckKind(n, base, d.p) // of a type that is not known, nothing else is
	}
	cdataKey := keys.Field.Key("cdata")
	cdata := cmp.Or(n.Str("cdata"), cdataKey.DefaultOf[base], cdataKey.Default) == "true"
	switch name {
	case keys.KindInt:
		return &Int{Min: value[int64](n, "min"), Max: value[int64](n, "max"), Enum: value[[]int64](n, "enum"), CDATA: cdata}
	case keys.KindFloat:
		return &Float{Min: value[float64](n, "min"), Max: value[float64](n, "max"), CDATA: cdata}
	case keys.KindBool:
		return &Bool{cdata}
	case keys.KindUnixTime:
		return &UnixTime{Min: value[int64](n, "min"), Max: value[int64](n, "max"), CDATA: cdata}
	case keys.KindMsgType:
		if f.Path != "header."+f.Name && f.Path != "inbound."+f.Name {
			d.p.At(n.Get("type"), code.MsgType, "move the field to the header", "only a field of the header can be the msg_type")
		}
		return &MsgType{cdata}
	case keys.KindConst:
		return &Const{Text: n.Str("value"), CDATA: cdata}
	case keys.KindCount:
		return &Count{CDATA: cdata} // the list is found once its siblings are known
	case keys.KindObject:
		return &Object{Body: d.body(n, f.Path, depth+1)}
	case keys.KindList:
		return d.listKind(n, f, depth)
	case keys.KindUnion:
		return d.unionKind(n, f, depth)
	default:
		return d.stringKind(n, name, cdata)
	}
}

// stringKind reads a text. Whether the platform cuts what is too long takes a limit, and a reply.
func (d *decoder) stringKind(n *tree.Node, name string, cdata bool) *String {
	k := &String{ID: name == keys.KindID, Scalar: d.scalarOf(name), Truncates: n.Str("truncates") == "true", CDATA: cdata}
	var rules StringRules
	if k.Scalar != nil {
		rules = k.Scalar.Rules
	} else if !keys.IsKind(name) {
		d.p.At(n.Get("type"), code.UnknownType, keys.KindHint(name, keys.Scalar.NamesIn(d.root.Get("scalars"))), "type %q is neither a kind nor a scalar of this platform", name)
	}
	k.Rules = rules.overriddenBy(n)
	switch {
	case !k.Truncates:
	case d.inbound:
		d.p.At(n.KeyNode("truncates"), code.RuleKind, "", "only an element of a reply can have \"truncates\"")
	case k.Enforced().Size == k.Rules.Size:
		d.p.At(n.KeyNode("truncates"), code.RuleConflict, "add "+strings.Join(keys.LimitKeys(keys.KindString, keys.AtMost), " or "), "\"truncates\" says nothing without the limit at which the platform cuts")
	}
	return k
}

// scalarOf is the first scalar of a name, nil for the name of a kind.
func (d *decoder) scalarOf(name string) *Scalar {
	return first(d.Scalars, func(s *Scalar) bool { return s.Name == name && !keys.IsKind(name) })
}

func (d *decoder) listKind(n *tree.Node, f *Field, depth int) *List {
	k := &List{Flat: n.Str("flat") == "true", MinItems: value[int](n, "min_items"), MaxItems: value[int](n, "max_items")}
	if m := n.Get("max_items_replying_to"); m != nil {
		if d.inbound {
			d.p.At(n.KeyNode("max_items_replying_to"), code.RuleKind, "state max_items", "a message answers nothing: it cannot have \"max_items_replying_to\"")
		}
		for _, e := range m.Entries {
			d.answered = append(d.answered, e.Key)
			k.MaxItemsReplyingTo = append(k.MaxItemsReplyingTo, ReplyingTo{Type: e.Key.Text, Limit: value[int](m, e.Key.Text)})
		}
	}
	item := n.Get("item")
	if item == nil {
		k.Item = &Field{Name: "item", Kind: &String{CDATA: true}, Path: f.Path + ".item", Origin: originOf(n)}
		return k
	}
	keys.CheckItem(item, k.Flat, d.p)
	if !k.Flat {
		keys.CheckAliases([]*tree.Node{item}, d.inbound, d.p)
	}
	k.Item = d.field(item, f.Path+".item", depth+1)
	if k.Flat {
		k.Item.Name = f.Name
	}
	if slices.Contains(keys.NotItems, k.Item.Kind.kind()) {
		d.p.At(item.Get("type"), code.Kind, "put it into an object", "the item of a list cannot be a %s", k.Item.Kind.kind())
	}
	return k
}

func (d *decoder) unionKind(n *tree.Node, f *Field, depth int) *Union {
	k := &Union{Tag: n.Str("tag"), TagCDATA: true}
	for _, c := range n.List("cases") {
		cs := &Case{Value: c.Str("case"), Declaration: d.declaration(c, "case", f.Path, depth+1)}
		if same, ok := spellings(cs.Fields)[k.Tag]; ok {
			d.report(same, code.DuplicateName, "", nil, "the case's field %q has the name of the union's tag", k.Tag)
		}
		k.Cases = append(k.Cases, cs)
	}
	return k
}
