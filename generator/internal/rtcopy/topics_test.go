package rtcopy

import (
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/rt/extra"
)

// A source file without a topic would be missing from every package that needs it.
func TestEveryRuntimeFileHasATopic(t *testing.T) {
	inUse := map[string]bool{}
	for _, f := range slices.Concat(runtimeSource(), testSource()) {
		topic := topicOf(f.name)
		if topic == "" {
			t.Errorf("%s has no topic: give it one in topics.go", f.name)
		}
		if strings.HasSuffix(f.name, "_test.go") != strings.HasSuffix(topic, ".gen_test.go") {
			t.Errorf("%s goes into %s", f.name, topic)
		}
		inUse[topic] = true
	}
	for _, topic := range topics {
		if !inUse[topic.name] {
			t.Errorf("nothing goes into %s", topic.name)
		}
	}
}

// The names are found without a parse: the result has to be that of one.
func TestNamesAreThoseThatTheRuntimeCodeDeclares(t *testing.T) {
	for _, f := range slices.Concat(runtimeSource(), testSource(), parseAll(extra.Sources)) {
		var want []string
		for _, d := range f.decls {
			if d.receiver == "" {
				want = append(want, d.names...)
			}
		}
		if got := declaredNames(f.text); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", f.name, got, want)
		}
	}
}
