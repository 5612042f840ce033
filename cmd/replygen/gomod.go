package main

import (
	"errors"
	"fmt"
	"go/version"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
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
