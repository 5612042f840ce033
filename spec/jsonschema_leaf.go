package spec

// leafValue is what the value of a key has to be that holds no mapping of a shape.
func leafValue(k *key) jsonObject {
	switch k.kind {
	case textKey:
		return jsonObject{{"type", []string{"string", "number"}}}
	case plainKey:
		if k.oneOf != nil {
			return jsonObject{{"enum", k.oneOf}}
		}
		return jsonObject{{"type", []string{"string", "number", "boolean"}}}
	case nameKey:
		return nameValue()
	case elementPathKey:
		return patternValue(elementPathPattern.String(), elementPathHint)
	case idKey:
		return patternValue(idPattern.String(), idHint)
	case durationKey:
		// What time.ParseDuration takes and is above 0.
		return patternValue(`^\+?(([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$`, durationHint)
	case sizeKey:
		return jsonObject{{"type", "integer"}, {"minimum", 0}, {"maximum", maxSizeValue}}
	case numberKey:
		return jsonObject{{"type", "number"}}
	case boolKey:
		return jsonObject{{"type", "boolean"}}
	case nameListKey:
		one := nameValue()
		if k.oneOf != nil {
			one = jsonObject{{"enum", k.oneOf}}
		}
		return listValue(one)
	case elementPathListKey:
		return listValue(leafValue(&key{kind: elementPathKey}))
	case textListKey:
		return listValue(leafValue(&key{kind: plainKey, oneOf: k.oneOf}))
	case exampleKey:
		return jsonObject{{"type", []string{"string", "number", "boolean", "array"}},
			{"items", leafValue(&key{kind: plainKey})}, {"minItems", 1}}
	case sizeMapKey:
		return jsonObject{{"type", "object"}, {"propertyNames", nameValue()}, {"additionalProperties", leafValue(&key{kind: sizeKey})}}
	case formatKey:
		return jsonObject{{"enum", formatNames}}
	case versionKey:
		return jsonObject{{"const", 1}}
	}
	return nil
}

func nameValue() jsonObject { return patternValue(namePattern.String(), nameHint) }

// patternValue is a text of some form. The keyword patternErrorMessage is that of editors; to others it means nothing.
func patternValue(pattern, hint string) jsonObject {
	return jsonObject{{"type", "string"}, {"pattern", pattern}, {"patternErrorMessage", hint}}
}

func listValue(one jsonObject) jsonObject {
	return jsonObject{{"type", "array"}, {"items", one}, {"minItems", 1}, {"uniqueItems", true}}
}
