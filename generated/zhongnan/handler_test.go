package zhongnan_test

import (
	"context"
	"crypto/sha1"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/zhongnan"
)

func newHandler(t *testing.T, c zhongnan.Config, h zhongnan.MessageHandler) *zhongnan.Handler {
	t.Helper()
	c.Token = "token"
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	handler, err := zhongnan.NewHandler(c, h)
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

func posted(body string) *http.Request {
	signed := []string{"token", "1409304348", "nonce"}
	slices.Sort(signed)
	signature := sha1.Sum([]byte(strings.Join(signed, "")))
	return httptest.NewRequest(http.MethodPost,
		fmt.Sprintf("/?signature=%x&timestamp=1409304348&nonce=nonce", signature), strings.NewReader(body))
}

type response struct {
	status int
	body   string
}

// acked is the empty response: the platform's page knows no other.
var acked = response{status: 200}

func serve(h http.Handler, r *http.Request) response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return response{w.Code, w.Body.String()}
}

const hello = "<xml><ToUserName>app</ToUserName><FromUserName>openid</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>"

var answered = response{200, "<xml><ToUserName><![CDATA[openid]]></ToUserName><FromUserName><![CDATA[app]]></FromUserName><CreateTime>12345678</CreateTime>" +
	"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content></xml>"}

func echo(_ context.Context, m zhongnan.Message) (zhongnan.Reply, error) {
	text := m.(*zhongnan.TextMessage)
	return text.ReplyText(text.Content).CreatedAt(time.Unix(12345678, 0)).Build()
}

func TestMessageDeliveredAgainGetsTheSameAnswer(t *testing.T) {
	runs := 0
	h := newHandler(t, zhongnan.Config{},
		zhongnan.HandlerFunc(func(ctx context.Context, m zhongnan.Message) (zhongnan.Reply, error) {
			runs++
			return echo(ctx, m)
		}))
	for _, message := range []string{hello, hello, strings.ReplaceAll(hello, "><", ">\n<")} {
		if got := serve(h, posted(message)); got != answered {
			t.Errorf("%+v", got)
		}
	}
	if runs != 1 {
		t.Errorf("the function ran %d times", runs)
	}
}

func TestWhatIsNoReplyIsAnEmptyResponse(t *testing.T) {
	valid, err := zhongnan.NewTextReply("user", "account", "你好").Build()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		reply zhongnan.Reply
		err   error
	}{
		"nil":                  {nil, nil},
		"error":                {nil, errors.New("no")},
		"error beside a reply": {valid, errors.New("no")},
		"nil text":             {(*zhongnan.TextReply)(nil), nil},
		"nil image":            {(*zhongnan.ImageReply)(nil), nil},
		"nil voice":            {(*zhongnan.VoiceReply)(nil), nil},
		"nil news":             {(*zhongnan.NewsReply)(nil), nil},
		"invalid":              {&zhongnan.TextReply{}, nil},
	} {
		var log strings.Builder
		config := zhongnan.Config{Logger: slog.New(slog.NewTextHandler(&log, nil))}
		h := newHandler(t, config, zhongnan.HandlerFunc(func(context.Context, zhongnan.Message) (zhongnan.Reply, error) { return c.reply, c.err }))
		if got := serve(h, posted(hello)); got != acked {
			t.Errorf("%s: %+v", name, got)
		}
		if logged := strings.Contains(log.String(), "level=ERROR"); logged != (c.err != nil || name == "invalid") {
			t.Errorf("%s: in the log: %s", name, &log)
		}
	}
}

// The platform does not encrypt: there is no key to set, and an envelope is no message.
func TestNothingIsEncrypted(t *testing.T) {
	for _, name := range []string{"AppID", "EncodingAESKey", "PreviousEncodingAESKey", "RequireEncryption",
		"Receiver"} {
		if _, ok := reflect.TypeFor[zhongnan.Config]().FieldByName(name); ok {
			t.Errorf("Config.%s", name)
		}
	}
	h := newHandler(t, zhongnan.Config{}, zhongnan.HandlerFunc(echo))
	r := posted("<xml><ToUserName>app</ToUserName><Encrypt>P9nAzCzyDtyTWESHep1vC5X9xho=</Encrypt></xml>")
	r.URL.RawQuery += "&encrypt_type=aes&msg_signature=5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
	if got := serve(h, r); got != (response{status: 403}) {
		t.Errorf("%+v", got)
	}
}
