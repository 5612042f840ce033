package rt

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestURLCheckIsEchoed(t *testing.T) {
	c, _ := serveTestConfig(t)
	h := mustHandler(t, c)
	q := signedQuery(servedToken, "", time.Now())
	q.Set("echostr", "4375120948345356249<script>&")
	if got := serve(h, request("GET", q, "")); got != (served{200, "4375120948345356249<script>&"}) {
		t.Errorf("%+v", got)
	}
	c.keys, c.requireEncryption = nil, false
	if got := serve(mustHandler(t, c), request("GET", q, "")); got.status != 200 {
		t.Errorf("without keys: %+v", got)
	}
}

func TestURLCheckIsDecrypted(t *testing.T) {
	c, _ := serveTestConfig(t)
	c.requireEncryption = true
	const sample = cryptSampleEchostr
	q := url.Values{"msg_signature": {"5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"}, "timestamp": {"1409659589"}, "nonce": {"263014780"}, "echostr": {sample}}
	if got := serve(mustHandler(t, c), request("GET", q, "")); got != (served{200, "1616140317555161061"}) {
		t.Errorf("%+v", got)
	}
}

const cryptSampleEchostr = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="

func TestPlainMessageIsAnswered(t *testing.T) {
	c, log := serveTestConfig(t)
	server := httptest.NewServer(mustHandler(t, c))
	defer server.Close()
	long := *hello
	long.id, long.content = "2", strings.Repeat("你好", 2000)
	for _, m := range []*servedMessage{hello, &long} {
		want, err := echo(context.Background(), m)
		if err != nil {
			t.Fatal(err)
		}
		xml := string(want.AppendXML(nil))
		got, err := http.Post(server.URL+"?"+signedQuery(servedToken, "", time.Now()).Encode(), "text/xml", strings.NewReader(m.xml()))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(got.Body)
		if err != nil || got.StatusCode != 200 || string(body) != xml || got.ContentLength != int64(len(xml)) || got.Header.Get("Content-Type") != "text/xml; charset=utf-8" {
			t.Errorf("%v, %+v, %s", err, got, body)
		}
		if err := got.Body.Close(); err != nil {
			t.Error(err)
		}
	}
	if logged := log.records(t); len(logged) != 0 {
		t.Errorf("%v", logged)
	}
}

