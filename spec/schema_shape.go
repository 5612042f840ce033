package spec

import (
	"slices"
	"strings"
)

func (s *shape) keys() []key {
	if s.list == nil {
		return nestingKeys[s]
	}
	return s.list
}

func (s *shape) key(name string) *key {
	list := s.keys()
	for i := range list {
		if list[i].name == name {
			return &list[i]
		}
	}
	return nil
}

func (s *shape) keyNames() []string {
	out := make([]string, len(s.keys()))
	for i, k := range s.keys() {
		out[i] = k.name
	}
	return out
}

func (s *shape) required() []string {
	var out []string
	for _, k := range s.keys() {
		if k.required {
			out = append(out, k.name)
		}
	}
	return out
}

// hasFields reports whether paths lead into a thing of the shape.
func (s *shape) hasFields() bool {
	k := s.key("fields")
	return k != nil && k.of == fieldShape
}

// editable lists the keys that an edit can set.
func (s *shape) editable() []string {
	return slices.DeleteFunc(s.keyNames(), func(k string) bool { return k == s.id || slices.Contains(childKeys, k) })
}

// clearable lists the keys that an edit can unset.
func (s *shape) clearable() []string {
	return slices.DeleteFunc(s.editable(), func(k string) bool { return s.key(k).required })
}

// ownKeys lists the keys of a shape that hold no things and are not the name of one among its siblings.
func (s *shape) ownKeys() []*key {
	var out []*key
	held := families(s)
	for i := range s.keys() {
		k := &s.keys()[i]
		if k.name != s.id && !slices.ContainsFunc(held, func(f family) bool { return f.key.name == k.name }) {
			out = append(out, k)
		}
	}
	return out
}

// hasKind reports whether the things of a shape have a kind.
func (s *shape) hasKind() bool {
	k := s.key("type")
	return s == scalarShape || k != nil && k.kind == typeKey
}

// childKeys hold other things, which have paths of their own.
var childKeys = []string{"fields", "item", "cases", "rules"}

// noun is the name of a shape without its article.
func (s *shape) noun() string {
	_, noun, _ := strings.Cut(s.name, " ")
	return noun
}

// fits reports whether a field of the kind can have the key.
func (k *key) fits(kind string) bool { return k.on == nil || slices.Contains(k.on, kind) }

// sections are the keys at the top of a spec that paths start with.
var sections = specShape.list[1:]

var sectionNames = specShape.keyNames()[1:]

// section returns the row of a section, nil when there is none of that name.
func section(name string) *key {
	if slices.Contains(sectionNames, name) {
		return specShape.key(name)
	}
	return nil
}
