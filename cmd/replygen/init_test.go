package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec"
)

func TestInitWritesWhatGenerateTakes(t *testing.T) {
	inDir(t, map[string]string{"base/own.yaml": campusOverlay})
	replygen("init", "--spec", "base/own.yaml", "My-Reply").want(t, exitFine, "go generate ./My-Reply", "wrote "+filepath.Join("My-Reply", "myreply.yaml"))
	overlay := readFile(t, "My-Reply/myreply.yaml")
	if !strings.HasPrefix(overlay, "# yaml-language-server: $schema=replygen.schema.json\n") || !strings.Contains(overlay, "extends: ../base/own.yaml\n") {
		t.Error(overlay)
	}
	if readFile(t, "My-Reply/replygen.schema.json") != string(spec.JSONSchema()) {
		t.Error("the schema is another")
	}
	replygen("vet", "My-Reply/myreply.yaml").want(t, exitFine, "", "nothing found")
	if gen := readFile(t, "My-Reply/gen.go"); gen != "package myreply\n\n//go:generate go tool replygen generate --spec myreply.yaml\n" {
		t.Error(gen)
	}
}

// A module that has replygen as a tool need not get it.
func TestInitTellsToGetTheToolOnlyWhereItIsMissing(t *testing.T) {
	const get = "go get -tool"
	for goMod, missing := range map[string]bool{
		"module m\n\ntool github.com/replygen/replygen/cmd/replygen\n":                                 false,
		"module m\n\ntool (\n\texample.com/x\n\tgithub.com/replygen/replygen/cmd/replygen // why\n)\n": false,
		"module m\n\nrequire github.com/replygen/replygen v1.0.0 // indirect\n":                        true,
		"module m\n\n// tool github.com/replygen/replygen/cmd/replygen\n":                              true,
	} {
		inDir(t, map[string]string{"go.mod": goMod})
		if r := replygen("init", "reply"); r.code != exitFine || strings.Contains(r.out, get) != missing {
			t.Errorf("%q: %v", goMod, r)
		}
	}
}

// muteSpec is the smallest spec.
const muteSpec = "replygen: 1\nplatform: {id: mute}\nheader: {}\nreplies: [{type: only}]\n"

// Init refuses the directories that the go command refuses or ignores, and no others.
func TestInitRefusesWhatGoCannotImport(t *testing.T) {
	inDir(t, map[string]string{"go.mod": "module m\n\ngo 1.24\n", "mute.yaml": muteSpec})
	names := []string{
		"reply", "func", "2024_campus", "My-Bot.v2", "main", "internal", "a~b", "a+b", "aux2", "a~1b",
		"我的 回复", "我的", "a b", "a,b", "-x", "x.", "aux", "CON.x", "a~1", "a~1.b", ".hidden", "_x", "testdata",
	}
	for _, name := range names {
		writeFile(t, name+"/p.go", "package p\n")
	}
	list := exec.Command("go", "list", "-e", "-f", "{{if not .Error}}{{.ImportPath}}{{end}}", "./...")
	list.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	found, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	importable := strings.Fields(string(found))
	for _, name := range names {
		r := replygen("init", "--spec", "mute.yaml", "--", name)
		want := exitUsage
		if slices.Contains(importable, "m/"+name) {
			want = exitFine
		}
		if r.code != want || want == exitUsage && !strings.Contains(r.err, strconv.Quote(name)) {
			t.Errorf("%s: exit status %d, not %d: %s", name, r.code, want, r.err)
		}
	}
	replygen("init", "vendor").want(t, exitUsage, "", `ignores directories named "vendor"`)
	// Outside of modules, only the last element of the path counts.
	inDir(t, nil)
	replygen("init", "a b/reply").want(t, exitFine, "go generate './a b/reply'", "wrote")
	replygen("init", "reply/a b").want(t, exitUsage, "", `"a b"`)
}

func TestInitOverwritesNothing(t *testing.T) {
	for _, name := range []string{"gen.go", "reply.yaml", "replygen.schema.json"} {
		inDir(t, map[string]string{"reply/" + name: "mine"})
		replygen("init", "reply").want(t, exitUsage, "", name)
		if got := contents(t, "reply"); len(got) != 1 || got[name] != "mine" {
			t.Errorf("%s: the directory holds %q", name, got)
		}
	}
	inDir(t, nil)
	replygen("init", "reply").want(t, exitFine, "go get -tool", "wrote")
	replygen("init", "reply").want(t, exitUsage, "", "already")
	// A spec with errors starts nothing.
	inDir(t, map[string]string{"broken.yaml": brokenOverlay})
	replygen("init", "--spec", "broken.yaml", "reply").want(t, exitFindings, "", "overlay-target")
	if _, err := os.Stat("reply"); err == nil {
		t.Error("the directory is there")
	}
}

func TestInitJoinsThePackageThatIsThere(t *testing.T) {
	inDir(t, map[string]string{"reply/answer.go": "package answers\n"})
	replygen("init", "reply").want(t, exitFine, "go generate ./reply", "wrote")
	if gen := readFile(t, "reply/gen.go"); !strings.HasPrefix(gen, "package answers\n") {
		t.Error(gen)
	}
	inDir(t, map[string]string{"main.go": "package main\n"})
	replygen("init").want(t, exitUsage, "", "package main")
}

func TestIDIsMadeOfTheDirectorysName(t *testing.T) {
	for dir, want := range map[string]string{
		"reply": "reply", "a/b/My-Bot.v2": "mybotv2", "2024_campus": "campus", "校园": "platform", "/": "platform",
		"func": "funcplatform", "main": "mainplatform", "null": "nullplatform", "x_test": "x_testplatform",
	} {
		if got := idOf(dir); got != want {
			t.Errorf("%s: %q", dir, got)
		}
	}
}

func TestSchemaIsThatOfTheLibrary(t *testing.T) {
	replygen("schema").want(t, exitFine, string(spec.JSONSchema()), "")
}
