package spec

import (
	"fmt"
	"slices"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
)

// counts ties each count of a body to its list.
func (d *decoder) counts(n *node, b *Body) {
	list := n.get("fields")
	if list == nil {
		return
	}
	for i, f := range b.Fields {
		k, ok := f.Kind.(*Count)
		if !ok {
			continue
		}
		of := list.items[i].get("of")
		if of == nil {
			continue
		}
		k.List = b.Field(of.text)
		if k.List == nil {
			d.unknownField(of, of.text, b)
		} else if _, ok := k.List.Kind.(*List); !ok {
			d.p.at(of, code.UnknownField, "", "%q counts %q, which is no list", f.Name, of.text)
			k.List = nil
		}
	}
	b.Fields = slices.DeleteFunc(b.Fields, func(f *Field) bool {
		k, ok := f.Kind.(*Count)
		return ok && k.List == nil // reported; nothing after this needs to know of it
	})
}

func (d *decoder) unknownField(n *node, name string, b *Body) {
	var known []string
	for _, f := range b.Fields {
		known = append(known, f.Name)
	}
	d.p.at(n, code.UnknownField, didYouMean(name, known), "there is no field %q beside this", name)
}

// rule reads a rule across fields; nil after a problem.
func (d *decoder) rule(n *node, b *Body) *Rule {
	before := d.p.errors
	var form string
	for _, name := range ruleForms {
		if n.get(name) == nil {
			continue
		}
		if form != "" {
			d.p.at(n.keyNode(name), code.RuleConflict, "write two rules", "a rule has one form, and this one has %q already", form)
			return nil
		}
		form = name
	}
	subject := n.get("field")
	switch needsSubject := slices.Contains(subjectForms, form); {
	case form == "":
		d.p.at(n, code.MissingKey, "", "a rule lacks its form: %s", oneOfNames(ruleForms))
		return nil
	case needsSubject && subject == nil:
		d.p.at(n, code.MissingKey, "", "a rule of the form %q lacks the key \"field\"", form)
		return nil
	case !needsSubject && subject != nil:
		d.p.at(n.keyNode("field"), code.RuleKind, "", "a rule of the form %q has no \"field\"", form)
		return nil
	}
	r := &Rule{Name: n.str("name"), Evidence: evidence(n), Origin: originOfNamed(n, "name")}
	d.notItself(subject, n.get(form), form)
	switch form {
	case "requires":
		r.Form = &Requires{Field: d.ref(subject, b), Needs: d.refs(n.get(form), b)}
	case "forbids":
		r.Form = &Forbids{Field: d.ref(subject, b), Others: d.refs(n.get(form), b)}
	case "required_when":
		r.Form = d.requiredWhen(n.get(form), subject, b)
	case "one_of", "at_least_one_of":
		fields := d.refs(n.get(form), b)
		if len(n.get(form).items) == 1 {
			d.p.at(n.get(form), code.RuleConflict, "make the field required", "%q of one field", form)
		}
		r.Form = &OneOf{Fields: fields}
		if form == "at_least_one_of" {
			r.Form = &AtLeastOneOf{Fields: fields}
		}
	}
	if d.p.errors > before {
		return nil
	}
	return r
}

func (d *decoder) requiredWhen(when, subject *node, b *Body) *RequiredWhen {
	on := when.get("field")
	r := &RequiredWhen{Field: d.ref(subject, b), In: when.get("in").texts()}
	r.Deciding = b.Field(on.text)
	if r.Deciding == nil {
		d.unknownField(on, on.text, b)
		return r
	}
	switch r.Deciding.Kind.(type) {
	case *String, *Int, *Bool:
		for _, v := range when.get("in").items {
			if !fits(v, r.Deciding.Kind) {
				d.p.at(v, code.Kind, "", "%q is no value of %q", v.text, on.text)
			}
		}
	default:
		d.p.at(on, code.RuleKind, "a string, an int or a bool can", "a field of kind %s cannot decide a rule", r.Deciding.Kind.kind())
	}
	return r
}

// ref finds a field that a rule speaks of. Such a field must be one that can be absent, or the rule says nothing.
func (d *decoder) ref(n *node, b *Body) *Field {
	f := b.Field(n.text)
	if f == nil {
		d.unknownField(n, n.text, b)
		return nil
	}
	switch f.Kind.(type) {
	case *MsgType, *Const, *Count:
		d.p.at(n, code.RuleKind, "", "a %s is always there: no rule can speak of it", f.Kind.kind())
		return nil
	default: // can be absent
	}
	if f.AlwaysWritten() {
		d.p.add(diag.Diagnostic{Span: n.span, Code: code.RuleConflict, Message: fmt.Sprintf("%q is required: the rule says nothing of it", f.Name),
			Notes: []diag.Note{{Span: f.Origin.Span, Message: "it is declared here"}}})
		return nil
	}
	return f
}

func (d *decoder) refs(list *node, b *Body) []*Field {
	var out []*Field
	for _, n := range list.items {
		if f := d.ref(n, b); f != nil {
			out = append(out, f)
		}
	}
	return out
}

// notItself reports a rule that speaks of its own subject.
func (d *decoder) notItself(subject, value *node, form string) {
	if subject == nil {
		return
	}
	others := value.items
	if form == "required_when" {
		others = []*node{value.get("field")}
	}
	for _, o := range others {
		if o != nil && o.text == subject.text {
			d.p.at(o, code.RuleConflict, "name another field", "%q speaks of the rule's own field %q", form, o.text)
		}
	}
}
