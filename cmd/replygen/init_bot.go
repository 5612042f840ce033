package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

// botPackage is the directory below the program's, and the name of the package in it.
const botPackage = "reply"

// startBot writes a program into dir, with its package and what that is generated from. Outside of modules, dir becomes
// the root of one.
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
	var files []newFile
	module, err := nearestGoMod(below)
	ownModule := err == nil && module.file == ""
	if ownModule {
		module, err = newModule(dir)
		files = append(files, newFile{filepath.Join(dir, "go.mod"), module.text})
	}
	if err != nil {
		return c.fatal(err)
	}
	importPath, err := module.importPath(below)
	if err == nil {
		err = checkGoVersion(dir)
	}
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
	files = append(files, newFile{filepath.Join(dir, "main.go"), program})
	overlay, code := c.start(p.spec, below, files)
	if code != exitFine {
		return code
	}
	if code := c.generate(&target{platformFlags: platformFlags{spec: overlay}, dir: below}); code != exitFine {
		return code
	}
	c.showBot(platform, program, dir, overlay, ownModule)
	c.showGenerate(overlay)
	return exitFine
}

// newModule describes a module whose root is dir.
func newModule(dir string) (goMod, error) {
	name, err := idOf(dir)
	if err != nil {
		return goMod{}, err
	}
	full, err := filepath.Abs(dir)
	return goMod{filepath.Join(full, "go.mod"), fmt.Appendf(nil, "module %s\n\ngo 1.24\n", name)}, err
}

// A key and a receiver id for a bot that is tried out on this machine.
const (
	trialKey      = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	trialReceiver = "receiver"
)

var variable = regexp.MustCompile(`os\.Getenv\("([A-Z_]+)"\)`)

// showBot prints how to run the program in dir, and how to simulate the platform against it.
func (c *invocation) showBot(p *spec.Platform, program []byte, dir, overlay string, ownModule bool) {
	var environment, flags []string
	encrypted := p.Security != nil && !slices.Contains(p.Security.Modes, "plain")
	for _, found := range variable.FindAllStringSubmatch(string(program), -1) {
		switch name := found[1]; {
		case name == "TOKEN":
			environment, flags = append(environment, "TOKEN=secret"), append(flags, "--token secret")
		case name == "ADDR" || !encrypted:
		case name == "ENCODING_AES_KEY":
			environment, flags = append(environment, name+"="+trialKey), append(flags, "--key "+trialKey)
		default:
			environment, flags = append(environment, name+"="+trialReceiver), append(flags, "--receiver "+trialReceiver)
		}
	}
	run := "go run " + pattern(dir)
	if ownModule && dir != "." {
		run = "go -C " + pattern(dir) + " run ."
	}
	fmt.Fprintf(c.out, "Run the bot, and in another terminal a page that plays the platform:\n\n  %s %s\n",
		strings.Join(environment, " "), run)
	fmt.Fprintf(c.out, "  replygen simulate --spec %s %s --open http://127.0.0.1:8080/\n\n",
		pattern(overlay), strings.Join(flags, " "))
}
