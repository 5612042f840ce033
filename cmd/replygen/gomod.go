package main

import (
	"errors"
	"fmt"
	"go/version"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/replygen/replygen/generator"
)

// tool is the package of this command.
const tool = "github.com/replygen/replygen/cmd/replygen"

var (
	goLine     = regexp.MustCompile(`(?m)^[ \t]*go[ \t]+([0-9][^\s/]*)`)
	moduleLine = regexp.MustCompile(`(?m)^[ \t]*module[ \t]+("[^"\n]*"|` + "`[^`\n]*`" + `|[^\s"` + "`" + `]+)`)
	// toolLine matches what "go get -tool" adds, alone or in a block.
	toolLine = regexp.MustCompile(`(?m)^[ \t]*(tool[ \t]+)?"?` + regexp.QuoteMeta(tool) + `"?[ \t\r]*(//.*)?$`)
)

// goMod is a go.mod file. It is empty for a directory that is in no module.
type goMod newFile

// nearestGoMod returns the go.mod file in a directory, which need not exist, or in the nearest one above it.
func nearestGoMod(dir string) goMod {
	for root := must(filepath.Abs(dir)); ; root = filepath.Dir(root) {
		file := filepath.Join(root, "go.mod")
		text, err := os.ReadFile(file)
		if err == nil {
			return goMod{file, text}
		}
		if !errors.Is(err, fs.ErrNotExist) {
			stopOn(err)
		}
		if root == filepath.Dir(root) {
			return goMod{}
		}
	}
}

// checkGoVersion reports which Go a package in a directory needs, if its module is written for an older one.
func checkGoVersion(dir string) {
	m := nearestGoMod(dir)
	if m.path == "" {
		return
	}
	at := goLine.FindSubmatchIndex(m.content)
	if at == nil {
		fatal("%s has no line \"go %s\", which the package needs", m.path, generator.GoVersion)
	}
	stated := string(m.content[at[2]:at[3]])
	if version.Compare(version.Lang("go"+stated), "go"+generator.GoVersion) < 0 {
		line := 1 + strings.Count(string(m.content[:at[2]]), "\n")
		fatal("%s:%d: the module is written for Go %s, and the package needs %[4]s: run \"go mod edit -go=%[4]s\"",
			m.path, line, stated, generator.GoVersion)
	}
}

// importPath returns the import path of a directory, which need not exist. Outside of modules, it is only the last
// element. A directory in which the go command finds no package ends the subcommand.
func (m goMod) importPath(dir string) string {
	full := must(filepath.Abs(dir))
	root, module := filepath.Dir(full), ""
	if m.path != "" {
		found := moduleLine.FindSubmatch(m.content)
		if found == nil {
			fatal("%s names no module", m.path)
		}
		root, module = must(filepath.Abs(filepath.Dir(m.path))), string(found[1])
		if unquoted, err := strconv.Unquote(module); err == nil {
			module = unquoted
		}
	}
	below := filepath.ToSlash(must(filepath.Rel(root, full)))
	if below == "." {
		return module
	}
	for name := range strings.SplitSeq(below, "/") {
		if reason := unimportable(name); reason != "" {
			fatal("%s: %s: choose another directory", dir, reason)
		}
	}
	return path.Join(module, below)
}

var (
	importElement = regexp.MustCompile(`^[+._~A-Za-z0-9][-+._~A-Za-z0-9]*$`)
	// windowsName matches the names of devices and short names of Windows.
	windowsName = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[1-9]|lpt[1-9])$|~[0-9]+$`)
)

// unimportable returns why the go command finds no package in a directory of this name, by the rules of
// https://go.dev/ref/mod#go-mod-file-ident and "go help packages"; "" if it does.
func unimportable(name string) string {
	stem, _, _ := strings.Cut(name, ".")
	switch {
	case !importElement.MatchString(name):
		return fmt.Sprintf("%q cannot be in an import path, which has ASCII letters, digits and -._~+", name)
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "_"), name == "testdata", name == "vendor":
		return fmt.Sprintf("the go command ignores directories named %q", name)
	case strings.HasSuffix(name, "."), windowsName.MatchString(stem):
		return fmt.Sprintf("the go command refuses %q in an import path", name)
	}
	return ""
}
