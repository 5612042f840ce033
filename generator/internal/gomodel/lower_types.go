package gomodel

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/internal/goname"
	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// fill gives a struct its fields. scope holds the names that its methods take.
func (l *lowerer) fill(t *Type, fields []*spec.Field, scope map[string]*declared) {
	for _, f := range fields {
		t.Fields = append(t.Fields, l.field(f, scope))
	}
}

func (l *lowerer) field(f *spec.Field, scope map[string]*declared) *Field {
	out := &Field{Field: f}
	switch f.Kind.(type) {
	case *spec.MsgType, *spec.Const, *spec.Count:
		return out
	default: // a field of the struct
	}
	what := fmt.Sprintf("field %q", f.Name)
	out.GoName = l.name(f.Go, f.Name, what, f.Origin)
	l.declareIn(scope, out.GoName, what, f.Origin)
	if k, ok := f.Kind.(*spec.List); ok {
		l.declareType(out, l.itemName(out, k), k.Item)
	} else {
		l.declareType(out, out.GoName, f)
	}
	return out
}

// declareType declares the Go type of an element, which is a field or the item of a list. Elements of one Go name share
// a type when they are the same on the wire.
func (l *lowerer) declareType(g *Field, name string, f *spec.Field) {
	what, e := "element", &element{signature: typeSignature(f.Kind), origin: f.Origin}
	switch f.Kind.(type) {
	case *spec.Object:
		e.typ = new(Type)
	case *spec.Union:
		what, e.union = "union", new(Union)
	default: // a Go type that needs no declaration
		return
	}
	first := l.elements[name]
	switch {
	case first == nil:
		l.declare(name, fmt.Sprintf("%s %q", what, f.Name), f.Origin)
		l.elements[name] = e
	case first.signature == e.signature:
		e = first
	default:
		l.at(f.Origin, codeCollision, fmt.Sprintf("give this one a name of its own: `go: %s`", qualified(f)),
			fmt.Sprintf("%q and another element have the Go type %s, and differ", f.Name, name),
			diag.Note{Span: first.origin.Span, Message: "the other one is declared here"})
	}
	g.Object, g.Union = e.typ, e.union
	if first != nil {
		return
	}
	if k, ok := f.Kind.(*spec.Union); ok {
		l.union(e.union, name, f, k)
	} else {
		l.object(e.typ, name, f, f.Kind.(*spec.Object))
	}
}

func (l *lowerer) object(t *Type, name string, f *spec.Field, k *spec.Object) {
	*t = Type{Name: name, Rules: k.Rules,
		Doc: gofile.Doc(name+" is the element "+f.Name+". "+gofile.NextSentence(f.Doc), gofile.See(f.Ref))}
	l.pkg.Types = append(l.pkg.Types, t)
	l.fill(t, k.Fields, map[string]*declared{})
}

func (l *lowerer) union(u *Union, name string, f *spec.Field, k *spec.Union) {
	*u = Union{Name: name, Spec: k,
		Doc: gofile.Doc(name+" is the element "+f.Name+" in one of its forms. "+gofile.NextSentence(f.Doc),
			gofile.See(f.Ref))}
	l.pkg.Unions = append(l.pkg.Unions, u)
	for _, c := range k.Cases {
		what := fmt.Sprintf("case %q", c.Value)
		caseName := goname.Of(c.Value) + name
		if c.Go.IsSet() || goname.Of(c.Value) == "" {
			caseName = l.name(c.Go, c.Value, what, c.Origin)
		}
		l.declare(caseName, what, c.Origin)
		t := &Type{
			Name: caseName, Rules: c.Rules, Union: u, Value: c.Value,
			Doc: gofile.Doc(caseName+" is the form "+c.Value+" of "+name+". "+gofile.NextSentence(c.Title), c.Doc,
				gofile.See(c.Ref)),
		}
		l.pkg.Types = append(l.pkg.Types, t)
		l.fill(t, c.Fields, map[string]*declared{})
		u.Cases = append(u.Cases, t)
	}
}

// qualified suggests a Go name made of a field's path.
func qualified(f *spec.Field) string {
	var out string
	for i, w := range strings.Split(f.Path, ".") {
		if i > 0 && w != "item" {
			out += goname.Of(w)
		}
	}
	return out
}
