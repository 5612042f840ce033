package main

import (
	"strings"
	"testing"
)

func TestExplainTellsWhoDecidedAndWhy(t *testing.T) {
	inDir(t, map[string]string{"campus.yaml": campusOverlay})
	for path, want := range map[string][]string{
		"replies.text.Content.max_bytes": {"replies.text.Content.max_bytes: 12\n", "campus.yaml:7:22: 12", `"campus"`, "the campus gateway cuts longer texts"},
		"text.Priority":                  {"campus.yaml:9:10: added by overlay", "max", "9"},
		"video.Video.Title":              {"campus.yaml:12:13: removed by overlay", "builtin:wechat:", "视频消息的标题"},
		"replies.text.Content.max_runes": {"not stated"},
		"platform.title":                 {"校园", "campus.yaml:4:31", "微信公众平台"},
	} {
		r := replygen("explain", "--spec", "campus.yaml", path)
		if r.code != exitFine || r.err != "" {
			t.Errorf("%s: %d %s", path, r.code, r.err)
		}
		for _, words := range want {
			if !strings.Contains(r.out, words) {
				t.Errorf("%s lacks %q:\n%s", path, words, r.out)
			}
		}
	}
}

func TestExplainNamesWhatRenamesAndKeepsDid(t *testing.T) {
	inDir(t, map[string]string{"night.yaml": `replygen: 1
overlay: night
extends: builtin:wechat
platform: {id: night, title: 夜}
changes:
  - {rename: replies.text.Content, to: Body}
  - {rename: scalars.MediaID, to: FileID}
  - {keep: replies, only: [text, image]}
`})
	for path, want := range map[string]string{
		"replies.text.Body":                "night.yaml:6:14: renamed by overlay \"night\"\n  builtin:wechat:33:15: declared\n",
		"replies.image.Image.MediaId.type": "night.yaml:7:14: FileID, renamed by overlay \"night\"\n  builtin:wechat:54:35: MediaID\n",
		"replies.news":                     "night.yaml:8:12: removed by overlay \"night\"\n  builtin:wechat:",
	} {
		if r := replygen("explain", "--spec", "night.yaml", path); !strings.Contains(r.out, want) {
			t.Errorf("%s lacks %q:\n%s%s", path, want, r.out, r.err)
		}
	}
}

func TestExplainShowsEachElementThatAPathFits(t *testing.T) {
	r := replygen("explain", "Content")
	for _, words := range []string{"replies.text.Content: field\n", "\n\nmessages.text.Content: field\n"} {
		if r.code != exitFine || r.err != "" || !strings.Contains(r.out, words) {
			t.Errorf("%d %s lacks %q:\n%s", r.code, r.err, words, r.out)
		}
	}
}

func TestExplainListsTheNewestDecisionFirst(t *testing.T) {
	r := replygen("explain", "--spec", "zhongnan", "delivery.acks")
	newest, oldest := strings.Index(r.out, "builtin:zhongnan:"), strings.Index(r.out, "builtin:wechat:")
	if newest < 0 || oldest < newest {
		t.Error(r.out)
	}
}
