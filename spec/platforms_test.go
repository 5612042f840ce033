package spec_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/replygen/replygen/spec"
)

func load(t *testing.T, ref string, overlays ...string) *spec.Platform {
	t.Helper()
	p, err := spec.Load(ref, overlays...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func reply(t *testing.T, p *spec.Platform, typ string) *spec.Reply {
	t.Helper()
	for _, r := range p.Replies {
		if r.Type == typ {
			return r
		}
	}
	t.Fatalf("%s has no reply %q", p.ID, typ)
	return nil
}

func types(p *spec.Platform) []string {
	var out []string
	for _, r := range p.Replies {
		out = append(out, r.Type)
	}
	return out
}

// required lists the elements that a page marks as 是, by their names with dots.
func required(fields []*spec.Field, prefix string) []string {
	var out []string
	for _, f := range fields {
		name := prefix + f.Name
		switch k := f.Kind.(type) {
		case *spec.Object:
			out = append(out, required(k.Fields, name+".")...)
		case *spec.List:
			if f.AlwaysWritten() {
				out = append(out, name)
			}
			if item, ok := k.Item.Kind.(*spec.Object); ok {
				out = append(out, required(item.Fields, name+".item.")...)
			}
		default:
			if f.AlwaysWritten() {
				out = append(out, name)
			}
		}
	}
	return out
}

func TestRequirednessIsThatOfThePages(t *testing.T) {
	want := map[string]map[string][]string{
		"wechat": {
			"text": {"Content"}, "image": {"Image.MediaId"}, "voice": {"Voice.MediaId"}, "video": {"Video.MediaId"},
			"music": {"Music.ThumbMediaId"}, "news": {"ArticleCount", "Articles"},
		},
		"zhongnan": {
			"text": {"Content"}, "image": {"Image.MediaId"}, "voice": {"Voice.MediaId"}, "news": {"ArticleCount", "Articles"},
		},
	}
	for platform, replies := range want {
		p := load(t, platform)
		if got := required(p.Header.Fields, ""); !cmp.Equal(got, []string{"ToUserName", "FromUserName", "CreateTime", "MsgType"}) {
			t.Errorf("%s: header requires %q", platform, got)
		}
		if got := types(p); len(got) != len(replies) {
			t.Errorf("%s has %q", platform, got)
		}
		for typ, names := range replies {
			if diff := cmp.Diff(names, required(reply(t, p, typ).Fields, "")); diff != "" {
				t.Errorf("%s %s: %s", platform, typ, diff)
			}
		}
	}
}

func TestDeliveryIsThatOfThePages(t *testing.T) {
	for platform, acks := range map[string][]string{"wechat": {"success", ""}, "zhongnan": {""}} {
		d := load(t, platform).Delivery
		if d.Deadline != 5*time.Second || d.Attempts != 3 || !slices.Equal(d.Acks, acks) ||
			!slices.Equal(d.DedupeMessage, []string{"MsgId"}) || !slices.Equal(d.DedupeEvent, []string{"FromUserName", "CreateTime", "Event", "EventKey"}) {
			t.Errorf("%s: %+v", platform, d)
		}
	}
}

func TestZhongnanDoesNotEncrypt(t *testing.T) {
	if s := load(t, "zhongnan").Security; !slices.Equal(s.Modes, []string{"plain"}) || s.Receiver != "" {
		t.Errorf("%+v", s)
	}
	if s := load(t, "wechat").Security; !slices.Equal(s.Modes, []string{"plain", "compatible", "encrypted"}) || s.Receiver != "AppID" {
		t.Errorf("%+v", s)
	}
}

// A value knows who decided it, and what that replaced.
func TestOriginsKeepTheHistory(t *testing.T) {
	p := load(t, "zhongnan")
	k := p.Header.Fields[1].Kind.(*spec.String)
	if k.Scalar == nil || k.Scalar.Name != "AppID" {
		t.Fatalf("FromUserName is %+v", k.Scalar)
	}
	base := load(t, "wechat")
	file := spec.Loader{ReadFile: func(string) ([]byte, error) {
		return []byte(`replygen: 1
overlay: tight
extends: builtin:wechat
changes:
  - edit: replies.news.Articles
    set: {max_items: 8}
    was: {max_items: 10}
    because: 2017
`), nil
	}}
	tight, err := file.Load("./tight.yaml")
	if err != nil {
		t.Fatal(err)
	}
	limit := reply(t, tight, "news").Fields[1].Kind.(*spec.List).MaxItems
	if limit.V != 8 || limit.Origin.File != "tight.yaml" || limit.Origin.Line != 6 || limit.Origin.Overlay != "tight" || limit.Origin.Verb != "edit" || limit.Origin.Because != "2017" {
		t.Errorf("%d, %+v", limit.V, limit.Origin)
	}
	before := reply(t, base, "news").Fields[1].Kind.(*spec.List).MaxItems.Origin
	if o := limit.Origin.Before; o == nil || o.Span != before.Span || limit.Origin.BeforeText != "10" {
		t.Errorf("before: %+v %q, want %+v", o, limit.Origin.BeforeText, before.Span)
	}
}

func TestResolvedPlatformReadsBackAsItself(t *testing.T) {
	for _, name := range spec.Builtins() {
		for _, origins := range []bool{false, true} {
			text, err := load(t, name).YAML(origins)
			if err != nil {
				t.Fatal(err)
			}
			again, err := spec.Loader{ReadFile: func(string) ([]byte, error) { return text, nil }}.Load("./resolved.yaml")
			if err != nil {
				t.Fatalf("%s, origins %v: %v\n%s", name, origins, err, text)
			}
			if !again.Equal(load(t, name)) {
				t.Errorf("%s, origins %v, reads back as another platform:\n%s", name, origins, text)
			}
		}
	}
}

// One file is one file, by whatever path it is named.
func TestOverlayFindsItsBaseByAnyPath(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range map[string]string{
		"first.yaml":  "replygen: 1\noverlay: first\nextends: builtin:wechat\n",
		"second.yaml": "replygen: 1\noverlay: second\nextends: first.yaml\nchanges: [{remove: replies.video}]\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, ref := range []string{"first.yaml", filepath.Join(dir, "first.yaml")} {
		if got := load(t, ref, "second.yaml"); len(got.Replies) != 5 {
			t.Errorf("%s: %q", ref, types(got))
		}
	}
}
