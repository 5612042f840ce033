package spec

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/tree"
)

// thing is a mapping that has a path of its own: a section, a reply, a field, a rule. What a spec holds is a tree of
// things; everything else in it are keys of things.
type thing struct {
	path  []string
	shape *shape
	node  *tree.Node
}

// family is a key under which a thing holds others.
type family struct {
	key *key
	// prefix is the segment that stands between the holder's path and a member's name, "" for none.
	prefix string
}

// families lists where the things of a shape hold others, in the order of the table.
func families(s *shape) []family {
	var out []family
	for i := range s.keys() {
		k := &s.keys()[i]
		switch {
		case s != specShape && !slices.Contains(childKeys, k.name):
		case k.kind == objectKey && k.of != nil:
			out = append(out, family{key: k})
		case k.kind == objectListKey && k.of.id != "":
			f := family{key: k}
			if s == specShape || k.name == "rules" {
				f.prefix = k.name
			}
			out = append(out, f)
		}
	}
	return out
}

func (f family) isList() bool { return f.key.kind == objectListKey }

// ordered reports whether the order of the members is that of the wire.
func (f family) ordered() bool { return f.key.name == "fields" }

// path is the path of a member.
func (f family) path(holder []string, name string) []string {
	out := slices.Clone(holder)
	if f.prefix != "" {
		out = append(out, f.prefix)
	}
	return append(out, name)
}

// members returns the things of a family that a thing holds, in their order. A nil node holds none.
func (f family) members(t thing) []thing {
	held := t.node.Get(f.key.name)
	switch {
	case held == nil:
		return nil
	case !f.isList():
		return []thing{{path: f.path(t.path, f.key.name), shape: f.key.of, node: held}}
	}
	var out []thing
	for _, n := range held.Items {
		out = append(out, thing{path: f.path(t.path, n.Str(f.key.of.id)), shape: f.key.of, node: n})
	}
	return out
}

func joinPath(segments []string) string { return strings.Join(segments, ".") }

func (t thing) String() string { return joinPath(t.path) }

func (t thing) name() string {
	if len(t.path) == 0 {
		return ""
	}
	return t.path[len(t.path)-1]
}

// step returns the member that the next segments of a path name, and the rest of the path.
func (t thing) step(segments []string) (thing, []string, bool) {
	for _, f := range families(t.shape) {
		rest := segments
		if f.prefix != "" {
			if rest[0] != f.prefix || len(rest) == 1 {
				continue
			}
			rest = rest[1:]
		}
		for _, m := range f.members(t) {
			if m.name() == rest[0] {
				return m, rest[1:], true
			}
		}
	}
	return thing{}, nil, false
}

// descend follows a path below a thing as far as it names things, and returns the rest of it.
func (t thing) descend(segments []string) (thing, []string) {
	for len(segments) > 0 {
		next, rest, ok := t.step(segments)
		if !ok {
			break
		}
		t, segments = next, rest
	}
	return t, segments
}

// kindOf is the kind that a thing with a `type` has; ids and named scalars are strings.
func (t thing) kindOf() string {
	switch name := t.node.Str("type"); {
	case t.shape == scalarShape, name == kindID:
		return kindString
	case name == "":
		return kindObject // an item may leave it out
	case isKind(name):
		return name
	default:
		return kindString
	}
}
