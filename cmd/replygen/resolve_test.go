package main

import (
	"runtime"
	"strings"
	"testing"
)

const campusOverlay = `replygen: 1
overlay: campus
extends: builtin:wechat
platform: {id: campus, title: 校园}
changes:
  - edit: replies.text.Content
    set: {max_bytes: 12}
    because: the campus gateway cuts longer texts
  - add: replies.text.Priority
    after: Content
    value: {type: int, min: 1, max: 9}
  - remove: replies.video
`

func TestResolvedPlatformGeneratesTheSamePackage(t *testing.T) {
	inDir(t, map[string]string{"campus.yaml": campusOverlay})
	resolved := replygen("resolve", "--spec", "campus.yaml")
	resolved.want(t, exitFine, "max_bytes: 12", "")
	writeFile(t, "base.yaml", resolved.out)
	replygen("generate", "--spec", "campus.yaml", "--out", "a").want(t, exitFine, "", "wrote")
	replygen("generate", "--spec", "base.yaml", "--out", "b").want(t, exitFine, "", "wrote")
	body := func(s string) string { _, after, _ := strings.Cut(s, "\n"); return after }
	a, b := contents(t, "a"), contents(t, "b")
	if len(a) != len(b) {
		t.Errorf("%d and %d files", len(a), len(b))
	}
	for name := range a {
		if body(a[name]) != body(b[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestOverlayFlagAppliesOnTop(t *testing.T) {
	inDir(t, map[string]string{
		"campus.yaml": campusOverlay,
		"more.yaml":   "replygen: 1\noverlay: more\nextends: campus.yaml\nchanges:\n  - remove: replies.voice\n",
	})
	r := replygen("resolve", "--spec", "campus.yaml", "--overlay", "more.yaml")
	if r.code != exitFine || strings.Contains(r.out, "回复语音消息") || !strings.Contains(r.out, "回复音乐消息") {
		t.Error(r)
	}
}

func TestOriginsSayWhereAValueWasDecided(t *testing.T) {
	inDir(t, map[string]string{"campus.yaml": campusOverlay})
	r := replygen("resolve", "--spec", "campus.yaml", "--origins")
	for _, origin := range []string{"campus.yaml:7", "builtin:wechat:"} {
		if !strings.Contains(r.out, origin) {
			t.Errorf("%s is not named:\n%s", origin, r.out)
		}
	}
	if plain := replygen("resolve", "--spec", "campus.yaml"); strings.Contains(plain.out, "campus.yaml:") {
		t.Error("origins without being asked for")
	}
}

func TestVersionNamesTheGoThatBuiltIt(t *testing.T) {
	replygen("version").want(t, exitFine, runtime.Version(), "")
}
