package randomspec

import "slices"

// part is what a path names.
type part struct {
	path string
	// what is one of field, item, reply, case, rule, scalar or the name of a section.
	what string
	m    *Map
	// owner has the part in the list at key; a section or an item is the value at key itself.
	owner *Map
	key   string
	// inner is set inside an item or a case.
	inner bool
	// sent is set if the platform sends it.
	sent bool
}

// ids are the keys that name parts in lists.
var ids = map[string]string{"field": "name", "scalar": "name", "rule": "name", "reply": "type", "case": "case", "message": "type", "event": "event"}

func (p part) isListed() bool { return ids[p.what] != "" }

// parts lists everything that has a path.
func (o *overlayMaker) parts() []part {
	var out []part
	var below func(p part)
	each := func(p part, key, what, prefix string, inner bool) {
		for _, item := range p.m.list(key) {
			m := item.(*Map)
			child := part{prefix + "." + m.text(ids[what]), what, m, p.m, key, inner, p.sent}
			out = append(out, child)
			below(child)
		}
	}
	below = func(p part) {
		each(p, "fields", "field", p.path, p.inner)
		if !hasField(p.m, "rules") {
			each(p, "rules", "rule", p.path+".rules", p.inner)
		}
		each(p, "cases", "case", p.path, true)
		if item, ok := p.m.get("item").(*Map); ok {
			child := part{p.path + ".item", "item", item, p.m, "item", true, p.sent}
			out = append(out, child)
			below(child)
		}
	}
	root := part{m: o.spec}
	for _, section := range []string{"platform", "header", "delivery", "security", "inbound"} {
		if m, ok := o.spec.get(section).(*Map); ok {
			p := part{path: section, what: section, m: m, owner: o.spec, key: section, inner: section == "inbound", sent: section == "inbound"}
			out = append(out, p)
			below(p)
		}
	}
	each(root, "scalars", "scalar", "scalars", false)
	each(root, "replies", "reply", "replies", false)
	root.sent = true
	each(root, "messages", "message", "messages", true)
	each(root, "events", "event", "events", true)
	return out
}

// hasField reports whether a body has a field of that name; one named rules hides the rules of the body from paths.
func hasField(m *Map, name string) bool {
	return slices.ContainsFunc(m.list("fields"), func(f any) bool { return f.(*Map).text("name") == name })
}
