package spec_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/replygen/replygen/spec"
)

// chain is a base with two overlays, in which every verb has its part.
var chain = []any{
	"base.yaml", []byte(`replygen: 1
platform: {id: base}
scalars: [{name: URL, format: url, doc: 链接}]
header: {fields: [{name: To, type: string, required: true}, {name: MsgType, type: msg_type}]}
replies:
  - type: text
    fields:
      - {name: Content, type: string, max_bytes: 2048}
      - {name: Url, type: URL}
      - {name: Page, type: string}
    rules: [{name: target, one_of: [Url, Page]}]
  - type: news
    fields:
      - name: Articles
        type: list
        item: {name: row, fields: [{name: Title, type: string, max_runes: 9}]}
        max_items_replying_to: {text: 1}
      - {name: Tags, type: list, flat: true, item: {type: string, max_bytes: 8}}
  - {type: video, title: 视频, fields: [{name: Video, type: string, max_bytes: 5}]}
`),
	"second.yaml", []byte(`replygen: 1
overlay: second
extends: base.yaml
changes:
  - edit: replies.text.Content
    set: {max_bytes: 100, doc: 内容}
    because: the gateway cuts
  - move: replies.text.Page
    first: true
  - remove: replies.video
    because: not there
  - edit: replies.news.Articles
    unset: [max_items_replying_to]
`),
	"third.yaml", []byte(`replygen: 1
overlay: third
extends: second.yaml
platform: {title: 第三}
changes:
  - edit: replies.text.Content
    unset: [max_bytes]
    last: true
  - add: replies.video
    value: {fields: [{name: Video, type: string, max_bytes: 7}]}
  - replace: replies.news.Articles.item
    value: {name: row, fields: [{name: Title, type: string, max_runes: 10}]}
`),
}

// steps shows a history as tests state it: place, verb, value.
func steps(e *spec.Explanation) []string {
	var out []string
	for _, s := range e.Steps {
		line := fmt.Sprintf("%s:%d", strings.TrimSuffix(s.File, ".yaml"), s.Line)
		if s.Verb != "" {
			line += " " + s.Verb + " by " + s.Overlay
		}
		switch {
		case !s.Present:
			line += " gone"
		case s.Value != "":
			line += " " + s.Value
		}
		if s.Because != "" {
			line += ", " + s.Because
		}
		out = append(out, line)
	}
	return out
}

// explainOne explains a path that fits one element.
func explainOne(t *testing.T, p *spec.Platform, path string) *spec.Explanation {
	t.Helper()
	found, err := p.Explain(path)
	if err != nil || len(found) != 1 {
		t.Fatalf("%s fits %d elements: %v", path, len(found), err)
	}
	return found[0]
}

func TestHistoryNamesEveryDecisionNewestFirst(t *testing.T) {
	p := mustLoad(t, chain...)
	for path, want := range map[string][]string{
		"replies.text.Content.max_bytes":              {"third:7 edit by third gone", "second:6 edit by second 100, the gateway cuts", "base:8 2048"},
		"replies.text.Content.doc":                    {"second:6 edit by second 内容, the gateway cuts"},
		"replies.text.Content":                        {"third:6 edit by third", "second:5 edit by second, the gateway cuts", "base:8"},
		"replies.text.Page":                           {"second:8 move by second", "base:10"},
		"replies.video":                               {"third:9 add by third", "second:10 remove by second gone, not there", "base:19"},
		"replies.video.title":                         {"second:10 remove by second gone, not there", "base:19 视频"},
		"replies.video.Video.max_bytes":               {"third:10 add by third 7", "second:10 remove by second gone, not there", "base:19 5"},
		"replies.news.Articles.item":                  {"third:11 replace by third", "base:16"},
		"replies.news.Articles.item.Title":            {"third:11 replace by third", "base:16"},
		"replies.news.Articles.item.Title.max_runes":  {"third:12 replace by third 10", "base:16 9"},
		"replies.news.Articles.max_items_replying_to": {"second:13 edit by second gone", "base:17 {text: 1}"},
		"platform.title":                              {"third:4 edit by third 第三"},
		"header.root":                                 nil,
	} {
		e := explainOne(t, p, path)
		if diff := cmp.Diff(want, steps(e)); diff != "" || e.Path != path {
			t.Errorf("%s (%s): %s", path, e.Path, diff)
		}
	}
}

