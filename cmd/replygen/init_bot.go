package main

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec/diag"
)

// botPackage is the directory below the program's, and the name of the package in it.
const botPackage = "reply"

// startBot writes a program into dir, and what its package is generated from.
func (c *invocation) startBot(p *platformFlags, dir string) int {
	present, err := goFiles(dir)
	if err != nil {
		return c.fatal(err)
	}
	if len(present) > 0 && present[0].packageName != "main" {
		return c.fatal(fmt.Errorf("%s is of the package %s: name a directory for the program", filepath.Join(dir, present[0].name), present[0].packageName))
	}
	below := filepath.Join(dir, botPackage)
	name, err := packageBeside(below, botPackage)
	if err != nil {
		return c.fatal(err)
	}
	importPath, err := importPathOf(below)
	if err != nil {
		return c.fatal(err)
	}
	platform, code := c.loadOrShow(p)
	if platform == nil {
		return code
	}
	program, err := generator.Bot(platform, generator.Options{Package: name}, importPath)
	if err != nil {
		var found *diag.List
		if !errors.As(err, &found) {
			return c.fatal(err)
		}
		c.show(found, diag.Text)
		return exitCode(found)
	}
	return c.start(p.spec, below, &newFile{filepath.Join(dir, "main.go"), program})
}

var moduleLine = regexp.MustCompile(`(?m)^[ \t]*module[ \t]+("[^"\n]*"|` + "`[^`\n]*`" + `|[^\s"` + "`" + `]+)`)

// pathOfImport is what may stand in an import path: https://go.dev/ref/mod#go-mod-file-ident.
var pathOfImport = regexp.MustCompile(`^[-+._~/A-Za-z0-9]+$`)

// importPathOf is the import path of a directory, which need not exist, by the nearest go.mod.
func importPathOf(dir string) (string, error) {
	file, text, err := nearestGoMod(dir)
	switch {
	case err != nil:
		return "", err
	case file == "":
		return "", fmt.Errorf("%s is in no module: run \"go mod init\" first", dir)
	}
	found := moduleLine.FindSubmatch(text)
	if found == nil {
		return "", fmt.Errorf("%s names no module", file)
	}
	module := string(found[1])
	if unquoted, err := strconv.Unquote(module); err == nil {
		module = unquoted
	}
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	below, err := filepath.Rel(filepath.Dir(file), full)
	if err != nil {
		return "", err
	}
	out := path.Join(module, filepath.ToSlash(below))
	if !pathOfImport.MatchString(out) {
		return "", fmt.Errorf("%q is no import path: choose another directory", out)
	}
	return out, nil
}
