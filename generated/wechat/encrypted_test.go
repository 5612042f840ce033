//go:build go1.25

package wechat_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/replygen/replygen/generated/wechat"
)

// encryptedConfig is that of an account in any of the modes with a key.
func encryptedConfig() wechat.Config {
	return wechat.Config{Token: current.token, AppID: current.receiver, EncodingAESKey: current.encodingAESKey}
}

func TestEncryptedMessageGetsAnEncryptedReply(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		h := newHandler(t, encryptedConfig(), wechat.HandlerFunc(echo))
		// Whatever the length, padding is right.
		for n := range 70 {
			content := strings.Repeat("a", n+1)
			r := current.posted(textFrom("o1", n+1, content))
			if got := current.opened(t, r, serve(h, r)); got != echoed("o1", content) {
				t.Errorf("%d bytes: %s", n+1, got)
			}
		}
	})
}

// The answer of a message that comes again is the same, under the seal that its own request asks for.
func TestEncryptedMessageDeliveredAgainGetsTheSameAnswer(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		h := newHandler(t, encryptedConfig(), wechat.HandlerFunc(echo))
		var first string
		for i, nonce := range []string{"1", "]]>&<", "415670741"} {
			message := textFrom("o1", 1, "你好")
			encrypt := current.sealed(message)
			q := signed(token, encrypt)
			q.Set("nonce", nonce)
			q.Set("signature", sign(token, q.Get("timestamp"), nonce))
			q.Set("msg_signature", sign(token, q.Get("timestamp"), nonce, encrypt))
			r := request(http.MethodPost, q, "<xml><Encrypt><![CDATA["+encrypt+"]]></Encrypt></xml>")
			got := serve(h, r)
			if opened := current.opened(t, r, got); opened != echoed("o1", "你好") {
				t.Errorf("%s", opened)
			}
			if i > 0 && got.body == first {
				t.Error("the same ciphertext twice")
			}
			first = got.body
		}
	})
}

func TestAckIsNeverEncrypted(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		for name, f := range map[string]wechat.HandlerFunc{
			"nil":       func(context.Context, wechat.Message) (wechat.Reply, error) { return nil, nil },
			"typed nil": func(context.Context, wechat.Message) (wechat.Reply, error) { return (*wechat.TextReply)(nil), nil },
			"error":     func(context.Context, wechat.Message) (wechat.Reply, error) { return nil, errors.New("no") },
			"panic":     func(context.Context, wechat.Message) (wechat.Reply, error) { panic("no") },
		} {
			if got := serve(newHandler(t, encryptedConfig(), f), current.posted(textFrom("o1", 1, "你好"))); got !=
				acked {
				t.Errorf("%s: %+v", name, got)
			}
		}
	})
}

// While a key or the token is being changed, the platform uses now the one, now the other, and understands what it
// has used itself.
func TestKeysAndTokensAreChangedWithoutAGap(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		c := wechat.Config{Token: "new", PreviousToken: "old", AppID: appID, EncodingAESKey: strings.Repeat("C", 43),
			PreviousEncodingAESKey: key}
		h := newHandler(t, c, wechat.HandlerFunc(echo))
		for _, token := range []string{"new", "old"} {
			for _, key := range []string{c.EncodingAESKey, c.PreviousEncodingAESKey} {
				platform := secrets{token, key, appID}
				r := platform.posted(textFrom("o1", 1, "你好"))
				if got := platform.opened(t, r, serve(h, r)); got != echoed("o1", "你好") {
					t.Errorf("%s, %s: %s", token, key, got)
				}
			}
			if got := serve(h, request(http.MethodPost, signed(token, ""), textFrom("o1", 1, "你好"))); got.body !=
				echoed("o1", "你好") {
				t.Errorf("plain, %s: %+v", token, got)
			}
		}
		// Afterwards, what was there earlier is worth nothing.
		c.PreviousToken, c.PreviousEncodingAESKey = "", ""
		h = newHandler(t, c, wechat.HandlerFunc(echo))
		for _, x := range []struct {
			platform secrets
			status   int
		}{
			{secrets{"new", c.EncodingAESKey, appID}, 200},
			{secrets{"old", c.EncodingAESKey, appID}, 403},
			{secrets{"new", key, appID}, 400},
			{secrets{"", c.EncodingAESKey, appID}, 403},
		} {
			if got := serve(h, x.platform.posted(textFrom("o1", 1, "你好"))); got.status != x.status {
				t.Errorf("%+v: %+v", x.platform, got)
			}
		}
		// A key that is only there as the previous one opens messages as well.
		h = newHandler(t, wechat.Config{AppID: appID, PreviousEncodingAESKey: key}, wechat.HandlerFunc(echo))
		r := current.posted(textFrom("o1", 1, "你好"))
		if got := current.opened(t, r, serve(h, r)); got != echoed("o1", "你好") {
			t.Errorf("%s", got)
		}
	})
}

// What is encrypted for another account, by somebody who knows the secrets, is not this one's.
func TestMessageForAnotherReceiverIsRefused(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		h := newHandler(t, encryptedConfig(), wechat.HandlerFunc(echo))
		for _, receiver := range []string{"", appID[1:], appID + "1", "wx0000000000000000"} {
			if got := serve(h, secrets{token, key, receiver}.posted(textFrom("o1", 1, "你好"))); got !=
				(response{status: 400}) {
				t.Errorf("%q: %+v", receiver, got)
			}
		}
	})
}

