package randomspec

import (
	"math/rand/v2"
	"slices"

	"github.com/replygen/replygen/spec"
)

// Overlay returns a random overlay on a base spec, and the spec that it leads to. Most results are valid specs, some
// are not: a change may take away what another part needs.
func Overlay(rnd *rand.Rand, base *Map, name, extends string) (overlay, result *Map) {
	o := &overlayMaker{random: &random{Rand: rnd, made: 1000 * (1 + rnd.IntN(1000))}, root: part{m: base.Clone()}, used: map[string]bool{}}
	result = o.root.m
	for _, s := range result.list("scalars") {
		o.scalars = append(o.scalars, s.(*Map).text("name"))
	}
	overlay = mapOf("replygen", 1, "overlay", name, "extends", extends)
	if o.chance(40) {
		meta := mapOf("title", o.doc())
		o.maybe(meta, 50, "id", "other")
		overlay.set("platform", meta)
		for _, p := range meta.pairs {
			result.get("platform").(*Map).set(p.key, p.value)
		}
	}
	for range o.IntN(7) {
		o.change()
	}
	if len(o.changes) > 0 {
		overlay.set("changes", o.changes)
	}
	return overlay, result
}

type overlayMaker struct {
	*random
	root    part
	changes []any
	used    map[string]bool
}

// change makes one change of a path that no other change names, or none if it finds nothing to do.
func (o *overlayMaker) change() {
	all := o.root.parts()
	// Half of the changes are of fields, which most of a spec is.
	if fields := slices.DeleteFunc(slices.Clone(all), func(p part) bool { return p.what != "field" }); len(fields) > 0 && o.chance(50) {
		all = fields
	}
	p := pick(o.random, all...)
	verb := pick(o.random, "add", "add", "add", "edit", "edit", "edit", "edit", "move", "remove", "replace")
	if verb == "add" {
		p = o.another(p)
	}
	if o.used[p.path] {
		return
	}
	o.inner, o.sent = p.inner, p.sent
	c := mapOf(verb, p.path)
	done := map[string]func(part, *Map) bool{"add": o.add, "edit": o.edit, "remove": o.remove, "replace": o.replace, "move": o.place}[verb](p, c)
	if !done {
		return
	}
	if p.id != "" && (verb == "add" && (p.what == "field" || o.chance(50)) || verb == "edit" && o.chance(20) || verb == "replace" && o.chance(30)) {
		o.place(p, c)
	}
	o.maybe(c, 30, "because", o.doc())
	o.changes = append(o.changes, c)
	o.used[p.path] = true
}

// makers make parts of some kinds.
var makers = map[string]func(r *random) *Map{
	"scalar": (*random).scalar, "header": (*random).header, "reply": (*random).reply, "event": (*random).event,
	"delivery": (*random).delivery, "security": (*random).security,
	"message": func(r *random) *Map { return r.message(r.name()) },
	"field":   func(r *random) *Map { return r.field(maxDepth - 1) },
	"case":    func(r *random) *Map { return r.unionCase(maxDepth) },
	"inbound": func(r *random) *Map { return mapOf("event_type", pick(r, "event", "occasion")) },
}

// another is a part that can be added inside of another one, or of the spec; it has no path if there is none.
func (o *overlayMaker) another(p part) part {
	key := ""
	switch {
	case p.m.text("type") == "union" && o.chance(80): // there are few of them
		key = "cases"
	case p.sent && o.chance(40):
		p, key = o.root, pick(o.random, "events", "messages")
	case o.chance(30):
		p, key = o.root, pick(o.random, "scalars", "replies")
	case o.chance(15):
		if p, key = o.root, pick(o.random, "delivery", "security"); p.m.get(key) != nil {
			return part{}
		}
	case p.m.get("fields") == nil && !slices.Contains([]string{"reply", "case", "header", "message", "event"}, p.what):
		return part{}
	case p.what != "header" && p.what != "inbound" && !hasField(p.m, "rules") && o.chance(30):
		if rules := o.rules(p.m.list("fields")); len(rules) > 0 {
			return p.below("rules", rules[0].(*Map))
		}
		return part{}
	default:
		key = "fields"
	}
	made := p.below(key, &Map{})
	o.inner, o.sent = made.inner, made.sent
	return p.below(key, makers[made.what](o.random))
}

func (o *overlayMaker) add(p part, c *Map) bool {
	if p.path == "" {
		return false
	}
	value := p.m.Clone()
	if o.chance(80) {
		value.set(p.id, nil)
	}
	c.set("value", value)
	if p.what == "scalar" {
		o.scalars = append(o.scalars, p.m.text("name"))
	}
	if p.id == "" {
		p.owner.set(p.key, p.m)
	} else {
		p.owner.set(p.key, append(slices.Clone(p.owner.list(p.key)), any(p.m)))
	}
	return true
}

