package jsonschema

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/keys"
)

// segmentPattern is one name of a path.
const segmentPattern = `[^.\[\]* ]+`

// pathPattern is the form of a change's path; that of a removal may name a whole list, too.
func pathPattern(removal bool) string {
	var forms []string
	if removal {
		forms = append(forms, keys.RemovableLists...)
	}
	for _, k := range keys.Sections {
		switch {
		case k.Kind == keys.ObjectKey && k.Of.HasFields():
			forms = append(forms, k.Name+`(\.`+segmentPattern+`)*`)
		case k.Kind == keys.ObjectKey:
			forms = append(forms, k.Name)
		case k.Of.HasFields():
			forms = append(forms, k.Name+`(\.`+segmentPattern+`)+`)
		default:
			forms = append(forms, k.Name+`\.`+segmentPattern)
		}
	}
	return "^(" + strings.Join(forms, "|") + ")$"
}

// changeConditions hold a change to one verb, to the keys that come with it, and its values to what its path names.
func (w *schemaWriter) changeConditions() []any {
	out := []any{jsonObject{{"anyOf", eachRequired(keys.Verbs)}}}
	const hint = "a path is names with dots between: replies.news.Articles.item.Title"
	out = append(out, jsonObject{{"properties", jsonObject{{keys.VerbRemove, patternValue(pathPattern(true), hint)}}}})
	others := slices.DeleteFunc(slices.Clone(keys.Verbs), func(v string) bool { return v == keys.VerbRemove })
	out = append(out, jsonObject{{"patternProperties", jsonObject{{anyOfNames(others), patternValue(pathPattern(false), hint)}}}})
	for _, v := range keys.Verbs {
		out = append(out, verbCondition(v))
	}
	out = append(out, placeConditions()...)
	return append(out, w.targetConditions()...)
}

// onVerbs matches the key that holds a change's path.
var onVerbs = anyOfNames(keys.Verbs)

func anyOfNames(names []string) string { return "^(" + strings.Join(names, "|") + ")$" }

func verbCondition(verb string) jsonObject {
	var properties jsonObject
	for _, k := range keys.Change.Keys() {
		if k.Name != verb && k.Name != "because" && !slices.Contains(keys.KeysOf[verb], k.Name) {
			properties = append(properties, jsonMember{k.Name, false})
		}
	}
	does := jsonObject{{"properties", properties}}
	if slices.Contains(keys.KeysOf[verb], "value") {
		does = append(does, jsonMember{"required", []string{"value"}})
	}
	if verb == keys.VerbMove {
		does = append(does, jsonMember{"anyOf", eachRequired(keys.PlaceKeys)})
	}
	return jsonObject{{"if", jsonObject{{"required", []string{verb}}}}, {"then", does}}
}

// placeConditions say that a change gives one place, and that a place is not given by false.
func placeConditions() []any {
	var out []any
	for i, k := range keys.PlaceKeys {
		var properties jsonObject
		if keys.Change.Key(k).Kind == keys.BoolKey {
			properties = append(properties, jsonMember{k, jsonObject{{"const", true}}})
		}
		for _, other := range keys.PlaceKeys[i+1:] {
			properties = append(properties, jsonMember{other, false})
		}
		if properties != nil {
			out = append(out, jsonObject{{"if", jsonObject{{"required", []string{k}}}}, {"then", jsonObject{{"properties", properties}}}})
		}
	}
	return out
}

// targetConditions hold value, set, unset and was to the thing that the path names, as far as its form tells.
func (w *schemaWriter) targetConditions() []any {
	var out []any
	var bodies []string // paths of what has fields
	for _, k := range keys.Sections {
		path, rules := k.Name, sectionRules(k.Required)
		if k.Kind == keys.ObjectListKey {
			if slices.Contains(keys.RemovableLists, k.Name) {
				out = append(out, when(k.Name, jsonObject{{"was", closed(jsonObject{})}}))
			}
			path, rules = k.Name+`\.`+segmentPattern, nil
		}
		out = append(out, w.target(path, k.Of, rules...))
		if k.Of.HasFields() {
			bodies = append(bodies, path)
		}
	}
	inBody := "(" + strings.Join(bodies, "|") + ")"
	return append(out,
		w.target(inBody+`\.`+segmentPattern, keys.Field),
		when(inBody+`(\.`+segmentPattern+`){2,}`, w.deeper()))
}

// sectionRules say that a section has no place among siblings, and that one which every spec has is always there.
func sectionRules(always bool) jsonObject {
	never := []string{keys.VerbMove}
	if always {
		never = []string{keys.VerbAdd, keys.VerbReplace, keys.VerbRemove, keys.VerbMove}
	}
	var out jsonObject
	for _, k := range append(never, keys.PlaceKeys...) {
		out = append(out, jsonMember{k, false})
	}
	return out
}

// target is the condition that a path of some form names a thing of a shape.
func (w *schemaWriter) target(path string, s *keys.Shape, more ...jsonMember) jsonObject {
	properties := jsonObject{
		{"value", w.value(s)},
		{"set", w.set(s)},
		{"unset", jsonObject{{"items", jsonObject{{"enum", s.Clearable()}}}}},
		{"was", w.keys(s)},
	}
	return when(path, append(properties, more...))
}

func when(path string, properties jsonObject) jsonObject {
	return jsonObject{
		{"if", jsonObject{{"patternProperties", jsonObject{{onVerbs, jsonObject{{"pattern", "^" + path + "$"}}}}}}},
		{"then", jsonObject{{"properties", properties}}},
	}
}

func (w *schemaWriter) set(s *keys.Shape) jsonObject {
	return w.define(definitionName(s)+"-set", func() jsonObject {
		keys := w.keys(s)[0].value.(string)
		var properties jsonObject
		for _, k := range s.Editable() {
			properties = append(properties, jsonMember{k, jsonObject{{"$ref", keys + "/properties/" + k}}})
		}
		return closed(properties)
	})
}
