package jsonschema

import "github.com/replygen/replygen/spec/internal/keys"

// leafValue is the schema of the value of a key that contains no mapping of a shape.
func leafValue(k *keys.Key) jsonObject {
	form := keys.Forms[k.Kind]
	switch {
	case form.Item != 0:
		item := leafValue(&keys.Key{Kind: form.Item, OneOf: k.OneOf})
		if k.Kind == keys.ExampleKey {
			return jsonObject{{"type", []string{"string", "number", "boolean", "array"}}, {"items", item}, {"minItems", 1}}
		}
		return jsonObject{{"type", "array"}, {"items", item}, {"minItems", 1}, {"uniqueItems", true}}
	case k.OneOf != nil:
		return jsonObject{{"enum", k.OneOf}}
	case form.Pattern != nil:
		return patternValue(form.Pattern().String(), form.Hint)
	}
	switch k.Kind {
	case keys.TextKey, keys.PlainKey:
		return jsonObject{{"type", []string{"string", "number"}}}
	case keys.ValueKey:
		return jsonObject{{"type", []string{"string", "number", "boolean"}}}
	case keys.DurationKey:
		// What time.ParseDuration takes and is above 0.
		return patternValue(`^\+?(([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$`, form.Hint)
	case keys.SizeKey:
		return jsonObject{{"type", "integer"}, {"minimum", 0}, {"maximum", keys.MaxSizeValue}}
	case keys.NumberKey:
		return jsonObject{{"type", "number"}}
	case keys.BoolKey:
		return jsonObject{{"type", "boolean"}}
	case keys.SizeMapKey:
		one := append(jsonObject{{"description", k.Doc}}, leafValue(&keys.Key{Kind: keys.SizeKey})...)
		return jsonObject{{"type", "object"}, {"propertyNames", leafValue(&keys.Key{Kind: keys.NameKey})}, {"additionalProperties", one}}
	case keys.FormatKey:
		return jsonObject{{"enum", keys.FormatNames}}
	case keys.VersionKey:
		return jsonObject{{"const", 1}}
	}
	return nil
}

// patternValue is a text of some form. The keyword patternErrorMessage is that of editors; to others it means nothing.
func patternValue(pattern, hint string) jsonObject {
	return jsonObject{{"type", "string"}, {"pattern", pattern}, {"patternErrorMessage", hint}}
}
