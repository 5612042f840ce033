//go:build go1.25

package wechat_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wechat"
)

func TestConfigThatCannotServeIsRefused(t *testing.T) {
	handler := wechat.HandlerFunc(echo)
	onLate := func(context.Context, wechat.Message, wechat.Reply) {}
	for name, c := range map[string]wechat.Config{
		"no token":              {},
		"key of 42 characters":  {Token: token, AppID: appID, EncodingAESKey: key[1:]},
		"key that is no base64": {Token: token, AppID: appID, EncodingAESKey: "-" + key[1:]},
		"previous key of 44 characters": {Token: token, AppID: appID, EncodingAESKey: key,
			PreviousEncodingAESKey: key + "A"},
		"encryption required without a key":    {Token: token, RequireEncryption: true},
		"negative margin":                      {Token: token, Margin: -1},
		"margin of the whole deadline":         {Token: token, Margin: wechat.Deadline},
		"negative time for work":               {Token: token, WorkTimeout: -1},
		"no time for a reply to be late":       {Token: token, OnLate: onLate, WorkTimeout: time.Second},
		"negative limit of bodies":             {Token: token, MaxBody: -1},
		"negative limit of a timestamp's age":  {Token: token, MaxAge: -1},
		"token with a line end":                {Token: token + "\n"},
		"previous token with a space":          {Token: token, PreviousToken: " " + token},
		"AppID with a space":                   {Token: token, AppID: appID + " "},
		"AppID with a byte order mark":         {Token: token, AppID: "\ufeff" + appID, EncodingAESKey: key},
		"no AppID":                             {Token: token, EncodingAESKey: key},
		"key with a line end":                  {Token: token, AppID: appID, EncodingAESKey: key + "\n"},
		"only a token that was there earlier":  {PreviousToken: token},
		"encryption required, a receiver only": {Token: token, AppID: appID, RequireEncryption: true},
	} {
		h, err := wechat.NewHandler(c, handler)
		if err == nil || h != nil {
			t.Errorf("%s: accepted", name)
		}
		if isKey := errors.Is(err, wechat.ErrAESKey); isKey != strings.Contains(name, "key ") ||
			isKey && strings.Contains(err.Error(), key[2:]) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := wechat.NewHandler(wechat.Config{Token: token}, nil); err == nil {
		t.Error("no handler: accepted")
	}
}

func TestTextIsAnswered(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		h := newHandler(t, wechat.Config{}, wechat.HandlerFunc(echo))
		if got := serve(h, posted(textFrom("o1", 1, "你好"))); got != (response{200, echoed("o1", "你好")}) {
			t.Errorf("%+v", got)
		}
	})
}

// What a function returns that is no reply, or none that may be sent, is the ack, and the log says what went wrong.
func TestWhatIsNoReplyIsAcked(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		text, event := textFrom("o1", 1, "你好"), strings.Replace(sent["CLICK"], "CLICK", "VIEW", 1)
		valid, err := wechat.NewTextReply("o1", "gh_1", "你好").Build()
		if err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			message string
			reply   wechat.Reply
			err     error
			level   string
		}{
			"nil":                       {text, nil, nil, ""},
			"nil text":                  {text, (*wechat.TextReply)(nil), nil, ""},
			"nil image":                 {text, (*wechat.ImageReply)(nil), nil, ""},
			"nil voice":                 {text, (*wechat.VoiceReply)(nil), nil, ""},
			"nil video":                 {text, (*wechat.VideoReply)(nil), nil, ""},
			"nil music":                 {text, (*wechat.MusicReply)(nil), nil, ""},
			"nil news":                  {text, (*wechat.NewsReply)(nil), nil, ""},
			"error":                     {text, nil, errors.New("no"), "ERROR"},
			"error beside a reply":      {text, valid, errors.New("no"), "ERROR"},
			"error beside a nil reply":  {text, (*wechat.TextReply)(nil), errors.New("no"), "ERROR"},
			"invalid reply":             {text, &wechat.TextReply{}, nil, "ERROR"},
			"event that takes no reply": {event, valid, nil, "WARN"},
		} {
			var log journal
			h := newHandler(t, wechat.Config{Logger: log.logger()},
				wechat.HandlerFunc(func(context.Context, wechat.Message) (wechat.Reply, error) {
					return c.reply, c.err
				}))
			for range 2 {
				if got := serve(h, posted(c.message)); got != acked {
					t.Errorf("%s: %+v", name, got)
				}
			}
			for _, level := range []string{"WARN", "ERROR"} {
				if n := log.has(level); (n == 1) != (level == c.level) {
					t.Errorf("%s: %d %s in the log", name, n, level)
				}
			}
		}
	})
}

