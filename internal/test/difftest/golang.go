package difftest

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec"
)

// structOf gives the fields of a struct the values. The fields have to be those of the spec.
func (p *Pair) structOf(m *maker, s reflect.Value, fields []*spec.Field, values []*value) error {
	fields = settable(fields)
	if s.NumField() != len(fields) {
		return fmt.Errorf("%s has %d fields, not the %d of the spec", s.Type(), s.NumField(), len(fields))
	}
	for i, f := range fields {
		name := s.Type().Field(i).Name
		if f.Go.IsSet() && name != f.Go.V || !f.Go.IsSet() && !strings.EqualFold(name, strings.ReplaceAll(f.Name, "_", "")) {
			return fmt.Errorf("field %s of %s is not that of the element %s", name, s.Type(), f.Name)
		}
		if err := p.assign(m, s.Field(i), of(values, f)); err != nil {
			return err
		}
	}
	return nil
}

func (p *Pair) assign(m *maker, dst reflect.Value, v *value) error {
	switch k := v.Kind.(type) {
	case *spec.Object:
		if v.there {
			return p.structOf(m, dst, k.Fields, v.fields)
		}
		return nil
	case *spec.List:
		if !v.there && m.one(2) {
			return nil // a nil slice is a list without items, too
		}
		list := reflect.MakeSlice(dst.Type(), len(v.items), len(v.items))
		for i, item := range v.items {
			if err := p.assign(m, list.Index(i), item); err != nil {
				return err
			}
		}
		dst.Set(list)
		return nil
	case *spec.Union:
		return p.assignForm(m, dst, k, v)
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime:
		return assignLeaf(m, dst, v)
	case *spec.MsgType, *spec.Const, *spec.Count: // no field of a struct
	}
	return nil
}

func (p *Pair) assignForm(m *maker, dst reflect.Value, k *spec.Union, v *value) error {
	if !v.there || v.form == nil {
		// A nil pointer counts as absent where the element is required. Where it is
		// optional, it writes an empty element, which the interpreter cannot have.
		if v.Required && m.one(3) {
			dst.Set(reflect.Zero(p.forms[pick(m, k.Cases)]))
		}
		return nil
	}
	form := reflect.New(p.forms[v.form].Elem())
	dst.Set(form)
	return p.structOf(m, form.Elem(), v.form.Fields, v.fields)
}

func assignLeaf(m *maker, dst reflect.Value, v *value) error {
	if dst.Kind() == reflect.Struct { // an optional number: what it holds unset counts for nothing
		dst.Field(1).SetBool(v.there)
		if dst = dst.Field(0); !v.there && m.one(2) {
			return nil
		}
	} else if !v.there {
		return nil
	}
	text := v.text
	var err error
	switch dst.Kind() {
	case reflect.String:
		dst.SetString(text)
	case reflect.Int64:
		var n int64
		if text != "" {
			n, err = strconv.ParseInt(text, 10, 64)
		} else {
			n = m.Int64()
		}
		dst.SetInt(n)
	case reflect.Float64:
		n := m.Float64()
		if text != "" {
			n, err = strconv.ParseFloat(text, 64)
		}
		dst.SetFloat(n)
	case reflect.Bool:
		dst.SetBool(text != "false")
	default:
		err = fmt.Errorf("%s is of the kind %s", v.Path, dst.Kind())
	}
	return err
}

// learn records the types of the forms that a reply holds.
func (p *Pair) learn(s reflect.Value, values []*value) {
	values = slices.DeleteFunc(slices.Clone(values), func(v *value) bool { return isFixed(v.Field) })
	for i, v := range values {
		p.learnValue(s.Field(i), v)
	}
}

func (p *Pair) learnValue(s reflect.Value, v *value) {
	switch {
	case !v.there:
	case v.form != nil:
		p.forms[v.form] = s.Elem().Type()
		p.learn(s.Elem().Elem(), v.fields)
	case v.fields != nil:
		p.learn(s, v.fields)
	default:
		for i, item := range v.items {
			p.learnValue(s.Index(i), item)
		}
	}
}
