package emit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// A reply's XML is a sequence of pieces: text that is the same in every reply, values, and pieces that depend on what
// is there. Both writers are emitted from it, and the size.
type piece struct {
	kind pieceKind
	// text is XML, the expression of a value or of a struct, or the head of a block.
	text string
	// body is inside of a block, and list is what that loops over, "" for another block.
	body []piece
	list string
}

type pieceKind int

const (
	constantPiece pieceKind = iota // XML that never varies
	cdataPiece                     // a string inside a CDATA section
	textPiece                      // a string outside of one
	intPiece
	floatPiece
	boolPiece
	countPiece // the length of a list
	callPiece  // a struct with writers of its own
	blockPiece // a statement that decides whether its body is written, or how often
)

// isValue reports whether a piece is the text of one value.
func (p piece) isValue() bool { return p.kind > constantPiece && p.kind < callPiece }

// sharedStructs are the structs that have writers of their own, each with its element's name: elements that occur more
// than once, and the forms of unions, which are inside an element and have no name. Any other element is written where
// it is, its constants joined with those around it.
type sharedStructs map[*gomodel.Type]string

func findShared(p *gomodel.Package) sharedStructs {
	out := sharedStructs{}
	names := map[*gomodel.Type][]string{}
	for _, t := range p.Structs() {
		for _, f := range t.Fields {
			if f.Object == nil {
				continue
			}
			name := f.Name
			if k, ok := f.Kind.(*spec.List); ok {
				name = k.Item.Name
			}
			names[f.Object] = append(names[f.Object], name)
		}
		if t.Union != nil {
			out[t] = ""
		}
	}
	for t, all := range names {
		if len(all) > 1 && len(slices.Compact(all)) == 1 {
			out[t] = all[0]
		}
	}
	return out
}

// wire collects the pieces of one reply, or of one struct that has writers of its own.
type wire struct {
	pieces  []piece
	msgType string
	shared  sharedStructs
	depth   int // of loops
}

// piecesOf returns the XML of the structs that have writers, from root to root for a reply.
func piecesOf(p *gomodel.Package) map[*gomodel.Type][]piece {
	out := map[*gomodel.Type][]piece{}
	shared := findShared(p)
	for _, r := range p.Replies {
		w := &wire{msgType: r.Spec.Type, shared: shared}
		w.element(p.Spec.Header.Root, func() { w.fields(&r.Type, "r") })
		out[&r.Type] = w.pieces
	}
	for t, name := range shared {
		w := &wire{shared: shared}
		if name == "" {
			w.fields(t, "r")
		} else {
			w.element(name, func() { w.fields(t, "r") })
		}
		out[t] = w.pieces
	}
	return out
}

// constant adds XML, which becomes one piece with that before it.
func (w *wire) constant(xml string) {
	if n := len(w.pieces); n > 0 && w.pieces[n-1].kind == constantPiece {
		w.pieces[n-1].text += xml
	} else if xml != "" {
		w.pieces = append(w.pieces, piece{text: xml})
	}
}

func (w *wire) element(name string, body func()) {
	w.constant("<" + name + ">")
	body()
	w.constant("</" + name + ">")
}

// block adds the pieces that body adds as a block.
func (w *wire) block(head, list string, body func()) {
	before := w.pieces
	w.pieces = nil
	body()
	if list != "" && len(w.pieces) == 1 && w.pieces[0].kind == constantPiece { // whatever an item holds
		head = "for range " + list + " {"
	}
	w.pieces = append(before, piece{blockPiece, head, w.pieces, list})
}

// object adds the element of a struct.
func (w *wire) object(name string, t *gomodel.Type, at string) {
	if _, ok := w.shared[t]; ok {
		w.pieces = append(w.pieces, piece{kind: callPiece, text: at})
		return
	}
	w.element(name, func() { w.fields(t, at) })
}

