package main

import (
	"path/filepath"
	"testing"

	"github.com/replygen/replygen/generator"
)

func TestGenerateNamesTheGoThatThePackageNeeds(t *testing.T) {
	for _, tt := range []struct{ goMod, err string }{
		{"module m\n\ngo 1.21\n", "go.mod:3: the module is written for Go 1.21, and the package needs " + generator.GoVersion},
		{"module m\n\n\n\tgo 1.9.1 // old\n", "go.mod:4: the module is written for Go 1.9.1,"},
		{"module m\n", `go.mod has no line "go ` + generator.GoVersion + `"`},
		{"module m\ngo " + generator.GoVersion, ""},
		{"module m\ngo " + generator.GoVersion + "rc1\n", ""},
		{"module m\n// go 1.9\ngo 1.99.1\n", ""},
	} {
		inDir(t, map[string]string{"go.mod": tt.goMod})
		for _, dir := range []string{"reply", "."} {
			r := replygen("generate", "--out", dir, "--package", "reply")
			if tt.err == "" {
				r.want(t, exitFine, "", "wrote")
				continue
			}
			r.want(t, exitUsage, "", tt.err)
			if made, _ := filepath.Glob(filepath.Join(dir, "*.go")); len(made) > 0 {
				t.Errorf("%q: %d files were written", tt.goMod, len(made))
			}
		}
	}
	inDir(t, map[string]string{"go.mod": "module m\n\ngo 1.21\n", "inner/go.mod": "module m/inner\n\ngo 1.99\n"})
	replygen("generate", "--out", "inner/reply").want(t, exitFine, "", "wrote")
}
