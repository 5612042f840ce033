package spec

import (
	"math"
	"slices"
)

// kinds holds a field or item to the keys of its kind.
func (w *schemaWriter) kinds(s *shape) jsonObject {
	return w.define(definitionName(s)+"-kinds", func() jsonObject {
		var all []any
		for _, kind := range fieldKinds {
			if s == itemShape && slices.Contains(notItems, kind) {
				continue
			}
			all = append(all, append(jsonObject{{"if", ofKind(s, kind)}}, then(s, kind)...))
		}
		return jsonObject{{"allOf", all}}
	})
}

// ofKind holds for a mapping whose type is of a kind. The name of a scalar is a string, and an item without a type is an
// object.
func ofKind(s *shape, kind string) jsonObject {
	typ := jsonObject{{"const", kind}}
	if kind == kindString {
		others := slices.DeleteFunc(slices.Clone(fieldKinds), func(k string) bool { return k == kindString })
		typ = jsonObject{{"not", jsonObject{{"enum", others}}}}
	}
	out := jsonObject{{"properties", jsonObject{{"type", typ}}}}
	if s == itemShape && kind == kindObject {
		return out
	}
	return append(out, jsonMember{"required", []string{"type"}})
}

// then is what holds for the keys of a kind.
func then(s *shape, kind string) jsonObject {
	var properties jsonObject
	var needed []string
	for _, k := range s.keys() {
		has := k.on == nil || slices.Contains(k.on, kind)
		whole := has && (kind == kindInt || kind == kindUnixTime)
		switch {
		case !has:
			properties = append(properties, jsonMember{k.name, false})
		case whole && k.kind == numberKey:
			properties = append(properties, jsonMember{k.name, wholeValue()})
		case whole && k.kind == textListKey:
			properties = append(properties, jsonMember{k.name, jsonObject{{"items", wholeValue()}}})
		}
		if k.needed && has {
			needed = append(needed, k.name)
		}
	}
	out := jsonObject{{"properties", properties}}
	if needed != nil {
		out = append(out, jsonMember{"required", needed})
	}
	if kind == kindList {
		out = append(out, itemName()...)
	}
	return jsonObject{{"then", out}}
}

func wholeValue() jsonObject {
	return jsonObject{{"type", "integer"}, {"minimum", math.MinInt64}, {"maximum", math.MaxInt64}}
}

// itemName says that the items of a list have a name unless the list is flat.
func itemName() jsonObject {
	item := func(s jsonObject) jsonObject {
		return jsonObject{{"properties", jsonObject{{"item", s}}}}
	}
	return jsonObject{
		{"if", jsonObject{{"properties", jsonObject{{"flat", jsonObject{{"const", true}}}}}, {"required", []string{"flat"}}}},
		{"then", item(jsonObject{{"properties", jsonObject{{"name", false}}}})},
		{"else", item(jsonObject{{"required", []string{"name"}}})},
	}
}

// ruleConditions hold a rule to one form, and to the keys of the form.
func ruleConditions() []any {
	out := []any{jsonObject{{"anyOf", eachRequired(ruleForms)}}}
	for i, form := range ruleForms {
		var properties jsonObject
		if !slices.Contains(subjectForms, form) {
			properties = append(properties, jsonMember{"field", false})
		}
		for _, other := range ruleForms[i+1:] {
			properties = append(properties, jsonMember{other, false})
		}
		does := jsonObject{{"properties", properties}}
		if slices.Contains(subjectForms, form) {
			does = append(does, jsonMember{"required", []string{"field"}})
		}
		out = append(out, jsonObject{{"if", jsonObject{{"required", []string{form}}}}, {"then", does}})
	}
	return out
}

func eachRequired(keys []string) []any {
	out := make([]any, len(keys))
	for i, k := range keys {
		out[i] = jsonObject{{"required", []string{k}}}
	}
	return out
}
