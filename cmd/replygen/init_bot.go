package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

// botPackage is the directory below the program's, and the name of the package in it.
const botPackage = "reply"

// startBot writes a program into dir, with its package and what that is generated from. Outside of modules, dir becomes
// the root of one.
func (c *invocation) startBot(dir string) {
	present := goFiles(dir)
	if name := packageOf(present); name != "" && name != "main" {
		fatal("%s is in package %s: choose another directory for the program",
			filepath.Join(dir, present[0].name), name)
	}
	below := filepath.Join(dir, botPackage)
	module := nearestGoMod(below)
	var others []newFile
	ownModule := module.path == ""
	if ownModule {
		module = goMod{filepath.Join(dir, "go.mod"), fmt.Appendf(nil, "module %s\n\ngo 1.24\n", idOf(dir))}
		others = []newFile{newFile(module)}
	}
	b := begin(below, module)
	checkGoVersion(dir)
	platform := c.load(c.spec)
	program := must(generator.Bot(platform, generator.Options{Package: b.name}, b.importPath))
	c.start(b, append(others, newFile{filepath.Join(dir, "main.go"), program}))
	c.spec = b.overlay
	c.generate(&target{dir: below})
	c.showBot(platform, program, dir, b.overlay, ownModule)
	c.showGenerate(b.overlay)
}

// A key and a receiver id for a bot that is tried out on this machine.
const (
	trialKey      = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	trialReceiver = "receiver"
)

var variable = regexp.MustCompile(`os\.Getenv\("([A-Z_]+)"\)`)

// showBot prints how to run the program in dir, and how to simulate the platform against it.
func (c *invocation) showBot(p *spec.Platform, program []byte, dir, overlay string, ownModule bool) {
	var environment, flags string
	encrypted := p.Security != nil && !slices.Contains(p.Security.Modes, "plain")
	for _, found := range variable.FindAllStringSubmatch(string(program), -1) {
		name, value, flag := found[1], trialReceiver, "--receiver"
		switch name {
		case "TOKEN":
			value, flag = "secret", "--token"
		case "ENCODING_AES_KEY":
			value, flag = trialKey, "--key"
		}
		if name == "TOKEN" || name != "ADDR" && encrypted {
			environment += name + "=" + value + " "
			flags += flag + " " + value + " "
		}
	}
	run := "go run " + pattern(dir)
	if ownModule && dir != "." {
		run = "go -C " + pattern(dir) + " run ."
	}
	fmt.Fprintf(c.out, `Run the bot, and in another terminal a page that plays the platform:

  %s%s
  replygen simulate --spec %s %s--open http://127.0.0.1:8080/

`, environment, run, pattern(overlay), flags)
}
