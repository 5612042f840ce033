package randomspec

import (
	"math/rand/v2"
	"slices"

	"github.com/replygen/replygen/spec"
)

// Overlay returns a random overlay on a base spec, and the spec that it leads to. Most results are valid specs, some
// are not: a change may take away what another part needs.
func Overlay(rnd *rand.Rand, base *Map, name, extends string) (overlay, result *Map) {
	o := &overlayMaker{random: &random{Rand: rnd, made: 1000 * (1 + rnd.IntN(1000))}, spec: base.Clone(), used: map[string]bool{}}
	for _, s := range o.spec.list("scalars") {
		o.scalars = append(o.scalars, s.(*Map).text("name"))
	}
	overlay = mapOf("replygen", 1, "overlay", name, "extends", extends)
	if o.chance(40) {
		meta := mapOf("title", o.doc())
		o.maybe(meta, 50, "id", "other")
		overlay.set("platform", meta)
		for _, p := range meta.pairs {
			o.spec.get("platform").(*Map).set(p.key, p.value)
		}
	}
	for range o.IntN(7) {
		o.change()
	}
	if len(o.changes) > 0 {
		overlay.set("changes", o.changes)
	}
	return overlay, o.spec
}

type overlayMaker struct {
	*random
	spec    *Map
	changes []any
	used    map[string]bool
}

// change makes one change, or none if it finds nothing to do.
func (o *overlayMaker) change() {
	all := o.parts()
	p := pick(o.random, all...)
	// Half of the changes are of fields, which most of a spec is.
	if fields := slices.DeleteFunc(slices.Clone(all), func(p part) bool { return p.what != "field" }); len(fields) > 0 && o.chance(50) {
		p = pick(o.random, fields...)
	}
	switch n := o.IntN(10); {
	case n < 4:
		o.edit(p)
	case n < 7:
		o.add(p)
	case n < 8:
		o.remove(p)
	case n < 9:
		o.move(p)
	default:
		o.replace(p)
	}
}

// write adds a change of a path that no other change names.
func (o *overlayMaker) write(verb, path string, more ...any) *Map {
	c := mapOf(append([]any{verb, path}, more...)...)
	o.maybe(c, 30, "because", o.doc())
	o.changes = append(o.changes, c)
	o.used[path] = true
	return c
}

func (o *overlayMaker) edit(p part) {
	if o.used[p.path] {
		return
	}
	edited := p.m.Clone()
	switch p.what {
	case "delivery":
		edited.set("attempts", 1+o.IntN(9))
	case "security":
		if slices.Contains(edited.list("modes"), any("encrypted")) { // without encryption there is no receiver
			edited.set("receiver", pick(o.random, "AppID", "CorpID", "none"))
		}
	case "header":
		edited.set("root", pick(o.random, "xml", "message"))
		edited.set("ignores", pick(o.random, []any{"AgentID"}, []any{"AgentID", "MsgId"}))
	case "inbound":
		edited.set("event_type", pick(o.random, "event", "occasion"))
	case "message", "event":
		edited.set("accepts_reply", o.chance(50))
	case "field", "item", "scalar":
		o.editRules(p, edited)
	}
	o.evidence(edited)
	set, unset, was := &Map{}, []any{}, &Map{}
	for _, e := range edited.pairs {
		if flow(p.m.get(e.key)) != flow(e.value) {
			set.set(e.key, e.value)
		}
	}
	for _, e := range p.m.pairs {
		switch {
		case edited.get(e.key) == nil:
			unset = append(unset, e.key)
		case set.get(e.key) != nil && o.chance(30):
			was.set(e.key, clone(e.value))
		}
	}
	if len(set.pairs)+len(unset) == 0 {
		return
	}
	c := o.write("edit", p.path)
	for _, e := range set.pairs {
		p.m.set(e.key, clone(e.value))
	}
	if len(set.pairs) > 0 {
		c.set("set", set)
	}
	for _, key := range unset {
		p.m.unset(key.(string))
	}
	if len(unset) > 0 {
		c.set("unset", unset)
	}
	if len(was.pairs) > 0 {
		c.set("was", was)
	}
	if p.isListed() && o.chance(20) {
		o.place(p, c)
	}
}

// editRules changes the rules of a leaf, or its kind.
func (o *overlayMaker) editRules(p part, m *Map) {
	typ := m.text("type")
	switch {
	case p.what == "scalar":
		o.stringRules(m)
	case typ == "list":
		m.set("max_items", 3+o.IntN(20))
	case slices.Contains([]string{"object", "union", "const", "count", "msg_type", ""}, typ):
	case o.chance(40):
		o.stringOrNot(m, typ)
	default:
		for _, r := range spec.ValueRules() {
			m.unset(r.Key)
		}
		for _, key := range []string{"example", "examples", "truncates", "cdata"} {
			m.unset(key)
		}
		o.leaf(m)
		if o.sent = p.sent; p.what == "field" {
			o.truncates(m)
		}
	}
	if p.what == "field" && m.get("cdata") == nil && !slices.Contains([]string{"const", "count", "msg_type"}, m.text("type")) && o.chance(40) {
		m.set("required", o.chance(50))
	}
}

func (o *overlayMaker) stringOrNot(m *Map, typ string) {
	switch typ {
	case "int", "float", "unix_time":
		if m.get("enum") == nil {
			m.set("max", 5000+o.IntN(9))
		}
	case "bool":
		m.set("cdata", o.chance(50))
	default:
		o.stringRules(m)
	}
}

