package spec

import (
	"fmt"
	"slices"

	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// counts ties each count of a body to its list.
func (d *decoder) counts(list *tree.Node, b *Body) {
	if list == nil {
		return
	}
	for i, f := range b.Fields {
		k, ok := f.Kind.(*Count)
		if !ok {
			continue
		}
		of := list.Items[i].Get("of")
		if of == nil {
			continue
		}
		if k.List = b.Field(of.Text); k.List == nil {
			d.unknownField(of, fmt.Sprintf("count %q", f.Name), b)
		} else if _, ok := k.List.Kind.(*List); !ok {
			d.p.At(of, code.UnknownField, "", "%q counts %q, which is no list", f.Name, of.Text)
			k.List = nil
		}
	}
	b.Fields = slices.DeleteFunc(b.Fields, func(f *Field) bool {
		k, ok := f.Kind.(*Count)
		return ok && k.List == nil // reported; nothing after this needs to know of it
	})
}

func (d *decoder) unknownField(n *tree.Node, by string, b *Body) {
	d.p.At(n, code.UnknownField, tree.DidYouMean(n.Text, fieldNames(b.Fields)), "%s names %q, and no field beside it has this name", by, n.Text)
}

// rule reads a rule across fields; nil after a problem.
func (d *decoder) rule(n *tree.Node, b *Body) *Rule {
	before := d.p.Errors
	form, subject := keys.RuleForm(n, d.p), n.Get("field")
	if form == "" {
		return nil
	}
	by := fmt.Sprintf("rule %q", n.Str("name"))
	r := &Rule{Name: n.Str("name"), Evidence: evidence(n), Origin: originOfNamed(n, "name")}
	switch form {
	case "requires":
		r.Form = &Requires{Field: d.ref(subject, by, b), Needs: d.refs(n.Get(form), by, b)}
	case "forbids":
		r.Form = &Forbids{Field: d.ref(subject, by, b), Others: d.refs(n.Get(form), by, b)}
	case "required_when":
		r.Form = d.requiredWhen(n.Get(form), subject, by, b)
	case "one_of", "at_least_one_of":
		fields := d.refs(n.Get(form), by, b)
		if len(n.Get(form).Items) == 1 {
			d.p.At(n.Get(form), code.RuleConflict, "make the field required", "%q of one field", form)
		}
		r.Form = &OneOf{Fields: fields}
		if form == "at_least_one_of" {
			r.Form = &AtLeastOneOf{Fields: fields}
		}
	}
	if d.p.Errors > before {
		return nil
	}
	return r
}

func (d *decoder) requiredWhen(when, subject *tree.Node, by string, b *Body) *RequiredWhen {
	on := when.Get("field")
	r := &RequiredWhen{Field: d.ref(subject, by, b), In: when.Get("in").Texts()}
	if r.Deciding = b.Field(on.Text); r.Deciding == nil {
		d.unknownField(on, by, b)
		return r
	}
	switch r.Deciding.Kind.(type) {
	case *String, *Int, *Bool:
		for _, v := range when.Get("in").Items {
			if !fits(v.Text, r.Deciding.Kind) {
				d.p.At(v, code.Kind, "", "%q is no value of %q", v.Text, on.Text)
			}
		}
	default:
		d.p.At(on, code.RuleKind, "a string, an int or a bool can", "a field of kind %s cannot decide a rule", r.Deciding.Kind.kind())
	}
	return r
}

// ref finds a field that a rule names. Such a field must be one that can be absent, or the rule has no effect.
func (d *decoder) ref(n *tree.Node, by string, b *Body) *Field {
	f := b.Field(n.Text)
	if f == nil {
		d.unknownField(n, by, b)
		return nil
	}
	switch f.Kind.(type) {
	case *MsgType, *Const, *Count:
		d.p.At(n, code.RuleKind, "", "a %s is always there: no rule can speak of it", f.Kind.kind())
		return nil
	default: // can be absent
	}
	if f.AlwaysWritten() {
		d.report(n.Span, code.RuleConflict, "leave it out of the rule, or make it optional", note(f.Origin.Span, "it is declared here"),
			"%q is required, so the rule has no effect on it", f.Name)
		return nil
	}
	return f
}

func (d *decoder) refs(list *tree.Node, by string, b *Body) []*Field {
	var out []*Field
	for _, n := range list.Items {
		if f := d.ref(n, by, b); f != nil {
			out = append(out, f)
		}
	}
	return out
}
