package spec

import (
	"embed"
	"path"
	"strings"
)

//go:embed platforms/*.yaml
var platforms embed.FS

// Builtins lists the platforms that ship with replygen, sorted.
func Builtins() []string {
	entries, err := platforms.ReadDir("platforms")
	if err != nil {
		panic(err) // the directory is embedded
	}
	var out []string
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	return out
}

// builtinText returns the spec or overlay of a builtin platform.
func builtinText(name string) ([]byte, error) {
	return platforms.ReadFile(path.Join("platforms", name+".yaml"))
}
