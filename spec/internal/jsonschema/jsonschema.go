package jsonschema

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/keys"
)

// Write returns the JSON Schema of base specs and overlays, as indented JSON. builtins are the ids of the platforms that
// an overlay can extend by name.
func Write(builtins []string) []byte {
	w := &schemaWriter{defined: map[string]bool{}}
	for _, id := range builtins {
		w.builtins = append(w.builtins, "builtin:"+id)
	}
	root := jsonObject{
		{"$schema", "http://json-schema.org/draft-07/schema#"},
		{"title", "replygen spec or overlay"},
		{"type", "object"},
		{"if", anyRequired(keys.OverlayKeys)},
		{"then", w.whole(keys.Overlay)},
		{"else", jsonObject{{"allOf", []any{w.whole(keys.Spec), w.newFile()}}}},
	}
	slices.SortFunc(w.definitions, func(a, b jsonMember) int { return strings.Compare(a.name, b.name) })
	return []byte(textOf(append(root, jsonMember{"definitions", w.definitions}), 0, "\n") + "\n")
}

// schemaWriter collects the definitions. A shape gives up to four:
//
//	reply        the mapping as it stands in a spec
//	reply-value  the same without its name, which an overlay's path gives
//	reply-keys   its keys, none of them required
//	reply-set    the keys that an overlay's edit can set
type schemaWriter struct {
	builtins    []string // as `extends` names them
	definitions jsonObject
	defined     map[string]bool
}

// define returns a reference to a definition, which build makes when it is the first.
func (w *schemaWriter) define(name string, build func() jsonObject) jsonObject {
	if !w.defined[name] {
		w.defined[name] = true
		w.definitions = append(w.definitions, jsonMember{name, build()})
	}
	return jsonObject{{"$ref", "#/definitions/" + name}}
}

func definitionName(s *keys.Shape) string {
	if s == keys.PlatformPatch {
		return "platform-patch"
	}
	return strings.ReplaceAll(s.Noun(), " ", "-")
}

// whole is a mapping of a shape as it stands in a file.
func (w *schemaWriter) whole(s *keys.Shape) jsonObject {
	return w.define(definitionName(s), func() jsonObject { return w.mapping(s, s.Required()) })
}

// value is whole without the name among its siblings.
func (w *schemaWriter) value(s *keys.Shape) jsonObject {
	if s.ID == "" {
		return w.whole(s)
	}
	return w.define(definitionName(s)+"-value", func() jsonObject {
		return w.mapping(s, slices.DeleteFunc(s.Required(), func(k string) bool { return k == s.ID }))
	})
}

func (w *schemaWriter) mapping(s *keys.Shape, needed []string) jsonObject {
	all := []any{w.keys(s)}
	switch {
	case s == keys.Change:
		all = w.changeConditions()
	case s == keys.Rule:
		all = append(all, ruleConditions()...)
	case s.HasKind() && s != keys.Scalar:
		all = append(all, w.kinds(s))
	}
	out := jsonObject{{"allOf", all}}
	if len(needed) > 0 {
		out = append(out, required(needed...)...)
	}
	return out
}

// keys is a mapping of the keys of a shape, any of which may be missing.
func (w *schemaWriter) keys(s *keys.Shape) jsonObject {
	return w.define(definitionName(s)+"-keys", func() jsonObject {
		var members jsonObject
		for _, k := range s.Keys() {
			members = append(members, jsonMember{k.Name, w.key(s, &k)})
		}
		return closed(members)
	})
}

// keyOf refers to the value of a key as it stands in keys.
func (w *schemaWriter) keyOf(s *keys.Shape, name string) jsonObject {
	return jsonObject{{"$ref", w.keys(s)[0].value.(string) + "/properties/" + name}}
}

// key is what a key's value has to be, with its description.
func (w *schemaWriter) key(s *keys.Shape, k *keys.Key) jsonObject {
	doc := k.Doc
	if missing := k.WhenLeftOut(); missing != "" {
		doc += "; when left out: " + missing
	}
	if k.On != nil {
		doc = fmt.Sprintf("%s (%s)", doc, strings.Join(k.On, ", "))
	}
	return append(jsonObject{{"description", doc}}, w.keyValue(s, k)...)
}

func (w *schemaWriter) keyValue(s *keys.Shape, k *keys.Key) jsonObject {
	switch k.Kind {
	case keys.ObjectKey:
		if k.Of == nil {
			return jsonObject{{"type", "object"}}
		}
		// Beside $ref, a description would not count, and without a type, editors offer the key without its colon.
		return jsonObject{{"type", "object"}, {"allOf", []any{w.whole(k.Of)}}}
	case keys.ObjectListKey:
		out := jsonObject{{"type", "array"}, {"items", w.whole(k.Of)}}
		if k.Filled {
			out = append(out, jsonMember{"minItems", 1})
		}
		return out
	case keys.TypeKey:
		kinds, scalar := keys.FieldKinds, leafValue(k)
		if s == keys.Item {
			kinds = slices.DeleteFunc(slices.Clone(kinds), func(kind string) bool { return slices.Contains(keys.NotItems, kind) })
			scalar = append(scalar, jsonMember{"not", jsonObject{{"enum", keys.NotItems}}})
		}
		return jsonObject{{"anyOf", []any{jsonObject{{"enum", kinds}}, scalar}}}
	case keys.PlainKey:
		switch {
		case s == keys.Change && k.OneOf == nil:
			return pathValue(k)
		case k.Name == "extends":
			return jsonObject{{"anyOf", []any{jsonObject{{"enum", w.builtins}}, leafValue(k)}}}
		}
	}
	return leafValue(k)
}