// A third-party platform serves many accounts by one URL. Their messages are sealed for its own AppID, and ToUserName
// names the account.
func TestThirdPartyPlatformServesSeveralAccounts(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		component := secrets{token, key, "wxcomponent"}
		served := map[wechat.AccountID]string{}
		h := newHandler(t, wechat.Config{Token: token, AppID: component.receiver, EncodingAESKey: key},
			wechat.HandlerFunc(func(ctx context.Context, m wechat.Message) (wechat.Reply, error) {
				served[m.Header().ToUserName] = m.Header().Receiver
				return echo(ctx, m)
			}))
		for _, account := range []string{"gh_one", "gh_two"} {
			toAccount := strings.NewReplacer("gh_1", account)
			// The accounts have the user and the MsgId in common.
			r := component.posted(toAccount.Replace(textFrom("o1", 1, "你好")))
			if got := component.opened(t, r, serve(h, r)); got != toAccount.Replace(echoed("o1", "你好")) {
				t.Errorf("%s: %s", account, got)
			}
		}
		if want := map[wechat.AccountID]string{"gh_one": "wxcomponent", "gh_two": "wxcomponent"}; !maps.Equal(served,
			want) {
			t.Errorf("served %v", served)
		}
	})
}

// In the compatible mode, a message is there twice. Who has the key reads what nobody could change on the way.
func TestCompatibleModeReadsWhatIsEncrypted(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		encrypt := current.sealed(textFrom("o1", 1, "encrypted"))
		both := strings.Replace(textFrom("o1", 1, "plain"), "</xml>",
			"<Encrypt><![CDATA["+encrypt+"]]></Encrypt></xml>", 1)
		h := newHandler(t, encryptedConfig(), wechat.HandlerFunc(echo))
		r := request(http.MethodPost, signed(token, encrypt), both)
		if got := current.opened(t, r, serve(h, r)); got != echoed("o1", "encrypted") {
			t.Errorf("%s", got)
		}
		h = newHandler(t, wechat.Config{}, wechat.HandlerFunc(echo))
		if got := serve(h, request(http.MethodPost, signed(token, encrypt), both)); got !=
			(response{200, echoed("o1", "plain")}) {
			t.Errorf("without a key: %+v", got)
		}
	})
}

func TestModesThatDoNotFitAreRefused(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		plain := func() *http.Request { return posted(textFrom("o1", 1, "你好")) }
		encrypted := func() *http.Request { return current.posted(textFrom("o1", 1, "你好")) }
		raw := func() *http.Request {
			r := plain()
			r.URL.RawQuery += "&encrypt_type=raw"
			return r
		}
		required := encryptedConfig()
		required.RequireEncryption = true
		for name, c := range map[string]struct {
			config  wechat.Config
			request func() *http.Request
			status  int
		}{
			"plain, where encryption is not required": {encryptedConfig(), plain, 200},
			"plain, where it is":                      {required, plain, 403},
			"plain and said to be so":                 {encryptedConfig(), raw, 200},
			"plain and said to be so, where it is":    {required, raw, 403},
			"encrypted, where it is required":         {required, encrypted, 200},
			"encrypted, and no key":                   {wechat.Config{}, encrypted, 403},
		} {
			if got := serve(newHandler(t, c.config, wechat.HandlerFunc(echo)), c.request()); got.status != c.status ||
				got == acked {
				t.Errorf("%s: %+v", name, got)
			}
		}
	})
}

// A signature is for one text: nobody without the token can put another in its place.
func TestCiphertextOfAnotherMessageIsRefused(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		h := newHandler(t, encryptedConfig(), wechat.HandlerFunc(echo))
		a, b := current.sealed(textFrom("o1", 1, "a")), current.sealed(textFrom("o1", 2, "b"))
		if got := serve(h, request(http.MethodPost, signed(token, a), "<xml><Encrypt>"+b+"</Encrypt></xml>")); got !=
			(response{status: 403}) {
			t.Errorf("%+v", got)
		}
	})
}

func TestEncryptedURLCheckIsDecrypted(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		c := encryptedConfig()
		c.PreviousToken, c.PreviousEncodingAESKey = "old", strings.Repeat("C", 43)
		h := newHandler(t, c, new(wechat.Mux))
		for _, x := range []struct {
			platform secrets
			want     response
		}{
			{current, response{200, "1616140317555161061"}},
			{secrets{"old", c.PreviousEncodingAESKey, appID}, response{200, "1616140317555161061"}},
			{secrets{"another", key, appID}, response{status: 403}},
			{secrets{token, strings.Repeat("E", 43), appID}, response{status: 400}},
			{secrets{token, key, "another"}, response{status: 400}},
		} {
			echostr := x.platform.sealed("1616140317555161061")
			q := signed(x.platform.token, echostr)
			q.Set("echostr", echostr)
			if got := serve(h, request(http.MethodGet, q, "")); got != x.want {
				t.Errorf("%+v: %+v", x.platform, got)
			}
		}
	})
}
