package jsonschema

import (
	"math"
	"slices"

	"github.com/replygen/replygen/spec/internal/keys"
)

// kinds restricts a field or item to the keys of its kind.
func (w *schemaWriter) kinds(s *keys.Shape) jsonObject {
	return w.define(definitionName(s)+"-kinds", func() jsonObject {
		var all []any
		for _, kind := range keys.FieldKinds {
			if s != keys.Item || !slices.Contains(keys.NotItems, kind) {
				all = append(all, ifThen(ofKind(s, kind), keysOfKind(s, kind)))
			}
		}
		return jsonObject{{"allOf", all}}
	})
}

// ofKind matches a mapping whose type is of a kind. The name of a scalar is a string, and an item without a type is an
// object.
func ofKind(s *keys.Shape, kind string) jsonObject {
	typ := jsonObject{{"const", kind}}
	if kind == keys.KindString {
		others := slices.DeleteFunc(slices.Clone(keys.FieldKinds), func(k string) bool { return k == keys.KindString })
		typ = jsonObject{{"not", jsonObject{{"enum", others}}}}
	}
	out := properties(jsonMember{"type", typ})
	if s == keys.Item && kind == keys.KindObject {
		return out
	}
	return append(out, required("type")...)
}

// keysOfKind is the condition on the keys of a kind.
func keysOfKind(s *keys.Shape, kind string) jsonObject {
	var members jsonObject
	var needed []string
	isWhole := kind == keys.KindInt || kind == keys.KindUnixTime
	whole := jsonObject{{"type", "integer"}, {"minimum", math.MinInt64}, {"maximum", math.MaxInt64}}
	for _, k := range s.Keys() {
		switch {
		case !k.Fits(kind):
			members = append(members, without(k.Name)...)
		case k.Needed:
			needed = append(needed, k.Name)
		case isWhole && k.Kind == keys.NumberKey:
			members = append(members, unsuggested(k.Name, whole))
		case isWhole && k.Kind == keys.TextListKey:
			members = append(members, unsuggested(k.Name, jsonObject{{"items", whole}}))
		}
	}
	out := properties(members...)
	if needed != nil {
		out = append(out, required(needed...)...)
	}
	if kind == keys.KindList { // its items have a name, unless the list is flat
		item := func(s jsonObject) jsonObject { return properties(unsuggested("item", s)) }
		flat := append(properties(jsonMember{"flat", jsonObject{{"const", true}}}), required("flat")...)
		out = append(append(out, ifThen(flat, item(properties(without("name")...)))...), jsonMember{"else", item(required("name"))})
	}
	return out
}

// ruleConditions restrict a rule to one form, and to the keys of the form.
func ruleConditions() []any {
	out := []any{anyRequired(keys.RuleForms)}
	for i, form := range keys.RuleForms {
		forbidden := keys.RuleForms[i+1:]
		var subject jsonObject
		if slices.Contains(keys.SubjectForms, form) {
			subject = required("field")
		} else {
			forbidden = slices.Concat([]string{"field"}, forbidden)
		}
		out = append(out, ifThen(required(form), append(properties(without(forbidden...)...), subject...)))
	}
	return out
}
