package difftest

import (
	"fmt"
	"strconv"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// interpreted gives a reply of the interpreter the values, by their element
// names.
func interpreted(p *spec.Platform, r *spec.Reply, values []*value) (*judge.Reply, error) {
	out, err := empty(p, r)
	if err != nil {
		return nil, err
	}
	return out, setFields(out, "", values)
}

// empty is a reply without values: that of a document with a type only.
func empty(p *spec.Platform, r *spec.Reply) (*judge.Reply, error) {
	document := "<" + p.Header.Root + ">"
	if f := spec.MsgTypeOf(p.Header.Fields); f != nil {
		document += "<" + f.Name + ">" + r.Type + "</" + f.Name + ">"
	}
	out, _, err := judge.Parse(p, []byte(document+"</"+p.Header.Root+">"))
	if err != nil || out == nil {
		return nil, fmt.Errorf("no empty reply of type %s: %w", r.Type, err)
	}
	return out, nil
}

func setFields(r *judge.Reply, path string, values []*value) error {
	for _, v := range values {
		if !v.there || isFixed(v.Field) {
			continue
		}
		if err := setValue(r, path+v.Name, v); err != nil {
			return err
		}
	}
	return nil
}

func setItem(r *judge.Reply, at string, item *value) error {
	if item.text == "" { // appended without values of its own
		if err := r.Set(at, ""); err != nil {
			return err
		}
	}
	return setValue(r, at, item)
}

func setValue(r *judge.Reply, at string, v *value) error {
	switch k := v.Kind.(type) {
	case *spec.Object:
		return setFields(r, at+".", v.fields)
	case *spec.List:
		if !k.Flat {
			at += "." + k.Item.Name
		}
		for i, item := range v.items {
			if err := setItem(r, at+"["+strconv.Itoa(i)+"]", item); err != nil {
				return err
			}
		}
		return nil
	case *spec.Union:
		if v.form == nil {
			return nil
		}
		// A form comes with its sample.
		if err := r.Set(at+"."+k.Tag, v.form.Value); err != nil {
			return err
		}
		for _, f := range settable(v.form.Fields) {
			if err := clearField(r, at+"."+f.Name); err != nil {
				return err
			}
		}
		return setFields(r, at+".", v.fields)
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime:
		return r.Set(at, v.text)
	case *spec.MsgType, *spec.Const, *spec.Count: // fixed
	}
	return nil
}

func clearField(r *judge.Reply, at string) error {
	var err error
	for _, zero := range []string{"", "0", "false"} { // a number that is always written cannot be absent
		if err = r.Set(at, zero); err == nil {
			break
		}
	}
	return err
}
