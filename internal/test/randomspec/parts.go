package randomspec

import (
	"slices"
	"strings"
)

// kind is a kind of part: the key at which its owner has it, its name, how its path goes on from its owner's, and, of a
// part in a list, the key that names it there.
type kind struct{ key, what, step, id string }

var kinds = []kind{
	{"platform", "platform", "platform", ""}, {"header", "header", "header", ""}, {"delivery", "delivery", "delivery", ""},
	{"security", "security", "security", ""}, {"inbound", "inbound", "inbound", ""}, {"item", "item", "item", ""},
	{"scalars", "scalar", "scalars.", "name"}, {"replies", "reply", "replies.", "type"},
	{"messages", "message", "messages.", "type"}, {"events", "event", "events.", "event"},
	{"fields", "field", "", "name"}, {"rules", "rule", "rules.", "name"}, {"cases", "case", "", "case"},
}

// part is what a path names.
type part struct {
	kind
	path  string
	m     *Map
	owner *Map
	// inner is set inside an item or a case.
	inner bool
	// sent is set if the platform sends it.
	sent bool
}

// below is the part of p that stands, or is to stand, at a key.
func (p part) below(key string, m *Map) part {
	k := kinds[slices.IndexFunc(kinds, func(k kind) bool { return k.key == key })]
	path := strings.TrimPrefix(p.path+"."+k.step, ".")
	if k.id != "" {
		path += m.text(k.id)
	}
	sent := p.sent || slices.Contains([]string{"inbound", "messages", "events"}, key)
	return part{kind: k, path: path, m: m, owner: p.m, inner: p.inner || sent || key == "item" || key == "cases", sent: sent}
}

// parts lists everything below a part that has a path.
func (p part) parts() []part {
	var out []part
	for _, k := range kinds {
		members := p.m.list(k.key)
		if m, ok := p.m.get(k.key).(*Map); ok {
			members = []any{m}
		}
		if k.what == "rule" && hasField(p.m, "rules") {
			continue
		}
		for _, m := range members {
			child := p.below(k.key, m.(*Map))
			out = append(append(out, child), child.parts()...)
		}
	}
	return out
}

// hasField reports whether a body has a field of that name; one named rules hides the rules of the body from paths.
func hasField(m *Map, name string) bool {
	return slices.ContainsFunc(m.list("fields"), func(f any) bool { return f.(*Map).text("name") == name })
}
