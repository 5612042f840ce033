package emit

import (
	"strconv"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// A reply's XML is a sequence of pieces: text that is the same in every reply, values, and pieces that depend on what
// is there. Both writers are emitted from it.
//
//sumtype:decl
type piece interface{ isPiece() }

// constant is XML that never varies.
type constant string

// value is one value in its form on the wire.
type value struct {
	form valueForm
	at   gofile.Expr
}

// valueForm is how a value becomes text.
type valueForm int

const (
	cdataForm valueForm = iota // a string inside a CDATA section
	textForm                   // a string outside of one
	intForm
	floatForm
	boolForm
	countForm // the length of a list
)

// ifPiece is written only if a condition holds.
type ifPiece struct {
	condition gofile.Expr
	body      []piece
}

// loopPiece is written once for each item of a list.
type loopPiece struct {
	list gofile.Expr
	by   itemAccess
	// variable is the item, its address or its index.
	variable string
	body     []piece
}

// itemAccess is how a loop gets at the items of a list.
type itemAccess int

const (
	byValue   itemAccess = iota // for a value or a union
	byAddress                   // for a struct
	byIndex                     // for a struct with writers of its own
)

// switchPiece is written by the form that a union has.
type switchPiece struct {
	at    gofile.Expr
	name  string
	cases []switchCase
}

type switchCase struct {
	typ  string
	body []piece
}

// callPiece is written by the methods of a struct.
type callPiece struct {
	at gofile.Expr
}

func (constant) isPiece()    {}
func (callPiece) isPiece()   {}
func (value) isPiece()       {}
func (ifPiece) isPiece()     {}
func (loopPiece) isPiece()   {}
func (switchPiece) isPiece() {}

// wire lowers one reply, or one struct that has writers of its own.
type wire struct {
	msgType string
	shared  sharedStructs
	depth   int
}

// replyPieces returns the XML of a reply, from root to root.
func replyPieces(p *gomodel.Package, r *gomodel.Reply, shared sharedStructs) []piece {
	w := &wire{msgType: r.Spec.Type, shared: shared}
	root := p.Spec.Header.Root
	out := []piece{constant("<" + root + ">")}
	out = append(out, w.fields(&r.Type, gofile.Expr("r"))...)
	return merged(append(out, constant("</"+root+">")))
}

// object is the element of a struct.
func (w *wire) object(name string, t *gomodel.Type, at gofile.Expr) []piece {
	if w.shared.has(t) {
		return []piece{callPiece{at}}
	}
	return element(name, w.fields(t, at)...)
}

func (w *wire) fields(t *gomodel.Type, in gofile.Expr) []piece {
	var out []piece
	if t.Union != nil {
		out = append(out, element(t.Union.Spec.Tag, constantText(t.Value, t.Union.Spec.TagCDATA))...)
	}
	for _, f := range t.Fields {
		out = append(out, w.field(t, f, in)...)
	}
	return out
}

func element(name string, body ...piece) []piece {
	return append(append([]piece{constant("<" + name + ">")}, body...), constant("</"+name+">"))
}

func (w *wire) field(t *gomodel.Type, f *gomodel.Field, in gofile.Expr) []piece {
	at := in.Dot(f.GoName)
	var out []piece
	switch k := f.Kind.(type) {
	case *spec.MsgType:
		return element(f.Name, constantText(w.msgType, k.CDATA))
	case *spec.Const:
		return element(f.Name, constantText(k.Text, k.CDATA))
	case *spec.Count:
		list := t.Field(k.List)
		out = element(f.Name, wrapped(countForm, k.CDATA, in.Dot(list.GoName))...)
	case *spec.Object:
		out = w.object(f.Name, f.Object, at)
	case *spec.List:
		out = w.list(f, k, at)
	case *spec.Union:
		out = element(f.Name, w.union(f.Union, at))
	default:
		out = element(f.Name, leaf(f.Kind, f.ValueOf(at))...)
	}
	if k, ok := f.Kind.(*spec.List); f.AlwaysWritten() || ok && k.Flat {
		return out // a flat list without items is nothing
	}
	return []piece{ifPiece{condition: gomodel.IsPresent(t, f, in), body: out}}
}

func (w *wire) list(f *gomodel.Field, k *spec.List, at gofile.Expr) []piece {
	level := ""
	if w.depth > 0 {
		level = strconv.Itoa(w.depth + 1)
	}
	w.depth++
	defer func() { w.depth-- }()
	loop := loopPiece{list: at, variable: "item" + level}
	item := gofile.Expr(loop.variable)
	switch {
	case w.shared.has(f.Object):
		loop.by, loop.variable = byIndex, "i"+level
		loop.body = []piece{callPiece{at + "[" + gofile.Expr(loop.variable) + "]"}}
	case f.Object != nil:
		loop.by = byAddress
		loop.body = w.object(k.Item.Name, f.Object, item)
	case f.Union != nil:
		loop.body = element(k.Item.Name, w.union(f.Union, item))
	default:
		loop.body = element(k.Item.Name, leaf(k.Item.Kind, item)...)
	}
	if k.Flat {
		return []piece{loop}
	}
	return element(f.Name, loop)
}

func (w *wire) union(u *gomodel.Union, at gofile.Expr) piece {
	name := "form"
	if w.depth > 0 {
		name += strconv.Itoa(w.depth + 1)
	}
	w.depth++
	defer func() { w.depth-- }()
	out := switchPiece{at: at, name: name}
	for _, c := range u.Cases {
		out.cases = append(out.cases, switchCase{typ: c.Name, body: []piece{callPiece{gofile.Expr(name)}}})
	}
	return out
}

// leaf is the text of a value.
func leaf(kind spec.Kind, at gofile.Expr) []piece {
	switch k := kind.(type) {
	case *spec.String:
		if !k.CDATA {
			return []piece{value{textForm, at}}
		}
		return wrapped(cdataForm, true, at)
	case *spec.Int:
		return wrapped(intForm, k.CDATA, at)
	case *spec.UnixTime:
		return wrapped(intForm, k.CDATA, at)
	case *spec.Float:
		return wrapped(floatForm, k.CDATA, at)
	case *spec.Bool:
		return wrapped(boolForm, k.CDATA, at)
	case *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.List, *spec.Union: // no leaf
	}
	panic("generator: no leaf")
}

const (
	cdataOpen  = "<![CDATA["
	cdataClose = "]]>"
)

func wrapped(form valueForm, cdata bool, at gofile.Expr) []piece {
	if !cdata {
		return []piece{value{form, at}}
	}
	return []piece{constant(cdataOpen), value{form, at}, constant(cdataClose)}
}

func constantText(text string, cdata bool) piece {
	if cdata {
		return constant(cdataOpen + strings.ReplaceAll(text, "]]>", "]]]]><![CDATA[>") + cdataClose)
	}
	return constant(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text))
}

// merged joins constants that stand side by side, here and in every nested sequence.
func merged(pieces []piece) []piece {
	var out []piece
	for _, p := range pieces {
		switch p := p.(type) {
		case constant:
			if n := len(out); n > 0 {
				if before, ok := out[n-1].(constant); ok {
					out[n-1] = before + p
					continue
				}
			}
			out = append(out, p)
		case ifPiece:
			p.body = merged(p.body)
			out = append(out, p)
		case loopPiece:
			p.body = merged(p.body)
			out = append(out, p)
		case switchPiece:
			cases := make([]switchCase, len(p.cases))
			for i, c := range p.cases {
				cases[i] = switchCase{c.typ, merged(c.body)}
			}
			p.cases = cases
			out = append(out, p)
		default:
			out = append(out, p)
		}
	}
	return out
}
