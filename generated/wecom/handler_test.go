package wecom_test

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wecom"
)

func newHandler(t *testing.T, c wecom.Config, h wecom.MessageHandler) *wecom.Handler {
	t.Helper()
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	handler, err := wecom.NewHandler(c, h)
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

func config() wecom.Config {
	return wecom.Config{Token: current.token, CorpID: current.receiver, EncodingAESKey: current.encodingAESKey}
}

// echo answers a text with the same text, in a reply that can be told beforehand.
func echo(_ context.Context, m wecom.Message) (wecom.Reply, error) {
	text := m.(*wecom.TextMessage)
	return text.ReplyText(text.Content).CreatedAt(time.Unix(1348831860, 0)).Build()
}

const hello = "<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>\n<FromUserName><![CDATA[mycreate]]></FromUserName>\n" +
	"<CreateTime>1409659813</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[hello]]></Content>\n<MsgId>4561255354251345929</MsgId>\n<AgentID>218</AgentID>\n</xml>"

const helloAnswer = "<xml><ToUserName><![CDATA[mycreate]]></ToUserName><FromUserName><![CDATA[wx5823bf96d3bd56c7]]></FromUserName>" +
	"<CreateTime>1348831860</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[hello]]></Content></xml>"

// The two requests of the platform's own sample code.
func TestSamplesOfThePlatformAreServed(t *testing.T) {
	h := newHandler(t, config(), wecom.HandlerFunc(func(ctx context.Context, m wecom.Message) (wecom.Reply, error) {
		if text, ok := m.(*wecom.TextMessage); !ok || text.FromUserName != "mycreate" || text.AgentID.Value != 218 ||
			text.MsgID != "4561255354251345929" {
			t.Errorf("%+v", m)
		}
		return echo(ctx, m)
	}))
	q := url.Values{"msg_signature": {"5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"}, "timestamp": {"1409659589"},
		"nonce":   {"263014780"},
		"echostr": {"P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="}}
	if got := serve(h, request(http.MethodGet, q, "")); got != (response{200, "1616140317555161061"}) {
		t.Errorf("%+v", got)
	}
	if r := current.posted(hello); r.URL.Query().Get("msg_signature") != "477715d11cdb4164915debcba66cb864d751f3e6" {
		t.Error("the test does not do what the platform does")
	} else if got := current.opened(t, serve(h, r)); got != helloAnswer {
		t.Errorf("%s", got)
	}
}

func TestMessageDeliveredAgainGetsTheSameAnswer(t *testing.T) {
	runs := 0
	h := newHandler(t, config(), wecom.HandlerFunc(func(ctx context.Context, m wecom.Message) (wecom.Reply, error) {
		runs++
		return echo(ctx, m)
	}))
	for _, message := range []string{hello, hello, strings.ReplaceAll(hello, "\n", "")} {
		if got := current.opened(t, serve(h, current.posted(message))); got != helloAnswer {
			t.Errorf("%s", got)
		}
	}
	if runs != 1 {
		t.Errorf("the function ran %d times", runs)
	}
}

// The signature of a plain message does not cover what it says: who has seen one in a log could forge others.
func TestPlainMessageIsRefused(t *testing.T) {
	signature := current.signed("").Get("msg_signature")
	for name, change := range map[string]url.Values{
		"as WeChat sends it":        {"signature": {signature}, "msg_signature": nil},
		"said to be plain":          {"signature": {signature}, "encrypt_type": {"raw"}},
		"under the other signature": {"msg_signature": {signature}},
	} {
		h := newHandler(t, config(), wecom.HandlerFunc(func(context.Context, wecom.Message) (wecom.Reply, error) {
			t.Errorf("%s: handled", name)
			return nil, nil
		}))
		q := current.signed("")
		maps.Copy(q, change)
		if got := serve(h, request(http.MethodPost, q, hello)); got != (response{status: 403}) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestMessageForAnotherReceiverIsRefused(t *testing.T) {
	h := newHandler(t, config(), wecom.HandlerFunc(echo))
	for _, receiver := range []string{"", "ww1", current.receiver + "1"} {
		if got := serve(h, secrets{current.token, current.encodingAESKey, receiver}.posted(hello)); got !=
			(response{status: 400}) {
			t.Errorf("%q: %+v", receiver, got)
		}
	}
}

// A provider: the URL is checked for its CorpID, pushes are for its SuiteID, and messages for each customer.
func TestMessagesOfSeveralReceivers(t *testing.T) {
	c := config()
	c.AcceptReceiver = func(receiver string) bool { return receiver == "wwsuite" || receiver == "wwcustomer" }
	var receivers []string
	h := newHandler(t, c, wecom.HandlerFunc(func(ctx context.Context, m wecom.Message) (wecom.Reply, error) {
		receivers = append(receivers, m.Header().Receiver)
		return echo(ctx, m)
	}))
	want := []string{current.receiver, "wwsuite", "wwcustomer"}
	for _, receiver := range want {
		platform := secrets{current.token, current.encodingAESKey, receiver}
		if got := platform.opened(t, serve(h, platform.posted(hello))); got != helloAnswer {
			t.Errorf("%s: %s", receiver, got)
		}
		echostr := platform.sealed("1616140317555161061")
		q := platform.signed(echostr)
		q.Set("echostr", echostr)
		if got := serve(h, request(http.MethodGet, q, "")); got != (response{200, "1616140317555161061"}) {
			t.Errorf("%s: %+v", receiver, got)
		}
	}
	if !slices.Equal(receivers, want) {
		t.Errorf("handled for %q", receivers)
	}
	if got := serve(h, secrets{current.token, current.encodingAESKey, "wwother"}.posted(hello)); got !=
		(response{status: 400}) {
		t.Errorf("%+v", got)
	}
}

// The platform always encrypts, so what is not encrypted is not its own: be it signed by its token, or by the
// msg_signature of its sample under other names.
func TestPlainURLCheckIsRefused(t *testing.T) {
	h := newHandler(t, config(), wecom.HandlerFunc(echo))
	const encrypt = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
	for _, q := range []url.Values{
		{"signature": {sign(current.token, "1409659589", "1")}, "timestamp": {"1409659589"}, "nonce": {"1"},
			"echostr": {"1"}},
		{"signature": {"5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"}, "timestamp": {"1409659589263014780"},
			"nonce": {encrypt}, "echostr": {"1"}},
	} {
		if got := serve(h, request(http.MethodGet, q, "")); got.status == 200 {
			t.Errorf("%v: %+v", q, got)
		}
	}
}

func TestKeysAndTokensAreChangedWithoutAGap(t *testing.T) {
	former := secrets{"old", strings.Repeat("C", 43), current.receiver}
	c := config()
	if got := serve(newHandler(t, c, wecom.HandlerFunc(echo)), former.posted(hello)); got != (response{status: 403}) {
		t.Errorf("%+v", got)
	}
	c.PreviousToken, c.PreviousEncodingAESKey = former.token, former.encodingAESKey
	h := newHandler(t, c, wecom.HandlerFunc(echo))
	for _, s := range []secrets{former, current} {
		if got := s.opened(t, serve(h, s.posted(hello))); got != helloAnswer {
			t.Errorf("%s", got)
		}
	}
}

func TestWhatIsNoReplyIsAnEmptyResponse(t *testing.T) {
	valid, err := wecom.NewTextReply("user", "account", "你好").Build()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		reply wecom.Reply
		err   error
	}{
		"nil":                  {nil, nil},
		"error":                {nil, errors.New("no")},
		"error beside a reply": {valid, errors.New("no")},
		"nil text":             {(*wecom.TextReply)(nil), nil},
		"nil image":            {(*wecom.ImageReply)(nil), nil},
		"nil voice":            {(*wecom.VoiceReply)(nil), nil},
		"nil video":            {(*wecom.VideoReply)(nil), nil},
		"nil news":             {(*wecom.NewsReply)(nil), nil},
		"nil update of a task": {(*wecom.UpdateTaskCardReply)(nil), nil},
		"nil update of a card": {(*wecom.UpdateTemplateCardReply)(nil), nil},
		"nil update of both":   {(*wecom.UpdateButtonReply)(nil), nil},
		"invalid":              {&wecom.TextReply{}, nil},
	} {
		var log strings.Builder
		config := config()
		config.Logger = slog.New(slog.NewTextHandler(&log, nil))
		h := newHandler(t, config,
			wecom.HandlerFunc(func(context.Context, wecom.Message) (wecom.Reply, error) { return c.reply, c.err }))
		if got := serve(h, current.posted(hello)); got != acked {
			t.Errorf("%s: %+v", name, got)
		}
		if logged := strings.Contains(log.String(), "level=ERROR"); logged != (c.err != nil || name == "invalid") {
			t.Errorf("%s: in the log: %s", name, &log)
		}
	}
}

func TestConfigWithoutAKeyIsRefused(t *testing.T) {
	for _, spoil := range []func(*wecom.Config){
		func(c *wecom.Config) { c.EncodingAESKey = "" },
		func(c *wecom.Config) { c.EncodingAESKey = "short" },
		func(c *wecom.Config) { c.Token = "" },
	} {
		c := config()
		spoil(&c)
		if h, err := wecom.NewHandler(c, wecom.HandlerFunc(echo)); err == nil || h != nil {
			t.Errorf("accepted: %+v", c)
		}
	}
}
