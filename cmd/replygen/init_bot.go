package main

import (
	"fmt"
	"path/filepath"

	"github.com/replygen/replygen/generator"
)

// botPackage is the directory below the program's, and the name of the package in it.
const botPackage = "reply"

// startBot writes a program into dir, and what its package is generated from.
func (c *invocation) startBot(p *platformFlags, dir string) int {
	present, err := goFiles(dir)
	if err != nil {
		return c.fatal(err)
	}
	if name := packageOf(present); name != "" && name != "main" {
		return c.fatal(fmt.Errorf("%s is in package %s: choose another directory for the program",
			filepath.Join(dir, present[0].name), name))
	}
	below := filepath.Join(dir, botPackage)
	name, err := packageBeside(below, botPackage)
	if err != nil {
		return c.fatal(err)
	}
	module, err := nearestGoMod(below)
	if err == nil && module.file == "" {
		err = fmt.Errorf("%s is in no module: run \"go mod init\" first", below)
	}
	if err != nil {
		return c.fatal(err)
	}
	importPath, err := module.importPath(below)
	if err != nil {
		return c.fatal(err)
	}
	platform, code := c.loadOrShow(p)
	if platform == nil {
		return code
	}
	program, err := generator.Bot(platform, generator.Options{Package: name}, importPath)
	if err != nil {
		return c.fatalOrFindings(err)
	}
	return c.start(p.spec, below, &newFile{filepath.Join(dir, "main.go"), program})
}
