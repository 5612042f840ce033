package rt

import (
	"os"
	"strings"
	"testing"
)

// A file that is not embedded would be missing from every generated package that needs it.
func TestSourcesHoldEveryFile(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || name == "doc.go" || name == "embed.go" {
			continue
		}
		if _, err := Sources.Open(name); err != nil {
			t.Errorf("%s is not embedded: %v", name, err)
		}
	}
}
