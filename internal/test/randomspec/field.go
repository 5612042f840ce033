package randomspec

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/spec"
)

// body adds fields and the rules across them.
func (r *random) body(m *Map, depth, most int) {
	var fields []any
	for range r.IntN(most + 1) {
		f := r.field(depth)
		if f.text("type") == "list" && r.chance(40) {
			count := mapOf("name", r.name(), "type", "count", "of", f.text("name"))
			fields = append(fields, pick(r, []any{count, f}, []any{f, count})...)
			continue
		}
		fields = append(fields, f)
	}
	if len(fields) > 0 || r.chance(30) {
		m.set("fields", fields)
	}
	if rules := r.rules(fields); len(rules) > 0 {
		m.set("rules", rules)
	}
}

var leafTypes = []string{"string", "string", "id", "int", "float", "bool", "unix_time"}

// maxDepth bounds how deep elements nest.
const maxDepth = 3

func (r *random) field(depth int) *Map {
	m := mapOf("name", r.name())
	switch {
	case depth < maxDepth && r.chance(15):
		r.object(m, depth)
	case depth < maxDepth && r.chance(18):
		r.listOf(m, depth)
	case depth < maxDepth && r.chance(10):
		m.set("type", "union")
		r.union(m, depth)
		m.set("required", r.chance(50))
	case r.chance(5):
		m.set("type", "const")
		m.set("value", pick(r, "x", "", "1", "]]>", "<&>", "常"))
	default:
		if n := len(r.plain); n > 0 && !r.sent && r.chance(8) {
			r.Shuffle(n, func(i, j int) { r.plain[i], r.plain[j] = r.plain[j], r.plain[i] })
			m.set("name", r.plain[0])
			r.plain = r.plain[1:]
		}
		r.leaf(m)
		r.truncates(m)
		r.maybe(m, 40, "required", r.chance(80))
	}
	if r.sent && r.chance(15) {
		m.set("aliases", []any{r.name()})
	}
	r.evidence(m)
	return m
}

func (r *random) leaf(m *Map) {
	typ := pick(r, leafTypes...)
	if len(r.scalars) > 0 && r.chance(25) {
		typ = pick(r, r.scalars...)
	}
	m.set("type", typ)
	r.valueRules(m)
}

// valueRules gives a leaf rules that its type can have, and an example that keeps them.
func (r *random) valueRules(m *Map) {
	r.maybe(m, 15, "cdata", r.chance(50))
	typ := m.text("type")
	numbers := map[string]struct{ min, example, max any }{
		"int": {r.IntN(10) - 5, 5, 5 + r.IntN(1000)}, "float": {-1.5, 1.25, float64(2 + r.IntN(50))},
		"unix_time": {1, 12345678, 4000000000}, "bool": {nil, true, nil},
	}
	if n, ok := numbers[typ]; ok {
		r.maybe(m, 35, "min", n.min)
		r.maybe(m, 35, "max", n.max)
		if typ == "int" && m.get("min") == nil && m.get("max") == nil {
			r.maybe(m, 60, "enum", []any{5, 6, 30 + r.IntN(9)}[:1+r.IntN(3)])
		}
		r.maybe(m, 20, "example", n.example)
		return
	}
	before := len(m.pairs)
	r.stringRules(m)
	if len(m.pairs) == before && (typ == "string" || typ == "id") {
		r.maybe(m, 20, "example", strings.ReplaceAll(r.doc(), "\a", "")) // no other rule that it could violate
	}
}

// stringRules gives a string rules that some text keeps, whatever the rules of its type are.
func (r *random) stringRules(m *Map) {
	for _, rule := range spec.ValueRules() {
		switch {
		case rule.Unit != spec.Bytes && rule.Unit != spec.Characters || !r.chance(25):
		case rule.Bound == spec.AtLeast:
			m.set(rule.Key, 1+r.IntN(4))
		case rule.Unit == spec.Characters:
			m.set(rule.Key, 8+r.IntN(60))
		default:
			m.set(rule.Key, 16+r.IntN(100))
			r.maybe(m, 40, "examples", []any{mapOf("value", longText, "violates", rule.Key)})
		}
	}
	switch form := r.IntN(10); {
	case form == 0:
		values := []any{"alpha", "Bravo", "char_lie", "1234"}
		r.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
		m.set("enum", values[:1+r.IntN(4)])
	case form == 1 && slices.Contains([]string{"", "string", "id"}, m.text("type")): // its example is no value of a scalar
		m.set("pattern", pick(r, "[a-z]{1,8}", `\d+`, "(foo|bar)+", ".{4,6}", "[一-龥]+x?"))
	case form == 2:
		m.set("format", "url")
	}
	m.matching()
}

