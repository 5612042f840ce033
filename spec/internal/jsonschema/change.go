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
	known := jsonObject{{"propertyNames", jsonObject{{"enum", keys.Change.KeyNames()}}}}
	verb := append(jsonObject{{"allOf", []any{w.keys(keys.Change)}}}, ifThen(known, anyRequired(keys.Verbs))...)
	for _, v := range slices.Backward(keys.Verbs) {
		verb = append(ifThen(required(v), w.withVerb(v)), jsonMember{"else", verb})
	}
	return []any{verb, ifThen(anyRequired(keys.Verbs), jsonObject{{"allOf", append(placeConditions(), w.targetConditions()...)}})}
}

// withVerb is a change with a verb, and with the keys that the verb allows.
func (w *schemaWriter) withVerb(verb string) jsonObject {
	var members jsonObject
	var needed []string
	for _, k := range keys.Change.KeyNames() {
		own := slices.Contains(keys.KeysOf[verb], k)
		if own || k == verb || k == "because" {
			members = append(members, jsonMember{k, w.keyOf(keys.Change, k)})
		}
		if own && slices.Contains([]string{"value", "to", "only"}, k) {
			needed = append(needed, k)
		}
	}
	does := closed(members)
	if needed != nil {
		does = append(does, required(needed...)...)
	}
	if verb == keys.VerbMove {
		does = append(does, anyRequired(keys.PlaceKeys)...)
	}
	return does
}

// placeConditions demand one place, which false does not give.
func placeConditions() []any {
	var out []any
	for i, k := range keys.PlaceKeys {
		members := without(keys.PlaceKeys[i+1:]...)
		if keys.Change.Key(k).Kind == keys.BoolKey {
			members = slices.Insert(members, 0, unsuggested(k, jsonObject{{"const", true}}))
		}
		if len(members) > 0 {
			out = append(out, ifThen(required(k), properties(members...)))
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
				out = append(out, when(k.Name, unsuggested("was", closed(jsonObject{}))))
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
	added := append(properties(jsonMember{keys.VerbAdd, jsonObject{{"pattern", "^" + field + "$"}}}), required(keys.VerbAdd)...)
	return append(out,
		w.target(field, keys.Field),
		ifThen(added, anyRequired(keys.PlaceKeys)), // fields are in the order of the wire
		when(inBody+`(\.`+segmentPattern+`){2,}`, w.deeper()...))
}

// sectionRules refuse a place among siblings for a section, and the addition of one that every spec has.
func sectionRules(always bool) []jsonMember {
	never := []string{keys.VerbMove}
	if always {
		never = []string{keys.VerbAdd, keys.VerbReplace, keys.VerbRemove, keys.VerbMove}
	}
	return without(append(never, keys.PlaceKeys...)...)
}

// target is the condition that a path of some form names an element of a shape.
func (w *schemaWriter) target(path string, s *keys.Shape, more ...jsonMember) jsonObject {
	set := w.define(definitionName(s)+"-set", func() jsonObject { return w.keysOf([]*keys.Shape{s}, (*keys.Shape).Editable) })
	return when(path, append(valuesOf(w.value(s), set, s.Clearable(), w.keys(s)), more...)...)
}

// when is the condition that a path has some form.
func when(path string, members ...jsonMember) jsonObject {
	onVerbs := "^(" + strings.Join(keys.Verbs, "|") + ")$" // the key whose value is the path
	return ifThen(jsonObject{{"patternProperties", jsonObject{{onVerbs, jsonObject{{"pattern", "^" + path + "$"}}}}}}, properties(members...))
}

func valuesOf(value, set jsonObject, unset []string, was jsonObject) jsonObject {
	return jsonObject{
		unsuggested("value", value),
		unsuggested("set", set),
		unsuggested("unset", jsonObject{{"items", jsonObject{{"enum", unset}}}}),
		unsuggested("was", was),
	}
}

// deeper restricts the values of a change to the keys of any of the shapes that a path can name below a field: which of
// them depends on the spec that is changed.
func (w *schemaWriter) deeper() jsonObject {
	shapes := []*keys.Shape{keys.Field, keys.Item, keys.Case, keys.Rule}
	deep := w.define("deeper-keys", func() jsonObject { return w.keysOf(shapes, (*keys.Shape).KeyNames) })
	set := w.define("deeper-set", func() jsonObject { return w.keysOf(shapes, (*keys.Shape).Editable) })
	var unset []string
	for _, s := range shapes {
		unset = append(unset, slices.DeleteFunc(s.Clearable(), func(k string) bool { return slices.Contains(unset, k) })...)
	}
	return valuesOf(jsonObject{{"allOf", []any{deep, w.kinds(keys.Field)}}}, set, unset, deep)
}

// keysOf is a mapping of some keys of shapes. A value is that of any shape that has the key.
func (w *schemaWriter) keysOf(shapes []*keys.Shape, names func(*keys.Shape) []string) jsonObject {
	var out jsonObject
	for _, s := range shapes {
		for _, k := range names(s) {
			if slices.ContainsFunc(out, func(m jsonMember) bool { return m.name == k }) {
				continue
			}
			var values []any
			for _, s := range shapes {
				if s.Key(k) != nil {
					values = append(values, w.keyOf(s, k))
				}
			}
			if out = append(out, jsonMember{k, jsonObject{{"anyOf", values}}}); len(values) == 1 {
				out[len(out)-1].value = values[0]
			}
		}
	}
	return closed(out)
}