func TestPanicIsAckedAndLogged(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		var log journal
		h := newHandler(t, wechat.Config{Logger: log.logger()},
			wechat.HandlerFunc(func(context.Context, wechat.Message) (wechat.Reply, error) { panic("no") }))
		if got := serve(h, posted(textFrom("o1", 1, "你好"))); got != acked || log.has("ERROR") != 1 {
			t.Errorf("%+v", got)
		}
	})
}

// Each of these requests is answered under the default configuration, or by the token, and refused under the other.
func TestConfigIsHeldTo(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		old := func() *http.Request {
			timestamp := fmt.Sprint(time.Now().Add(-time.Hour).Unix())
			q := signed(token, "")
			q.Set("timestamp", timestamp)
			q.Set("signature", sign(token, timestamp, q.Get("nonce")))
			return request(http.MethodPost, q, textFrom("o1", 1, "你好"))
		}
		long := func() *http.Request { return posted(textFrom("o1", 1, strings.Repeat("a", 2000))) }
		other := func() *http.Request {
			return request(http.MethodPost, signed("another", ""), textFrom("o1", 1, "你好"))
		}
		for name, c := range map[string]struct {
			request         func() *http.Request
			accept, refuse  wechat.Config
			refusedWithCode int
		}{
			"MaxAge":  {old, wechat.Config{MaxAge: 2 * time.Hour}, wechat.Config{MaxAge: time.Minute}, 403},
			"any age": {old, wechat.Config{}, wechat.Config{MaxAge: time.Minute}, 403},
			"MaxBody": {long, wechat.Config{}, wechat.Config{MaxBody: 1000}, 413},
			"Token":   {other, wechat.Config{Token: "another"}, wechat.Config{Token: token}, 403},
			"PreviousToken": {other, wechat.Config{Token: token, PreviousToken: "another"},
				wechat.Config{Token: token, PreviousToken: "third"}, 403},
		} {
			if got := serve(newHandler(t, c.accept, wechat.HandlerFunc(echo)), c.request()); got.status != 200 ||
				got == acked {
				t.Errorf("%s: %+v", name, got)
			}
			var log journal
			c.refuse.Logger = log.logger()
			if got := serve(newHandler(t, c.refuse, wechat.HandlerFunc(echo)), c.request()); got !=
				(response{status: c.refusedWithCode}) || log.has("WARN") != 1 {
				t.Errorf("%s: %+v", name, got)
			}
		}
	})
}

// recordingStore keeps the keys that a handler claims.
type recordingStore struct {
	wechat.Store
	keys []string
}

func (s *recordingStore) Claim(ctx context.Context, d wechat.Delivery) (wechat.Claim, error) {
	s.keys = append(s.keys, d.Key)
	return s.Store.Claim(ctx, d)
}

// Two handlers with one store are one account: what the one has answered, the other repeats.
func TestStoreIsShared(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		s := &recordingStore{Store: wechat.NewMemoryStore(0, 0)}
		message := textFrom("o1", 1, "你好")
		h := newHandler(t, wechat.Config{Store: s}, wechat.HandlerFunc(echo))
		first := serve(h, posted(message))
		h = newHandler(t, wechat.Config{Store: s}, new(wechat.Mux))
		if got := serve(h, posted(message)); got != first || got.body != echoed("o1", "你好") || len(s.keys) != 2 ||
			s.keys[0] != s.keys[1] {
			t.Errorf("%+v then %+v by %q", first, got, s.keys)
		}
	})
}

func TestURLCheckIsEchoed(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		for _, c := range []wechat.Config{{}, {AppID: appID, EncodingAESKey: key, RequireEncryption: true}} {
			h := newHandler(t, c, new(wechat.Mux))
			q := signed(token, "")
			q.Set("echostr", "4375120948345356249")
			if got := serve(h, request(http.MethodGet, q, "")); got != (response{200, "4375120948345356249"}) {
				t.Errorf("%+v", got)
			}
			q.Set("signature", sign("another", q.Get("timestamp"), q.Get("nonce")))
			if got := serve(h, request(http.MethodGet, q, "")); got != (response{status: 403}) {
				t.Errorf("another token: %+v", got)
			}
		}
	})
}

func TestNoHandlerIsNoHandler(t *testing.T) {
	var mux *wechat.Mux
	for name, handler := range map[string]wechat.MessageHandler{"nil": nil, "nil function": wechat.HandlerFunc(nil),
		"nil mux": mux} {
		if _, err := wechat.NewHandler(wechat.Config{Token: "token"}, handler); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
