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
			if s == keys.Item && slices.Contains(keys.NotItems, kind) {
				continue
			}
			all = append(all, append(jsonObject{{"if", ofKind(s, kind)}}, then(s, kind)...))
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
	out := jsonObject{{"properties", jsonObject{{"type", typ}}}}
	if s == keys.Item && kind == keys.KindObject {
		return out
	}
	return append(out, jsonMember{"required", []string{"type"}})
}

// then is the condition on the keys of a kind.
func then(s *keys.Shape, kind string) jsonObject {
	var properties jsonObject
	var needed []string
	for _, k := range s.Keys() {
		has := k.On == nil || slices.Contains(k.On, kind)
		whole := has && (kind == keys.KindInt || kind == keys.KindUnixTime)
		switch {
		case !has:
			properties = append(properties, jsonMember{k.Name, false})
		case whole && k.Kind == keys.NumberKey:
			properties = append(properties, unsuggested(k.Name, wholeValue()))
		case whole && k.Kind == keys.TextListKey:
			properties = append(properties, unsuggested(k.Name, jsonObject{{"items", wholeValue()}}))
		}
		if k.Needed && has {
			needed = append(needed, k.Name)
		}
	}
	out := jsonObject{{"properties", properties}}
	if needed != nil {
		out = append(out, jsonMember{"required", needed})
	}
	if kind == keys.KindList {
		out = append(out, itemName()...)
	}
	return jsonObject{{"then", out}}
}

func wholeValue() jsonObject {
	return jsonObject{{"type", "integer"}, {"minimum", math.MinInt64}, {"maximum", math.MaxInt64}}
}

// itemName requires a name of the items of a list, unless the list is flat.
func itemName() jsonObject {
	item := func(s jsonObject) jsonObject {
		return jsonObject{{"properties", jsonObject{unsuggested("item", s)}}}
	}
	return jsonObject{
		{"if", jsonObject{{"properties", jsonObject{{"flat", jsonObject{{"const", true}}}}}, {"required", []string{"flat"}}}},
		{"then", item(jsonObject{{"properties", jsonObject{{"name", false}}}})},
		{"else", item(jsonObject{{"required", []string{"name"}}})},
	}
}

// ruleConditions restrict a rule to one form, and to the keys of the form.
func ruleConditions() []any {
	out := []any{jsonObject{{"anyOf", eachRequired(keys.RuleForms)}}}
	for i, form := range keys.RuleForms {
		var properties jsonObject
		if !slices.Contains(keys.SubjectForms, form) {
			properties = append(properties, jsonMember{"field", false})
		}
		for _, other := range keys.RuleForms[i+1:] {
			properties = append(properties, jsonMember{other, false})
		}
		does := jsonObject{{"properties", properties}}
		if slices.Contains(keys.SubjectForms, form) {
			does = append(does, jsonMember{"required", []string{"field"}})
		}
		out = append(out, jsonObject{{"if", jsonObject{{"required", []string{form}}}}, {"then", does}})
	}
	return out
}

// unsuggested is the value of a key in a condition. Editors do not offer the key again: its own definition does.
func unsuggested(key string, value jsonObject) jsonMember {
	return jsonMember{key, jsonObject{{"doNotSuggest", true}, {"allOf", []any{value}}}}
}

func eachRequired(keys []string) []any {
	out := make([]any, len(keys))
	for i, k := range keys {
		out[i] = jsonObject{{"required", []string{k}}}
	}
	return out
}
