package keys

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/replygen/replygen/spec/internal/tree"
)

// Same reports whether two values of a key mean the same on an element of a kind. A value that is left out is the default;
// 5s is 5000ms.
func (k *Key) Same(kind string, a, b *tree.Node) bool {
	isScalar := func(n *tree.Node) bool { return n == nil || n.Kind == tree.Scalar }
	switch {
	case isScalar(a) && isScalar(b):
		x, okX := k.meaning(kind, a)
		y, okY := k.meaning(kind, b)
		return okX == okY && x == y
	case k.Kind == ObjectKey && k.Of != nil && a != nil && b != nil:
		return k.Of.Same(a, b)
	case k.Kind == ObjectListKey && a != nil && b != nil:
		return slices.EqualFunc(a.Items, b.Items, k.Of.Same)
	}
	return a.Same(b)
}

// meaning is a value in one spelling, and whether there is one.
func (k *Key) meaning(kind string, n *tree.Node) (string, bool) {
	if n == nil {
		of := cmp.Or(k.DefaultOf[kind], k.Default)
		return of, of != "" || k.Kind == TextKey
	}
	switch k.Kind {
	case DurationKey:
		if d, err := time.ParseDuration(n.Text); err == nil {
			return d.String(), true
		}
	case NumberKey:
		if v, ok := n.Float(); ok {
			return strconv.FormatFloat(v, 'g', -1, 64), true
		}
	}
	return n.Text, true
}

// ValueIn is the text of a key of an element, or its default.
func (k *Key) ValueIn(t Element) string {
	return cmp.Or(t.Node.Str(k.Name), k.DefaultOf[t.KindOf()], k.Default)
}

// Same reports whether two mappings of a shape mean the same.
func (s *Shape) Same(a, b *tree.Node) bool {
	x, y := Element{Shape: s, Node: a}, Element{Shape: s, Node: b}
	for i := range s.Keys() {
		if !x.SameKey(&s.Keys()[i], y) {
			return false
		}
	}
	return true
}