// openedReply returns what the platform reads from an encrypted response.
func openedReply(t *testing.T, k *messageKey, token, body string) string {
	t.Helper()
	encrypt, signature, timestamp, nonce := replyEnvelope(t, []byte(body))
	if !validSignature(signature, token, timestamp, nonce, encrypt) || nonce != "415670741" {
		t.Errorf("signature %s, nonce %s", signature, nonce)
	}
	out, _, err := appendOpened(nil, encrypt, []*messageKey{k})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestEncryptedMessageIsAnsweredEncrypted(t *testing.T) {
	c, _ := serveTestConfig(t)
	h := mustHandler(t, c)
	got := serve(h, encryptedPost(t, firstKey(c), hello))
	if opened := openedReply(t, firstKey(c), servedToken, got.body); got.status != 200 || opened != helloAnswer {
		t.Errorf("%d %s", got.status, opened)
	}
	again := serve(h, encryptedPost(t, firstKey(c), hello))
	if opened := openedReply(t, firstKey(c), servedToken, again.body); opened != helloAnswer {
		t.Errorf("again: %s", opened)
	}
}

func TestKeysAndTokensOverlapWhileTheyChange(t *testing.T) {
	c, _ := serveTestConfig(t)
	newKey := "A" + wecomSampleKey[1:]
	var err error
	if c.keys, err = newMessageKeys("AppID", servedReceiver, nil, newKey, wecomSampleKey); err != nil {
		t.Fatal(err)
	}
	c.token, c.previousToken = "newer", servedToken
	h := mustHandler(t, c)
	for i, k := range c.keys.(messageKeys) {
		for j, token := range []string{"newer", servedToken} {
			m := *hello
			m.id = string(appendInt(nil, int64(10*i+j)))
			encrypt := sealedBy(t, k, m.xml())
			got := serve(h, request("POST", signedQuery(token, encrypt, time.Now()), envelopeOf(encrypt)))
			if opened := openedReply(t, k, token, got.body); opened != helloAnswer {
				t.Errorf("key %d, token %s: %s", i, token, opened)
			}
		}
	}
	q := signedQuery(servedToken, "", time.Now())
	q.Set("echostr", "1")
	if got := serve(h, request("GET", q, "")); got.status != 200 {
		t.Errorf("echo: %+v", got)
	}
}

func TestCompatibleModePrefersWhatIsEncrypted(t *testing.T) {
	c, _ := serveTestConfig(t)
	forged := &servedMessage{to: "gh_1", from: "o1", id: "1", content: "forged"}
	encrypt := sealedBy(t, firstKey(c), hello.xml())
	body := strings.TrimSuffix(forged.xml(), "</xml>") + "<Encrypt><![CDATA[" + encrypt + "]]></Encrypt></xml>"
	q := signedQuery(servedToken, encrypt, time.Now())
	got := serve(mustHandler(t, c), request("POST", q, body))
	if opened := openedReply(t, firstKey(c), servedToken, got.body); opened != helloAnswer {
		t.Errorf("%s", opened)
	}
	c.keys = nil
	if got := serve(mustHandler(t, c), request("POST", q, body)); got.status != 200 || !strings.Contains(got.body, "forged") {
		t.Errorf("without keys: %+v", got)
	}
}

// Whatever the function does, the platform gets its ack.
func TestWhatIsAcked(t *testing.T) {
	for name, c := range map[string]struct {
		work    func(context.Context, deliverable) (answerable, error)
		message servedMessage
		logged  string
	}{
		"no reply":      {work: func(context.Context, deliverable) (answerable, error) { return nil, nil }},
		"a nil pointer": {work: func(context.Context, deliverable) (answerable, error) { return (*servedReply)(nil), nil }},
		"an error":      {work: func(context.Context, deliverable) (answerable, error) { return nil, errors.New("no") }, logged: "message not handled"},
		"a reply and an error": {work: func(context.Context, deliverable) (answerable, error) {
			return &servedReply{content: "a"}, errors.New("no")
		}, logged: "message not handled"},
		"an invalid reply":     {work: func(context.Context, deliverable) (answerable, error) { return &servedReply{}, nil }, logged: "reply dropped: it is not valid"},
		"a panic":              {work: func(context.Context, deliverable) (answerable, error) { panic("oh") }, logged: "panic while handling a message"},
		"http.ErrAbortHandler": {work: func(context.Context, deliverable) (answerable, error) { panic(http.ErrAbortHandler) }, logged: "panic while handling a message"},
		"runtime.Goexit":       {work: func(context.Context, deliverable) (answerable, error) { runtime.Goexit(); return nil, nil }},
		"no reply taken":       {work: echo, message: servedMessage{takesNone: true, content: "a"}, logged: "reply dropped: the message takes none"},
	} {
		t.Run(name, func(t *testing.T) {
			config, log := serveTestConfig(t)
			calls := 0
			config.work = func(ctx context.Context, m deliverable) (answerable, error) {
				calls++
				return c.work(ctx, m)
			}
			h := mustHandler(t, config)
			m := c.message
			m.from, m.to, m.id = "o1", "gh_1", "7"
			for range 2 {
				if got := serve(h, encryptedPost(t, firstKey(config), &m)); got != (served{200, "success"}) {
					t.Errorf("%+v", got)
				}
			}
			if calls != 1 {
				t.Errorf("handled %d times", calls)
			}
			logged := log.records(t)
			if c.logged == "" && len(logged) != 0 || c.logged != "" && (len(logged) != 1 || logged[0]["msg"] != c.logged || logged[0]["message"] != servedReceiver+" o1 gh_1 7") {
				t.Errorf("logged: %v", logged)
			}
			if stack, ok := firstRecord(logged)["stack"].(string); strings.Contains(c.logged, "panic") && (!ok || !strings.Contains(stack, "serve_test.go")) {
				t.Errorf("stack: %s", stack)
			}
		})
	}
}

func firstRecord(records []map[string]any) map[string]any {
	if len(records) == 0 {
		return nil
	}
	return records[0]
}

func TestMessagesOfDifferentUsersMayHaveOneID(t *testing.T) {
	c, _ := serveTestConfig(t)
	h := mustHandler(t, c)
	for _, from := range []string{"o1", "o2", "o3"} {
		got := serve(h, plainPost(&servedMessage{to: "gh_1", from: from, id: "1", content: "for " + from}))
		if !strings.Contains(got.body, "for "+from) {
			t.Errorf("%s: %+v", from, got)
		}
	}
}

func TestMessageWithoutAKeyIsItsXML(t *testing.T) {
	c, _ := serveTestConfig(t)
	calls := 0
	c.work = func(ctx context.Context, m deliverable) (answerable, error) { calls++; return echo(ctx, m) }
	h := mustHandler(t, c)
	a, b := &servedMessage{from: "o1", content: "a"}, &servedMessage{from: "o1", content: "b"}
	first := serve(h, plainPost(a))
	if again := serve(h, plainPost(a)); again != first || calls != 1 {
		t.Errorf("%+v, %d calls", again, calls)
	}
	if other := serve(h, plainPost(b)); other == first || calls != 2 {
		t.Errorf("%+v, %d calls", other, calls)
	}
}

func TestConfigsThatCannotWork(t *testing.T) {
	for name, spoil := range map[string]func(*serveConfig){
		"no token":                 func(c *serveConfig) { c.token = "" },
		"line end in the token":    func(c *serveConfig) { c.token = "tok\n" },
		"space in the old token":   func(c *serveConfig) { c.previousToken = " tok" },
		"encryption without a key": func(c *serveConfig) { c.keys, c.requireEncryption = nil, true },
		"margin over the deadline": func(c *serveConfig) { c.margin = 5 * time.Second },
		"negative margin":          func(c *serveConfig) { c.margin = -1 },
		"negative work timeout":    func(c *serveConfig) { c.workTimeout = -1 },
		"nothing can be late": func(c *serveConfig) {
			c.workTimeout = time.Second
			c.late = func(context.Context, deliverable, answerable) {}
		},
		"negative body limit": func(c *serveConfig) { c.maxBody = -1 },
		"negative age":        func(c *serveConfig) { c.maxAge = -1 },
	} {
		c, _ := serveTestConfig(t)
		spoil(&c)
		if h, err := newHandler(c); err == nil || h != nil {
			t.Errorf("%s: %v, %v", name, h, err)
		}
	}
	if _, err := newMessageKeys("AppID", "wx1", nil, "", "short"); !errors.Is(err, ErrAESKey) {
		t.Error(err)
	}
}

func TestQueryIsReadAsByTheStandardLibrary(t *testing.T) {
	for _, raw := range []string{
		"", "&&", "signature", "signature=", "signature=a&signature=b", "a=b&signature=1%2B2+3%20&nonce=%e4%bd%a0", "nonce=a=b&timestamp=%",
		"%73ignature=a", "timestamp=%zz&timestamp=2", "echostr=a%26b&encrypt_type=aes&msg_signature=1", "Signature=1", "nonce=%00",
	} {
		want, _ := url.ParseQuery(raw)
		got := parseRequestQuery(raw)
		for name, v := range map[string]string{
			"signature": got.signature, "msg_signature": got.msgSignature, "timestamp": got.timestamp, "nonce": got.nonce,
			"echostr": got.echostr, "encrypt_type": got.encryptType,
		} {
			if raw != "%73ignature=a" && v != want.Get(name) {
				t.Errorf("%q: %s is %q, want %q", raw, name, v, want.Get(name))
			}
		}
	}
}
