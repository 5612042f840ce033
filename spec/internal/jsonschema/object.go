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

func (o jsonObject) indented() []byte {
	return []byte(indentedJSON(o, 0, "") + "\n")
}

// indentedJSON writes a value on one line if it fits between what stands before and after it, else with a line for each
// member or item.
func indentedJSON(v any, used int, indent string) string {
	if line := lineOf(v); used+utf8.RuneCountInString(line) <= lineWidth {
		return line
	}
	inner := indent + "  "
	var parts []string
	opening, closing := "{", "}"
	switch v := v.(type) {
	case jsonObject:
		for _, m := range v {
			name := inner + scalarOf(m.name) + ": "
			parts = append(parts, name+indentedJSON(m.value, len(name)+1, inner))
		}
	case []any:
		opening, closing = "[", "]"
		for _, item := range v {
			parts = append(parts, inner+indentedJSON(item, len(inner)+1, inner))
		}
	default:
		return lineOf(v)
	}
	return opening + "\n" + strings.Join(parts, ",\n") + "\n" + indent + closing
}

func lineOf(v any) string {
	var parts []string
	switch v := v.(type) {
	case jsonObject:
		for _, m := range v {
			parts = append(parts, scalarOf(m.name)+": "+lineOf(m.value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		for _, item := range v {
			parts = append(parts, lineOf(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case []string:
		for _, item := range v {
			parts = append(parts, scalarOf(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return scalarOf(v)
}

// scalarOf leaves < and > as they are: a schema is read by people, too.
func scalarOf(v any) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // text, numbers and bools
	}
	return strings.TrimSuffix(b.String(), "\n")
}
