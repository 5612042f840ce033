package spec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// counts ties each count among fields to its list. It leaves out those without one, which it reports: nothing after this
// needs to know of them.
func (d *decoder) counts(list *tree.Node, fields []*Field) []*Field {
	for i, f := range fields {
		k, ok := f.Kind.(*Count)
		of := list.Items[i].Get("of")
		if !ok || of == nil {
			continue
		}
		if k.List = fieldOf(fields, of.Text); k.List == nil {
			d.unknownField(of, fmt.Sprintf("count %q", f.Name), fields)
		} else if _, ok := k.List.Kind.(*List); !ok {
			d.p.At(of, code.UnknownField, "", "%q counts %q, which is no list", f.Name, of.Text)
			k.List = nil
		}
	}
	return slices.DeleteFunc(fields, func(f *Field) bool {
		k, ok := f.Kind.(*Count)
		return ok && k.List == nil
	})
}

func (d *decoder) unknownField(n *tree.Node, by string, fields []*Field) {
	d.p.At(n, code.UnknownField, tree.DidYouMean(n.Text, fieldNames(fields)), "%s names %q, and no field beside it has this name", by, n.Text)
}

// rule reads a rule across fields; nil after a problem.
func (d *decoder) rule(n *tree.Node, fields []*Field) *Rule {
	before := d.p.Errors
	form, subject := keys.RuleForm(n, d.p), n.Get("field")
	if form == "" {
		return nil
	}
	by := fmt.Sprintf("rule %q", n.Str("name"))
	list := n.Get(form).Items
	var named []*Field
	for _, item := range list {
		named = append(named, d.ref(item, by, fields))
	}
	r := &Rule{Name: n.Str("name"), Evidence: evidence(n), Origin: originOfNamed(n, "name")}
	switch form {
	case "requires":
		r.Form = &Requires{d.ref(subject, by, fields), named}
	case "forbids":
		r.Form = &Forbids{d.ref(subject, by, fields), named}
	case "required_when":
		r.Form = d.requiredWhen(n.Get(form), subject, by, fields)
	case "one_of":
		r.Form = &OneOf{named}
	case "at_least_one_of":
		r.Form = &AtLeastOneOf{named}
	}
	if strings.HasSuffix(form, "one_of") && len(list) == 1 {
		d.p.At(n.Get(form), code.RuleConflict, "make the field required", "%q of one field", form)
	}
	if d.p.Errors > before {
		return nil
	}
	return r
}

func (d *decoder) requiredWhen(when, subject *tree.Node, by string, fields []*Field) *RequiredWhen {
	on := when.Get("field")
	r := &RequiredWhen{Field: d.ref(subject, by, fields), In: when.Get("in").Texts()}
	if r.Deciding = fieldOf(fields, on.Text); r.Deciding == nil {
		d.unknownField(on, by, fields)
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
func (d *decoder) ref(n *tree.Node, by string, fields []*Field) *Field {
	f := fieldOf(fields, n.Text)
	if f == nil {
		d.unknownField(n, by, fields)
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
