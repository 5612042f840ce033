package randomspec

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Map is a mapping of a YAML file. Its values are string, int, float64, bool, []any and *Map.
type Map struct{ pairs []pair }

type pair struct {
	key   string
	value any
}

func mapOf(pairs ...any) *Map {
	m := &Map{}
	for i := 0; i < len(pairs); i += 2 {
		m.set(pairs[i].(string), pairs[i+1])
	}
	return m
}

func (m *Map) index(key string) int {
	return slices.IndexFunc(m.pairs, func(p pair) bool { return p.key == key })
}

func (m *Map) get(key string) any {
	if i := m.index(key); i >= 0 {
		return m.pairs[i].value
	}
	return nil
}

func (m *Map) text(key string) string {
	s, _ := m.get(key).(string)
	return s
}

func (m *Map) list(key string) []any {
	l, _ := m.get(key).([]any)
	return l
}

// set gives a key a value; nil takes the key away.
func (m *Map) set(key string, value any) {
	switch i := m.index(key); {
	case value == nil:
		m.pairs = slices.DeleteFunc(m.pairs, func(p pair) bool { return p.key == key })
	case i >= 0:
		m.pairs[i].value = value
	default:
		m.pairs = append(m.pairs, pair{key, value})
	}
}

// clone copies a value with all that it holds.
func clone(v any) any {
	switch v := v.(type) {
	case *Map:
		out := &Map{}
		for _, p := range v.pairs {
			out.pairs = append(out.pairs, pair{p.key, clone(p.value)})
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = clone(item)
		}
		return out
	}
	return v
}

// Clone copies the mapping with all that it holds.
func (m *Map) Clone() *Map { return clone(m).(*Map) }

// YAML writes the mapping as a file, with a line for each key and each item of a list.
func (m *Map) YAML() []byte {
	var b strings.Builder
	for _, p := range m.pairs {
		list, ok := p.value.([]any)
		if !ok || len(list) == 0 {
			fmt.Fprintf(&b, "%s: %s\n", p.key, flow(p.value))
			continue
		}
		b.WriteString(p.key + ":\n")
		for _, item := range list {
			b.WriteString("- " + flow(item) + "\n")
		}
	}
	return []byte(b.String())
}

// bare are the texts that need no quotes anywhere.
var bare = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.]*$`)

var words = []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}

func flow(v any) string {
	switch v := v.(type) {
	case *Map:
		var parts []string
		for _, p := range v.pairs {
			parts = append(parts, p.key+": "+flow(p.value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		var parts []string
		for _, item := range v {
			parts = append(parts, flow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		if bare.MatchString(v) && !slices.Contains(words, strings.ToLower(v)) {
			return v
		}
		return strconv.Quote(v) // whose escapes are YAML's too
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}
