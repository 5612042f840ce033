package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestInitBotImportsItsPackageByTheModulesPath(t *testing.T) {
	for goMod, want := range map[string]string{
		"module example.com/a\n\ngo 1.24\n":                `"example.com/a/cmd/my.bot/reply"`,
		"// why\nmodule \"example.com/b\" // x\ngo 1.24\n": `"example.com/b/cmd/my.bot/reply"`,
		"go 1.24\n\tmodule\t`c`\n":                         `"c/cmd/my.bot/reply"`,
	} {
		inDir(t, map[string]string{"go.mod": goMod})
		replygen("init", "--bot", "cmd/my.bot").want(t, exitFine, "go run ./cmd/my.bot", "wrote")
		if main := readFile(t, "cmd/my.bot/main.go"); !strings.Contains(main, want) {
			t.Errorf("%q:\n%s", goMod, main)
		}
		replygen("vet", "cmd/my.bot/reply/reply.yaml").want(t, exitFine, "", "nothing found")
	}
	// An existing package keeps its name.
	inDir(t, map[string]string{"go.mod": "module a\ngo 1.24\n", "reply/doc.go": "package answers\n"})
	replygen("init", "--bot").want(t, exitFine, "go generate ./reply", "wrote")
	if main := readFile(t, "main.go"); !strings.Contains(main, `answers "a/reply"`) {
		t.Error(main)
	}
}

func TestInitBotMakesAModuleOutsideOfModules(t *testing.T) {
	inDir(t, map[string]string{"bot/here.txt": ""})
	t.Chdir("bot")
	replygen("init", "--bot").want(t, exitFine, "TOKEN=secret go run .\n", "wrote")

	inDir(t, nil)
	replygen("init", "--bot", "--spec", "wecom", "my bot").want(t, exitFine, "CORP_ID=receiver", "wrote")
	if got := readFile(t, "my bot/go.mod"); got != "module mybot\n\ngo 1.24\n" {
		t.Error(got)
	}
	if main := readFile(t, "my bot/main.go"); !strings.Contains(main, `"mybot/reply"`) {
		t.Error(main)
	}
	replygen("check", "--spec", "my bot/reply/reply.yaml", "--out", "my bot/reply").want(t, exitFine, "", "up to date")
}

func TestInitBotStartsNothingWhereItCannot(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		args  []string
		code  int
		why   string
	}{
		"no module's path":     {map[string]string{"go.mod": "go 1.24\n"}, nil, exitUsage, "go.mod"},
		"no import path":       {map[string]string{"go.mod": "module a\n"}, []string{"my bot"}, exitUsage, "my bot"},
		"a library's package":  {map[string]string{"go.mod": "module a\n", "a.go": "package a\n"}, nil, exitUsage, "a.go"},
		"a program already":    {map[string]string{"go.mod": "module a\ngo 1.24\n", "main.go": "package main\n"}, nil, exitUsage, "main.go"},
		"an old Go":            {map[string]string{"go.mod": "module a\ngo 1.20\n"}, nil, exitUsage, "go mod edit -go"},
		"a spec with faults":   {map[string]string{"go.mod": "module a\ngo 1.24\n", "own.yaml": brokenOverlay}, []string{"--spec", "own.yaml"}, exitFindings, "overlay-target"},
		"nothing to serve":     {map[string]string{"go.mod": "module a\ngo 1.24\n", "own.yaml": muteSpec}, []string{"--spec", "own.yaml"}, exitUsage, "mute"},
		"a name that Go lacks": {map[string]string{"go.mod": "module a\ngo 1.24\n", "own.yaml": "replygen: 1\nplatform: {id: odd}\nheader: {}\nreplies: [{type: 文}]\n"}, []string{"--spec", "own.yaml"}, exitFindings, "文"},
	} {
		t.Run(name, func(t *testing.T) {
			inDir(t, c.files)
			replygen(append([]string{"init", "--bot"}, c.args...)...).want(t, c.code, "", c.why)
			for _, dir := range []string{"reply", filepath.Join("my bot", "reply")} {
				if _, err := os.Stat(dir); err == nil {
					t.Errorf("%s is there", dir)
				}
			}
		})
	}
}
