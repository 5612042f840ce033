package difftest

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec"
)

// settable are the fields that a struct has, in its order: that of the spec.
func settable(fields []*spec.Field) []*spec.Field {
	var out []*spec.Field
	for _, f := range fields {
		switch f.Kind.(type) {
		case *spec.MsgType, *spec.Const, *spec.Count:
		default:
			out = append(out, f)
		}
	}
	return out
}

// children pairs a struct's fields with those of the spec.
func children(s reflect.Value, fields []*spec.Field, f func(reflect.Value, *spec.Field)) error {
	fields = settable(fields)
	if s.NumField() != len(fields) {
		return fmt.Errorf("%s has %d fields, not the %d of the spec", s.Type(), s.NumField(), len(fields))
	}
	for i, field := range fields {
		name := s.Type().Field(i).Name
		if field.Go.IsSet() && name != field.Go.V || !field.Go.IsSet() && !strings.EqualFold(name, strings.ReplaceAll(field.Name, "_", "")) {
			return fmt.Errorf("field %s of %s is not that of the element %s", name, s.Type(), field.Name)
		}
		f(s.Field(i), field)
	}
	return nil
}

// structOf gives a struct the values.
func (p *Pair) structOf(m *maker, s reflect.Value, fields []*spec.Field, values []*value) error {
	var failed error
	err := children(s, fields, func(dst reflect.Value, f *spec.Field) {
		if err := p.assign(m, dst, of(values, f)); err != nil {
			failed = err
		}
	})
	if err != nil {
		return err
	}
	return failed
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
			return nil // nil is a list without items as well as an empty slice is
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
	default:
		return assignLeaf(m, dst, v)
	}
}

func (p *Pair) assignForm(m *maker, dst reflect.Value, k *spec.Union, v *value) error {
	if !v.there || v.form == nil {
		// A nil pointer is as little as no pointer, where there must be one;
		// elsewhere it is an element that was begun, and the interpreter has none.
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
	i := 0
	for _, v := range values {
		switch v.Kind.(type) {
		case *spec.MsgType, *spec.Const, *spec.Count:
			continue
		default: // a field of the struct
		}
		p.learnValue(s.Field(i), v)
		i++
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
