package gomodel

import (
	"fmt"

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
	switch k := f.Kind.(type) {
	case *spec.Object:
		out.Object = l.object(out.GoName, f, &k.Body)
	case *spec.Union:
		out.Union = l.union(out.GoName, f, k)
	case *spec.List:
		l.item(out, k)
	default: // a Go type that needs no declaration
	}
	return out
}

// item decides the type of a list's items.
func (l *lowerer) item(list *Field, k *spec.List) {
	name := l.itemName(list, k)
	switch item := k.Item.Kind.(type) {
	case *spec.Object:
		list.Object = l.object(name, k.Item, &item.Body)
	case *spec.Union:
		list.Union = l.union(name, k.Item, item)
	default: // a Go type that needs no declaration
	}
}

// object returns the struct of an element. Elements of one Go name share a struct when they are the same on the wire.
func (l *lowerer) object(name string, f *spec.Field, body *spec.Body) *Type {
	sig := signature(body)
	if t := l.byName[name]; t != nil && t.signature == sig {
		return t
	}
	t := &Type{Name: name, Rules: body.Rules, signature: sig, origin: f.Origin,
		Doc: gofile.Doc(name+" is the element "+f.Name+". "+gofile.NextSentence(f.Doc), gofile.See(f.Ref))}
	if first := l.byName[name]; first != nil {
		l.differs(f, name, first.origin)
		return t
	}
	l.declare(name, fmt.Sprintf("element %q", f.Name), f.Origin)
	l.byName[name] = t
	l.pkg.Types = append(l.pkg.Types, t)
	l.fill(t, body.Fields, map[string]*declared{})
	return t
}

// differs reports an element that cannot share a Go type with an earlier one.
func (l *lowerer) differs(f *spec.Field, name string, first *spec.Origin) {
	l.at(f.Origin, codeCollision, fmt.Sprintf("give this one a name of its own: `go: %s`", qualified(f)),
		fmt.Sprintf("%q and another element have the Go type %s, and differ", f.Name, name),
		diag.Note{Span: first.Span, Message: "the other one is declared here"})
}

func (l *lowerer) union(name string, f *spec.Field, k *spec.Union) *Union {
	sig := unionSignature(k)
	if u := l.unions[name]; u != nil && u.signature == sig {
		return u
	}
	if u := l.unions[name]; u != nil {
		l.differs(f, name, u.origin)
		return u
	}
	u := &Union{Name: name, Spec: k, signature: sig, origin: f.Origin,
		Doc: gofile.Doc(name+" is the element "+f.Name+" in one of its forms. "+gofile.NextSentence(f.Doc),
			gofile.See(f.Ref))}
	l.declare(name, fmt.Sprintf("union %q", f.Name), f.Origin)
	l.unions[name] = u
	l.pkg.Unions = append(l.pkg.Unions, u)
	for _, c := range k.Cases {
		what := fmt.Sprintf("case %q", c.Value)
		caseName := goname.Of(c.Value) + name
		if c.Go.IsSet() || goname.Of(c.Value) == "" {
			caseName = l.name(c.Go, c.Value, what, c.Origin)
		}
		l.declare(caseName, what, c.Origin)
		t := &Type{
			Name: caseName, Rules: c.Rules, Union: u, Value: c.Value, origin: c.Origin,
			Doc: gofile.Doc(caseName+" is the form "+c.Value+" of "+name+". "+gofile.NextSentence(c.Title), c.Doc,
				gofile.See(c.Ref)),
		}
		l.pkg.Types = append(l.pkg.Types, t)
		l.fill(t, c.Fields, map[string]*declared{})
		u.Cases = append(u.Cases, t)
	}
	return u
}

// qualified suggests a Go name made of a field's path.
func qualified(f *spec.Field) string {
	var out string
	for i, w := range pathSegments(f.Path) {
		if i > 0 && w != "item" {
			out += goname.Of(w)
		}
	}
	return out
}
