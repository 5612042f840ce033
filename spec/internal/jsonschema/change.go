package jsonschema

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/keys"
)

// segmentPattern is one name of a path.
const segmentPattern = `[^.\[\]* ]+`

// pathValue is the path of a change. An editor offers the sections that it starts with.
func pathValue(verb *keys.Key) jsonObject {
	var forms []string
	var starts []any
	if verb.Name == keys.VerbRemove { // it can name a list, too
		forms = append(forms, keys.RemovableLists...)
	}
	for _, k := range keys.Sections {
		start, form := k.Name+".", k.Name+`\.`+segmentPattern
		switch single := k.Kind == keys.ObjectKey; {
		case single && k.Of.HasFields() && verb.Name != keys.VerbRename:
			form = k.Name + `(\.` + segmentPattern + `)*`
		case single && !k.Of.HasFields():
			if verb.Name == keys.VerbRename {
				continue // it has no name of its own
			}
			start, form = k.Name, k.Name
		case k.Of.HasFields():
			form = k.Name + `(\.` + segmentPattern + `)+`
		}
		forms = append(forms, form)
		starts = append(starts, jsonObject{{"label", start}, {"body", start}})
	}
	const hint = "a path is names with dots between: replies.news.Articles.item.Title"
	return append(patternValue("^("+strings.Join(forms, "|")+")$", hint), jsonMember{"defaultSnippets", starts})
}

// changeConditions allow a change one verb, the keys that come with it, and the values that fit what its path names. An
// unknown key may be a misspelt verb: then no other is missing, as one finding is enough.
func (w *schemaWriter) changeConditions() []any {
	verb := jsonObject{
		{"allOf", []any{w.keys(keys.Change)}},
		{"if", jsonObject{{"propertyNames", jsonObject{{"enum", keys.Change.KeyNames()}}}}},
		{"then", jsonObject{{"anyOf", eachRequired(keys.Verbs)}}},
	}
	for _, v := range slices.Backward(keys.Verbs) {
		verb = jsonObject{{"if", jsonObject{{"required", []string{v}}}}, {"then", w.withVerb(v)}, {"else", verb}}
	}
	return []any{verb, jsonObject{
		{"if", jsonObject{{"anyOf", eachRequired(keys.Verbs)}}},
		{"then", jsonObject{{"allOf", append(placeConditions(), w.targetConditions()...)}}},
	}}
}

// onVerbs matches the key whose value is a change's path.
var onVerbs = "^(" + strings.Join(keys.Verbs, "|") + ")$"

// withVerb is a change with a verb, and with the keys that the verb allows.
func (w *schemaWriter) withVerb(verb string) jsonObject {
	var properties jsonObject
	var needed []string
	for _, k := range keys.Change.KeyNames() {
		own := slices.Contains(keys.KeysOf[verb], k)
		if own || k == verb || k == "because" {
			properties = append(properties, jsonMember{k, w.keyOf(keys.Change, k)})
		}
		if own && slices.Contains([]string{"value", "to", "only"}, k) {
			needed = append(needed, k)
		}
	}
	does := closed(properties)
	if needed != nil {
		does = append(does, jsonMember{"required", needed})
	}
	if verb == keys.VerbMove {
		does = append(does, jsonMember{"anyOf", eachRequired(keys.PlaceKeys)})
	}
	return does
}

// placeConditions demand one place, which false does not give.
func placeConditions() []any {
	var out []any
	for i, k := range keys.PlaceKeys {
		var properties jsonObject
		if keys.Change.Key(k).Kind == keys.BoolKey {
			properties = append(properties, unsuggested(k, jsonObject{{"const", true}}))
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

// targetConditions restrict value, set, unset and was to the keys of the element that the path names, as far as its
// form shows.
func (w *schemaWriter) targetConditions() []any {
	var out []any
	var bodies []string // paths of what has fields
	for _, k := range keys.Sections {
		path, rules := k.Name, sectionRules(k.Required)
		if k.Kind == keys.ObjectListKey {
			if slices.Contains(keys.RemovableLists, k.Name) {
				out = append(out, when(k.Name, jsonObject{unsuggested("was", closed(jsonObject{}))}))
			}
			path, rules = k.Name+`\.`+segmentPattern, nil
		}
		out = append(out, w.target(path, k.Of, rules...))
		if k.Of.HasFields() {
			bodies = append(bodies, path)
		}
	}
	inBody := "(" + strings.Join(bodies, "|") + ")"
	field := inBody + `\.` + segmentPattern
	return append(out,
		w.target(field, keys.Field),
		jsonObject{
			{"if", jsonObject{
				{"properties", jsonObject{{keys.VerbAdd, jsonObject{{"pattern", "^" + field + "$"}}}}},
				{"required", []string{keys.VerbAdd}},
			}},
			{"then", jsonObject{{"anyOf", eachRequired(keys.PlaceKeys)}}}, // fields are in the order of the wire
		},
		when(inBody+`(\.`+segmentPattern+`){2,}`, w.deeper()))
}

// sectionRules refuse a place among siblings for a section, and the addition of one that every spec has.
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

// target is the condition that a path of some form names an element of a shape.
func (w *schemaWriter) target(path string, s *keys.Shape, more ...jsonMember) jsonObject {
	properties := jsonObject{
		unsuggested("value", w.value(s)),
		unsuggested("set", w.set(s)),
		unsuggested("unset", jsonObject{{"items", jsonObject{{"enum", s.Clearable()}}}}),
		unsuggested("was", w.keys(s)),
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
		var properties jsonObject
		for _, k := range s.Editable() {
			properties = append(properties, jsonMember{k, w.keyOf(s, k)})
		}
		return closed(properties)
	})
}