// What overlays said of an element by its earlier names belongs to its history.
func TestHistoryFollowsRenames(t *testing.T) {
	p := mustLoad(t, append([]any{}, chain[0], chain[1], chain[2], chain[3], "third.yaml", []byte(`replygen: 1
overlay: third
extends: second.yaml
changes:
  - rename: replies.text
    to: note
  - rename: replies.note.Content
    to: Body
`))...)
	for path, want := range map[string][]string{
		"replies.note.Body":           {"third:7 rename by third", "second:5 edit by second, the gateway cuts", "base:8"},
		"replies.note.Body.max_bytes": {"second:6 edit by second 100, the gateway cuts", "base:8 2048"},
		"replies.note.Page":           {"second:8 move by second", "base:10"},
	} {
		if diff := cmp.Diff(want, steps(explainOne(t, p, path))); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

// Whoever reads a violation can ask for its rule by the words that it shows.
func TestExplainTakesWhatViolationsShow(t *testing.T) {
	p := mustLoad(t, chain...)
	for path, want := range map[string]string{
		"text.Content.max_bytes":            "replies.text.Content.max_bytes",
		"text.To.required":                  "header.To.required",
		"news.Articles.row[3].Title":        "replies.news.Articles.item.Title",
		"news.Articles.item.Title":          "replies.news.Articles.item.Title",
		"news.Tags[2].max_bytes":            "replies.news.Tags.item.max_bytes",
		"news.Tags.max_items":               "replies.news.Tags.max_items",
		"text.Url.doc":                      "replies.text.Url.doc",
		"text.Url.format":                   "scalars.URL.format",
		"text.Url.one_of":                   "replies.text.rules.target",
		"text.rules.target":                 "replies.text.rules.target",
		"text":                              "replies.text",
		"news.Articles.row.Title.max_runes": "replies.news.Articles.item.Title.max_runes",
	} {
		if e := explainOne(t, p, path); e.Path != want {
			t.Errorf("%s is %s, not %s", path, e.Path, want)
		}
	}
}

// What went, came back and went again is gone for the later reason.
func TestLastRemovalCounts(t *testing.T) {
	p := mustLoad(t, append(chain[:len(chain):len(chain)], "fourth.yaml", []byte(`replygen: 1
overlay: fourth
extends: third.yaml
changes: [{remove: replies.video, because: gone again}]
`))...)
	for _, c := range spec.Diff(mustLoad(t, chain[:2]...), p) {
		if c.Path == "replies.video" && c.After.Because != "gone again" {
			t.Errorf("%+v", c.After)
		}
	}
	e := explainOne(t, p, "video")
	if want := []string{"fourth:4 remove by fourth gone, gone again", "third:9 add by third", "second:10 remove by second gone, not there", "base:19"}; !cmp.Equal(want, steps(e)) {
		t.Errorf("%q", steps(e))
	}
}

func TestThingTellsItsKeysAndWhatItHolds(t *testing.T) {
	p := mustLoad(t, chain...)
	e := explainOne(t, p, "replies.text.Content")
	var keys []string
	for _, k := range e.Keys {
		keys = append(keys, strings.TrimPrefix(k.Path, e.Path+".")+" "+k.Value)
	}
	if want := []string{"type string", "doc 内容", "max_bytes "}; !cmp.Equal(want, keys) {
		t.Errorf("%q", keys)
	}
	e = explainOne(t, p, "text")
	if want := []string{"replies.text.Page", "replies.text.Url", "replies.text.Content", "replies.text.rules.target"}; !cmp.Equal(want, e.Below) {
		t.Errorf("%q", e.Below)
	}
}

func TestUnknownPathSuggestsAnother(t *testing.T) {
	p := mustLoad(t, chain...)
	for path, want := range map[string]string{
		"txet.Content":                `"text"`,
		"replys.text":                 `"replies"`,
		"text.Contnet":                `"Content"`,
		"text.Content.max_byte":       `"max_bytes"`,
		"text.rules.taget":            `"target"`,
		"news.Articles.item.Titel":    `"Title"`,
		"scalars":                     `"URL"`,
		"text.rules":                  `"target"`,
		"text.Content.chars":          `"chars"`,
		"text.Content.max_items":      "",
		"text.Content.max_bytes.deep": "",
		"text..Content":               "",
		"":                            "",
	} {
		if e, err := p.Explain(path); err == nil {
			t.Errorf("%s is %s", path, e[0].Path)
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v lacks %s", path, err, want)
		}
	}
}

func TestEventThatWentWithAllOthersHasAHistory(t *testing.T) {
	name := filepath.Join(t.TempDir(), "few.yaml")
	if err := os.WriteFile(name, []byte(`replygen: 1
overlay: few
extends: builtin:wechat
changes:
  - {remove: events}
  - {keep: messages, only: [text]}
  - add: messages.video
    value: {fields: [{name: url, type: URL, required: true}]}
`), 0o644); err != nil {
		t.Fatal(err)
	}
	p := load(t, name)
	for _, path := range []string{"events.CLICK", "events.CLICK.EventKey"} {
		if e := explainOne(t, p, path); e.Present || len(e.Steps) != 2 || e.Steps[0].Verb != "remove" || e.Steps[0].Overlay != "few" {
			t.Errorf("%s: %+v", path, e)
		}
	}
	if e := explainOne(t, p, "messages.video"); !e.Present || len(e.Steps) != 3 {
		t.Errorf("messages.video, not kept and added again: %+v", e)
	}
}

// A reply's violations are printed without its type.
func TestExplainTakesThePathOfAViolationAsItIsPrinted(t *testing.T) {
	p := load(t, "wechat")
	for path, want := range map[string]string{
		"Articles.item[0].Url":          "replies.news.Articles.item.Url",
		"Articles.item[0].Url: format:": "scalars.URL.format",
		"Articles.max_items":            "replies.news.Articles.max_items",
		"Content.max_bytes":             "replies.text.Content.max_bytes",
		"FromUserName":                  "header.FromUserName",
	} {
		if e := explainOne(t, p, path); e.Path != want {
			t.Errorf("%s is %s, not %s", path, e.Path, want)
		}
	}
	if _, err := p.Explain("AccountID.x"); err == nil || !strings.Contains(err.Error(), "the platform has no") {
		t.Error(err)
	}
}

func TestExplainShowsAllElementsThatAPathFits(t *testing.T) {
	p := load(t, "wechat")
	for path, want := range map[string][]string{
		"Content": {"replies.text.Content", "messages.text.Content", "events.bind.Content", "events.unbind.Content"},
		"MediaId": {
			"replies.image.Image.MediaId", "replies.voice.Voice.MediaId", "replies.video.Video.MediaId",
			"messages.image.MediaId", "messages.voice.MediaId", "messages.video.MediaId", "messages.shortvideo.MediaId",
		},
	} {
		found, err := p.Explain(path)
		var paths []string
		for _, e := range found {
			paths = append(paths, e.Path)
		}
		if !slices.Equal(paths, want) {
			t.Errorf("%s fits %q, not %q: %v", path, paths, want, err)
		}
	}
}
