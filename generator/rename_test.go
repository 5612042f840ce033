package generator_test

import (
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

// renamedBot is a bot for wechat. For a platform that only renames, the import changes and nothing else.
const renamedBot = `package PACKAGE

import (
	"context"
	"net/http"

	platform "generated/PACKAGE/reply"
)

func newBot() (http.Handler, error) {
	var mux platform.Mux
	mux.OnText(func(_ context.Context, m *platform.TextMessage) (platform.Reply, error) {
		return m.ReplyText(string(m.FromUserName) + " wrote " + m.Content).Build()
	})
	mux.OnSubscribe(func(_ context.Context, e *platform.SubscribeEvent) (platform.Reply, error) {
		return platform.NewNewsReply(e.FromUserName, e.ToUserName, platform.Article{Title: string(e.EventKey)}).Build()
	})
	mux.OnClick(func(_ context.Context, e *platform.ClickEvent) (platform.Reply, error) {
		return e.ReplyText(string(e.EventKey)).Build()
	})
	return platform.NewHandler(platform.Config{Token: "a"}, &mux)
}
`

// renamedTest sends documents with the platform's own names, which the words in braces stand for.
const renamedTest = `package PACKAGE

import (
	"crypto/sha1"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestBot(t *testing.T) {
	bot, err := newBot()
	if err != nil {
		t.Fatal(err)
	}
	target := fmt.Sprintf("/?timestamp=1&nonce=b&signature=%x", sha1.Sum([]byte("1ab")))
	const sent = "<xml><{TO}>gh</{TO}><{FROM}>amy</{FROM}><CreateTime>1</CreateTime><MsgType>"
	const answered = "<xml><{TO}><![CDATA[amy]]></{TO}><{FROM}><![CDATA[gh]]></{FROM}><CreateTime>"
	for _, c := range []struct{ message, answer string }{
		{"text</MsgType><Content>hi</Content><{ID}>1</{ID}>", "<Content><![CDATA[amy wrote hi]]></Content>"},
		{"text</MsgType><Content>again</Content><{ID}>1</{ID}>", "<Content><![CDATA[amy wrote hi]]></Content>"},
		{"text</MsgType><Content>again</Content><{ID}>2</{ID}>", "<Content><![CDATA[amy wrote again]]></Content>"},
		{"event</MsgType><{EVENT}>{SUBSCRIBE}</{EVENT}><EventKey>qrscene_1</EventKey>", "<Title><![CDATA[qrscene_1]]></Title>"},
		{"event</MsgType><{EVENT}>{MENU}</{EVENT}><EventKey>key</EventKey>", "<Content><![CDATA[key]]></Content>"},
	} {
		w := httptest.NewRecorder()
		bot.ServeHTTP(w, httptest.NewRequest(http.MethodPost, target, strings.NewReader(sent+c.message+"</xml>")))
		if body := w.Body.String(); !strings.HasPrefix(body, answered) || !strings.Contains(body, c.answer) {
			t.Errorf("%s: %d %s", c.message, w.Code, body)
		}
	}
}
`

// A platform that only renames takes the code that was written for its base: names of the wire are not those of Go.
func TestBotForTheBaseServesAPlatformThatRenames(t *testing.T) {
	const overlay = casesDir + "/overlay/rename-and-keep/overlay.yaml"
	module := newModule(t)
	for name, c := range map[string]struct {
		spec  string
		names []string
	}{
		"base": {"wechat", []string{
			"PACKAGE", "base", "{TO}", "ToUserName", "{FROM}", "FromUserName", "{ID}", "MsgId",
			"{EVENT}", "Event", "{SUBSCRIBE}", "subscribe", "{MENU}", "CLICK",
		}},
		"variant": {overlay, []string{
			"PACKAGE", "variant", "{TO}", "Receiver", "{FROM}", "Sender", "{ID}", "MessageID",
			"{EVENT}", "EventName", "{SUBSCRIBE}", "follow", "{MENU}", "menu",
		}},
	} {
		platform, err := spec.Load(c.spec)
		if err != nil {
			t.Fatal(err)
		}
		files, err := generator.Generate(platform, generator.Options{Package: "reply"})
		if err != nil {
			t.Fatal(err)
		}
		module.add(t, name+"/reply", withoutTests(files))
		module.write(t, name+"/bot.go", []byte(strings.ReplaceAll(renamedBot, "PACKAGE", name)))
		module.write(t, name+"/bot_test.go", []byte(strings.NewReplacer(c.names...).Replace(renamedTest)))
	}
	module.run(t, "test", "./base", "./variant")
}
