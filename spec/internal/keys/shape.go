package keys

import (
	"cmp"
	"slices"
	"strings"
)

// Keys are the keys of a shape, in the order of the reference.
func (s *Shape) Keys() []Key {
	if s.list == nil {
		return nestingKeys[s]
	}
	return s.list
}

// Key returns the key of that name, nil when there is none.
func (s *Shape) Key(name string) *Key {
	list := s.Keys()
	if i := slices.IndexFunc(list, func(k Key) bool { return k.Name == name }); i >= 0 {
		return &list[i]
	}
	return nil
}

// KeyNames lists the names of the keys.
func (s *Shape) KeyNames() []string {
	out := make([]string, len(s.Keys()))
	for i, k := range s.Keys() {
		out[i] = k.Name
	}
	return out
}

// Required lists the names of the keys that cannot be left out.
func (s *Shape) Required() []string {
	return slices.DeleteFunc(s.KeyNames(), func(k string) bool { return !s.Key(k).Required })
}

// HasFields reports whether paths lead into an element of the shape.
func (s *Shape) HasFields() bool { return s.Key("fields") != nil }

// Editable lists the keys that an edit can set.
func (s *Shape) Editable() []string {
	return slices.DeleteFunc(s.KeyNames(), func(k string) bool { return k == s.ID || slices.Contains(ChildKeys, k) })
}

// Clearable lists the keys that an edit can unset.
func (s *Shape) Clearable() []string {
	return slices.DeleteFunc(s.Editable(), func(k string) bool { return s.Key(k).Required })
}

// holds reports whether the value of a key is an element, or a list of elements.
func (s *Shape) holds(k *Key) bool {
	return k.Of != nil && (s == Spec || slices.Contains(ChildKeys, k.Name))
}

// OwnKeys lists the keys of a shape that contain no elements and are not the name of one.
func (s *Shape) OwnKeys() []*Key {
	var out []*Key
	for i := range s.Keys() {
		if k := &s.Keys()[i]; k.Name != s.ID && !s.holds(k) {
			out = append(out, k)
		}
	}
	return out
}

// HasKind reports whether the elements of a shape have a kind.
func (s *Shape) HasKind() bool {
	k := s.Key("type")
	return s == Scalar || k != nil && k.Kind == TypeKey
}

// ChildKeys contain elements, which have paths of their own.
var ChildKeys = []string{"fields", MessageFields, "item", "cases", "rules"}

// Noun is the name of a shape without its article.
func (s *Shape) Noun() string {
	_, noun, _ := strings.Cut(s.Name, " ")
	return noun
}

// Fits reports whether a field of the kind can have the key.
func (k *Key) Fits(kind string) bool { return k.On == nil || slices.Contains(k.On, kind) }

// Sections are the keys at the top of a spec that paths start with.
var Sections = Spec.list[1:]

// SectionNames are the names of the sections.
var SectionNames = Spec.KeyNames()[1:]

// WhenLeftOut describes the value of a key that is left out, "" where that means none.
func (k *Key) WhenLeftOut() string { return cmp.Or(k.DefaultWords, k.Default) }
