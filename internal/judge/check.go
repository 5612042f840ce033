package judge

import (
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec"
)

// Violations returns every rule that the reply breaks, in document order; the
// rules across the fields of a body follow its fields.
func (r *Reply) Violations() []Violation {
	return violationsOf("", r.body)
}

// Judge is [Reply.Violations] in two parts. Placeholders are the violations of
// single values that are the spec's own sample, unchanged: vendors write picurl
// where a URL belongs. Broken are all others.
func (r *Reply) Judge() (broken, placeholders []Violation) {
	for _, f := range r.findings() {
		if f.example {
			placeholders = append(placeholders, f.Violation)
		} else {
			broken = append(broken, f.Violation)
		}
	}
	return broken, placeholders
}

func (r *Reply) findings() []finding {
	var c checker
	c.body("", r.body)
	return c.found
}

// violationsOf are those of an object below path.
func violationsOf(path string, b *body) []Violation {
	var c checker
	c.body(path, b)
	var out []Violation
	for _, f := range c.found {
		out = append(out, f.Violation)
	}
	return out
}

type finding struct {
	Violation
	// example is set where the value at fault is the spec's own sample.
	example bool
}

type checker struct{ found []finding }

func (c *checker) add(field, rule, detail string) {
	c.found = append(c.found, finding{Violation: Violation{Field: field, Rule: rule, Detail: detail}})
}

func (c *checker) size(field, rule string, limit, got int) {
	c.found = append(c.found, finding{Violation: Violation{Field: field, Rule: rule, Limit: limit, Got: got}})
}

// below is the path of a child.
func below(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// itemPath is the path of item i of the list at path.
func itemPath(path string, k *spec.List, i int) string {
	if !k.Flat {
		path = below(path, k.Item.Name)
	}
	return path + "[" + strconv.Itoa(i) + "]"
}

func (c *checker) body(path string, b *body) {
	for _, e := range b.elements {
		at := below(path, e.Name)
		switch v := e.value.(type) {
		case *leaf:
			switch {
			case b.present(e) || zeroCounts(e):
				c.leaf(at, e.Kind, v)
			case e.Required:
				c.add(at, "required", "")
			}
		case *body:
			if e.Required || v.isPresent() {
				c.body(at, v)
			}
		case *list:
			c.list(at, e, v)
		case *union:
			c.union(at, e.Required, v)
		}
	}
	for _, r := range b.rules {
		if isBroken(b, r.Form) {
			at, rule, detail := r.Violation()
			c.add(below(path, at.Name), rule, detail)
		}
	}
}

func (c *checker) list(path string, e *element, v *list) {
	k, n := e.Kind.(*spec.List), len(v.items)
	switch {
	case e.Required && n == 0:
		c.add(path, "required", "")
	case n < k.MinItems.V && (e.Required || k.MustHold()):
		c.size(path, "min_items", k.MinItems.V, n)
	}
	if k.MaxItems.IsSet() && n > k.MaxItems.V {
		c.size(path, "max_items", k.MaxItems.V, n)
	}
	for i, item := range v.items {
		at := itemPath(path, k, i)
		switch item := item.(type) {
		case *leaf:
			if _, ok := k.Item.Kind.(*spec.String); ok && item.text == "" {
				c.add(at, "required", "")
				continue
			}
			c.leaf(at, k.Item.Kind, item)
		case *body:
			c.body(at, item)
		case *union:
			c.union(at, true, item)
		case *list: // no item is one
		}
	}
}

func (c *checker) union(path string, required bool, v *union) {
	switch {
	case v.form != nil:
		c.body(path, v.body)
	case required:
		c.add(path, "required", "")
	}
}

// isBroken reports whether the fields of a body break a rule across them.
func isBroken(b *body, form spec.Form) bool {
	switch form := form.(type) {
	case *spec.Requires:
		return b.count(form.Field) > 0 && b.count(form.Needs...) < len(form.Needs)
	case *spec.Forbids:
		return b.count(form.Field) > 0 && b.count(form.Others...) > 0
	case *spec.OneOf:
		return b.count(form.Fields...) != 1
	case *spec.AtLeastOneOf:
		return b.count(form.Fields...) == 0
	case *spec.RequiredWhen:
		return decides(b, form) && b.count(form.Field) == 0
	}
	return false
}

// decides reports whether the deciding field of a rule has one of its values.
func decides(b *body, form *spec.RequiredWhen) bool {
	e := b.of(form.Deciding)
	l, ok := e.value.(*leaf)
	if !ok {
		return false
	}
	_, isText := e.Kind.(*spec.String)
	for _, v := range form.In {
		if canonical, err := canonicalText(e.Kind, v); err == nil && (isText || l.set) && l.text == canonical {
			return true
		}
	}
	return false
}

// leaf checks a value that is present.
func (c *checker) leaf(path string, k spec.Kind, l *leaf) {
	for _, r := range spec.ViolatedRules(k, l.text) {
		v := violation(k, r, l.text)
		v.Field = path
		c.found = append(c.found, finding{v, l.example})
	}
}

func names(fields []*spec.Field) string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Name
	}
	return strings.Join(out, ", ")
}
