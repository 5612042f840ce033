package jsonschema

import "github.com/replygen/replygen/spec/internal/keys"

// leafValue is the schema of the value of a key that contains no mapping of a shape.
func leafValue(k *keys.Key) jsonObject {
	switch k.Kind {
	case keys.TextKey, keys.PlainKey:
		if k.OneOf != nil {
			return jsonObject{{"enum", k.OneOf}}
		}
		return jsonObject{{"type", []string{"string", "number"}}}
	case keys.ValueKey:
		return jsonObject{{"type", []string{"string", "number", "boolean"}}}
	case keys.NameKey:
		return nameValue()
	case keys.ElementPathKey:
		return patternValue(keys.ElementPathPattern().String(), keys.ElementPathHint)
	case keys.IDKey:
		return patternValue(keys.IDPattern().String(), keys.IDHint)
	case keys.DurationKey:
		// What time.ParseDuration takes and is above 0.
		return patternValue(`^\+?(([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$`, keys.DurationHint)
	case keys.SizeKey:
		return jsonObject{{"type", "integer"}, {"minimum", 0}, {"maximum", keys.MaxSizeValue}}
	case keys.NumberKey:
		return jsonObject{{"type", "number"}}
	case keys.BoolKey:
		return jsonObject{{"type", "boolean"}}
	case keys.NameListKey:
		one := nameValue()
		if k.OneOf != nil {
			one = jsonObject{{"enum", k.OneOf}}
		}
		return listValue(one)
	case keys.ElementPathListKey:
		return listValue(leafValue(&keys.Key{Kind: keys.ElementPathKey}))
	case keys.TextListKey:
		return listValue(leafValue(&keys.Key{Kind: keys.ValueKey}))
	case keys.ExampleKey:
		return jsonObject{{"type", []string{"string", "number", "boolean", "array"}},
			{"items", leafValue(&keys.Key{Kind: keys.ValueKey})}, {"minItems", 1}}
	case keys.SizeMapKey:
		one := append(jsonObject{{"description", k.Doc}}, leafValue(&keys.Key{Kind: keys.SizeKey})...)
		return jsonObject{{"type", "object"}, {"propertyNames", nameValue()}, {"additionalProperties", one}}
	case keys.FormatKey:
		return jsonObject{{"enum", keys.FormatNames}}
	case keys.VersionKey:
		return jsonObject{{"const", 1}}
	}
	return nil
}

func nameValue() jsonObject { return patternValue(keys.NamePattern().String(), keys.NameHint) }

// patternValue is a text of some form. The keyword patternErrorMessage is that of editors; to others it means nothing.
func patternValue(pattern, hint string) jsonObject {
	return jsonObject{{"type", "string"}, {"pattern", pattern}, {"patternErrorMessage", hint}}
}

func listValue(one jsonObject) jsonObject {
	return jsonObject{{"type", "array"}, {"items", one}, {"minItems", 1}, {"uniqueItems", true}}
}
