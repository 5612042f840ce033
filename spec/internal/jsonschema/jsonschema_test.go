package jsonschema

import (
	"testing"

	"github.com/replygen/replygen/spec/internal/keys"
)

// eachShape visits a shape and those of its keys, each once.
func eachShape(s *keys.Shape, seen map[*keys.Shape]bool, visit func(*keys.Shape)) {
	if s == nil || seen[s] {
		return
	}
	seen[s] = true
	visit(s)
	for _, k := range s.Keys() {
		eachShape(k.Of, seen, visit)
	}
}

// Two shapes of one name would share a definition, and a kind of value that the schema does not know would let
// anything pass.
func TestSchemaTellsShapesAndValuesApart(t *testing.T) {
	names := map[string]*keys.Shape{}
	seen := map[*keys.Shape]bool{}
	for _, top := range []*keys.Shape{keys.Spec, keys.Overlay} {
		eachShape(top, seen, func(s *keys.Shape) {
			name := definitionName(s)
			if names[name] != nil {
				t.Errorf("two shapes are called %q", name)
			}
			names[name] = s
			for _, k := range s.Keys() {
				if w := (&schemaWriter{defined: map[string]bool{}}); len(w.keyValue(s, &k)) == 0 {
					t.Errorf("%s: the key %q takes any value", name, k.Name)
				}
			}
		})
	}
}