// add puts something new into a part, or into the spec.
func (o *overlayMaker) add(p part) {
	o.inner, o.sent = p.inner, p.sent
	switch {
	case p.sent && o.chance(20):
		o.inner = true
		m := o.event()
		o.addTo(part{what: "event", m: m, owner: o.spec, key: "events", path: "events." + m.text("event")})
	case p.sent && o.chance(20):
		o.inner = true
		m := o.message(o.name())
		o.addTo(part{what: "message", m: m, owner: o.spec, key: "messages", path: "messages." + m.text("type")})
	case o.chance(15):
		s := o.scalar()
		o.addTo(part{what: "scalar", m: s, owner: o.spec, key: "scalars", path: "scalars." + s.text("name")})
		o.scalars = append(o.scalars, s.text("name"))
	case o.chance(15):
		o.inner, o.sent = false, false
		m := o.reply()
		o.addTo(part{what: "reply", m: m, owner: o.spec, key: "replies", path: "replies." + m.text("type")})
	case o.chance(15):
		for _, section := range []string{"delivery", "security"} {
			if o.spec.get(section) == nil && !o.used[section] {
				m := map[string]func() *Map{"delivery": o.delivery, "security": o.security}[section]()
				o.spec.set(section, m)
				o.write("add", section, "value", m.Clone())
				return
			}
		}
	case p.m.text("type") == "union":
		o.inner = true
		m := o.unionCase(maxDepth)
		o.addTo(part{what: "case", m: m, owner: p.m, key: "cases", path: p.path + "." + m.text("case")})
	case p.what == "reply" || p.what == "case" || p.what == "header" || p.what == "message" || p.what == "event" || p.m.get("fields") != nil:
		f := o.field(maxDepth - 1)
		o.addTo(part{what: "field", m: f, owner: p.m, key: "fields", path: p.path + "." + f.text("name"), inner: p.inner})
		if p.what == "header" || p.what == "inbound" || hasField(p.m, "rules") {
			return
		}
		for _, rule := range o.rules(p.m.list("fields")) {
			m := rule.(*Map)
			o.addTo(part{what: "rule", m: m, owner: p.m, key: "rules", path: p.path + ".rules." + m.text("name")})
		}
	}
}

// addTo puts a new part into its owner's list, and writes the change.
func (o *overlayMaker) addTo(p part) {
	value := p.m.Clone()
	if o.chance(80) {
		value.unset(ids[p.what])
	}
	c := o.write("add", p.path, "value", value)
	p.owner.set(p.key, append(slices.Clone(p.owner.list(p.key)), any(p.m)))
	if p.what == "field" || o.chance(50) {
		o.place(p, c)
	}
}

// place moves a part among its siblings and adds the new position to the change. It reports whether the part has moved.
func (o *overlayMaker) place(p part, c *Map) bool {
	list := p.owner.list(p.key)
	from := slices.Index(list, any(p.m))
	others := slices.Delete(slices.Clone(list), from, from+1)
	at := o.IntN(len(others) + 1)
	if at == from && c.get("add") == nil {
		return false
	}
	name := func(i int) string { return others[i].(*Map).text(ids[p.what]) }
	switch {
	case at == 0 && o.chance(50):
		c.set("first", true)
	case at == len(others) && o.chance(50):
		c.set("last", true)
	case at == len(others) && at > 0 || at > 0 && o.chance(50):
		c.set("after", name(at-1))
	case at < len(others):
		c.set("before", name(at))
	default:
		c.set("last", true)
	}
	p.owner.set(p.key, slices.Insert(others, at, any(p.m)))
	return true
}

func (o *overlayMaker) move(p part) {
	if !p.isListed() || o.used[p.path] {
		return
	}
	c := mapOf("move", p.path)
	if o.place(p, c) {
		o.changes = append(o.changes, c)
		o.used[p.path] = true
	}
}

func (o *overlayMaker) remove(p part) {
	switch {
	case o.chance(10):
		if path := "replies." + o.name(); o.chance(50) {
			o.write(pick(o.random, "remove", "move"), path, "if_present", true)
		} else {
			o.write("edit", path+".none", "set", mapOf("doc", "x"), "if_present", true)
		}
		return
	case o.used[p.path] || p.what == "platform" || p.what == "header" || p.what == "item":
		return
	case !p.isListed():
		p.owner.unset(p.key)
	default:
		p.owner.set(p.key, slices.DeleteFunc(slices.Clone(p.owner.list(p.key)), func(v any) bool { return v == any(p.m) }))
		if o.chance(30) {
			o.write("remove", p.path, "if_present", true)
			return
		}
	}
	o.write("remove", p.path)
}

func (o *overlayMaker) replace(p part) {
	if o.used[p.path] {
		return
	}
	o.inner, o.sent = p.inner, p.sent
	makers := map[string]func() *Map{
		"message":  func() *Map { return o.message(p.m.text("type")) },
		"event":    o.event,
		"field":    func() *Map { return o.field(maxDepth - 1) },
		"scalar":   o.scalar,
		"reply":    o.reply,
		"case":     func() *Map { return o.unionCase(maxDepth) },
		"delivery": o.delivery,
	}[p.what]
	if makers == nil {
		return
	}
	m := makers()
	if id := ids[p.what]; id != "" {
		m.set(id, p.m.text(id))
	}
	if flow(m) == flow(p.m) {
		return
	}
	*p.m = *m
	value := m.Clone()
	value.unset(ids[p.what])
	c := o.write("replace", p.path, "value", value)
	if p.isListed() && o.chance(30) {
		o.place(p, c)
	}
}
