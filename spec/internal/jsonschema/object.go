package jsonschema

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// jsonObject is a JSON object whose members keep their order. A value is an object, a list ([]any or []string), text, a
// number or a bool.
type jsonObject []jsonMember

type jsonMember struct {
	name  string
	value any
}

// lineWidth is how long a line of JSON may become, in characters, before its value is spread over several.
const lineWidth = 120

// textOf writes a value on one line if it fits between what stands before and after it, else with a line for each member
// or item. A newline contains the indentation; without one, all is written on one line.
func textOf(v any, used int, newline string) string {
	inner, separator := "", ", "
	if newline != "" {
		if line := textOf(v, 0, ""); used+utf8.RuneCountInString(line) <= lineWidth {
			return line
		}
		inner = newline + "  "
		separator = "," + inner
	}
	var parts []string
	brackets := "[]"
	switch v := v.(type) {
	case jsonObject:
		brackets = "{}"
		for _, m := range v {
			name := textOf(m.name, 0, "") + ": "
			parts = append(parts, name+textOf(m.value, len(inner)+len(name), inner))
		}
	case []any:
		for _, item := range v {
			parts = append(parts, textOf(item, len(inner), inner))
		}
	case []string: // stays on one line
		inner, newline, separator = "", "", ", "
		for _, item := range v {
			parts = append(parts, textOf(item, 0, ""))
		}
	default:
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false) // a schema is read by people, too
		if err := enc.Encode(v); err != nil {
			panic(err) // text, numbers and bools
		}
		return strings.TrimSuffix(b.String(), "\n")
	}
	return brackets[:1] + inner + strings.Join(parts, separator) + newline + brackets[1:]
}

// required is the condition that a mapping has some keys.
func required(keys ...string) jsonObject { return jsonObject{{"required", keys}} }

// anyRequired is the condition that a mapping has one key of several.
func anyRequired(keys []string) jsonObject {
	out := make([]any, len(keys))
	for i, k := range keys {
		out[i] = required(k)
	}
	return jsonObject{{"anyOf", out}}
}

// properties is a mapping whose keys, where it has them, have some values.
func properties(members ...jsonMember) jsonObject {
	return jsonObject{{"properties", jsonObject(members)}}
}

// without forbids keys.
func without(keys ...string) []jsonMember {
	out := make([]jsonMember, len(keys))
	for i, k := range keys {
		out[i] = jsonMember{k, false}
	}
	return out
}

// ifThen is what must hold where a condition does.
func ifThen(condition, then jsonObject) jsonObject {
	return jsonObject{{"if", condition}, {"then", then}}
}

// closed is a mapping that has no other keys.
func closed(members jsonObject) jsonObject {
	return jsonObject{{"type", "object"}, {"properties", members}, {"additionalProperties", false}}
}

// unsuggested is the value of a key in a condition. Editors do not offer the key again: its own definition does.
func unsuggested(key string, value jsonObject) jsonMember {
	return jsonMember{key, jsonObject{{"doNotSuggest", true}, {"allOf", []any{value}}}}
}
