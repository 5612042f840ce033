package spec_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
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
		"offiaccount": {
			"text": {"Content"}, "image": {"Image.MediaId"}, "voice": {"Voice.MediaId"}, "video": {"Video.MediaId"}, "music": {"Music.ThumbMediaId"},
			"news":                      {"ArticleCount", "Articles", "Articles.item.Title", "Articles.item.Description", "Articles.item.PicUrl", "Articles.item.Url"},
			"transfer_customer_service": {"TransInfo.KfAccount"}, "transfer_biz_ai_ivr": nil,
		},
		"wecom": {
			"text": {"Content"}, "image": {"Image.MediaId"}, "voice": {"Voice.MediaId"}, "video": {"Video.MediaId"}, "news": {"ArticleCount", "Articles"},
			"update_taskcard": {"TaskCard.ReplaceName"}, "update_button": {"Button.ReplaceName"}, "update_template_card": {"TemplateCard"},
		},
		"qq":          {"text": {"Content"}, "image": {"Image.MediaId"}, "news": {"ArticleCount", "Articles"}},
		"yixin":       {"text": {"Content"}, "music": nil, "news": {"ArticleCount", "Articles"}},
		"miniprogram": {"transfer_customer_service": nil},
		"wecombot": {
			"text": {"Text.Content"},
			"markdown": {
				"Markdown.Content", "Markdown.Attachment.CallbackId", "Markdown.Attachment.Actions", "Markdown.Attachment.Actions.item.Name",
				"Markdown.Attachment.Actions.item.Value", "Markdown.Attachment.Actions.item.Text", "Markdown.Attachment.Actions.item.Type",
			},
		},
	}
	for platform, replies := range want {
		p := load(t, platform)
		header := []string{"ToUserName", "FromUserName", "CreateTime", "MsgType"}
		if platform == "wecombot" {
			header = []string{"MsgType"}
		}
		if got := required(p.Header.Fields, ""); !cmp.Equal(got, header) {
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
	both, empty := []string{"success", ""}, []string{""}
	for platform, acks := range map[string][]string{
		"wechat": both, "offiaccount": both, "qq": both, "yixin": both, "miniprogram": both, "weapp": both,
		"zhongnan": empty, "wecom": empty, "wecombot": empty, "wecomsuite": {"success"}, "epaas": {"success"}, "component": {"success"},
	} {
		d := load(t, platform).Delivery
		if d.Deadline != 5*time.Second || d.Attempts != 3 || !slices.Equal(d.Acks, acks) {
			t.Errorf("%s: %+v", platform, d)
		}
	}
}

func TestSecurityIsThatOfThePages(t *testing.T) {
	all, plain, encrypted := []string{"plain", "compatible", "encrypted"}, []string{"plain"}, []string{"encrypted"}
	for platform, want := range map[string]struct {
		modes    []string
		receiver string
	}{
		"wechat": {all, "AppID"}, "offiaccount": {all, "AppID"}, "miniprogram": {all, "AppID"}, "weapp": {all, "AppID"},
		"zhongnan": {plain, ""}, "qq": {plain, ""}, "yixin": {plain, ""},
		"wecom": {encrypted, "CorpID"}, "wecombot": {encrypted, ""},
		"wecomsuite": {encrypted, "SuiteID"}, "epaas": {encrypted, "SuiteID"}, "component": {encrypted, "AppID"},
	} {
		if s := load(t, platform).Security; !slices.Equal(s.Modes, want.modes) || s.Receiver != want.receiver {
			t.Errorf("%s: %+v", platform, s)
		}
	}
}

// The number of articles depends on what is answered: one for the six kinds, eight for all else.
func TestArticlesOfOffiaccountDependOnTheMessage(t *testing.T) {
	articles := reply(t, load(t, "offiaccount"), "news").Field("Articles").Kind.(*spec.List)
	got := map[string]int{}
	for _, r := range articles.MaxItemsReplyingTo {
		got[r.Type] = r.Limit.V
	}
	if diff := cmp.Diff(map[string]int{"text": 1, "image": 1, "voice": 1, "video": 1, "link": 1, "location": 1}, got); diff != "" || articles.MaxItems.V != 8 {
		t.Error(articles.MaxItems.V, diff)
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
	if o := limit.Origin.Before; o == nil || o.Span != before.Span {
		t.Errorf("before: %+v, want %+v", o, before.Span)
	}
}

func TestResolvedPlatformReadsBackAsItself(t *testing.T) {
	for _, name := range spec.Builtins() {
		p := load(t, name)
		for _, origins := range []bool{false, true} {
			text, err := p.YAML(origins)
			if err != nil {
				t.Fatal(err)
			}
			again, err := spec.Loader{ReadFile: func(string) ([]byte, error) { return text, nil }}.Load("./resolved.yaml")
			if err != nil {
				t.Fatalf("%s, origins %v: %v\n%s", name, origins, err, text)
			}
			if !again.Equal(p) {
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

// The limit of WeChat's text is that of a page of 2013: a platform with the same limit has a ref, or a note with [?].
func TestLimitOfTextIsWeChatsOwn(t *testing.T) {
	for platform, want := range map[string]int{"wechat": 2048, "wecom": 2048, "offiaccount": 0, "zhongnan": 0, "qq": 2048, "yixin": 2048} {
		p := load(t, platform)
		k := reply(t, p, "text").Field("Content").Kind.(*spec.String)
		if k.Rules.Size[spec.MaxBytes].V != want || k.Truncates != (platform == "wecom") {
			t.Errorf("%s: %d bytes, truncates: %v", platform, k.Rules.Size[spec.MaxBytes].V, k.Truncates)
		}
		if taken := platform == "qq" || platform == "yixin"; taken && !strings.Contains(p.Note, "[?]") {
			t.Errorf("%s takes the limit over and does not say that it is not known", platform)
		}
	}
}

// A fact without the page that states it cannot be checked again. A reply's page is that of the platform, a message's that
// of what is received.
func TestEachFactHasAPageOrIsMarkedAsUnconfirmed(t *testing.T) {
	for _, name := range spec.Builtins() {
		p := load(t, name)
		declared := func(d *spec.Declaration, general ...string) {
			if d.Ref == "" && !strings.Contains(d.Note+p.Note, "[?]") && strings.Join(general, "") == "" {
				t.Errorf("%s: %s has no ref, and no note with [?]", name, d.Path)
			}
		}
		for _, r := range p.Replies {
			declared(&r.Declaration, p.Ref)
		}
		for _, m := range p.Messages {
			declared(&m.Declaration, p.Inbound.Ref)
		}
		for _, e := range p.Events {
			declared(&e.Declaration)
		}
	}
}

// An overlay that adds what it has removed states it twice: keep and edit state the difference.
func TestBuiltinOverlaysAddOnlyWhatTheirBaseLacks(t *testing.T) {
	for _, name := range spec.Builtins() {
		p := load(t, name)
		if len(p.Sources) < 2 {
			continue
		}
		base := load(t, strings.TrimPrefix(p.Sources[0], "builtin:"))
		for _, c := range p.Changes {
			if _, err := base.Explain(c.Path); c.Verb == "add" && err == nil {
				t.Errorf("%s: %s is part of its base", name, c.Path)
			}
		}
	}
}

// An overlay between two platforms may change whether messages derive the header's fields, and remove fields of these names.
func TestOverlayLeadsFromEachBuiltinToEachOther(t *testing.T) {
	var platforms []*spec.Platform
	for _, name := range spec.Builtins() {
		platforms = append(platforms, load(t, name))
	}
	for i, from := range platforms {
		for j, to := range platforms {
			if (i+j)%oneIn != 0 {
				continue
			}
			if _, err := from.OverlayTo(to, "between", "builtin:"+from.ID); err != nil {
				t.Errorf("%s to %s: %v", from.ID, to.ID, err)
			}
		}
	}
}
