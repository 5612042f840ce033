package main

import (
	"strings"
	"testing"
)

func TestDocsPrintsThePageOfThePlatformWithItsOverlays(t *testing.T) {
	inDir(t, map[string]string{"campus.yaml": campusOverlay})
	replygen("docs").want(t, exitFine, "# 微信公众平台", "")
	replygen("docs", "--lang", "en", "--spec", "campus.yaml").want(t, exitFine, "the campus gateway cuts longer texts", "")
	replygen("docs", "--overlay", "campus.yaml").want(t, exitFine, "`max_bytes`:`2048` → `12`", "")
	replygen("docs", "--lang", "fr").want(t, exitUsage, "", "fr")
	writeFile(t, "campus.yaml", brokenOverlay)
	replygen("docs", "--spec", "campus.yaml").want(t, exitFindings, "", "overlay-target")
}

func TestDocsOfASpecDoNotSteerTheTerminal(t *testing.T) {
	inDir(t, map[string]string{"hostile.yaml": `replygen: 1
platform: {id: hostile, doc: "\e]0;title\a \u202e"}
header: {fields: [{name: To, type: string, required: true, example: "\u202e"}, {name: Type, type: msg_type}]}
replies:
  - type: text
    title: "\e]0;title\a \u202e"
    fields: [{name: Mode, type: string, doc: "\e[2J", enum: ["\u202e"], examples: [{value: "\e[2J", violates: chars}]}]
`})
	r := replygen("docs", "--spec", "hostile.yaml")
	if r.code != exitFine || strings.ContainsAny(r.out+r.err, "\x1b\a\u202e") {
		t.Errorf("%d %q %q", r.code, r.out, r.err)
	}
}
