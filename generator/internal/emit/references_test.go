package emit

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What two emitters need lives in gomodel or gofile, so that one emitter can be read and changed alone. The files of an
// emitter share a prefix: writers.go, writers_pieces.go.
func TestEmittersUseNothingOfEachOther(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	declaredBy := map[string]string{} // by identifier
	uses := map[string][]string{}     // by emitter
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		emitter := emitterOf(name, names)
		for identifier := range f.Scope.Objects {
			declaredBy[identifier] = emitter
		}
		for _, identifier := range f.Unresolved { // in this file
			uses[emitter] = append(uses[emitter], identifier.Name)
		}
	}
	if len(uses) < 9 {
		t.Errorf("found %d emitters", len(uses))
	}
	for emitter, identifiers := range uses {
		for _, identifier := range identifiers {
			if owner := declaredBy[identifier]; owner != "" && owner != emitter {
				t.Errorf("%s uses %s, which %s declares", emitter, identifier, owner)
			}
		}
	}
}

// emitterOf is the shortest prefix of a file's name that is itself a file.
func emitterOf(name string, names []string) string {
	for i, c := range name {
		if c == '_' && slices.Contains(names, name[:i]+".go") {
			return name[:i]
		}
	}
	return strings.TrimSuffix(name, ".go")
}
