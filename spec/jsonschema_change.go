package spec

import (
	"slices"
	"strings"
)

// segmentPattern is one name of a path.
const segmentPattern = `[^.\[\]* ]+`

// pathPattern is the form of a change's path; that of a removal may name a whole list, too.
func pathPattern(removal bool) string {
	var forms []string
	if removal {
		forms = append(forms, removableLists...)
	}
	for _, k := range sections {
		switch {
		case k.kind == objectKey && k.of.hasFields():
			forms = append(forms, k.name+`(\.`+segmentPattern+`)*`)
		case k.kind == objectKey:
			forms = append(forms, k.name)
		case k.of.hasFields():
			forms = append(forms, k.name+`(\.`+segmentPattern+`)+`)
		default:
			forms = append(forms, k.name+`\.`+segmentPattern)
		}
	}
	return "^(" + strings.Join(forms, "|") + ")$"
}

// changeConditions hold a change to one verb, to the keys that come with it, and its values to what its path names.
func (w *schemaWriter) changeConditions() []any {
	out := []any{jsonObject{{"anyOf", eachRequired(verbs)}}}
	const hint = "a path is names with dots between: replies.news.Articles.item.Title"
	out = append(out, jsonObject{{"properties", jsonObject{{verbRemove, patternValue(pathPattern(true), hint)}}}})
	others := slices.DeleteFunc(slices.Clone(verbs), func(v string) bool { return v == verbRemove })
	out = append(out, jsonObject{{"patternProperties", jsonObject{{anyOfNames(others), patternValue(pathPattern(false), hint)}}}})
	for _, v := range verbs {
		out = append(out, verbCondition(v))
	}
	out = append(out, placeConditions()...)
	return append(out, w.targetConditions()...)
}

// onVerbs matches the key that holds a change's path.
var onVerbs = anyOfNames(verbs)

func anyOfNames(names []string) string { return "^(" + strings.Join(names, "|") + ")$" }

func verbCondition(verb string) jsonObject {
	var properties jsonObject
	for _, k := range changeShape.keys() {
		if k.name != verb && k.name != "because" && !slices.Contains(keysOf[verb], k.name) {
			properties = append(properties, jsonMember{k.name, false})
		}
	}
	does := jsonObject{{"properties", properties}}
	if slices.Contains(keysOf[verb], "value") {
		does = append(does, jsonMember{"required", []string{"value"}})
	}
	if verb == verbMove {
		does = append(does, jsonMember{"anyOf", eachRequired(placeKeys)})
	}
	return jsonObject{{"if", jsonObject{{"required", []string{verb}}}}, {"then", does}}
}

// placeConditions say that a change gives one place, and that a place is not given by false.
func placeConditions() []any {
	var out []any
	for i, k := range placeKeys {
		var properties jsonObject
		if changeShape.key(k).kind == boolKey {
			properties = append(properties, jsonMember{k, jsonObject{{"const", true}}})
		}
		for _, other := range placeKeys[i+1:] {
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
	for _, k := range sections {
		path, rules := k.name, sectionRules(k.required)
		if k.kind == objectListKey {
			if slices.Contains(removableLists, k.name) {
				out = append(out, when(k.name, jsonObject{{"was", closed(jsonObject{})}}))
			}
			path, rules = k.name+`\.`+segmentPattern, nil
		}
		out = append(out, w.target(path, k.of, rules...))
		if k.of.hasFields() {
			bodies = append(bodies, path)
		}
	}
	inBody := "(" + strings.Join(bodies, "|") + ")"
	return append(out,
		w.target(inBody+`\.`+segmentPattern, fieldShape),
		when(inBody+`(\.`+segmentPattern+`){2,}`, w.deeper()))
}

// sectionRules say that a section has no place among siblings, and that one which every spec has is always there.
func sectionRules(always bool) jsonObject {
	never := []string{verbMove}
	if always {
		never = []string{verbAdd, verbReplace, verbRemove, verbMove}
	}
	var out jsonObject
	for _, k := range append(never, placeKeys...) {
		out = append(out, jsonMember{k, false})
	}
	return out
}

// target is the condition that a path of some form names a thing of a shape.
func (w *schemaWriter) target(path string, s *shape, more ...jsonMember) jsonObject {
	properties := jsonObject{
		{"value", w.value(s)},
		{"set", w.set(s)},
		{"unset", jsonObject{{"items", jsonObject{{"enum", s.clearable()}}}}},
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

func (w *schemaWriter) set(s *shape) jsonObject {
	return w.define(definitionName(s)+"-set", func() jsonObject {
		keys := w.keys(s)[0].value.(string)
		var properties jsonObject
		for _, k := range s.editable() {
			properties = append(properties, jsonMember{k, jsonObject{{"$ref", keys + "/properties/" + k}}})
		}
		return closed(properties)
	})
}
