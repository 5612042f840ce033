package generator

import (
	"fmt"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// fill gives a struct its fields. scope holds the names that its methods take.
func (l *lowerer) fill(t *goType, fields []*spec.Field, scope map[string]*declared) {
	for _, f := range fields {
		t.fields = append(t.fields, l.field(f, scope))
	}
}

func (l *lowerer) field(f *spec.Field, scope map[string]*declared) *goField {
	out := &goField{Field: f}
	switch f.Kind.(type) {
	case *spec.MsgType, *spec.Const, *spec.Count:
		return out
	default: // a field of the struct
	}
	what := fmt.Sprintf("field %q", f.Name)
	out.goName = l.name(f.Go, f.Name, what, f.Origin)
	l.declareIn(scope, out.goName, what, f.Origin)
	switch k := f.Kind.(type) {
	case *spec.Object:
		out.object = l.object(out.goName, f, &k.Body)
	case *spec.Union:
		out.union = l.union(out.goName, f, k)
	case *spec.List:
		l.item(out, k)
	default: // a Go type that needs no declaration
	}
	return out
}

// item decides the type of a list's items.
func (l *lowerer) item(list *goField, k *spec.List) {
	name := l.itemName(list, k)
	switch item := k.Item.Kind.(type) {
	case *spec.Object:
		list.object = l.object(name, k.Item, &item.Body)
	case *spec.Union:
		list.union = l.union(name, k.Item, item)
	default: // a Go type that needs no declaration
	}
}

// object returns the struct of an element. Elements of one Go name share a struct when they are the same on the wire.
func (l *lowerer) object(name string, f *spec.Field, body *spec.Body) *goType {
	sig := signature(body)
	if t := l.byName[name]; t != nil && t.signature == sig {
		return t
	}
	t := &goType{name: name, rules: body.Rules, signature: sig, origin: f.Origin, doc: doc(name+" is the element "+f.Name+". "+sentence(f.Doc), reference(f.Ref))}
	if first := l.byName[name]; first != nil {
		l.differs(f, name, first.origin)
		return t
	}
	l.declare(name, fmt.Sprintf("element %q", f.Name), f.Origin)
	l.byName[name] = t
	l.pkg.types = append(l.pkg.types, t)
	l.fill(t, body.Fields, map[string]*declared{})
	return t
}

// differs reports an element that cannot share a Go type with an earlier one.
func (l *lowerer) differs(f *spec.Field, name string, first *spec.Origin) {
	l.at(f.Origin, codeCollision, fmt.Sprintf("give this one a name of its own: `go: %s`", qualified(f)),
		fmt.Sprintf("%q and another element have the Go type %s, and differ", f.Name, name),
		diag.Note{Span: first.Span, Message: "the other one is declared here"})
}

func (l *lowerer) union(name string, f *spec.Field, k *spec.Union) *goUnion {
	sig := unionSignature(k)
	if u := l.unions[name]; u != nil && u.signature == sig {
		return u
	}
	if u := l.unions[name]; u != nil {
		l.differs(f, name, u.origin)
		return u
	}
	u := &goUnion{name: name, spec: k, signature: sig, origin: f.Origin, doc: doc(name+" is the element "+f.Name+" in one of its forms. "+sentence(f.Doc), reference(f.Ref))}
	l.declare(name, fmt.Sprintf("union %q", f.Name), f.Origin)
	l.unions[name] = u
	l.pkg.unions = append(l.pkg.unions, u)
	for _, c := range k.Cases {
		what := fmt.Sprintf("case %q", c.Value)
		caseName := exported(c.Value) + name
		if c.Go.IsSet() || exported(c.Value) == "" {
			caseName = l.name(c.Go, c.Value, what, c.Origin)
		}
		l.declare(caseName, what, c.Origin)
		t := &goType{
			name: caseName, rules: c.Rules, union: u, value: c.Value, origin: c.Origin,
			doc: doc(caseName+" is the form "+c.Value+" of "+name+". "+sentence(c.Title), c.Doc, reference(c.Ref)),
		}
		l.pkg.types = append(l.pkg.types, t)
		l.fill(t, c.Fields, map[string]*declared{})
		u.cases = append(u.cases, t)
	}
	return u
}

// qualified suggests a Go name made of a field's path.
func qualified(f *spec.Field) string {
	var out string
	for i, w := range pathSegments(f.Path) {
		if i > 0 && w != "item" {
			out += exported(w)
		}
	}
	return out
}
