package generator_test

import (
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

// What the types of a generated package rule out. Each program that must not compile has a twin that differs in the
// mistake only and must, so that no program is refused for another reason.
func TestMistakesDoNotCompile(t *testing.T) {
	for _, id := range []string{"wechat", "zhongnan"} {
		platform, err := spec.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		files, err := generator.Generate(platform, generator.Options{})
		if err != nil {
			t.Fatal(err)
		}
		makeImportable("generated/"+id, typeCheckPackage(t, withoutTests(files)))
	}
	// own has every exported method of a reply.
	const around = `
		import ("generated/wechat"; "generated/zhongnan"; "io")
		var _ zhongnan.Reply
		type own struct{}
		func (*own) MsgType() wechat.MsgType { return "own" }
		func (*own) Validate() error { return nil }
		func (*own) AppendXML(dst []byte) []byte { return dst }
		func (*own) WriteTo(io.Writer) (int64, error) { return 0, nil }
	`
	const declared = `
		var to wechat.OpenID; var from wechat.AccountID; var media wechat.MediaID; var url wechat.URL
		_, _, _, _ = to, from, media, url
	`
	const zhongnan = `
		var to zhongnan.OpenID; var from zhongnan.AppID; var media zhongnan.MediaID
		_, _, _ = to, from, media
	`
	for _, c := range []struct {
		name, before string
		wrong, right string
	}{
		{"addresses swapped", declared,
			`wechat.NewTextReply(from, to, "x")`, `wechat.NewTextReply(to, from, "x")`},
		{"addresses swapped in a struct", declared,
			`_ = wechat.TextReply{ToUserName: from, FromUserName: to}`, `_ = wechat.TextReply{ToUserName: to, FromUserName: from}`},
		{"addresses swapped where the account is an AppID", zhongnan,
			`zhongnan.NewTextReply(from, to, "x")`, `zhongnan.NewTextReply(to, from, "x")`},
		{"a plain string variable as an address", declared + `s := "x"; _ = s` + "\n",
			`wechat.NewTextReply(s, from, "x")`, `wechat.NewTextReply(wechat.OpenID(s), from, "x")`},
		{"a media id as a URL", declared,
			`wechat.NewMusicReply(to, from, media).MusicURL(media)`, `wechat.NewMusicReply(to, from, media).MusicURL(url)`},
		{"a URL as a media id", declared,
			`wechat.NewImageReply(to, from, url)`, `wechat.NewImageReply(to, from, media)`},
		{"a missing content", declared,
			`wechat.NewTextReply(to, from)`, `wechat.NewTextReply(to, from, "x")`},
		{"a missing media id", declared,
			`wechat.NewMusicReply(to, from).Title("x")`, `wechat.NewMusicReply(to, from, media).Title("x")`},
		{"news without an article", declared,
			`wechat.NewNewsReply(to, from)`, `wechat.NewNewsReply(to, from, wechat.Article{})`},
		{"news with articles of a slice only", zhongnan + "var all []zhongnan.Article; _ = all\n",
			`zhongnan.NewNewsReply(to, from, all...)`, `zhongnan.NewNewsReply(to, from, zhongnan.Article{}, all...)`},
		{"music on a platform without it", zhongnan,
			`zhongnan.NewMusicReply(to, from, media)`, `zhongnan.NewVoiceReply(to, from, media)`},
		{"video on a platform without it", zhongnan,
			`_ = zhongnan.VideoReply{}`, `_ = zhongnan.ImageReply{}`},
		{"an account id on a platform without it", zhongnan,
			`_ = zhongnan.AccountID("x")`, `_ = zhongnan.AppID("x")`},
		{"a type of the caller as a reply", "",
			`var _ wechat.Reply = &own{}`, `var _ wechat.Reply = &wechat.TextReply{}`},
		{"a reply by value", "",
			`var _ wechat.Reply = wechat.TextReply{}`, `var _ wechat.Reply = &wechat.TextReply{}`},
		{"a setter of another reply", declared,
			`wechat.NewTextReply(to, from, "x").Title("x")`, `wechat.NewVideoReply(to, from, media).Title("x")`},
		{"a count that is set by hand", declared,
			`_ = wechat.NewsReply{ArticleCount: 1}`, `_ = wechat.NewsReply{Articles: []wechat.Article{{}}}`},
		{"a reply of one platform where another is meant", declared,
			`var _ wechat.Reply = &zhongnan.TextReply{}`, `var _ zhongnan.Reply = &zhongnan.TextReply{}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			program := func(line string) string {
				return "package program\n" + around + "func _() {\n" + c.before + line + "\n}\n"
			}
			if err := typeCheckSource(t, program(c.right)); err != nil {
				t.Errorf("%s does not compile:\n%v", c.right, err)
			}
			if err := typeCheckSource(t, program(c.wrong)); err == nil {
				t.Errorf("%s compiles", c.wrong)
			}
		})
	}
}

// withoutTests drops the generated tests, which are no part of what is imported.
func withoutTests(files []generator.File) []generator.File {
	var out []generator.File
	for _, f := range files {
		if !strings.HasSuffix(f.Name, "_test.go") {
			out = append(out, f)
		}
	}
	return out
}
