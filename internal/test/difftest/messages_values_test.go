package difftest

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec"
)

// flatten reads the values of a struct by the names of the spec.
func flatten(s reflect.Value, fields []*spec.Field, path string, got map[string]any) {
	for _, f := range fields {
		at := path + "." + f.Name
		field := s.FieldByNameFunc(func(name string) bool {
			if _, ok := f.Kind.(*spec.MsgType); ok {
				return name == "MsgType"
			}
			if f.Go.IsSet() {
				return name == f.Go.V
			}
			return strings.EqualFold(name, strings.ReplaceAll(f.Name, "_", ""))
		})
		switch k := f.Kind.(type) {
		case *spec.Const, *spec.Count:
			continue
		case *spec.Object:
			if field.IsValid() {
				flatten(field, k.Fields, at, got)
			}
			continue
		case *spec.List:
			for i := range field.Len() {
				item := at + "[" + strconv.Itoa(i) + "]"
				if o, ok := k.Item.Kind.(*spec.Object); ok {
					flatten(field.Index(i), o.Fields, item, got)
				} else {
					got[item] = plain(field.Index(i))
				}
			}
			continue
		}
		if !field.IsValid() {
			got[at] = "no field of the struct"
			continue
		}
		got[at] = plain(field)
	}
}

// plain is a single value; one that may be absent stays marked by its Set.
func plain(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Struct:
		return optional{plainNumber(v.FieldByName("Value")), v.FieldByName("Set").Bool()}
	case reflect.String:
		return v.String()
	}
	return optional{plainNumber(v), true}
}

func plainNumber(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Int64:
		return v.Int()
	case reflect.Float64:
		return v.Float()
	}
	return v.Bool()
}