// matching adds the example that a pattern needs.
func (m *Map) matching() {
	if example, ok := matching[m.text("pattern")]; ok {
		m.set("examples", append([]any{mapOf("value", example)}, m.list("examples")...))
	}
}

// matching has an example for each pattern.
var matching = map[string]string{"[a-z]{1,8}": "abcd", `\d+`: "1234", "(foo|bar)+": "foobar", ".{4,6}": "abcde", "[一-龥]+x?": "一二三四"}

// truncates makes some limits those at which the platform cuts.
func (r *random) truncates(m *Map) {
	isCut := func(rule *spec.ValueRule) bool {
		return rule.Bound == spec.AtMost && rule.Unit != "" && m.get(rule.Key) != nil
	}
	if !r.sent && slices.ContainsFunc(spec.ValueRules(), isCut) && r.chance(30) {
		m.set("truncates", true)
		m.set("examples", nil) // of a text that is too long
		m.matching()
	}
}

var longText = string(slices.Repeat([]byte("x"), 120))

func (r *random) object(m *Map, depth int) {
	m.set("type", "object")
	required := r.chance(60)
	if required {
		m.set("required", true)
	}
	r.body(m, depth+1, 3)
	if m.get("fields") == nil {
		m.set("fields", []any{})
	}
	if !required {
		// Some field has to show whether the object is present.
		tells := mapOf("name", r.name(), "type", "string", "required", true)
		m.set("fields", append([]any{tells}, m.list("fields")...))
	}
}

func (r *random) listOf(m *Map, depth int) {
	m.set("type", "list")
	r.maybe(m, 30, "min_items", r.IntN(3))
	if r.chance(40) {
		m.set("max_items", 3+r.IntN(10))
		if !r.inner && r.chance(30) {
			m.set("max_items_replying_to", mapOf("text", 2+r.IntN(2), "image", 3))
		}
	}
	r.maybe(m, 25, "required", true)
	item := &Map{}
	if r.chance(30) {
		m.set("flat", true)
	} else {
		item.set("name", pick(r, "item", "row"))
	}
	inner := r.inner
	r.inner = true
	switch {
	case depth+2 > maxDepth || r.chance(30):
		r.leaf(item)
	case r.chance(15):
		item.set("type", "union")
		r.union(item, depth+1)
	default:
		r.maybe(item, 30, "type", "object")
		r.body(item, depth+2, 3)
		if item.get("fields") == nil {
			item.set("fields", []any{})
		}
	}
	r.inner = inner
	r.evidence(item)
	m.set("item", item)
}

func (r *random) union(m *Map, depth int) {
	m.set("tag", r.name())
	inner := r.inner
	r.inner = true
	var cases []any
	for range 1 + r.IntN(3) {
		cases = append(cases, r.unionCase(depth))
	}
	r.inner = inner
	m.set("cases", cases)
}

func (r *random) unionCase(depth int) *Map {
	c := mapOf("case", r.name())
	r.maybe(c, 30, "title", r.doc())
	r.evidence(c)
	r.body(c, depth+1, 2)
	return c
}

// rules are some across the fields of a body that can be absent.
func (r *random) rules(fields []any) []any {
	var absent []any
	var deciding *Map
	for _, f := range fields {
		f := f.(*Map)
		switch f.text("type") {
		case "const", "count", "msg_type":
			continue
		case "string", "int", "bool":
			deciding = f
		}
		least, _ := f.get("min_items").(int)
		if f.get("required") != true && least == 0 {
			absent = append(absent, f.text("name"))
		}
	}
	if len(absent) < 2 || r.chance(50) {
		return nil
	}
	var out []any
	for range 1 + r.IntN(2) {
		r.Shuffle(len(absent), func(i, j int) { absent[i], absent[j] = absent[j], absent[i] })
		subject, others := absent[0], slices.Clone(absent[1:2+r.IntN(len(absent)-1)])
		rule := mapOf("name", r.name())
		switch form := pick(r, "requires", "forbids", "one_of", "at_least_one_of", "required_when"); form {
		case "requires", "forbids":
			rule.set("field", subject)
			rule.set(form, others)
		case "required_when":
			if deciding == nil || deciding.text("name") == subject {
				continue
			}
			in := map[string][]any{"string": {"alpha", "x"}, "int": {1, 2}, "bool": {true}}[deciding.text("type")]
			rule.set("field", subject)
			rule.set(form, mapOf("field", deciding.text("name"), "in", in))
		default:
			rule.set(form, append([]any{subject}, others...))
		}
		r.evidence(rule)
		out = append(out, rule)
	}
	return out
}
