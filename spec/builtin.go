package spec

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed platforms/*.yaml
var platforms embed.FS

// Builtins lists the platforms that ship with replygen, sorted.
func Builtins() []string {
	names, _ := fs.Glob(platforms, "platforms/*.yaml") // the pattern is well formed
	for i, name := range names {
		names[i] = strings.TrimSuffix(path.Base(name), ".yaml")
	}
	return names
}

// builtinText returns the spec or overlay of a builtin platform.
func builtinText(name string) ([]byte, error) {
	return platforms.ReadFile(path.Join("platforms", name+".yaml"))
}
