package jsonschema

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/keys"
)

// deepShapes are what a path can name below a field: which of them depends on the spec that is changed.
var deepShapes = []*keys.Shape{keys.Field, keys.Item, keys.Case, keys.Rule}

// deeper restricts the values of a change to the keys of any of deepShapes.
func (w *schemaWriter) deeper() jsonObject {
	var set jsonObject
	var unset []string
	for _, s := range deepShapes {
		for _, k := range s.Editable() {
			if !slices.ContainsFunc(set, func(m jsonMember) bool { return m.name == k }) {
				set = append(set, jsonMember{k, w.deepKey(k)})
			}
		}
		for _, k := range s.Clearable() {
			if !slices.Contains(unset, k) {
				unset = append(unset, k)
			}
		}
	}
	deep := w.define("deeper-keys", func() jsonObject {
		var properties jsonObject
		for _, s := range deepShapes {
			for _, k := range s.Keys() {
				if !slices.ContainsFunc(properties, func(m jsonMember) bool { return m.name == k.Name }) {
					properties = append(properties, jsonMember{k.Name, w.deepKey(k.Name)})
				}
			}
		}
		return closed(properties)
	})
	return jsonObject{
		unsuggested("value", jsonObject{{"allOf", []any{deep, w.kinds(keys.Field)}}}),
		unsuggested("set", w.define("deeper-set", func() jsonObject { return closed(set) })),
		unsuggested("unset", jsonObject{{"items", jsonObject{{"enum", unset}}}}),
		unsuggested("was", deep),
	}
}

// deepKey is the value of a key in any of deepShapes that has it.
func (w *schemaWriter) deepKey(name string) jsonObject {
	var out []any
	for _, s := range deepShapes {
		if s.Key(name) != nil {
			out = append(out, w.keyOf(s, name))
		}
	}
	if len(out) == 1 {
		return out[0].(jsonObject)
	}
	return jsonObject{{"anyOf", out}}
}