func (w *wire) fields(t *gomodel.Type, in string) {
	if t.Union != nil {
		w.element(t.Union.Spec.Tag, func() { w.fixed(t.Value, t.Union.Spec.TagCDATA) })
	}
	for _, f := range t.Fields {
		if k, ok := f.Kind.(*spec.List); f.AlwaysWritten() || ok && k.Flat { // a flat list without items is nothing
			w.field(t, f, in)
			continue
		}
		w.block("if "+gomodel.IsPresent(t, f, in)+" {", "", func() { w.field(t, f, in) })
	}
}

func (w *wire) field(t *gomodel.Type, f *gomodel.Field, in string) {
	at := in + "." + f.GoName
	switch k := f.Kind.(type) {
	case *spec.Object:
		w.object(f.Name, f.Object, at)
	case *spec.List:
		if k.Flat {
			w.items(f, k, at)
		} else {
			w.element(f.Name, func() { w.items(f, k, at) })
		}
	case *spec.Union:
		w.element(f.Name, func() { w.union(f.Union, at) })
	case *spec.MsgType:
		w.element(f.Name, func() { w.fixed(w.msgType, k.CDATA) })
	case *spec.Const:
		w.element(f.Name, func() { w.fixed(k.Text, k.CDATA) })
	case *spec.Count:
		w.element(f.Name, func() { w.value(k, countPiece, in+"."+t.Field(k.List).GoName) })
	default: // a leaf
		w.element(f.Name, func() { w.value(k, leafPieces[gomodel.BaseType(k)], f.ValueOf(at)) })
	}
}

// level ends the names of variables inside of loops.
func (w *wire) level() string {
	if w.depth == 0 {
		return ""
	}
	return strconv.Itoa(w.depth + 1)
}

func (w *wire) items(f *gomodel.Field, k *spec.List, at string) {
	i, item := "i"+w.level(), "item"+w.level()
	w.depth++
	defer func() { w.depth-- }()
	_, isShared := w.shared[f.Object]
	switch {
	case isShared:
		w.block("for "+i+" := range "+at+" {", at, func() { w.object("", f.Object, at+"["+i+"]") })
	case f.Object != nil:
		head := fmt.Sprintf("for %[1]s := range %[2]s {\n%[3]s := &%[2]s[%[1]s]", i, at, item)
		w.block(head, at, func() { w.object(k.Item.Name, f.Object, item) })
	default:
		w.block("for _, "+item+" := range "+at+" {", at, func() {
			w.element(k.Item.Name, func() {
				if f.Union != nil {
					w.union(f.Union, item)
				} else {
					w.value(k.Item.Kind, leafPieces[gomodel.BaseType(k.Item.Kind)], item)
				}
			})
		})
	}
}

// union adds what the form of a union writes.
func (w *wire) union(u *gomodel.Union, at string) {
	form := "form" + w.level()
	w.block("switch "+form+" := "+at+".(type) {", "", func() {
		for _, c := range u.Cases {
			w.block("case *"+c.Name+":\nif "+form+" != nil {", "", func() { w.object("", c, form) })
		}
	})
}

var leafPieces = map[string]pieceKind{"string": textPiece, "int64": intPiece, "float64": floatPiece, "bool": boolPiece}

// value adds the text of a value.
func (w *wire) value(kind spec.Kind, form pieceKind, at string) {
	if !spec.IsCDATA(kind) {
		w.pieces = append(w.pieces, piece{kind: form, text: at})
		return
	}
	if form == textPiece {
		form = cdataPiece
	}
	w.constant(cdataOpen)
	w.pieces = append(w.pieces, piece{kind: form, text: at})
	w.constant(cdataClose)
}

const (
	cdataOpen  = "<![CDATA["
	cdataClose = "]]>"
)

func (w *wire) fixed(text string, isCDATA bool) {
	if isCDATA {
		w.constant(cdataOpen + strings.ReplaceAll(text, "]]>", "]]]]><![CDATA[>") + cdataClose)
	} else {
		w.constant(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text))
	}
}
