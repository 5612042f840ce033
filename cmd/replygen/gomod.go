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

// nearestGoMod is the path and the text of the go.mod in a directory, which need not exist, or above it; "" if there is
// none.
func nearestGoMod(dir string) (file string, text []byte, err error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return "", nil, err
	}
	for {
		file = filepath.Join(root, "go.mod")
		text, err = os.ReadFile(file)
		switch {
		case err == nil:
			return file, text, nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", nil, err
		case root == filepath.Dir(root):
			return "", nil, nil
		}
		root = filepath.Dir(root)
	}
}

var goLine = regexp.MustCompile(`(?m)^[ \t]*go[ \t]+([0-9][^\s/]*)`)

// checkGoVersion says which Go a package in a directory needs, if its module is written for an older one.
func checkGoVersion(dir string) error {
	file, text, err := nearestGoMod(dir)
	if err != nil || file == "" {
		return err
	}
	at := goLine.FindSubmatchIndex(text)
	if at == nil {
		return fmt.Errorf("%s has no line \"go %s\", which the package needs", file, generator.GoVersion)
	}
	stated := string(text[at[2]:at[3]])
	if version.Compare(version.Lang("go"+stated), "go"+generator.GoVersion) >= 0 {
		return nil
	}
	line := 1 + strings.Count(string(text[:at[2]]), "\n")
	return fmt.Errorf("%s:%d: the module is written for Go %s, and the package needs %s: run \"go mod edit -go=%s\"",
		file, line, stated, generator.GoVersion, generator.GoVersion)
}

// tool is the package of this command.
const tool = "github.com/replygen/replygen/cmd/replygen"

// toolLine matches the directive of go.mod that "go get -tool" adds, alone or in a block.
var toolLine = regexp.MustCompile(`(?m)^[ \t]*(tool[ \t]+)?"?` + regexp.QuoteMeta(tool) + `"?[ \t\r]*(//.*)?$`)

var moduleLine = regexp.MustCompile(`(?m)^[ \t]*module[ \t]+("[^"\n]*"|` + "`[^`\n]*`" + `|[^\s"` + "`" + `]+)`)

// importPathOf returns the import path of a directory, which need not exist, in the module of a go.mod file.
func importPathOf(dir, goMod string, text []byte) (string, error) {
	found := moduleLine.FindSubmatch(text)
	if found == nil {
		return "", fmt.Errorf("%s names no module", goMod)
	}
	module := string(found[1])
	if unquoted, err := strconv.Unquote(module); err == nil {
		module = unquoted
	}
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	below, err := filepath.Rel(filepath.Dir(goMod), full)
	return path.Join(module, filepath.ToSlash(below)), err
}

// checkImportable reports why the go command finds no package in a directory, which need not exist. Without a go.mod file
// only the last element of its path is known to be part of the import path.
func checkImportable(dir, goMod string) error {
	full, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	root := filepath.Dir(full)
	if goMod != "" {
		root = filepath.Dir(goMod)
	}
	below, err := filepath.Rel(root, full)
	if err != nil || below == "." {
		return err
	}
	for _, name := range strings.Split(filepath.ToSlash(below), "/") {
		if reason := unimportable(name); reason != "" {
			return fmt.Errorf("%s: %s: choose another directory", dir, reason)
		}
	}
	return nil
}

var (
	importElement = regexp.MustCompile(`^[+._~A-Za-z0-9][-+._~A-Za-z0-9]*$`)
	// windowsName matches names of devices and short names of Windows.
	windowsName = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[1-9]|lpt[1-9])$|~[0-9]+$`)
)

// unimportable returns why the go command takes no package from a directory of this name, by the rules of
// https://go.dev/ref/mod#go-mod-file-ident and "go help packages"; "" if it does.
func unimportable(name string) string {
	stem, _, _ := strings.Cut(name, ".")
	switch {
	case !importElement.MatchString(name):
		return fmt.Sprintf("%q is no part of an import path, which consists of ASCII letters, digits and -._~+", name)
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "_"), name == "testdata", name == "vendor":
		return fmt.Sprintf("the go command ignores directories such as %q", name)
	case strings.HasSuffix(name, "."), windowsName.MatchString(stem):
		return fmt.Sprintf("the go command refuses %q in an import path", name)
	}
	return ""
}
