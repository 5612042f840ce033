package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec"
)

func TestInitWritesWhatGenerateTakes(t *testing.T) {
	inDir(t, map[string]string{"base/own.yaml": campusOverlay})
	replygen("init", "--spec", "base/own.yaml", "My Reply").want(t, exitFine, "go generate './My Reply'", "wrote "+filepath.Join("My Reply", "myreply.yaml"))
	overlay := readFile(t, "My Reply/myreply.yaml")
	if !strings.HasPrefix(overlay, "# yaml-language-server: $schema=replygen.schema.json\n") || !strings.Contains(overlay, "extends: ../base/own.yaml\n") {
		t.Error(overlay)
	}
	if readFile(t, "My Reply/replygen.schema.json") != string(spec.JSONSchema()) {
		t.Error("the schema is another")
	}
	replygen("vet", "My Reply/myreply.yaml").want(t, exitFine, "", "nothing found")
	if gen := readFile(t, "My Reply/gen.go"); gen != "package myreply\n\n//go:generate go tool replygen generate --spec myreply.yaml\n" {
		t.Error(gen)
	}
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
	// Of a spec with faults, nothing is started.
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
		if got, err := idOf(dir); err != nil || got != want {
			t.Errorf("%s: %q, %v", dir, got, err)
		}
	}
}

func TestSchemaIsThatOfTheLibrary(t *testing.T) {
	replygen("schema").want(t, exitFine, string(spec.JSONSchema()), "")
}