// edited are the keys that edits change of parts which have no kind.
var edited = map[string][]string{
	"delivery": {"deadline", "attempts", "acks"}, "security": {"modes", "receiver"}, "header": {"root", "ignores"}, "inbound": {"event_type"},
	"reply": {"title"}, "case": {"title"}, "message": {"title", "accepts_reply"}, "event": {"title", "accepts_reply"},
}

func (o *overlayMaker) edit(p part, c *Map) bool {
	before := p.m.Clone()
	switch p.what {
	case "scalar":
		o.stringRules(p.m)
	case "field", "item":
		o.editKind(p)
	case "platform", "rule": // evidence only
	default:
		other := makers[p.what](o.random)
		for _, key := range edited[p.what] {
			p.m.set(key, other.get(key))
		}
	}
	o.evidence(p.m)
	set, unset, was := &Map{}, []any{}, &Map{}
	for _, e := range p.m.pairs {
		if old := before.get(e.key); flow(old) != flow(e.value) {
			set.set(e.key, e.value)
			o.maybe(was, 30, e.key, old)
		}
	}
	for _, e := range before.pairs {
		if p.m.get(e.key) == nil {
			unset = append(unset, e.key)
		}
	}
	for _, part := range []pair{{"set", set}, {"unset", unset}, {"was", was}} {
		if text := flow(part.value); text != "{}" && text != "[]" {
			c.set(part.key, part.value)
		}
	}
	return len(c.pairs) > 1
}

// editKind changes the rules of a leaf, or its kind.
func (o *overlayMaker) editKind(p part) {
	switch typ := p.m.text("type"); typ {
	case "list":
		p.m.set("max_items", 3+o.IntN(20))
	case "object", "union", "const", "count", "msg_type", "":
		return
	default:
		if o.chance(40) {
			o.valueRules(p.m)
			break
		}
		for _, r := range spec.ValueRules() {
			p.m.set(r.Key, nil)
		}
		for _, key := range []string{"example", "examples", "truncates", "cdata"} {
			p.m.set(key, nil)
		}
		o.leaf(p.m)
		if p.what == "field" {
			o.truncates(p.m)
		}
	}
	if p.what == "field" && o.chance(30) {
		p.m.set("required", o.chance(50))
	}
}

// place moves a part among its siblings and adds the new position to the change. It reports whether the part has moved.
func (o *overlayMaker) place(p part, c *Map) bool {
	list := p.owner.list(p.key)
	from := slices.Index(list, any(p.m))
	if p.id == "" {
		return false
	}
	others := slices.Delete(slices.Clone(list), from, from+1)
	at, last := o.IntN(len(others)+1), len(others)
	if at == from && c.get("add") == nil {
		return false
	}
	name := func(i int) string { return others[i].(*Map).text(p.id) }
	switch {
	case at == 0 && o.chance(50):
		c.set("first", true)
	case at == last && (at == 0 || o.chance(50)):
		c.set("last", true)
	case at == last || at > 0 && o.chance(50):
		c.set("after", name(at-1))
	default:
		c.set("before", name(at))
	}
	p.owner.set(p.key, slices.Insert(others, at, any(p.m)))
	return true
}

func (o *overlayMaker) remove(p part, c *Map) bool {
	switch {
	case o.chance(10): // a part that is absent: nothing happens
		*c = *mapOf(pick(o.random, "remove", "move", "edit"), "replies."+o.name(), "if_present", true)
		if c.get("edit") != nil {
			c.set("set", mapOf("doc", "x"))
		}
	case p.what == "platform" || p.what == "header" || p.what == "item":
		return false
	case p.id == "":
		p.owner.set(p.key, nil)
	default:
		p.owner.set(p.key, slices.DeleteFunc(slices.Clone(p.owner.list(p.key)), func(v any) bool { return v == any(p.m) }))
		o.maybe(c, 30, "if_present", true)
	}
	return true
}

func (o *overlayMaker) replace(p part, c *Map) bool {
	maker := makers[p.what]
	if maker == nil || p.what == "header" || p.what == "inbound" {
		return false
	}
	m := maker(o.random)
	if p.id != "" {
		m.set(p.id, p.m.text(p.id))
	}
	if flow(m) == flow(p.m) {
		return false
	}
	*p.m = *m
	value := m.Clone()
	value.set(p.id, nil)
	c.set("value", value)
	return true
}
