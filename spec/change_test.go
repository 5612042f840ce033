package spec_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

func TestPlatformKnowsWhatItsOverlaysChanged(t *testing.T) {
	files := map[string]string{
		"first.yaml": `replygen: 1
overlay: first
extends: builtin:wechat
changes:
  - edit: replies.news.Articles
    set: {max_items: 8, note: n}
    unset: [doc]
    because: 2017
  - edit: delivery
    set: {acks: [""]}
  - remove: replies.video
    if_present: true
  - remove: replies.vidoe
    if_present: true
`,
		"second.yaml": `replygen: 1
overlay: second
extends: first.yaml
changes:
  - edit: replies.news.Articles
    set: {max_items: 7}
  - add: replies.text.Priority
    after: Content
    value: {type: int, max: 3}
  - replace: scalars.URL
    value: {doc: d}
  - move: replies.music.Music.Title
    last: true
`,
	}
	p, err := spec.Loader{ReadFile: func(name string) ([]byte, error) { return []byte(files[name]), nil }}.Load("./second.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range []int{5, 9, 11, 5, 7, 10, 12} {
		if at := p.Changes[i].At; at.Line != line || (i < 3) != (at.File == "first.yaml") {
			t.Errorf("change %d is at %v", i, at)
		}
	}
	want := []spec.Change{
		{Overlay: "first", Verb: "edit", Path: "replies.news.Articles", Because: "2017", Keys: []spec.KeyChange{
			{Key: "max_items", Before: "10", After: "8"},
			{Key: "note", Before: "above the limit nothing is shown at all, not the first ten", After: "n", Docs: true},
			{Key: "doc", Before: "多条图文消息信息,默认第一个item为大图,注意,如果图文数超过10,则将会无响应", Docs: true},
		}},
		{Overlay: "first", Verb: "edit", Path: "delivery", Keys: []spec.KeyChange{{Key: "acks", Before: `[success, ""]`, After: `[""]`}}},
		{Overlay: "first", Verb: "remove", Path: "replies.video"},
		{Overlay: "second", Verb: "edit", Path: "replies.news.Articles", Keys: []spec.KeyChange{{Key: "max_items", Before: "8", After: "7"}}},
		{Overlay: "second", Verb: "add", Path: "replies.text.Priority", Place: "after", Sibling: "Content",
			Keys: []spec.KeyChange{{Key: "type", After: "int"}, {Key: "max", After: "3"}}},
		{Overlay: "second", Verb: "replace", Path: "scalars.URL", Keys: []spec.KeyChange{
			{Key: "doc", Before: "链接", After: "d", Docs: true},
			{Key: "format", Before: "url"},
			{Key: "examples", Before: `[{value: https://mp.weixin.qq.com/s?__biz=1&mid=2#rd}, {value: http://例子.example/图.png}, {value: mp.weixin.qq.com/s, violates: format}]`, Docs: true},
		}},
		{Overlay: "second", Verb: "move", Path: "replies.music.Music.Title", Place: "last"},
	}
	if d := cmp.Diff(want, p.Changes, cmpopts.IgnoreTypes(diag.Span{})); d != "" {
		t.Error(d)
	}
	if base := load(t, "wechat"); len(base.Changes) != 0 {
		t.Error(base.Changes)
	}
}
