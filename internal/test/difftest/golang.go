package difftest

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// learn records the types of the forms that a struct holds which was read from an element. The fields of structs have to
// be those of the spec.
func (p *Pair) learn(s reflect.Value, e *element, fields []*spec.Field) error {
	fields = settable(fields)
	if s.NumField() != len(fields) {
		return fmt.Errorf("%s has %d fields, not the %d of the spec", s.Type(), s.NumField(), len(fields))
	}
	for i, f := range fields {
		name := s.Type().Field(i).Name
		if f.Go.IsSet() && name != f.Go.V || !f.Go.IsSet() && !strings.EqualFold(name, strings.ReplaceAll(f.Name, "_", "")) {
			return fmt.Errorf("field %s of %s is not that of the element %s", name, s.Type(), f.Name)
		}
		for n, child := range e.of(f) {
			at, kind := s.Field(i), f.Kind
			if k, ok := kind.(*spec.List); ok {
				at, kind = at.Index(n), k.Item.Kind
			}
			var err error
			switch k := kind.(type) {
			case *spec.Object:
				err = p.learn(at, child, k.Fields)
			case *spec.Union:
				p.forms[child.form] = at.Elem().Type()
				err = p.learn(at.Elem().Elem(), child, child.form.Fields)
			default: // no struct
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// structOf gives the fields of a struct the values of an element.
func (p *Pair) structOf(m *maker, s reflect.Value, e *element, fields []*spec.Field) {
	for i, f := range settable(fields) {
		p.assign(m, s.Field(i), f, e.of(f))
	}
}

// assign gives a field of a struct the value of its element, or of the items of its list.
func (p *Pair) assign(m *maker, dst reflect.Value, f *spec.Field, of []*element) {
	if k, ok := f.Kind.(*spec.List); ok {
		if len(of) > 0 || m.one(2) { // a nil slice is a list without items, too
			dst.Set(reflect.MakeSlice(dst.Type(), len(of), len(of)))
		}
		for i := range of {
			p.assign(m, dst.Index(i), k.Item, of[i:i+1])
		}
		return
	}
	there := len(of) > 0
	switch k := f.Kind.(type) {
	case *spec.Object:
		if there {
			p.structOf(m, dst, of[0], k.Fields)
		}
	case *spec.Union:
		if there && of[0].form != nil {
			form := reflect.New(p.forms[of[0].form].Elem())
			dst.Set(form)
			p.structOf(m, form.Elem(), of[0], of[0].form.Fields)
		} else if f.Required && m.one(3) {
			// A nil pointer counts as absent where the element is required. Where it is
			// optional, it writes an empty element, which the interpreter cannot have.
			dst.Set(reflect.Zero(p.forms[pick(m, k.Cases)]))
		}
	case *spec.String:
		if there {
			dst.SetString(of[0].text)
		}
	default:
		if dst.Kind() == reflect.Struct { // an optional number: what it holds unset counts for nothing
			dst.FieldByName("Set").SetBool(there)
			dst = dst.FieldByName("Value")
			if !there && m.one(2) {
				of = []*element{{text: "1"}}
			}
		}
		if len(of) > 0 {
			if _, err := fmt.Sscan(of[0].text, dst.Addr().Interface()); err != nil {
				panic(fmt.Sprintf("%s is no %s: %v", of[0].text, dst.Type(), err))
			}
		}
	}
}

// setLeaves gives the interpreter's reply the values of the elements below one: some of them no document can carry.
func setLeaves(r *judge.Reply, path string, e *element) error {
	for _, child := range e.children {
		if child.field == nil || isFixed(child.field) {
			continue
		}
		err := setLeaves(r, path+child.step+".", child)
		if child.text != "" {
			err = r.Set(path+child.step, child.text)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
